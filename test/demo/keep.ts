import type { Terminal } from './terminal';
import type { LocalCloud } from '../local-cloud/local-cloud';

/** Leaves the cloud to the user until Ctrl-C, and says how to play everybody in the story. */
export async function stayUp(terminal: Terminal, cloud: LocalCloud): Promise<void> {
  for (const [title, commands] of Object.entries(sections(cloud))) {
    terminal.title(title);
    commands.forEach((command) => terminal.line(`  ${terminal.paint('cyan', command)}`));
  }
  terminal.line('\nSubmitted forms are taken up by reviewers at once. Ctrl-C ends the cloud, and all that is in it.');
  const alive = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  clearInterval(alive);
}

function sections({ environment, endpoint, simulatorEndpoint }: LocalCloud): Record<string, string[]> {
  const carrier = (command: string, argument: object) => `curl -d '${JSON.stringify(argument)}' ${simulatorEndpoint}/_simulator/${command}`;
  const registrationId = 'registration-…';
  return {
    'In another terminal, in this folder': Object.entries(environment).map(([name, value]) => `export ${name}='${value}'`),
    'You are the user': [
      'npx cdk bootstrap',
      "npx cdk deploy --app 'npx tsx --tsconfig tsconfig.dev.json examples/ten-dlc.ts'",
      '.local-cloud/bin/aws pinpoint-sms-voice-v2 describe-registrations',
      'node assets/cli/index.js status --watch --interval 5',
    ],
    'You are the carrier': [
      carrier('approve', { registrationId }),
      carrier('deny', { registrationId, codes: ['OPT_IN_WORKFLOW_NON_COMPLIANT_DATA_RATES'] }),
      carrier('disturbEvents', { delivery: 'lost' }),
    ],
    'You are the time and the inbox': [
      `curl -d '{}' ${endpoint}/_local-cloud/tick`,
      `curl -d '{}' ${endpoint}/_local-cloud/published`,
    ],
  };
}
