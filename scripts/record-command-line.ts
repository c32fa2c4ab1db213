import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { Account, morning } from '../test/cli/account';
import { Cli } from '../test/cli/cli';
import { Cdk } from '../test/local-cloud/cdk';
import { LocalCloud } from '../test/local-cloud/local-cloud';

// npx projen command-line: runs the commands of docs/command-line.md on the simulated service, and writes what they print.

export const PAGE = path.join(__dirname, '..', 'docs', 'command-line.md');

/** A block of the page that begins with a command: what follows the command is recorded. */
const BLOCK = /```console\n\$ npx cdk-sms-registration (.*)\n[^]*?```/g;

/** Needs more of AWS than its own service. */
export const NEEDS_CLOUD = /^doctor/;

/** The page with what the commands print now, except for those that are left out. */
export async function recorded(page: string, cli: Cli, leaveOut?: RegExp): Promise<string> {
  const commands = [...page.matchAll(BLOCK)].map(([, command]) => command!).filter((command) => leaveOut === undefined || !leaveOut.test(command));
  const outputs = new Map(await Promise.all(commands.map(async (command) => [command, await outputOf(cli, command)] as const)));
  const stable = stableIds();
  return page.replace(BLOCK, (block, command: string) => {
    const output = outputs.get(command);
    return output === undefined ? block : `\`\`\`console\n$ npx cdk-sms-registration ${command}\n${stable(output)}\`\`\``;
  });
}

async function outputOf(cli: Cli, command: string): Promise<string> {
  const args = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
  const { stdout, stderr } = await cli.run(...args);
  return stdout + stderr;
}

/** The IDs of the simulated service are different each time: the same ones on the whole page stand for them. */
function stableIds(): (text: string) => string {
  const seen: string[] = [];
  return (text) => text.replace(/\b(registration|attachment|phone)-[0-9a-f]{32}\b/g, (id, kind: string) => {
    seen.push(...seen.includes(id) ? [] : [id]);
    return `${kind}-${createHash('sha256').update(`${kind} ${seen.indexOf(id)}`).digest('hex').slice(0, 32)}`;
  });
}

async function main(): Promise<void> {
  const account = await Account.open(80);
  const cloud = await LocalCloud.start({ simulatorEndpoint: account.simulator.endpoint });
  try {
    await new Cdk({ environment: cloud.environment }).bootstrap();
    await morning(account);
    const page = fs.readFileSync(PAGE, 'utf8');
    fs.writeFileSync(PAGE, await recorded(page, new Cli(account.simulator.endpoint, cloud.environment)));
  } finally {
    await cloud.stop();
    await account.close();
  }
}

if (require.main === module) {
  void main();
}
