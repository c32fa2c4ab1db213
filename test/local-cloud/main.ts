import { parseArgs } from 'util';
import { LocalCloud } from './local-cloud';

/** Starts the local cloud by hand: npx tsx test/local-cloud/main.ts --simulator URL [--port N] [--schedule-speed N] */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'simulator': { type: 'string' }, 'port': { type: 'string' }, 'schedule-speed': { type: 'string' } } });
  if (values.simulator === undefined) {
    throw new Error('--simulator is missing: the address that `npm run simulator` has printed');
  }
  const cloud = await LocalCloud.start({
    simulatorEndpoint: values.simulator, port: portOf(values.port), scheduleSpeed: speedOf(values['schedule-speed']),
  });
  for (const [name, value] of Object.entries(cloud.environment)) {
    console.log(`export ${name}='${value}'`);
  }
  console.log('unset AWS_PROFILE AWS_SESSION_TOKEN');
  console.log('# The local cloud runs until Ctrl-C. Paste the lines above into the shell that uses it.');
  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    // The cloud itself keeps no program alive.
    setInterval(() => undefined, 60_000);
  });
  await cloud.stop();
  process.exit();
}

function portOf(text: string | undefined): number | undefined {
  const port = text === undefined ? undefined : Number(text);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port <= 65535)) {
    throw new Error(`--port ${text} is not a port`);
  }
  return port;
}

function speedOf(text: string | undefined): number | undefined {
  const speed = text === undefined ? undefined : Number(text);
  if (speed !== undefined && !(speed > 0)) {
    throw new Error(`--schedule-speed ${text} is not a number above 0`);
  }
  return speed;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
