import type { TagProperty } from '../../../contract/registration-resource';
import { OWN_TAGS } from '../../../contract/tags';
import { Failure } from '../../failure';
import type { Log } from '../../log';
import type { Registrations } from '../../service/registrations';
import type { Registration } from '../../service/types';
import { valueOf, type PresentTags } from '../own-tags';

/** What a continuation works with. */
export interface Continuation {
  readonly registrations: Registrations;
  readonly log: Log;
  /** Epoch milliseconds after which every call fails. */
  readonly deadline: number;
  readonly stackId: string;
  /** Whether an operation of the stack is in progress, or the last one has failed half-way; undefined if that is unknown. */
  activity(): Promise<'idle' | 'busy' | 'failed' | 'stuck' | undefined>;
  /** Whether the stack still has the registration under that logical ID; undefined if that is unknown. */
  isInStack(logicalId: string, registrationId: string): Promise<boolean | undefined>;
}

/** Calls that carriers notice, or that cannot be undone: for them the tags and the resource of the stack are read again, too. */
const IRREVERSIBLE = ['CreateRegistrationAssociation', 'CreateRegistrationVersion', 'SubmitRegistrationVersion'];

/** An operation of the stack has begun, or another run has done the step. */
export class Superseded extends Failure {
  /** @param isLeft something may still be left to do when the operation has ended */
  constructor(message: string, public readonly isLeft: boolean) {
    super(message);
  }
}

/** The same continuation for one of several registrations: whose calls keep failing leaves most of the time to the others. */
export function withShareOfTime(continuation: Continuation): Continuation {
  const share = (continuation.deadline - Date.now()) / 3;
  return {
    ...continuation,
    registrations: continuation.registrations.within(share),
    deadline: Math.min(continuation.deadline, Date.now() + share),
  };
}

export function isOfStack(tags: PresentTags, { stackId }: Pick<Continuation, 'stackId'>): boolean {
  return valueOf(tags, OWN_TAGS.stackId) === stackId;
}

/** Fails while an operation of the stack is in progress, or if nobody can tell. */
export async function assertIdle({ RegistrationId: registrationId }: Registration, continuation: Continuation): Promise<void> {
  const activity = await continuation.activity();
  if (activity !== 'idle') {
    throw new Superseded(`${registrationId} is left to the stack, ${activity === undefined ? 'whose status cannot be read' : 'which is no longer idle'}`, true);
  }
}

/** The same continuation, which checks the stack before each change of a registration, and stops if the tag of the step is another one. */
export function guarded(registration: Registration, tag: TagProperty, continuation: Continuation): Continuation {
  const assertCurrent = (call: string) => (
    IRREVERSIBLE.includes(call) ? assertPending(registration, tag, continuation) : assertIdle(registration, continuation)
  );
  return { ...continuation, registrations: continuation.registrations.guardedBy(assertCurrent) };
}

/** Fails unless the registration has that tag, and the stack, which is idle, still has the registration. A request may be older than the last deploy. */
export async function assertPending(registration: Registration, tag: TagProperty, continuation: Continuation): Promise<void> {
  const tags = await continuation.registrations.tags(registration);
  if (!isOfStack(tags, continuation) || valueOf(tags, tag.Key) !== tag.Value) {
    throw new Superseded(`${registration.RegistrationId} is no longer waiting for this step`, false);
  }
  const isInStack = await continuation.isInStack(valueOf(tags, OWN_TAGS.logicalId) ?? '', registration.RegistrationId);
  if (isInStack !== true) {
    throw new Superseded(`${registration.RegistrationId} is left alone: ${isInStack === undefined
      ? 'whether its stack still has it cannot be read. Allow the handler to call cloudformation:DescribeStackResource on the stack'
      : 'its stack no longer has it'}`, isInStack === undefined);
  }
  await assertIdle(registration, continuation);
}
