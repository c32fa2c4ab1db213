import * as path from 'path';
import { ACTS } from './acts';
import { WIDTH } from './terminal';
import { Program } from '../local-cloud/program';

const MAIN = path.join(__dirname, 'main.ts');
const MOST_LINES = 12;
const PATIENCE_MS = 180_000;
const NOISE = /warning|deprecat|notices|\(node:|trace-|undefined|NaN|\u001b|error:/i;

jest.setTimeout(240_000);

/** The program with its lines, without anything of it afterwards. */
async function withDemo(args: readonly string[], use: (demo: Program) => Promise<void>): Promise<void> {
  const demo = new Program(MAIN, args);
  try {
    await use(demo);
    await demo.leavesNothing();
  } finally {
    demo.remove();
  }
}

/** The lines of each act below its title. */
function actsOf(lines: readonly string[]): string[][] {
  const starts = ACTS.map(({ title }, index) => lines.indexOf(`${index + 1}  ${title}`));
  expect(starts).not.toContain(-1);
  return starts.map((start, index) => lines.slice(start + 1, starts[index + 1]).filter(Boolean));
}

/** In this order, each in a line of its own. */
function expectLines(lines: readonly string[], patterns: readonly RegExp[]): void {
  let from = 0;
  for (const pattern of patterns) {
    const found = lines.slice(from).findIndex((line) => pattern.test(line));
    expect(found === -1 ? `${pattern} is not in\n${lines.slice(from).join('\n')}` : '').toBe('');
    from += found + 1;
  }
}

test('tells the whole story, in acts that can be read at once, and leaves nothing', async () => {
  await withDemo([], async (demo) => {
    await demo.says('commands of the CLI', PATIENCE_MS);
    const [code, deploy, short, sweep, denial, correction, approval, destroy, end] = actsOf(demo.lines) as [
      string[], string[], string[], string[], string[], string[], string[], string[], string[],
    ];
    expectLines(code, [/^const brand = new TenDlcBrand/, /submit: true/, /deletionProtection: true/, /^const number/, /^const campaign/, /numbers:/]);
    expectLines(deploy, [
      /^✔ cdk bootstrap/, /^✔ cdk deploy/, /Brand +█+ 14 of 14 fields  REVIEWING/, /Campaign +█+ 19 of 19 fields  CREATED/, /Number .* PENDING/, /submit: waiting for registration-/,
    ]);
    expectLines(short, [/^- .*messageSample2/, /^\+ .*messageSample2/, /^✘ cdk deploy/, /cannot be updated: there is 1 problem/, /Asked of the service: no registration/]);
    expectLines(sweep, [/Brand +COMPLETE/, /^✔ Twelve hours later/, /Campaign +REVIEWING, version 1: submitted without a deploy/]);
    expectLines(denial, [/│ SMS registration Example passcodes was denied/, /Reasons:/, /OPT_IN_WORKFLOW_MISSING/, /What to do:/, /Correct the form in the stack/]);
    expectLines(correction, [/^- /, /^\+ .*public/, /^✔ cdk deploy/, /Campaign .*REVIEWING, version 2/]);
    expectLines(approval, [/Campaign +COMPLETE, version 2/, /^✔ The event arrives/, /Number .*ACTIVE/]);
    expectLines(destroy, [/^✘ cdk destroy/, /its deletion/, /--retain-resources Brand/, /delete-registration/, /Deleted in this order: Number, Campaign, Brand/]);
    expectLines(end, [/Registrations: 0 +Phone numbers: 0 +Stack: DELETE_COMPLETE/, /5 commands of the CLI, \d+ calls of the service, \d+ messages, 2 steps without a deploy/]);

    expect([code, deploy, short, sweep, denial, correction, approval, destroy, end].filter(({ length }) => length > MOST_LINES)).toEqual([]);
    expect(demo.lines.filter((line) => Array.from(line).length > WIDTH)).toEqual([]);
    expect(demo.lines.filter((line) => NOISE.test(line))).toEqual([]);
  });
});

test('Ctrl-C in the middle of a deploy leaves neither files nor processes', async () => {
  await withDemo([], async (demo) => {
    await demo.says('✔ cdk bootstrap');
    // The next command runs: everything is there at once.
    const expected = [/^local-cloud-cdk-/, /aws-cdk\/bin\/cdk/, /serve\.py/, /app\.ts/];
    while (!expected.every((pattern) => demo.leftovers().some((line) => pattern.test(line)))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await demo.interrupt()).toBe('SIGINT');
  });
});

test('--keep leaves the cloud to the user, with the commands that play everybody else, until Ctrl-C', async () => {
  await withDemo(['--keep'], async (demo) => {
    await demo.says('Ctrl-C ends the cloud');
    expectLines(demo.lines, [
      /export AWS_ENDPOINT_URL=/, /npx cdk deploy/, /assets\/cli\/index\.js status/, /_simulator\/approve/, /_simulator\/deny/, /_simulator\/disturbEvents/, /_local-cloud\/tick/, /_local-cloud\/published/,
    ]);
    expect(demo.lines.join()).not.toContain(ACTS[0]!.title);
    expect(await demo.interrupt()).toBe(0);
  });
});
