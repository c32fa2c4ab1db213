import type { RegistrationAttributes } from '../../contract/registration-resource';
import { isMark, tagChanges } from '../decisions/tag-changes';
import { failure, serviceFailure, type Failure } from '../failure';
import { attributesOf } from './attributes';
import { carries, type PresentTags } from './find-owned';
import type { Operation } from './operation';
import { PROTECTION } from './protection';
import { reconcile } from './reconcile';
import { TURN_TAGS } from './turn';
import type { Former, Wish } from '../properties';
import type { Registration } from '../service/registrations';
import { ServiceError } from '../service/service-error';

/** What was there before the stack is nobody's declaration: it is left alone. */
const NO_FORMER: Former = { fields: [], tags: [], submit: false, associations: [] };

/**
 * Takes over a registration that was made elsewhere: marks it as the stack's, and brings it to the declared state.
 * An adoption that fails leaves it to whom it belonged.
 */
export async function onAdopt(registrationId: string, wish: Wish, operation: Operation): Promise<RegistrationAttributes> {
  try {
    const registration = await operation.registrations.find(registrationId);
    if (!registration || registration.RegistrationStatus === 'DELETED') {
      throw failure('adopted', 'the service knows no such registration in this account and Region', 'Correct the id in the stack, then deploy again.',
        { registrationId });
    }
    if (registration.RegistrationType !== wish.registrationType) {
      throw failure('adopted', `its type is ${registration.RegistrationType}, and the stack declares ${wish.registrationType}`,
        'Correct the type in the stack, then deploy again. Nothing was changed.', { registrationId });
    }
    return await take(registration, wish, operation);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('adopted', error, { registrationId }) : error;
  }
}

async function take(registration: Registration, wish: Wish, operation: Operation): Promise<RegistrationAttributes> {
  const { registrations, ownership } = operation;
  const present = await registrations.tags(registration);
  if (present.some(({ Key, Value }) => ownership.some((tag) => tag.Key === Key && tag.Value !== Value))) {
    throw belongsToAnother(registration, present);
  }
  try {
    // First, because the permission to change it rests on these tags.
    await bringTags(registration, [...wish.tags, ...ownership], present, operation);
    const { registration: now, versionNumber } = await reconcile(registration, wish, NO_FORMER, operation);
    if (wish.deletionProtection) {
      await bringTags(registration, [PROTECTION], present, operation);
    }
    return attributesOf(now, versionNumber);
  } catch (error) {
    // Another delivery of this event, or an earlier deploy, may have taken it over already.
    if (!carries(present, ownership)) {
      await untag(registration, operation);
    }
    throw error;
  }
}

async function bringTags(registration: Registration, wanted: Wish['tags'], present: PresentTags, { registrations }: Operation): Promise<void> {
  const { set } = tagChanges(wanted, present, []);
  if (set.length > 0) {
    await registrations.tag(registration, set);
  }
}

/** Leaves a registration that was never taken over completely: it stays, without the marks of the stack. */
export async function release(registrationId: string, operation: Operation): Promise<void> {
  const registration = await operation.registrations.find(registrationId);
  if (registration && carries(await operation.registrations.tags(registration), operation.ownership)) {
    await untag(registration, operation);
  }
}

/** Never fails: what may be left is only a mark. */
async function untag(registration: Registration, { registrations, ownership, log }: Operation): Promise<void> {
  try {
    await registrations.untag(registration, [...ownership.map(({ Key }) => Key), ...TURN_TAGS]);
  } catch (error) {
    log.warn('the tags of the stack stay on a registration that is not its own', {
      registrationId: registration.RegistrationId, outcome: error instanceof ServiceError ? error.message : undefined,
    });
  }
}

function belongsToAnother({ RegistrationId: registrationId, RegistrationArn }: Registration, present: PresentTags): Failure {
  const ours = present.filter(isMark);
  return failure('adopted', `another stack has it (${ours.map(({ Key, Value }) => `${Key}: ${Value}`).join(', ')})`,
    'Take it out of that stack first, where removalPolicy: RemovalPolicy.RETAIN keeps it. Then take off its tags: aws pinpoint-sms-voice-v2 '
    + `untag-resource --resource-arn ${RegistrationArn} --tag-keys ${ours.map(({ Key }) => Key).join(' ')}. Nothing was changed.`, { registrationId });
}
