import { failure } from '../failure';
import type { Operation } from './operation';
import type { TagProperty } from '../../contract/registration-resource';
import { ASSOCIATE_TAG_PREFIX, OWN_TAGS, RETIRED_TAGS } from '../../contract/tags';
import type { TagChanges } from '../decisions/tag-changes';
import { isOvertakenBy, type LastUpdate } from '../decisions/update-kind';
import type { Registration } from '../service/types';

/** Removed from a registration that is given back, with its pending steps. */
const REMOVED_WHEN_GIVEN_BACK: readonly string[] = [
  OWN_TAGS.unfinished, OWN_TAGS.lastUpdate, OWN_TAGS.formerLogicalId, OWN_TAGS.notified, ...RETIRED_TAGS,
];

export type PresentTags = readonly { readonly Key?: string; readonly Value?: string }[];

export function carries(present: PresentTags, desired: readonly TagProperty[]): boolean {
  return desired.every((tag) => valueOf(present, tag.Key) === tag.Value);
}

export function valueOf(present: PresentTags, key: string): string | undefined {
  return present.find(({ Key }) => Key === key)?.Value;
}

export function unfinishedTag({ change }: Pick<Operation, 'change'>): TagProperty {
  return { Key: OWN_TAGS.unfinished, Value: shortened(change.request) };
}

/** The request of the create that has not completed it; undefined if it is complete. */
export function unfinishedBy(present: PresentTags): string | undefined {
  return valueOf(present, OWN_TAGS.unfinished);
}

/** The form in which tags contain it. */
export function shortened(request: string): string {
  return request.slice(0, 16);
}

export function lastUpdateTag({ request, sent, from = NONE, to = NONE, isRollback }: LastUpdate): TagProperty {
  return { Key: OWN_TAGS.lastUpdate, Value: [shortened(request), sent, from, to, ...isRollback ? [ROLLBACK] : []].join(' ') };
}

const NONE = '-';
const ROLLBACK = 'rollback';

/** Also undefined if an earlier version of the library wrote the tag in another format. */
export function lastUpdateOf(present: PresentTags): LastUpdate | undefined {
  const [, request, sent, from, to, rollback] = /^([0-9a-f]{16}) (\d+) (\S+) (\S+)( rollback)?$/.exec(valueOf(present, OWN_TAGS.lastUpdate) ?? '') ?? [];
  const given = (hash?: string) => hash === NONE ? undefined : hash;
  return request === undefined ? undefined : { request, sent: Number(sent), from: given(from), to: given(to), isRollback: rollback !== undefined };
}

/** Fails if a later update has begun: an event may be delivered after the event of its own rollback. */
export function assertLatest(registration: Registration, present: PresentTags, { change }: Pick<Operation, 'change'>, action?: Overtaken): void {
  const last = lastUpdateOf(present);
  if (last && isOvertakenBy(last, { ...change, request: shortened(change.request) })) {
    throw overtaken(registration, action);
  }
}

type Overtaken = 'adopted' | 'associated' | 'created' | 'updated';

/** The failure of a create or update that CloudFormation no longer waits for. */
export function overtaken({ RegistrationId: registrationId }: Registration, action: Overtaken = 'updated'): Error {
  return failure(action, 'CloudFormation no longer waits for this request, because it is being rolled back or a later one was sent',
    'Nothing was submitted after that.', { registrationId });
}

/** The tag changes that give a registration back to its previous owner. */
export function tagsWhenGivenBack(present: PresentTags, ownership: readonly TagProperty[]): TagChanges {
  const previous = valueOf(present, OWN_TAGS.formerLogicalId);
  const own = present.flatMap(({ Key = '' }) => REMOVED_WHEN_GIVEN_BACK.includes(Key) || isPendingTag(Key) ? [Key] : []);
  return previous === undefined
    ? { remove: [...ownership.map(({ Key }) => Key), ...own], set: [] }
    : { remove: own, set: ownership.filter(isLogicalId).map(({ Key }) => ({ Key, Value: previous })) };
}

/** Whether the tag with this key says what the handler continues after a deploy. */
export function isPendingTag(key: string): boolean {
  return key === OWN_TAGS.submit || key.startsWith(ASSOCIATE_TAG_PREFIX);
}

/** Records the previous logical ID if this stack already had the registration under another one. */
export function formerLogicalIdTag(present: PresentTags, ownership: readonly TagProperty[]): TagProperty[] {
  const previous = ownerOf(present, ownership);
  return previous === undefined ? [] : [{ Key: OWN_TAGS.formerLogicalId, Value: previous }];
}

/** Removed by an update that sets the tags `own`: the adoption, or its rollback, has succeeded, so the registration is no longer given back. */
export function tagsOfEndedAdoption(own: readonly TagProperty[], present: PresentTags): string[] {
  return own.some(isLogicalId) && valueOf(present, OWN_TAGS.formerLogicalId) !== undefined ? [OWN_TAGS.formerLogicalId] : [];
}

/** The other stack that it belongs to, if any. */
export function otherStackOf(present: PresentTags, [ofStack]: readonly TagProperty[]): string | undefined {
  const stackId = valueOf(present, ofStack!.Key);
  return stackId === ofStack!.Value ? undefined : stackId;
}

/** Fails if the registration now belongs to another stack. */
export function assertOfStack(
  { RegistrationId: registrationId }: Pick<Registration, 'RegistrationId'>, present: PresentTags, ownership: readonly TagProperty[], action: 'deleted' | 'updated',
): void {
  const stackId = otherStackOf(present, ownership);
  if (stackId !== undefined) {
    throw failure(action, `it belongs to another stack (${stackId})`, 'Retain it when you remove it from this stack (removalPolicy: RemovalPolicy.RETAIN, '
      + 'or delete-stack --retain-resources), or remove its cdk-sms-registration tags if that stack no longer exists. Nothing was changed.', { registrationId });
  }
}

/** The other logical ID under which this stack has the registration, if any. */
export function ownerOf(present: PresentTags, ownership: readonly TagProperty[]): string | undefined {
  const own = ownership.find(isLogicalId)!;
  const owner = otherStackOf(present, ownership) === undefined ? valueOf(present, own.Key) : undefined;
  return owner === own.Value ? undefined : owner;
}

/** Whether the stack had the registration under this logical ID before it adopted it under another one. */
export function wasOwnedBefore(present: PresentTags, ownership: readonly TagProperty[]): boolean {
  return valueOf(present, OWN_TAGS.formerLogicalId) === ownership.find(isLogicalId)!.Value;
}

/** Whether the stack has the registration under that logical ID. True without tags that say otherwise. */
export function isOwnedBy(logicalId: string, present: PresentTags, ownership: readonly TagProperty[]): boolean {
  const { Key } = ownership.find(isLogicalId)!;
  return otherStackOf(present, ownership) === undefined && [logicalId, undefined].includes(valueOf(present, Key));
}

function isLogicalId({ Key }: TagProperty): boolean {
  return Key === OWN_TAGS.logicalId;
}
