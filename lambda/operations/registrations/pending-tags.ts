import type { Reconciled } from './reconcile';
import { idOf } from '../../../contract/ids';
import type { TagProperty } from '../../../contract/registration-resource';
import { ASSOCIATE_TAG_PREFIX, OWN_TAGS } from '../../../contract/tags';
import { associateLater } from '../../decisions/pending-steps';
import { associateTag, pendingAssociationsOf, pendingSubmitOf, submitTag } from '../../decisions/pending-tags';
import { isComplete, isDraft } from '../../decisions/statuses';
import { tagChanges } from '../../decisions/tag-changes';
import type { DesiredState, PreviousState } from '../../properties/registration';
import type { Registration } from '../../service/types';
import type { Operation } from '../operation';
import type { PresentTags } from '../own-tags';
import { changeTags } from '../tags';
import { stepsText } from './pending-steps';

/** Written last, so that the handler goes on with what this deploy has left, and with nothing that an earlier one has. */
export async function writePendingTags(
  reconciled: Reconciled, desired: DesiredState, previous: PreviousState, present: PresentTags, { registrations }: Operation,
): Promise<void> {
  const { registration, pending } = reconciled;
  const { continueFor } = desired;
  const isKept = reconciled.maySubmitLater === 'as-before' && desired.submit && continueFor !== undefined;
  const submit = continueFor === undefined ? [] : submitTags(reconciled, desired, Date.now() + continueFor);
  const targets = [...desired.associations, ...previous.associations];
  const isOurs = (key: string) => (key === OWN_TAGS.submit && !isKept)
    || (desired.submitByAssociations ? isAssociateTagOf(targets, key) : key.startsWith(ASSOCIATE_TAG_PREFIX));
  const set = [...submit, ...associateTags(pending.unassociated, continueFor)];
  await changeTags(registrations, registration, tagChanges(set, present, those(present, isOurs)));
}

/** The same for associations alone, of which only those of `targets` are touched. */
export async function writeAssociateTags(
  registration: Registration, unassociated: readonly string[], targets: readonly string[], continueFor: number | undefined,
  { registrations }: Operation,
): Promise<void> {
  const present = await registrations.tags(registration);
  const former = those(present, (key) => isAssociateTagOf(targets, key));
  await changeTags(registrations, registration, tagChanges(associateTags(unassociated, continueFor), present, former));
}

/** The keys of the tags for these targets. */
export function associateTagsOf(targets: readonly string[], present: PresentTags): string[] {
  return present.flatMap(({ Key }) => Key !== undefined && isAssociateTagOf(targets, Key) ? [Key] : []);
}

/** What an earlier deploy has left, for a rollback that has nothing to do. */
export async function describePendingTags(
  registration: Registration, targets: readonly string[], present: PresentTags, { registrations }: Operation,
): Promise<string> {
  const submit = pendingSubmitOf(present);
  const newest = submit && await registrations.newestVersion(registration.RegistrationId);
  const isPending = submit !== undefined && newest?.VersionNumber === submit.version && isDraft(newest.RegistrationVersionStatus);
  const unassociated = pendingAssociationsOf(present).filter(({ target }) => targets.some((one) => idOf(one) === idOf(target)));
  return stepsText([...unassociated.map(({ target }) => associateLater(target)), ...isPending ? ['submit: not possible yet'] : []]);
}

function submitTags(
  { registration, versionNumber, pending, maySubmitLater }: Reconciled, { submit, awsReview, submitAfter }: DesiredState, until: number,
): TagProperty[] {
  return submit && maySubmitLater === true && (pending.mustWait || !isComplete(registration.RegistrationStatus))
    ? [submitTag({ version: versionNumber, until, awsReview, submitAfter: submitAfter.map(idOf), again: 0, isReopening: false })]
    : [];
}

function associateTags(unassociated: readonly string[], continueFor: number | undefined): TagProperty[] {
  return continueFor === undefined ? [] : unassociated.map((target) => associateTag({ target, until: Date.now() + continueFor }));
}

function isAssociateTagOf(targets: readonly string[], key: string): boolean {
  return key.startsWith(ASSOCIATE_TAG_PREFIX) && targets.some((target) => idOf(target) === idOf(key.slice(ASSOCIATE_TAG_PREFIX.length)));
}

/** The tags that this deploy may take off. */
function those(present: PresentTags, isOurs: (key: string) => boolean): TagProperty[] {
  return present.flatMap(({ Key, Value }) => Key !== undefined && Value !== undefined && isOurs(Key) ? [{ Key, Value }] : []);
}
