import type { Operation } from './operation';
import { assertLatest, carries, overtaken } from './own-tags';
import type { Registration } from '../service/types';

/** What a carrier sees, or no call takes back. */
const IRREVERSIBLE = [
  'CreateRegistrationAssociation', 'CreateRegistrationVersion', 'DiscardRegistrationVersion', 'SubmitRegistrationVersion',
];

export interface GuardOptions {
  /** Not only before what cannot be taken back: it writes into a form that somebody else may be about to submit. */
  readonly everyWrite?: boolean;
  /** It was just made, so no other request can be about it, and its tags may not be visible yet. */
  readonly isNew?: boolean;
}

/** The same operation, which stops before the next call that changes something when nobody waits for it any more. */
export function guarded(registration: Registration, operation: Operation, { everyWrite = false, isNew = false }: GuardOptions): Operation {
  const { registrations, deploy, ownership } = operation;
  const assertCurrent = async (call: string): Promise<void> => {
    const isIrreversible = IRREVERSIBLE.includes(call);
    if (isIrreversible && await deploy.isOvertaken()) {
      throw overtaken(registration);
    }
    if (!isNew && (isIrreversible || everyWrite)) {
      const present = await registrations.tags(registration);
      assertLatest(registration, present, operation);
      // Whoever gives a registration back takes these off.
      if (!carries(present, ownership.slice(0, 1))) {
        throw overtaken(registration);
      }
    }
  };
  return { ...operation, registrations: registrations.guardedBy(assertCurrent) };
}
