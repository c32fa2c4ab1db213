import type { PhoneNumberInformation, SenderIdInformation } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { idOf, REGISTRATION_ID } from '../../contract/ids';
import { nearest } from '../../contract/nearest';
import { pendingSubmitOf } from '../../lambda/decisions/pending-tags';
import { APPROVED_VERSION, isComplete, isDeleted, isDenied, isRevoked } from '../../lambda/decisions/statuses';
import type { Association, FieldValue, Registration, Version } from '../../lambda/service/types';
import type { ServiceReads } from '../aws/service-reads';
import { Problem } from '../problem';

export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** What the service says about a registration. */
export interface Inspected {
  readonly registration: Registration;
  readonly tags: readonly Tag[];
  /** Newest first. */
  readonly versions: readonly Version[];
  /** Of the newest version, if it was denied or revoked: without the values the reasons could quote them. */
  readonly fields: readonly FieldValue[];
  /** Read only where something depends on them. */
  readonly associations?: readonly Association[];
  readonly numbers: readonly PhoneNumberInformation[];
  readonly senderIds: readonly SenderIdInformation[];
}

/** All registrations of the account, or those that are named, and the statuses of all. */
export interface Inspection {
  readonly inspected: readonly Inspected[];
  readonly statuses: ReadonlyMap<string, string>;
}

/** `names` are IDs, ARNs or values of the tag Name; for none of them all registrations are meant. */
export async function inspect(reads: ServiceReads, names: readonly string[]): Promise<Inspection> {
  const all = (await reads.list()).filter(({ RegistrationStatus }) => !isDeleted(RegistrationStatus));
  const statuses = new Map(all.map(({ RegistrationId, RegistrationStatus }) => [RegistrationId, RegistrationStatus]));
  const candidates = names.length > 0 && names.every(isId) ? all.filter(({ RegistrationId }) => names.map(idOf).includes(RegistrationId)) : all;
  const tagged = await inTurn(candidates, async (registration) => ({ registration, tags: await reads.tags(registration) }));
  const chosen = names.length === 0 ? tagged : chosenBy(names, tagged);
  // Each operation has a rate of its own, so they go on side by side.
  const [versions, associations, numbers, senderIds] = await Promise.all([
    inTurn(chosen, async ({ registration }) => versionsOf(registration, names.length > 0, reads)),
    inTurn(chosen, async ({ registration, tags }) => (
      names.length > 0 || pendingSubmitOf(tags) !== undefined ? reads.associations(registration.RegistrationId) : undefined
    )),
    chosen.length === 0 ? [] : reads.phoneNumbers(),
    chosen.length === 0 ? [] : reads.senderIds(),
  ]);
  const inspected = chosen.map(({ registration, tags }, index) => ({
    registration,
    tags,
    ...versions[index]!,
    associations: associations[index],
    numbers: numbers.filter(({ RegistrationId }) => RegistrationId === registration.RegistrationId),
    senderIds: senderIds.filter(({ RegistrationId }) => RegistrationId === registration.RegistrationId),
  }));
  return { inspected, statuses };
}

function isId(name: string): boolean {
  return REGISTRATION_ID.test(idOf(name));
}

export function tagValue(tags: readonly Tag[], key: string): string | undefined {
  return tags.find(({ Key }) => Key === key)?.Value;
}

type Tagged = Pick<Inspected, 'registration' | 'tags'>;

function chosenBy(names: readonly string[], all: readonly Tagged[]): Tagged[] {
  const byName = (name: string) => all.filter(({ registration, tags }) => (
    registration.RegistrationId === idOf(name) || tagValue(tags, 'Name')?.trim().toLowerCase() === name.trim().toLowerCase()
  ));
  const unknown = names.filter((name) => byName(name).length === 0);
  if (unknown.length > 0) {
    const hints = unknown.map((name) => nearest(name, all.flatMap(({ tags }) => tagValue(tags, 'Name') ?? []))).filter((hint) => hint !== undefined);
    throw new Problem(`There is no registration ${unknown.join(', ')} in this account and Region${hints.length > 0 ? ` (did you mean "${hints.join('", "')}"?)` : ''}. `
      + '"status" lists all of them.');
  }
  return [...new Set(names.flatMap(byName))];
}

/** The versions of an approved form say nothing new, unless somebody asks for them. */
async function versionsOf(registration: Registration, isNamed: boolean, reads: ServiceReads): Promise<Pick<Inspected, 'versions' | 'fields'>> {
  const { RegistrationId: id, RegistrationStatus: status, CurrentVersionNumber: current, ApprovedVersionNumber: approved } = registration;
  if (!isNamed && isComplete(status) && approved === current) {
    return { versions: [{ VersionNumber: current, RegistrationVersionStatus: APPROVED_VERSION }], fields: [] };
  }
  const versions = await reads.versions(id);
  const newest = versions[0];
  const hasReasons = newest !== undefined && (isDenied(newest.RegistrationVersionStatus) || isRevoked(newest.RegistrationVersionStatus));
  return { versions, fields: hasReasons ? await reads.fieldValues(id, newest.VersionNumber) : [] };
}

/** One after the other, as the rate of the service wants it. */
async function inTurn<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) {
    results.push(await read(item));
  }
  return results;
}
