'use strict';
/*
 * Plays Lambda's Node.js runtime inside a function instance: one event in, one result out.
 * Between two events the process blocks in a synchronous read. Nothing of the handler's runs in that time, as in a
 * frozen instance, and the read ends when the parent is gone, which a SIGSTOPped process could not notice.
 */
const fs = require('fs');

const EVENTS = 0;
const RESULTS = 3;
const END_OF_LOGS = '\0end\n';
const [, , bundle, exportName] = process.argv;
const writeOut = process.stdout.write.bind(process.stdout);
const writeErr = process.stderr.write.bind(process.stderr);

// The IPC channel is a life line only: unreferenced, so that a promise that never settles ends the process, as in Lambda.
process.on('disconnect', () => process.exit(1));
process.channel.unref();

function report(message) {
  fs.writeSync(RESULTS, `${JSON.stringify(message)}\n`);
}

function nextMessage() {
  const chunks = [];
  for (;;) {
    const chunk = Buffer.alloc(65536);
    const size = fs.readSync(EVENTS, chunk);
    if (size === 0) process.exit(0);
    chunks.push(chunk.subarray(0, size));
    if (chunk[size - 1] === 10) return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  }
}

function contextOf(fields, timeoutMs) {
  const deadline = Date.now() + timeoutMs;
  return {
    ...fields,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function failure(error) {
  const { name, message, stack } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  writeErr(`${stack ?? message}\n`);
  return { type: 'failed', errorType: name, errorMessage: message };
}

async function run(handler, { event, context, timeoutMs }) {
  try {
    const value = await handler(event, contextOf(context, timeoutMs));
    return { type: 'returned', value };
  } catch (error) {
    return failure(error);
  }
}

function load() {
  const handler = require(bundle)[exportName];
  if (typeof handler !== 'function') throw new TypeError(`${bundle} does not export a function named ${exportName}`);
  return handler;
}

async function serve() {
  const handler = load();
  report({ type: 'ready' });
  for (;;) {
    const result = await run(handler, nextMessage());
    writeOut(END_OF_LOGS);
    writeErr(END_OF_LOGS);
    report(result);
  }
}

void serve();
