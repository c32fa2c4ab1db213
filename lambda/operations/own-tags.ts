import { failure } from '../failure';
import type { Operation } from './operation';
import type { TagProperty } from '../../contract/registration-resource';
import { OWN_TAGS, RETIRED_TAGS } from '../../contract/tags';
import type { TagChanges } from '../decisions/tag-changes';
import { isOvertakenBy, type LastUpdate } from '../decisions/update-kind';
import type { Registration } from '../service/types';

/** Those that are taken off with a registration that is given back. */
const REMOVED_WHEN_GIVEN_BACK: readonly string[] = [OWN_TAGS.unfinished, OWN_TAGS.lastUpdate, OWN_TAGS.formerLogicalId, ...RETIRED_TAGS];

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

/** The request of the create that has not finished it. */
export function unfinishedBy(present: PresentTags): string | undefined {
  return valueOf(present, OWN_TAGS.unfinished);
}

/** As it stands in a tag. */
export function shortened(request: string): string {
  return request.slice(0, 16);
}

export function lastUpdateTag({ request, sent, from = NONE, to = NONE, isRollback }: LastUpdate): TagProperty {
  return { Key: OWN_TAGS.lastUpdate, Value: [shortened(request), sent, from, to, ...isRollback ? [ROLLBACK] : []].join(' ') };
}

const NONE = '-';
const ROLLBACK = 'rollback';

/** Undefined also for what versions before this format have written. */
export function lastUpdateOf(present: PresentTags): LastUpdate | undefined {
  const [, request, sent, from, to, rollback] = /^([0-9a-f]{16}) (\d+) (\S+) (\S+)( rollback)?$/.exec(valueOf(present, OWN_TAGS.lastUpdate) ?? '') ?? [];
  const given = (hash?: string) => hash === NONE ? undefined : hash;
  return request === undefined ? undefined : { request, sent: Number(sent), from: given(from), to: given(to), isRollback: rollback !== undefined };
}

/** Fails when a later update has begun: an event may be delivered after the one that takes it back. */
export function assertLatest(registration: Registration, present: PresentTags, { change }: Pick<Operation, 'change'>): void {
  const last = lastUpdateOf(present);
  if (last && isOvertakenBy(last, { ...change, request: shortened(change.request) })) {
    throw overtaken(registration);
  }
}

/** The failure of a create or update for which nobody waits any more. */
export function overtaken({ RegistrationId: registrationId }: Registration, action: 'adopted' | 'created' | 'updated' = 'updated'): Error {
  return failure(action, 'CloudFormation no longer waits for this request, because it is being rolled back or a later one was sent',
    'Nothing was submitted after that.', { registrationId });
}

/** What gives a registration back to whom it belonged: the keys to take off, and the tags to set again. */
export function tagsWhenGivenBack(present: PresentTags, ownership: readonly TagProperty[]): TagChanges {
  const previous = valueOf(present, OWN_TAGS.formerLogicalId);
  const own = REMOVED_WHEN_GIVEN_BACK.filter((key) => valueOf(present, key) !== undefined);
  return previous === undefined
    ? { remove: [...ownership.map(({ Key }) => Key), ...own], set: [] }
    : { remove: own, set: ownership.filter(isLogicalId).map(({ Key }) => ({ Key, Value: previous })) };
}

/** What remembers the former logical id, when this very stack had the registration under another one. */
export function formerLogicalIdTag(present: PresentTags, ownership: readonly TagProperty[]): TagProperty[] {
  const previous = ownerOf(present, ownership);
  return previous === undefined ? [] : [{ Key: OWN_TAGS.formerLogicalId, Value: previous }];
}

/** To be taken off with an update under the tags `own`: the adoption has lasted, or its rollback, and nobody gives the registration back any more. */
export function adoptionEnds(own: readonly TagProperty[], present: PresentTags): string[] {
  return own.some(isLogicalId) && valueOf(present, OWN_TAGS.formerLogicalId) !== undefined ? [OWN_TAGS.formerLogicalId] : [];
}

/** Which other stack has it, if one has. */
export function otherStackOf(present: PresentTags, [ofStack]: readonly TagProperty[]): string | undefined {
  const stackId = valueOf(present, ofStack!.Key);
  return stackId === ofStack!.Value ? undefined : stackId;
}

/** Fails where the registration has gone to another stack: this one has nothing to say any more. */
export function assertOfStack(
  { RegistrationId: registrationId }: Pick<Registration, 'RegistrationId'>, present: PresentTags, ownership: readonly TagProperty[], action: 'deleted' | 'updated',
): void {
  const stackId = otherStackOf(present, ownership);
  if (stackId !== undefined) {
    throw failure(action, `it belongs to another stack (${stackId})`, 'Retain it when you remove it from this stack (removalPolicy: RemovalPolicy.RETAIN, '
      + 'or delete-stack --retain-resources), or remove its cdk-sms-registration tags if that stack no longer exists. Nothing was changed.', { registrationId });
  }
}

/** The logical id under which this stack has the registration, if that is another one. */
export function ownerOf(present: PresentTags, ownership: readonly TagProperty[]): string | undefined {
  const own = ownership.find(isLogicalId)!;
  const owner = otherStackOf(present, ownership) === undefined ? valueOf(present, own.Key) : undefined;
  return owner === own.Value ? undefined : owner;
}

/** Whether the stack had the registration under this logical id before it adopted it under another one. */
export function wasOwnedBefore(present: PresentTags, ownership: readonly TagProperty[]): boolean {
  return valueOf(present, OWN_TAGS.formerLogicalId) === ownership.find(isLogicalId)!.Value;
}

/** Whether the stack has the registration under that logical id; also when nothing says otherwise. */
export function isOwnedBy(logicalId: string, present: PresentTags, ownership: readonly TagProperty[]): boolean {
  const { Key } = ownership.find(isLogicalId)!;
  return otherStackOf(present, ownership) === undefined && [logicalId, undefined].includes(valueOf(present, Key));
}

function isLogicalId({ Key }: TagProperty): boolean {
  return Key === OWN_TAGS.logicalId;
}
