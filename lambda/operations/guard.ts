import type { Operation } from './operation';
import { assertLatest, carries, overtaken } from './own-tags';
import type { Registration } from '../service/types';

/** Calls that carriers notice, or that cannot be undone. */
const IRREVERSIBLE = [
  'CreateRegistrationAssociation', 'CreateRegistrationVersion', 'DiscardRegistrationVersion', 'SubmitRegistrationVersion',
];

export interface GuardOptions {
  /** Also before reversible writes: another delivery may be about to submit the form. */
  readonly everyWrite?: boolean;
  /** It was just created, so there is no other request for it, and its tags may not be visible yet. */
  readonly isNew?: boolean;
}

/** The same operation, which fails before its next change if CloudFormation no longer waits for it. */
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
      // They are removed when a registration is given back.
      if (!carries(present, ownership.slice(0, 1))) {
        throw overtaken(registration);
      }
    }
  };
  return { ...operation, registrations: registrations.guardedBy(assertCurrent) };
}
