import { Command, InvalidArgumentError, Option } from 'commander';
import { doctor, type DoctorOptions } from './commands/doctor';
import { exportCode } from './commands/export';
import { fields, type FieldsOptions } from './commands/fields';
import { reviewForms } from './commands/review';
import { status } from './commands/status';
import { types } from './commands/types';
import type { ExitCode } from './exit-code';
import { run, runAgain, type GlobalOptions, type WatchOptions, type Work } from './run';

const EXIT_CODES = `
Exit codes: 0 all is well, 1 something needs attention, 2 incorrect usage, 3 AWS refused the request or could not be reached, 4 a bug.
No command changes anything in the account.`;

/** The commands and their options. `done` gets the exit code of the command that was run. */
export function createProgram(version: string, done: (exitCode: ExitCode) => void): Command {
  const program = new Command('cdk-sms-registration')
    .description('Shows, exports and reviews the registrations of AWS End User Messaging SMS. It changes nothing.')
    .version(version)
    .addHelpText('after', EXIT_CODES);
  const command = (usage: string, description: string) => program.command(usage).description(description);

  command('types', 'list the registration types that the Region offers')
    .action(async (options: GlobalOptions) => done(await run({ command: 'types', find: types }, options)));

  withLanguages(command('fields <type>', 'show the live form of a type, or print code to fill in'))
    .action(async (type: string, options: FieldsOptions & GlobalOptions) => (
      done(await run({ command: 'fields', find: (session) => fields(session, type, options) }, options))
    ));

  command('status [registration...]', 'show the status of all registrations, or all details of the ones you name')
    .option('--watch', 'keep running, and refresh')
    .addOption(new Option('--interval <seconds>', 'how often --watch refreshes').default(60).argParser(seconds))
    .action(async (names: string[], options: WatchOptions & GlobalOptions) => {
      const work: Work = { command: 'status', find: (session) => status(session, names) };
      done(await (options.watch ? runAgain(work, options, options) : run(work, options)));
    });

  withLanguages(command('export <registration...>', 'print code that adopts existing registrations unchanged'))
    .action(async (names: string[], options: FieldsOptions & GlobalOptions) => (
      done(await run({ command: 'export', find: (session) => exportCode(session, names, options) }, options))
    ));

  command('review <registration-or-template...>', 'list what reviewers would object to in a live form or a synthesized template')
    .action(async (targets: string[], options: GlobalOptions) => (
      done(await run({ command: 'review', find: (session) => reviewForms(session, targets) }, options))
    ));

  command('doctor', 'check that this account and Region are ready')
    .option('--toolkit-stack-name <name>', 'the stack that cdk bootstrap created', 'CDKToolkit')
    .action(async (options: DoctorOptions & GlobalOptions) => (
      done(await run({ command: 'doctor', find: (session) => doctor(session, options) }, options))
    ));

  // On each command rather than on the program, so that they may follow its arguments.
  program.commands.forEach(addGlobalOptions);
  return program;
}

function addGlobalOptions(command: Command): void {
  command
    .option('--region <region>', 'the AWS Region')
    .option('--profile <profile>', 'a profile from the AWS configuration files')
    .addOption(new Option('--endpoint-url <url>', 'a different endpoint for AWS End User Messaging SMS, for example a simulator').argParser(httpUrl))
    .option('--json', 'print JSON')
    .option('--show-values', 'print form values and full phone numbers');
}

function withLanguages(command: Command): Command {
  return command
    .addOption(new Option('--typescript', 'print TypeScript').conflicts('python'))
    .addOption(new Option('--python', 'print Python').conflicts('typescript'));
}

function httpUrl(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError('It must be a URL that begins with http:// or https://.');
  }
  return text;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError('It must be a whole number of seconds, at least 1.');
  }
  return value;
}
