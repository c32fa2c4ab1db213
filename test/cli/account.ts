import { PinpointSMSVoiceV2, type Tag } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { FieldProperty } from '../../contract/registration-resource';
import { Simulator, type SimulatorOptions } from '../simulator';
import { PNG } from '../simulator/support';
import { Time } from '../time/time';

export const DAY_MS = 24 * 3_600_000;

const BRAND = 'US_TEN_DLC_BRAND_REGISTRATION';
const CAMPAIGN = 'US_TEN_DLC_CAMPAIGN_REGISTRATION';
const TOLL_FREE = 'US_TOLL_FREE_REGISTRATION';
const STACK_ID = 'arn:aws:cloudformation:us-east-1:000000000000:stack/TenDlc/0f0e0d0c-0000-4000-8000-000000000000';

/** An account with registrations, and the time in which they went their ways. */
export class Account {
  /** Its history begins so many days ago. */
  public static async open(days: number, options: SimulatorOptions = {}): Promise<Account> {
    const time = new Time();
    time.skip(-days * DAY_MS);
    const simulator = await Simulator.start({ ...options, time });
    return new Account(simulator, days);
  }

  public readonly api: PinpointSMSVoiceV2;

  constructor(public readonly simulator: Simulator, private daysLeft = 0) {
    this.api = new PinpointSMSVoiceV2({
      endpoint: simulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
  }

  /** Lets days pass, until it is today. */
  public pass(days: number): void {
    this.daysLeft -= days;
    if (this.daysLeft < 0) {
      throw new Error('this would be in the future');
    }
    this.simulator.control.advance({ ms: days * DAY_MS });
  }

  public today(): void {
    this.pass(this.daysLeft);
  }

  public async create(registrationType: string, name: string, fields: readonly FieldProperty[], tags: readonly Tag[] = []): Promise<string> {
    const { RegistrationId } = await this.api.createRegistration({ RegistrationType: registrationType, Tags: [{ Key: 'Name', Value: name }, ...tags] });
    for (const { FieldPath, TextValue, SelectChoices, RegistrationAttachmentId } of fields) {
      await this.api.putRegistrationFieldValue({
        RegistrationId, FieldPath, TextValue, SelectChoices: SelectChoices && [...SelectChoices], RegistrationAttachmentId,
      });
    }
    return RegistrationId!;
  }

  public async brand(name: string, tags: readonly Tag[] = []): Promise<string> {
    return this.create(BRAND, name, COMPANY, tags);
  }

  public async campaign(name: string, brand: string, tags: readonly Tag[] = []): Promise<string> {
    const id = await this.create(CAMPAIGN, name, PASSCODES, tags);
    await this.api.createRegistrationAssociation({ RegistrationId: id, ResourceId: brand });
    return id;
  }

  /** With its number and its document. */
  public async tollFree(name: string): Promise<{ readonly id: string; readonly numberId: string; readonly attachmentId: string }> {
    const { RegistrationAttachmentId: attachmentId } = await this.api.createRegistrationAttachment({ AttachmentBody: PNG });
    const { PhoneNumberId: numberId } = await this.api.requestPhoneNumber({
      IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'TOLL_FREE',
    });
    const id = await this.create(TOLL_FREE, name, [...SUPPORT, { FieldPath: 'messagingUseCase.optInImage', RegistrationAttachmentId: attachmentId }]);
    await this.api.createRegistrationAssociation({ RegistrationId: id, ResourceId: numberId! });
    return { id, numberId: numberId!, attachmentId: attachmentId! };
  }

  public async submit(registrationId: string): Promise<void> {
    await this.api.submitRegistrationVersion({ RegistrationId: registrationId });
    this.simulator.control.startReview({ registrationId });
  }

  public async approved(registrationId: string): Promise<void> {
    await this.submit(registrationId);
    this.simulator.control.approve({ registrationId });
  }

  public async denied(registrationId: string, ...codes: string[]): Promise<void> {
    await this.submit(registrationId);
    this.simulator.control.deny({ registrationId, codes });
  }

  public async close(): Promise<void> {
    this.api.destroy();
    await this.simulator.stop();
  }
}

/** The tags of a stack, and those of a form that waits for something. */
export function tagsOfStack(logicalId: string, ...pending: Tag[]): Tag[] {
  return [{ Key: 'cdk-sms-registration:stack-id', Value: STACK_ID }, { Key: 'cdk-sms-registration:logical-id', Value: logicalId }, ...pending];
}

/** Version 1 may be submitted for sixty days from now on. */
export function submitLater(now: number): Tag {
  return { Key: 'cdk-sms-registration:submit', Value: `1 ${Math.floor((now + 60 * DAY_MS) / 1_000)}` };
}

export interface Morning {
  readonly brand: string;
  readonly passcodes: string;
  readonly offers: string;
  readonly tollFree: { readonly id: string; readonly numberId: string };
  readonly secondBrand: string;
}

/** A morning on which everything is there that may need somebody. */
export async function morning(account: Account): Promise<Morning> {
  const tollFree = await account.tollFree('Example support');
  await account.approved(tollFree.id);
  const brand = await account.brand('Example Corp', tagsOfStack('Brand'));
  await account.approved(brand);
  account.pass(40);
  const passcodes = await account.campaign('Example passcodes', brand, tagsOfStack('Passcodes'));
  await account.submit(passcodes);
  account.pass(36);
  const secondBrand = await account.brand('Other Corp', tagsOfStack('OtherBrand'));
  await account.denied(secondBrand, 'BRAND_ADDRESS_INVALID');
  account.today();
  const offers = await account.campaign('Other offers', secondBrand, tagsOfStack('Offers', submitLater(Date.now())));
  return { brand, passcodes, offers, tollFree, secondBrand };
}

const texts = (values: Readonly<Record<string, string>>): FieldProperty[] => (
  Object.entries(values).map(([FieldPath, TextValue]) => ({ FieldPath, TextValue }))
);
const choices = (values: Readonly<Record<string, string>>): FieldProperty[] => (
  Object.entries(values).map(([FieldPath, choice]) => ({ FieldPath, SelectChoices: [choice] }))
);

/** Every text that nobody may see is one of these. */
export const SECRETS = ['000000417', 'support-417@example.com', '+12065550147'];
const [TAX_ID, EMAIL, PHONE] = SECRETS as [string, string, string];

export const COMPANY: readonly FieldProperty[] = [
  ...texts({
    'companyInfo.companyName': 'Example Corp',
    'companyInfo.taxIdIssuingCountry': 'US',
    'companyInfo.taxId': TAX_ID,
    'companyInfo.address': '123 Any Street',
    'companyInfo.city': 'Any Town',
    'companyInfo.state': 'WA',
    'companyInfo.zipCode': '98101',
    'companyInfo.isoCountryCode': 'US',
    'contactInfo.dbaName': 'Example',
    'contactInfo.website': 'https://www.example.com',
    'contactInfo.supportEmail': EMAIL,
    'contactInfo.supportPhoneNumber': PHONE,
  }),
  ...choices({ 'companyInfo.legalType': 'PRIVATE_PROFIT', 'contactInfo.vertical': 'TECHNOLOGY' }),
];

const PASSCODES: readonly FieldProperty[] = [
  ...texts({
    'campaignInfo.campaignName': 'One-time passcodes that confirm a sign-in to an Example account',
    'campaignInfo.optInWorkflow': "Customers tick a box at www.example.com/texts, next to the words 'I want texts'.",
    'campaignInfo.optInMessage': 'Example: you get a passcode whenever you sign in. Reply STOP to end.',
    'campaignInfo.helpMessage': 'Example: write to support@example.com for help.',
    'campaignInfo.stopMessage': 'Example: you get no more passcodes by text.',
    'messageSamples.messageSample1': 'Example: 123456 is your passcode. Never share it.',
  }),
  ...choices({
    'campaignInfo.vertical': 'TECHNOLOGY',
    'campaignCapabilities.numberCapabilities': 'SMS',
    'campaignUseCase.useCase': 'TWO_FACTOR_AUTHENTICATION',
    'campaignUseCase.subscriberOptIn': 'Yes',
    'campaignUseCase.subscriberOptOut': 'Yes',
    'campaignUseCase.subscriberHelp': 'Yes',
    'campaignUseCase.directLending': 'No',
    'campaignUseCase.embeddedLink': 'No',
    'campaignUseCase.embeddedPhone': 'No',
    'campaignUseCase.ageGated': 'No',
  }),
];

const SUPPORT: readonly FieldProperty[] = [
  ...texts({
    'companyInfo.companyName': 'Example Corp',
    'companyInfo.website': 'https://www.example.com',
    'contactInfo.supportEmail': EMAIL,
    'contactInfo.supportPhoneNumber': PHONE,
  }),
  ...choices({ 'messagingUseCase.useCaseCategory': 'CUSTOMER_CARE', 'messagingUseCase.monthlyMessageVolume': '1,000' }),
];
