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
  /** Whether an operation of the stack is in progress; undefined if that is unknown. */
  rest(): Promise<'at-rest' | 'busy' | 'stuck' | undefined>;
}

/** Calls that carriers notice, or that cannot be undone: for them the tags are read again, too. */
const IRREVERSIBLE = ['CreateRegistrationAssociation', 'CreateRegistrationVersion', 'SubmitRegistrationVersion'];

/** An operation of the stack has begun, or another run has done the step: whoever it is does what is left. */
export class Superseded extends Failure {}

export function isOfStack(tags: PresentTags, { stackId }: Pick<Continuation, 'stackId'>): boolean {
  return valueOf(tags, OWN_TAGS.stackId) === stackId;
}

/** Fails while an operation of the stack is in progress, or if nobody can tell. */
export async function assertAtRest({ RegistrationId: registrationId }: Registration, continuation: Continuation): Promise<void> {
  const rest = await continuation.rest();
  if (rest !== 'at-rest') {
    throw new Superseded(`${registrationId} is left to the stack, ${rest === undefined ? 'whose status cannot be read' : 'which is no longer at rest'}`);
  }
}

/** The same continuation, which looks at the stack before each change of a registration, and stops if the tag of the step is another one. */
export function guarded(registration: Registration, tag: { readonly Key: string; readonly Value: string }, continuation: Continuation): Continuation {
  const { registrations } = continuation;
  const assertCurrent = async (call: string): Promise<void> => {
    if (IRREVERSIBLE.includes(call)) {
      const tags = await registrations.tags(registration);
      if (!isOfStack(tags, continuation) || valueOf(tags, tag.Key) !== tag.Value) {
        throw new Superseded(`${registration.RegistrationId} is no longer waiting for this step`);
      }
    }
    await assertAtRest(registration, continuation);
  };
  return { ...continuation, registrations: registrations.guardedBy(assertCurrent) };
}
