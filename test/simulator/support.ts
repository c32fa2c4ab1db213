import { PinpointSMSVoiceV2, PinpointSMSVoiceV2ServiceException, RegistrationFieldDefinition } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { behavior } from './conditions';
import { FormField } from './forms';
import { Simulator, SimulatorOptions } from './index';
import { FieldValue } from './state';

/** A simulator with the real SDK client in front of it, for the tests of this folder. */
export interface Setup {
  readonly simulator: Simulator;
  readonly api: PinpointSMSVoiceV2;
}

export function client(endpoint: string, maxAttempts = 1): PinpointSMSVoiceV2 {
  return new PinpointSMSVoiceV2({
    endpoint,
    maxAttempts,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}

/** Starts a simulator before each test and stops it afterwards. */
export function useSimulator(options: SimulatorOptions = {}): Setup {
  const setup = {} as { -readonly [Member in keyof Setup]: Setup[Member] };
  beforeEach(async () => {
    setup.simulator = await Simulator.start(options);
    setup.api = client(setup.simulator.endpoint);
  });
  afterEach(async () => {
    setup.api.destroy();
    await setup.simulator.stop();
  });
  return setup;
}

export interface Refusal {
  readonly name: string;
  readonly reason?: string;
  readonly resourceType?: string;
  readonly resourceId?: string;
  readonly fields?: string[];
}

/** What a call was refused with; a call that succeeds fails the test. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  const answer = await call.then((output) => { throw new Error(`expected a refusal, got ${JSON.stringify(output)}`); }, (error: unknown) => error);
  if (!(answer instanceof PinpointSMSVoiceV2ServiceException)) throw answer;
  const { Reason, ResourceType, ResourceId, Fields } = answer as unknown as Record<string, unknown>;
  return {
    name: answer.name,
    ...(typeof Reason === 'string' && { reason: Reason }),
    ...(typeof ResourceType === 'string' && { resourceType: ResourceType }),
    ...(typeof ResourceId === 'string' && { resourceId: ResourceId }),
    ...(Array.isArray(Fields) && { fields: (Fields as { Name: string }[]).map(({ Name }) => Name) }),
  };
}

export const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64)]);

/** A valid value for every field of a type that needs one, made from its own definition; every choice is the first. */
export async function fillForm(api: PinpointSMSVoiceV2, registrationId: string, registrationType: string): Promise<void> {
  const values = new Map<string, FieldValue>();
  const conditional: RegistrationFieldDefinition[] = [];
  const put = async (definition: RegistrationFieldDefinition) => {
    values.set(definition.FieldPath!, await sampleValue(api, definition));
    await api.putRegistrationFieldValue({ RegistrationId: registrationId, FieldPath: definition.FieldPath, ...values.get(definition.FieldPath!) });
  };
  let token: string | undefined;
  do {
    const page = await api.describeRegistrationFieldDefinitions({ RegistrationType: registrationType, NextToken: token });
    for (const definition of page.RegistrationFieldDefinitions ?? []) {
      if (definition.FieldRequirement === 'REQUIRED') await put(definition);
      if (definition.FieldRequirement === 'CONDITIONAL') conditional.push(definition);
    }
    token = page.NextToken;
  } while (token);
  for (const definition of conditional) {
    const field = { conditional: definition.ConditionalBehavior } as FormField;
    if (behavior(field, (path) => values.get(path)).is === 'REQUIRED') await put(definition);
  }
}

async function sampleValue(
  api: PinpointSMSVoiceV2, { FieldType, SelectValidation, TextValidation }: RegistrationFieldDefinition,
): Promise<FieldValue> {
  switch (FieldType) {
    case 'SELECT': return { SelectChoices: SelectValidation!.Options!.slice(0, SelectValidation!.MinChoices) };
    case 'ATTACHMENT': {
      const { RegistrationAttachmentId } = await api.createRegistrationAttachment({ AttachmentBody: PNG });
      return { RegistrationAttachmentId };
    }
    default: return { TextValue: TextValidation!.Pattern!.startsWith('^#') ? '#0a1b2c' : 'x'.repeat(Math.max(1, TextValidation!.MinLength!)) };
  }
}

/** A brand with a complete form, submitted. */
export async function submittedBrand({ api }: Setup): Promise<string> {
  const { RegistrationId: id } = await api.createRegistration({ RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION' });
  await fillForm(api, id!, 'US_TEN_DLC_BRAND_REGISTRATION');
  await api.submitRegistrationVersion({ RegistrationId: id });
  return id!;
}

/** A toll-free registration with its number, not submitted. */
export async function tollFreeWithNumber({ api }: Setup): Promise<{ id: string; numberId: string }> {
  const { RegistrationId: id } = await api.createRegistration({ RegistrationType: 'US_TOLL_FREE_REGISTRATION' });
  const { PhoneNumberId: numberId } = await api.requestPhoneNumber({
    IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'TOLL_FREE',
  });
  await api.createRegistrationAssociation({ RegistrationId: id, ResourceId: numberId });
  return { id: id!, numberId: numberId! };
}

/** Both statuses: of the registration and of its newest version. */
export async function statuses({ api }: Setup, id: string): Promise<[string | undefined, string | undefined]> {
  const { Registrations } = await api.describeRegistrations({ RegistrationIds: [id] });
  const { RegistrationVersions } = await api.describeRegistrationVersions({ RegistrationId: id });
  return [Registrations![0]?.RegistrationStatus, RegistrationVersions!.at(-1)?.RegistrationVersionStatus];
}
