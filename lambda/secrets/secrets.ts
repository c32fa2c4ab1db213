/** Bundled as a file of its own, with the clients of the stores: see load.ts. */
import type { ParameterFieldProperty, SecretFieldProperty } from '../../contract/registration-resource';
import { storedText, type Stored, type StoredText } from '../decisions/stored-text';
import { logCall, type Log } from '../log';
import { getParameter, getSecretValue } from './stores';
import { poll } from '../poll';
import { serviceErrorOf } from '../service/service-error';

/** A field whose text has yet to be read. */
export type SourceField = SecretFieldProperty | ParameterFieldProperty;

/** The text, or the reason why there is none, with the name of its source. */
export type Reading = StoredText & { readonly store: string };

export interface Limits {
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly log: Log;
}

/** The response of a store, or its refusal. */
type Answer = { readonly stored: Stored } | { readonly code: string; readonly detail: string; readonly mayPass: boolean };

type Operation = 'GetSecretValue' | 'GetParameter';

/** A permission granted in the same deploy takes seconds to take effect everywhere. */
const READABLE_WITHIN_MS = 60_000;

/** Reads the secrets and parameters of fields, each of them once per invocation. */
export class Secrets {
  private readonly answers = new Map<string, Promise<Answer>>();

  constructor(private readonly limits: Limits) {}

  /** Never fails, so that everything that cannot be read is reported together. */
  public async read(field: SourceField): Promise<Reading> {
    if ('TextFromSecret' in field) {
      const { SecretArn, JsonKey } = field.TextFromSecret;
      return this.reading('GetSecretValue', `the secret ${SecretArn}`, SecretArn, JsonKey);
    }
    const { ParameterName } = field.TextFromParameter;
    return this.reading('GetParameter', `the parameter ${ParameterName}`, ParameterName);
  }

  private async reading(operation: Operation, store: string, name: string, jsonKey?: string): Promise<Reading> {
    const known = this.answers.get(store);
    const answering = known ?? this.answer(operation, name);
    this.answers.set(store, answering);
    const answer = await answering;
    if ('stored' in answer) {
      return { store, ...storedText(answer.stored, jsonKey) };
    }
    const evidence = [`${operation}: ${answer.code}`, answer.detail].filter(Boolean).join(', ');
    return { store, problem: `cannot be read (${evidence})`, advice: ADVICE[answer.code] ?? UNREACHABLE };
  }

  /** Retries what may pass by itself: a permission that has not taken effect everywhere, throttling, network errors. */
  private async answer(operation: Operation, name: string): Promise<Answer> {
    let answer!: Answer;
    const atMost = Math.min(READABLE_WITHIN_MS, (this.limits.deadline - Date.now()) / 2);
    await poll(this.limits, { atMost, minDelay: 1, maxDelay: 5 }, async (attempt) => {
      answer = await this.ask(operation, name, attempt);
      return 'stored' in answer || !answer.mayPass;
    });
    return answer;
  }

  private async ask(operation: Operation, name: string, attempt: number): Promise<Answer> {
    const { signal, log } = this.limits;
    const started = Date.now();
    const done = (level: keyof Log, outcome: string) => (
      logCall(log, level, { operation, source: name, outcome, attempt, duration: Date.now() - started })
    );
    try {
      const stored = await (operation === 'GetSecretValue' ? getSecretValue(name, signal) : getParameter(name, signal));
      done('debug', 'ok');
      return { stored };
    } catch (cause) {
      const { code, isAccessDenied, isTransient } = serviceErrorOf(operation, cause);
      const { message, $fault } = cause as { message?: string; $fault?: string };
      const mayPass = isAccessDenied || isTransient || $fault === 'server';
      done(mayPass ? 'info' : 'warn', code);
      return { code, detail: detailOf(message), mayPass };
    }
  }
}

/** The message of the store, which cannot quote a value: the request contains none. */
function detailOf(message = ''): string {
  return message === 'UnknownError' ? '' : message.replace(/\.$/, '');
}

const UNREACHABLE = 'If the handler runs in a VPC, it needs access to Secrets Manager or Parameter Store, for example through an interface endpoint.';
const KEY = 'Make sure that its KMS key is enabled and that the role of the handler is allowed to decrypt with it.';
const MISSING = 'Create it first, in the Region of the stack.';

/** What to do next, by error code. */
const ADVICE: Record<string, string> = {
  AccessDeniedException: 'Allow the role of the handler to read it and to decrypt with its KMS key (a permissions boundary, an organization policy, or the policy of the secret or of the key may deny it).',
  DecryptionFailure: KEY,
  InvalidKeyId: KEY,
  InvalidParameterException: 'Correct its name in the stack.',
  InvalidRequestException: 'Make sure that it has a value and is not scheduled for deletion.',
  ParameterNotFound: MISSING,
  ResourceNotFoundException: MISSING,
  ThrottlingException: 'Wait until fewer calls are made in this account.',
  ValidationException: 'Correct its name in the stack.',
};
