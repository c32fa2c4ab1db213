import { randomUUID } from 'crypto';
import { setTimeout as sleep } from 'timers/promises';
import { Authorizer } from './authorization';
import { invalid, ServiceError } from './errors';
import { FaultKind, FaultRule, Faults, replaceMember } from './faults';
import { Journal } from './journal';
import { model } from './model';
import { OPERATIONS } from './operations';
import { RateLimit } from './rate-limit';
import { serialize } from './serialize';
import { Service } from './service';
import { validateInput } from './validate';

/** What goes onto the wire; `reset` destroys the connection, `malformed` sends half of the body. */
export interface Answer {
  readonly statusCode: number;
  readonly body: unknown;
  readonly broken?: 'reset' | 'malformed';
}

const REFUSALS: Partial<Record<FaultKind, (rule: FaultRule) => ServiceError>> = {
  'throttle': () => new ServiceError('ThrottlingException', 'Rate exceeded'),
  'access-denied': () => new ServiceError('AccessDeniedException', 'The caller is not authorized to perform this operation.'),
  'error500': internalError,
  'error': ({ error }) => new ServiceError(error!.name, error!.message ?? 'An injected error.', error!.reason ? { Reason: error!.reason } : {}),
};

/** Runs one call through faults, rate limit, validation, authorization and its operation, and writes it into the journal. */
export class Dispatcher {
  public readonly faults = new Faults();
  public readonly journal = new Journal();
  public readonly rateLimit = new RateLimit();
  /** Every text and document that a call ever brought, so that tests can look for them where they must not be. */
  public readonly received = new Set<string>();
  /** Called right before a connection is destroyed on purpose: the moment at which the caller may die. */
  public onReset?: () => void;
  /** Called when a call comes in, before anything is done with it. */
  public onArrival?: (operation: string) => void;

  public readonly authorizer: Authorizer;

  constructor(private readonly service: Service) {
    this.authorizer = new Authorizer(service);
  }

  /** `accessKeyId` is whose key signed the call, if it is signed. */
  public async dispatch(operation: string, body: string, stopped: AbortSignal, accessKeyId?: string): Promise<Answer> {
    this.onArrival?.(operation);
    const rules = this.faults.hit(operation);
    const delayMs = rules.reduce((sum, rule) => sum + (rule.kind === 'delay' ? rule.delayMs ?? 0 : 0), 0);
    if (delayMs > 0) await sleep(this.service.clock.time.real(delayMs), undefined, { signal: stopped });
    const parsed = parse(body);
    this.receive(parsed);
    const answer = await this.answer(operation, parsed, rules, accessKeyId);
    this.writeDown(operation, parsed, answer, rules);
    if (answer.broken === 'reset') this.onReset?.();
    return answer;
  }

  private async answer(operation: string, input: unknown, rules: FaultRule[], accessKeyId: string | undefined): Promise<Answer> {
    const has = (kind: FaultKind) => rules.some((rule) => rule.kind === kind);
    if (has('reset-before')) return { statusCode: 0, body: undefined, broken: 'reset' };
    try {
      for (const rule of rules) if (REFUSALS[rule.kind]) throw REFUSALS[rule.kind]!(rule);
      const result = await this.run(operation, input, accessKeyId);
      if (has('error500-after')) throw internalError();
      const replaced = rules.filter(({ kind }) => kind === 'replace')
        .reduce<unknown>((body, { member, value }) => replaceMember(body, member!, value), result);
      return { statusCode: 200, body: replaced, ...broken(has) };
    } catch (error) {
      const refusal = error instanceof ServiceError ? error : mistake(error);
      return { statusCode: refusal.statusCode, body: refusal.toJSON(), ...broken(has) };
    }
  }

  private async run(operation: string, input: unknown, accessKeyId: string | undefined): Promise<unknown> {
    if (this.service.switches.rateLimit && !this.rateLimit.take(operation, this.service.clock.now())) {
      throw new ServiceError('ThrottlingException', 'Rate exceeded');
    }
    const modelled = model.operations[operation];
    const act = OPERATIONS[operation];
    if (!modelled || !act) throw invalid('UNKNOWN_OPERATION', `The operation ${operation} does not exist.`);
    if (input === UNREADABLE) throw invalid('CANNOT_PARSE', 'The body of the request is not JSON.');
    const valid = validateInput(modelled.input, input);
    await this.authorizer.authorize(operation, valid as object, accessKeyId);
    this.service.clock.settle();
    return serialize(modelled.output, act(this.service, valid as never));
  }

  private writeDown(operation: string, input: unknown, answer: Answer, rules: FaultRule[]): void {
    const error = answer.body as { __type?: string; Reason?: string } | undefined;
    this.journal.add({
      time: this.service.clock.date().toISOString(),
      operation,
      registrationId: this.registrationId(input) ?? this.registrationId(answer.body),
      outcome: answer.broken ?? error?.__type?.split('#')[1] ?? 'ok',
      reason: error?.__type ? error.Reason : undefined,
      ...(rules.length > 0 && { faults: rules.map(({ kind }) => kind) }),
    });
  }

  private receive(input: unknown): void {
    const { TextValue, AttachmentBody } = (input ?? {}) as Record<string, unknown>;
    [TextValue, AttachmentBody].forEach((value) => { if (typeof value === 'string') this.received.add(value); });
  }

  /** Ids only: nothing of what a form holds may end in the journal. */
  private registrationId(data: unknown): string | undefined {
    if (typeof data !== 'object' || data === null) return undefined;
    const { RegistrationId: id, RegistrationIds: ids, ResourceArn: arn } = data as Record<string, unknown>;
    const candidates = [id, Array.isArray(ids) ? ids[0] as unknown : undefined, arn]
      .filter((candidate): candidate is string => typeof candidate === 'string')
      .map((candidate) => this.service.arns.id('registration', candidate));
    return candidates.find((candidate) => candidate.startsWith('registration-'));
  }
}

const UNREADABLE = Symbol('unreadable');

function parse(body: string): unknown {
  try {
    return JSON.parse(body || '{}');
  } catch {
    return UNREADABLE;
  }
}

function broken(has: (kind: FaultKind) => boolean): Pick<Answer, 'broken'> {
  if (has('reset-after')) return { broken: 'reset' };
  return has('malformed') ? { broken: 'malformed' } : {};
}

function internalError(): ServiceError {
  return new ServiceError('InternalServerException', 'An internal error occurred.', { RequestId: randomUUID() });
}

/** A mistake of the simulator itself: visible in the answer, so that a test does not take it for the service's behaviour. */
function mistake(error: unknown): ServiceError {
  return new ServiceError('InternalServerException', `simulator: ${error instanceof Error ? error.stack : String(error)}`);
}
