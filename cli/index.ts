import { CommanderError } from 'commander';
import { version } from '../package.json';
import { EXIT_CODE, type ExitCode } from './exit-code';
import { problemOf } from './problem';
import { createProgram } from './program';

// npx cdk-sms-registration <command>: the program that the package installs. It is bundled into assets/cli.

/** The SDK's notice on the age of Node.js says nothing about registrations. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

async function main(): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT_CODE.ok;
  const program = createProgram(version, (code) => {
    exitCode = code;
  });
  [program, ...program.commands].forEach((command) => command.exitOverride());
  try {
    await program.parseAsync();
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has printed the help, the version or what is wrong.
      return error.exitCode === 0 ? EXIT_CODE.ok : EXIT_CODE.usage;
    }
    const problem = problemOf(error);
    process.stderr.write(`${problem.message}\n`);
    return problem.exitCode;
  }
}

// A reader that has seen enough, such as `head`, closes the pipe.
process.stdout.on('error', () => process.exit());

void main().then((exitCode) => {
  process.exitCode = exitCode;
});
