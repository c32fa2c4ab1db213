import { FORMS } from '../../../lib/private/forms';
import { FieldContent, Finding, KnownDocument, review, ReviewedForm } from '../../../lib/review';
import { BRAND, CAMPAIGN, TOLL_FREE } from '../../../lib/review/form';

/** A value that only the deploy knows. */
export const UNKNOWN = Symbol('unknown');
export const DOCUMENT = Symbol('document');

/** A text or one choice, several choices, a document, an unknown value, or none. */
export type Value = string | readonly string[] | typeof UNKNOWN | typeof DOCUMENT | KnownDocument | undefined;
export type Values = Readonly<Record<string, Value>>;

export const GOOD_BRAND: Values = {
  'companyInfo.companyName': 'Example Corp',
  'companyInfo.taxIdIssuingCountry': 'US',
  'companyInfo.taxId': '000000000',
  'companyInfo.legalType': 'PRIVATE_PROFIT',
  'companyInfo.address': '123 Any Street',
  'companyInfo.city': 'Any Town',
  'companyInfo.state': 'WA',
  'companyInfo.zipCode': '98101',
  'companyInfo.isoCountryCode': 'US',
  'contactInfo.dbaName': 'Example',
  'contactInfo.vertical': 'TECHNOLOGY',
  'contactInfo.website': 'https://www.example.com',
  'contactInfo.supportEmail': 'support@example.com',
  'contactInfo.supportPhoneNumber': '+12065550100',
};

const OPT_IN = 'Customers enter their number on the page https://www.example.com/texts and tick an empty box that reads: "I agree to texts of Example. Message frequency varies. '
  + 'Message and data rates may apply. Reply HELP for help, STOP to opt out." Beside it are the links to the privacy policy and the terms.';

export const GOOD_CAMPAIGN: Values = {
  'campaignInfo.campaignName': 'Example sends passcodes and account notices to customers who sign in to their account.',
  'campaignInfo.vertical': 'TECHNOLOGY',
  'campaignInfo.privacyPolicyLink': 'https://www.example.com/privacy',
  'campaignInfo.termsAndConditionsLink': 'https://www.example.com/terms',
  'campaignInfo.optInWorkflow': OPT_IN,
  'campaignInfo.optInMessage': 'Example: you are subscribed to account texts. Message frequency varies. Msg & data rates may apply. Reply HELP for help, STOP to opt out.',
  'campaignInfo.helpMessage': 'Example: write to support@example.com for help. Reply STOP to opt out.',
  'campaignInfo.stopMessage': 'Example: you are unsubscribed and will receive no more messages. Reply START to subscribe again.',
  'campaignCapabilities.numberCapabilities': 'SMS',
  'campaignUseCase.useCase': 'LOW_VOLUME',
  'campaignUseCase.subUseCases': ['TWO_FACTOR_AUTHENTICATION', 'ACCOUNT_NOTIFICATION'],
  'campaignUseCase.subscriberOptIn': 'Yes',
  'campaignUseCase.subscriberOptOut': 'Yes',
  'campaignUseCase.subscriberHelp': 'Yes',
  'campaignUseCase.directLending': 'No',
  'campaignUseCase.embeddedLink': 'No',
  'campaignUseCase.embeddedPhone': 'No',
  'campaignUseCase.ageGated': 'No',
  'messageSamples.messageSample1': 'Example: 123456 is your passcode. Never share it.',
  'messageSamples.messageSample2': 'Example: the password of your account was changed. Not you? Call us at once. Reply STOP to opt out.',
};

export const GOOD_TOLL_FREE: Values = {
  'companyInfo.companyName': 'Example Corp',
  'companyInfo.website': 'https://www.example.com',
  'companyInfo.address1': '123 Any Street',
  'companyInfo.city': 'Any Town',
  'companyInfo.state': 'WA',
  'companyInfo.zipCode': '98101',
  'companyInfo.isoCountryCode': 'US',
  'companyInfo.businessType': 'PRIVATE_PROFIT',
  'companyInfo.taxId': '00-0000000',
  'companyInfo.taxIdAuthority': 'EIN',
  'companyInfo.taxIdCountry': 'US',
  'contactInfo.firstName': 'Jane',
  'contactInfo.lastName': 'Doe',
  'contactInfo.supportEmail': 'support@example.com',
  'contactInfo.supportPhoneNumber': '+12065550100',
  'messagingUseCase.monthlyMessageVolume': '1,000',
  'messagingUseCase.useCaseCategory': 'ONE_TIME_PASSCODES',
  'messagingUseCase.useCaseDetails': 'Example sends passcodes to customers who sign in to their account.',
  'messagingUseCase.optInType': 'DIGITAL_FORM',
  'messagingUseCase.optInDescription': OPT_IN,
  'messagingUseCase.optInImage': DOCUMENT,
  'messagingUseCase.privacyPolicyUrl': 'https://www.example.com/privacy',
  'messagingUseCase.termsAndConditionsUrl': 'https://www.example.com/terms',
  'messageSamples.messageSample1': 'Example: 123456 is your passcode. Never share it. Reply STOP to opt out.',
};

const GOOD = { [BRAND]: GOOD_BRAND, [CAMPAIGN]: GOOD_CAMPAIGN, [TOLL_FREE]: GOOD_TOLL_FREE, US_TEN_DLC_BRAND_VETTING: {} };

export function form(id: string, registrationType: string, values: Values, rest: Partial<ReviewedForm> = {}): ReviewedForm {
  const kinds = new Map(FORMS.get(registrationType)?.fields.map(({ path, kind }) => [path, kind]));
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return {
    id,
    registrationType,
    values: new Map(given.map(([path, value]) => [path, contentOf(value, kinds.get(path) === 'SELECT')])),
    complete: true,
    associations: [],
    ...rest,
  };
}

function contentOf(value: Value, isChoice: boolean): FieldContent {
  if (value === UNKNOWN) {
    return { unknown: true };
  }
  if (value === DOCUMENT) {
    return { attachment: true };
  }
  if (typeof value === 'object' && 'format' in value) {
    return { attachment: true, document: value };
  }
  return isChoice || typeof value !== 'string' ? { choices: [value].flat() as string[] } : { text: value };
}

export interface Changes {
  readonly brand?: Values;
  readonly campaign?: Values;
  readonly tollFree?: Values;
  /** Whether the forms may have other values. */
  readonly incomplete?: boolean;
  /** More forms, as changes of the good ones; campaigns and vettings belong to the brand, unless another one is named. */
  readonly others?: readonly (readonly [type: keyof typeof GOOD, changes: Values, brand?: string])[];
  /** The statuses of forms that exist, by ID. */
  readonly statuses?: Readonly<Record<string, string>>;
}

/** A brand, its campaign and a toll-free form that break no rule, with some changes. */
export function forms({ brand = {}, campaign = {}, tollFree = {}, incomplete = false, others = [], statuses = {} }: Changes): ReviewedForm[] {
  const rest = { complete: !incomplete };
  return [
    form('brand', BRAND, { ...GOOD_BRAND, ...brand }, rest),
    form('campaign', CAMPAIGN, { ...GOOD_CAMPAIGN, ...campaign }, { ...rest, associations: ['brand'] }),
    form('tollFree', TOLL_FREE, { ...GOOD_TOLL_FREE, ...tollFree }, rest),
    ...others.map(([type, changes, brandId = 'brand'], index) => (
      form(`other ${index}`, type, { ...GOOD[type], ...changes }, { ...rest, associations: type === CAMPAIGN || type === 'US_TEN_DLC_BRAND_VETTING' ? [brandId] : [] })
    )),
  ].map((one) => ({ ...one, status: statuses[one.id] }));
}

export function findings(changes: Changes, rule?: string): Finding[] {
  return review(forms(changes)).filter((finding) => rule === undefined || finding.rule === rule);
}

/** A finding in short: the form, the field, what is wrong. */
export function short({ form: id, field, message }: Finding): string {
  return [id, field, message].filter((part) => part !== undefined).join(': ');
}
