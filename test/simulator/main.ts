import { fstatSync } from 'fs';
import { parseArgs } from 'util';
import { Simulator } from './simulator';

const USAGE = 'usage: tsx test/simulator/main.ts [--port N] [--rate-limit] [--region R] [--account A] [--events URL]';

/** Runs the simulator alone, until a signal or until the process that started it is gone. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'port': { type: 'string', default: '0' },
      'rate-limit': { type: 'boolean', default: false },
      'region': { type: 'string' },
      'account': { type: 'string' },
      'events': { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port ${values.port} is not a port; ${USAGE}`);
  const simulator = await Simulator.start({
    port,
    region: values.region,
    account: values.account,
    eventsTo: values.events,
    switches: { rateLimit: values['rate-limit'] },
  });
  stopOnce(simulator);
  console.log(simulator.endpoint);
}

function stopOnce(simulator: Simulator): void {
  const stop = () => void simulator.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A parent that dies closes the pipe; a terminal or /dev/null says nothing about the parent.
  if (isPipe(0)) process.stdin.on('end', stop).on('error', stop).resume();
}

function isPipe(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
