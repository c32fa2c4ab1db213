import { ACTIONS, type CommandName } from './actions';
import { EXIT_CODE, type ExitCode } from './exit-code';
import { ServiceError } from '../lambda/service/service-error';

/** Ends the program with a message for whoever typed the command. */
export class Problem extends Error {
  public override readonly name = 'Problem';

  /** @param isTransient it may be over when the command runs again */
  constructor(message: string, public readonly exitCode: ExitCode = EXIT_CODE.usage, public readonly isTransient = false) {
    super(message);
  }
}

/** How the program ends because of an error. */
export function problemOf(error: unknown, command?: CommandName): Problem {
  if (error instanceof Problem) {
    return error;
  }
  if (error instanceof ServiceError) {
    return new Problem([whatHappened(error), ...adviceOn(error, command)].join('\n'), EXIT_CODE.aws, error.isTransient);
  }
  const details = error instanceof Error ? error.stack ?? error.message : String(error);
  return new Problem(`cdk-sms-registration failed unexpectedly: ${details}`, EXIT_CODE.bug);
}

function whatHappened({ operation, code, reason, detail }: ServiceError): string {
  return [[operation, code, reason].filter(Boolean).join(' '), ...detail === undefined ? [] : [detail]].join(': ');
}

function adviceOn(error: ServiceError, command: CommandName | undefined): string[] {
  if (error.isAccessDenied) {
    const actions = command === undefined ? [] : [`"${command}" needs ${ACTIONS[command].join(', ')}.`];
    return [`Allow the action sms-voice:${error.operation}.`, ...actions];
  }
  if (error.isThrottling) {
    return ['The service allows one request per second for each operation, account and Region. Try again when nothing else is calling it.'];
  }
  return error.isTransient ? ['The service could not be reached, or it failed. Check the Region and the endpoint, then try again.'] : [];
}
