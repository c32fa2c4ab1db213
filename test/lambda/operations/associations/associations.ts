import { CreateRegistrationAssociationCommand, CreateRegistrationCommand, RequestPhoneNumberCommand, type NumberType } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { CustomResource, Properties } from '../../../cloudformation';
import { registration, type Stage } from '../../stage';

export const BRAND = 'US_TEN_DLC_BRAND_REGISTRATION';
export const CAMPAIGN = 'US_TEN_DLC_CAMPAIGN_REGISTRATION';

/** A registration without fields, as lib/ declares it. */
export function empty(RegistrationType: string, logicalId: string, overrides: Partial<Properties> = {}): CustomResource {
  return registration({ RegistrationType, Fields: [], ...overrides }, logicalId);
}

/** What the registration answers to its associations, as lib/ declares it. */
export const LEFT = {
  VersionToSubmit: { 'Fn::GetAtt': ['TollFree', 'VersionToSubmit'] },
  PendingSteps: { 'Fn::GetAtt': ['TollFree', 'PendingSteps'] },
};

/** What a number of the stack is associated by with the toll-free registration of the same stack, as lib/ declares it. */
export function associations(ids: string[], overrides: Partial<Properties> = {}): CustomResource {
  return {
    logicalId: 'Associations',
    resourceType: 'Custom::SMSVoiceRegistrationAssociations',
    serviceTimeout: 1200,
    properties: { RegistrationId: { Ref: 'TollFree' }, Associations: ids, ...overrides },
  };
}

/** The form of that type may be submitted empty. */
export function letBeEmpty({ control }: Stage, registrationType: string): void {
  control.defineForm({ registrationType, form: { ...control.form({ registrationType }), fields: [] } });
}

/** Made by somebody else. */
export async function makeRegistration({ client }: Stage, RegistrationType: string): Promise<string> {
  return (await client.send(new CreateRegistrationCommand({ RegistrationType }))).RegistrationId!;
}

export async function makeNumber({ client }: Stage, NumberType: NumberType = 'TOLL_FREE'): Promise<string> {
  const { PhoneNumberId } = await client.send(new RequestPhoneNumberCommand({
    IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: NumberType as 'TOLL_FREE',
  }));
  return PhoneNumberId!;
}

export async function associateElsewhere({ client }: Stage, RegistrationId: string, ResourceId: string): Promise<void> {
  await client.send(new CreateRegistrationAssociationCommand({ RegistrationId, ResourceId }));
}

/** The ids of what a registration is associated with. */
export function associatedWith(stage: Stage, registrationId: string): string[] {
  return stage.control.state().registrations.find((one) => one.registrationId === registrationId)!.associations.map(({ resourceId }) => resourceId);
}

/** The warnings that operations log, with the resources they are about; not the failures of calls and of whole operations. */
export function warnings(stage: Stage): unknown[] {
  return stage.logLines.filter(({ level, event }) => level === 'WARN' && !['called', 'finished'].includes(event as string)).map(({ message, resourceId }) => [message, resourceId]);
}
