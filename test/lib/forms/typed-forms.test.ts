import { CfnParameter, CfnResource, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice';
import { BRAND_ID, classOf, propsOf, REQUIRED_ASSOCIATIONS, sampleOf, TYPED } from './samples';
import {
  AssociationTarget, BusinessType, CampaignUseCase, CompanyProfile, FieldValue, LegalType, MonthlyMessageVolume, RcsTestLaunch, Registration,
  RegistrationType, TenDlcBrand, TenDlcBrandProps, TenDlcBrandVetting, TenDlcCampaign, TollFreeRegistration, Vertical, YesNo,
} from '../../../lib';
import { FORMS } from '../../../lib/private/forms';
import * as stacks from '../stacks';
import { census, messageOf, newStack, newStackWithOther, only, Rendered, resources } from '../stacks';

// The newest CDK prints every warning.
beforeEach(() => { (['error', 'warn'] as const).forEach((name) => jest.spyOn(console, name).mockReturnValue()); });
afterAll(() => jest.restoreAllMocks());

/** Without those of the review: the values here are none that a reviewer would like. */
const warningsOf = (stack: Stack) => stacks.warningsOf(stack).filter((warning) => !warning.includes('cdk-sms-registration:review-'));

const CUSTOM = 'Custom::SMSVoiceRegistration';
const BRAND = 'US_TEN_DLC_BRAND_REGISTRATION';
const CAMPAIGN = 'US_TEN_DLC_CAMPAIGN_REGISTRATION';
const TOLL_FREE = 'US_TOLL_FREE_REGISTRATION';

/** Any value as the type that a signature asks for. */
const as = <T>(value: unknown) => value as T;

const fieldsOf = (stack: Stack) => Object.fromEntries(
  (only(stack, CUSTOM).Properties.Fields as { FieldPath: string }[]).map(({ FieldPath, ...value }) => [FieldPath, value]),
);
const text = (TextValue: string) => ({ TextValue });
const choice = (...SelectChoices: string[]) => ({ SelectChoices });

/** Every required prop, and the given ones. */
function props(stack: Stack, registrationType: string, given: object = {}): object {
  const { construct, fields } = FORMS.get(registrationType)!;
  return { ...propsOf(stack, construct!, fields.filter(({ required }) => required)), ...given };
}

const brand = (stack: Stack, given: object = {}, id = 'Brand') => new TenDlcBrand(stack, id, as(props(stack, BRAND, given)));
const campaign = (stack: Stack, given: object = {}, id = 'Campaign') => new TenDlcCampaign(stack, id, as(props(stack, CAMPAIGN, given)));

describe.each(TYPED)('A form of the type %s', (registrationType, { construct, fields }) => {
  const Typed = classOf(construct);

  test(`is declared as a ${construct}, each field by its prop`, () => {
    const stack = newStack();
    const registration = new Typed(stack, 'Form', propsOf(stack, construct, fields));
    expect(only(stack, CUSTOM).Properties.RegistrationType).toBe(registrationType);
    expect(fieldsOf(stack)).toEqual(Object.fromEntries(fields.map((field) => [field.path, sampleOf(stack, field).written])));
    expect(registration).toBeInstanceOf(Registration);
    expect(Registration.isRegistration(registration)).toBe(true);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('takes no more than it requires', () => {
    const stack = newStack();
    const required = fields.filter((field) => field.required);
    new Typed(stack, 'Form', propsOf(stack, construct, required));
    expect(Object.keys(fieldsOf(stack)).sort()).toEqual(required.map(({ path }) => path).sort());
  });

  test('is refused without what it requires, with all of it in one message', () => {
    const required = [...REQUIRED_ASSOCIATIONS[construct] ?? [], ...fields.filter((field) => field.required).map(({ prop }) => prop!)];
    const stack = newStackWithOther();
    if (required.length === 0) {
      expect(() => new Typed(stack, 'Form', {})).not.toThrow();
      return;
    }
    for (const nothing of [{}, undefined, Object.fromEntries(required.map((prop) => [prop, null]))]) {
      const message = messageOf(() => new Typed(newStack(), 'Form', as(nothing)));
      expect(message).toContain(`${construct} "Stack/Form": a ${registrationType} needs ${required.join(', ')}`);
      expect(message).toContain('; an incomplete draft is declared with Registration');
    }
    expect(messageOf(() => new Typed(stack, 'Form', {}))).toContain('needs');
    expect(census(stack)).toEqual({});
  });

  test('is adopted without any field', () => {
    const stack = newStack();
    const adopted = Typed.adoptExisting(stack, 'Form', { registrationId: BRAND_ID });
    expect(adopted).toBeInstanceOf(Typed);
    expect(only(stack, CUSTOM)).toMatchObject({
      Properties: { RegistrationType: registrationType, RegistrationId: BRAND_ID, Fields: [] }, DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
    });
  });
});

test('A field means the same, whichever way it is declared', () => {
  const typed = newStack();
  new TenDlcBrand(typed, 'Brand', as(props(typed, BRAND, { submit: true, tags: { Name: 'Example Corp' }, removalPolicy: RemovalPolicy.RETAIN })));
  const generic = newStack();
  const fields = Object.entries(fieldsOf(typed)) as [string, { readonly TextValue?: string; readonly SelectChoices?: string[] }][];
  new Registration(generic, 'Brand', {
    registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION,
    fields: Object.fromEntries(fields.map(([path, { TextValue, SelectChoices }]) => [
      path, TextValue === undefined ? FieldValue.choices(...SelectChoices!) : FieldValue.text(TextValue),
    ])),
    submit: true,
    tags: { Name: 'Example Corp' },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  expect(resources(typed, CUSTOM)).toEqual(resources(generic, CUSTOM));
});

describe('A value', () => {
  test('may be a token', () => {
    const stack = newStack();
    const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
    brand(stack, { companyName: parameter, vertical: Vertical.of(parameter) });
    expect(fieldsOf(stack)).toMatchObject({ 'companyInfo.companyName': text(as({ Ref: 'Parameter' })), 'contactInfo.vertical': choice(as({ Ref: 'Parameter' })) });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that people keep out of templates may be in a secret', () => {
    const stack = newStack();
    brand(stack, { taxId: FieldValue.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Company', 'texts/company'), 'taxId') });
    expect(fieldsOf(stack)).toMatchObject({ 'companyInfo.taxId': { TextFromSecret: { SecretArn: 'texts/company', JsonKey: 'taxId' } } });
  });

  test('of any other text may be in a secret as well', () => {
    const stack = newStack();
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Company', 'texts/company');
    const { companyName: _, ...others } = as<Record<string, unknown>>(props(stack, BRAND));
    new TenDlcBrand(stack, 'Brand', as({ ...others, additionalFields: { 'companyInfo.companyName': FieldValue.fromSecretsManager(secret) } }));
    expect(fieldsOf(stack)).toMatchObject({ 'companyInfo.companyName': { TextFromSecret: { SecretArn: 'texts/company' } } });
  });

  test('of several choices is an array', () => {
    const stack = newStack();
    campaign(stack, { useCase: CampaignUseCase.MIXED, subUseCases: [CampaignUseCase.MARKETING, CampaignUseCase.CUSTOMER_CARE] });
    expect(fieldsOf(stack)).toMatchObject({ 'campaignUseCase.useCase': choice('MIXED'), 'campaignUseCase.subUseCases': choice('MARKETING', 'CUSTOMER_CARE') });
  });

  test('may be a field that the service adds tomorrow', () => {
    const stack = newStack();
    new TollFreeRegistration(stack, 'TollFree', as(props(stack, TOLL_FREE, { additionalFields: { 'companyInfo.new': FieldValue.text('x'), 'companyInfo.none': undefined } })));
    expect(fieldsOf(stack)).toMatchObject({ 'companyInfo.new': text('x') });
    expect(fieldsOf(stack)).not.toHaveProperty('companyInfo.none');
  });

  test.each<[string, object, string]>([
    ['too short', { helpMessage: 'Call us.' }, 'helpMessage: its text must have 20 to 255 characters, but has 8'],
    ['not offered', { ageGated: YesNo.of('Maybe') }, 'ageGated: its choice number 1 is not one of "Yes", "No"'],
    ['unknown', { additionalFields: { 'campaignInfo.helpMesage': FieldValue.text('x') } },
      'additionalFields["campaignInfo.helpMesage"]: the form has no such field; the closest is "campaignInfo.helpMessage"'],
  ])('that does not fit is a warning that names the prop: %s', (_, given, warning) => {
    const stack = newStack();
    campaign(stack, given);
    expect(warningsOf(stack)).toEqual([expect.stringContaining(`${warning} (according to public sources about ${CAMPAIGN}`)]);
  });
});

describe('A prop with a value of another type is refused by its name', () => {
  const problem = (given: object) => messageOf(() => campaign(newStack(), given)).replace('TenDlcCampaign "Stack/Campaign": ', '');

  test.each<[object, string]>([
    [{ campaignName: 7 }, 'campaignName: its text is a number; a string of 1 to 2048 characters is expected'],
    [{ campaignName: FieldValue.text('x') }, 'campaignName: its text is an object; a string of 1 to 2048 characters is expected'],
    [{ campaignName: '' }, 'campaignName: its text must have 1 to 2048 characters, but is empty'],
    [{ useCase: 'MIXED' }, "useCase: it is a string; a CampaignUseCase is expected, such as CampaignUseCase.ACCOUNT_NOTIFICATION or CampaignUseCase.of('…')"],
    [{ useCase: [CampaignUseCase.MIXED] }, "useCase: it is an array; a CampaignUseCase is expected, such as CampaignUseCase.ACCOUNT_NOTIFICATION or CampaignUseCase.of('…')"],
    [{ subUseCases: CampaignUseCase.MARKETING }, 'subUseCases: it is an object; an array of CampaignUseCase is expected'],
    [{ subUseCases: [CampaignUseCase.MARKETING, 'CHARITY'] }, "subUseCases: it is a string; a CampaignUseCase is expected, such as CampaignUseCase.ACCOUNT_NOTIFICATION or CampaignUseCase.of('…')"],
    [{ subUseCases: [] }, 'subUseCases: it must have 1 to 100 choices, but has 0'],
    [{ optInScreenshot: 'opt-in.png' }, 'optInScreenshot: it is a string; a RegistrationAttachment is expected'],
    [{ additionalFields: [] }, 'additionalFields is an array; an object of field paths and FieldValues is expected'],
    [{ additionalFields: Lazy.any({ produce: () => ({}) }) }, 'additionalFields is a token; an object of field paths and FieldValues is expected'],
    [{ fields: { 'campaignInfo.helpMessage': FieldValue.text('x') } }, 'fields is not a prop of TenDlcCampaign; use its props or additionalFields'],
    [{ registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION }, `registrationType is not a prop of TenDlcCampaign, which is always a ${CAMPAIGN}`],
    [{ additionalFields: { 'campaignInfo.new': 'x' } }, "additionalFields[\"campaignInfo.new\"]: it is a string; a FieldValue is expected, such as FieldValue.text('…')"],
    [{ additionalFields: { 'campaignInfo.helpMessage': FieldValue.text('x') } }, 'additionalFields["campaignInfo.helpMessage"]: helpMessage is the same field; declare it once'],
    [{ brand: [] }, 'brand: AssociationTarget.fromRegistration got an array; a registration is expected'],
    [{ brand: 'Example' }, 'brand: AssociationTarget.fromRegistration got a string; a registration is expected'],
    [{ numbers: 'phone-1' }, 'numbers is a string; an array is expected'],
    [{ numbers: [undefined] },
      'numbers[0]: AssociationTarget.fromResource got undefined; a CfnPhoneNumber, CfnSenderId, CfnRcsAgent or CfnRegistration of aws-cdk-lib/aws-smsvoice is expected'],
    [{ associations: [AssociationTarget.fromId('phone-1'), 7] }, 'associations[1]: it is a number; an AssociationTarget is expected, such as AssociationTarget.fromRegistration(brand)'],
    [{ associations: 'phone-1' }, 'associations is a string; an array of AssociationTargets is expected'],
    [{ submit: 'yes' }, 'submit is a string; true or false is expected'],
    [{ registrationId: BRAND_ID }, 'registrationId is set, but new TenDlcCampaign creates a registration; use TenDlcCampaign.adoptExisting to adopt an existing one'],
  ])('%j', (given, message) => {
    expect(problem(given)).toBe(message);
  });

  test('a company and what it says', () => {
    const of = (company: unknown) => messageOf(() => new TenDlcBrand(newStack(), 'Brand', as({ company, dbaName: 'Example', vertical: Vertical.RETAIL })));
    expect(of('Example Corp')).toContain('company is a string; a CompanyProfile is expected');
    expect(of(Lazy.any({ produce: () => ({}) }))).toContain('company is a token; a CompanyProfile is expected');
    expect(of({ taxId: '123' })).toContain("company.taxId: it is a string; a FieldValue is expected, such as FieldValue.text('…')");
    expect(of({ city: 7 })).toContain('company.city: its text is a number');
  });

  test('without quoting the value', () => {
    expect(messageOf(() => brand(newStack(), { taxId: '987654321', supportEmail: 'jane@example.com' }))).not.toMatch(/987654321|jane/);
  });

  test('and all problems are in one message', () => {
    const { helpMessage: _, ...others } = as<Record<string, unknown>>(props(newStack(), CAMPAIGN));
    expect(problem({ ...others, helpMessage: undefined, useCase: 7, submit: 7 })).toBe(
      "useCase: it is a number; a CampaignUseCase is expected, such as CampaignUseCase.ACCOUNT_NOTIFICATION or CampaignUseCase.of('…'); "
      + `a ${CAMPAIGN} needs helpMessage; an incomplete draft is declared with Registration; submit is a number; true or false is expected`,
    );
  });

  test('a choice by the name of its class', () => {
    expect(messageOf(() => LegalType.of(as(7)))).toBe('LegalType.of: the choice is a number; a string of 1 to 256 characters is expected');
    expect(messageOf(() => LegalType.of(''))).toBe('LegalType.of: the choice must have 1 to 256 characters, but is empty');
    expect([MonthlyMessageVolume.MESSAGES_1_000.value, String(MonthlyMessageVolume.MESSAGES_1_000)]).toEqual(['1,000', '1,000']);
  });
});

describe('A company', () => {
  const company: CompanyProfile = {
    companyName: 'Example Corp',
    legalType: LegalType.NON_PROFIT,
    taxId: FieldValue.text('000000000'),
    taxIdCountry: 'US',
    address: '123 Any Street',
    city: 'Any Town',
    state: 'WA',
    zipCode: '98101',
    isoCountryCode: 'US',
    website: 'https://www.example.com',
    supportEmail: FieldValue.text('support@example.com'),
    supportPhoneNumber: FieldValue.text('+12065550100'),
  };
  const declared: TenDlcBrandProps = { company, dbaName: 'Example', vertical: Vertical.RETAIL };

  test('says what a brand asks', () => {
    const stack = newStack();
    new TenDlcBrand(stack, 'Brand', declared);
    expect(fieldsOf(stack)).toEqual({
      'companyInfo.companyName': text('Example Corp'),
      'companyInfo.taxIdIssuingCountry': text('US'),
      'companyInfo.taxId': text('000000000'),
      'companyInfo.legalType': choice('NON_PROFIT'),
      'companyInfo.address': text('123 Any Street'),
      'companyInfo.city': text('Any Town'),
      'companyInfo.state': text('WA'),
      'companyInfo.zipCode': text('98101'),
      'companyInfo.isoCountryCode': text('US'),
      'contactInfo.dbaName': text('Example'),
      'contactInfo.vertical': choice('RETAIL'),
      'contactInfo.website': text('https://www.example.com'),
      'contactInfo.supportEmail': text('support@example.com'),
      'contactInfo.supportPhoneNumber': text('+12065550100'),
    });
  });

  test('says the same to a toll-free registration, by the paths and choices of that form', () => {
    const stack = newStack();
    const ofCompany = FORMS.get(TOLL_FREE)!.fields.filter((field) => field.company !== undefined);
    const others = Object.fromEntries(Object.entries(props(stack, TOLL_FREE)).filter(([name]) => !ofCompany.some(({ prop }) => prop === name)));
    new TollFreeRegistration(stack, 'TollFree', as({ ...others, company }));
    expect(fieldsOf(stack)).toMatchObject({
      'companyInfo.companyName': text('Example Corp'),
      'companyInfo.website': text('https://www.example.com'),
      'companyInfo.address1': text('123 Any Street'),
      'companyInfo.zipCode': text('98101'),
      'companyInfo.businessType': choice('NON_PROFIT'),
      'companyInfo.taxId': text('000000000'),
      'companyInfo.taxIdCountry': text('US'),
    });
  });

  test('is overridden by each prop', () => {
    const stack = newStack();
    new TenDlcBrand(stack, 'Brand', { ...declared, city: 'Other Town', legalType: LegalType.GOVERNMENT });
    expect(fieldsOf(stack)).toMatchObject({ 'companyInfo.city': text('Other Town'), 'companyInfo.legalType': choice('GOVERNMENT'), 'companyInfo.state': text('WA') });
  });

  test('is overridden by a field that is declared by its path, which may be in a secret', () => {
    const stack = newStack();
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Company', 'texts/company');
    new TenDlcBrand(stack, 'Brand', { ...declared, additionalFields: { 'companyInfo.address': FieldValue.fromSecretsManager(secret) } });
    expect(fieldsOf(stack)).toMatchObject({ 'companyInfo.address': { TextFromSecret: { SecretArn: 'texts/company' } } });
  });

  test('may lack what the form says', () => {
    const { taxId: _, ...others } = company;
    expect(messageOf(() => new TenDlcBrand(newStack(), 'Brand', { ...declared, company: others }))).toBe(
      `TenDlcBrand "Stack/Brand": a ${BRAND} needs taxId (company can provide taxId); an incomplete draft is declared with Registration`,
    );
    expect(() => new TenDlcBrand(newStack(), 'Brand', { ...declared, company: others, taxId: FieldValue.text('000000000') })).not.toThrow();
  });

  test('may be that of an adopted registration', () => {
    const stack = newStack();
    TenDlcBrand.adoptExisting(stack, 'Brand', { registrationId: BRAND_ID, company });
    expect(Object.keys(fieldsOf(stack))).toHaveLength(12);
  });

  test('has a legal form that only one of the forms knows', () => {
    const stack = newStack();
    new TollFreeRegistration(stack, 'TollFree', as(props(stack, TOLL_FREE, { company, businessType: BusinessType.SOLE_PROPRIETOR })));
    expect(fieldsOf(stack)).toMatchObject({ 'companyInfo.businessType': choice('SOLE_PROPRIETOR') });
  });
});

describe('The associations', () => {
  const number = (stack: Stack, numberType: string, id = 'Number') => new CfnPhoneNumber(stack, id, {
    isoCountryCode: 'US', numberType, numberCapabilities: ['SMS'], mandatoryKeywords: { help: { message: 'help' }, stop: { message: 'stop' } },
  });

  const native = (stack: Stack, type: string) => new CfnResource(stack, 'Other', { type: `AWS::SMSVOICE::${type}` });
  const escaped = (message: string) => message.replace(/[[\].]/g, '\\$&');

  function named(stack: Stack, id: string, type = CUSTOM): Rendered & { readonly logicalId: string } {
    const [logicalId, rendered] = Object.entries(resources(stack, type)).find(([logical]) => logical.startsWith(id))!;
    return { logicalId, ...rendered };
  }

  test('of a campaign are its brand, its numbers and further ones', () => {
    const stack = newStack();
    const one = brand(stack);
    const elsewhere = AssociationTarget.fromId('phone-1de0b65d8c2d4d3b8c0c1a9a0a2f6c55');
    campaign(stack, { brand: one, numbers: [number(stack, 'TEN_DLC'), number(stack, 'TEN_DLC', 'Second')], associations: [elsewhere] });
    expect(named(stack, 'Campaign').Properties.Associations).toEqual([{ Ref: named(stack, 'Brand').logicalId }, elsewhere.idOrArn]);
    expect(only(stack, 'Custom::SMSVoiceRegistrationAssociations').Properties.Associations).toHaveLength(2);
  });

  test('of a campaign have it wait for the vetting of its brand', () => {
    const stack = newStack();
    const one = brand(stack, { submit: true });
    campaign(stack, { brand: one, submit: true });
    new TenDlcBrandVetting(stack, 'Vetting', { brand: one, submit: true });
    expect(named(stack, 'Vetting').Properties.Associations).toEqual([{ Ref: named(stack, 'Brand').logicalId }]);
    expect(named(stack, 'Campaign').Properties.SubmitAfter).toEqual([{ Ref: named(stack, 'Vetting').logicalId }]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('of a toll-free registration are its number', () => {
    const stack = newStack();
    new TollFreeRegistration(stack, 'TollFree', as(props(stack, TOLL_FREE, { number: number(stack, 'TOLL_FREE'), submit: true, businessType: BusinessType.SOLE_PROPRIETOR })));
    expect(only(stack, 'Custom::SMSVoiceRegistrationAssociations').Properties.Associations).toEqual([{ 'Fn::GetAtt': ['Number', 'PhoneNumberId'] }]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('of a toll-free registration that is submitted should not be missing', () => {
    const stack = newStack();
    new TollFreeRegistration(stack, 'TollFree', as(props(stack, TOLL_FREE, { submit: true, businessType: BusinessType.SOLE_PROPRIETOR })));
    expect(warningsOf(stack)).toEqual([expect.stringMatching(/^TollFreeRegistration "Stack\/TollFree": submit is true, but a phone number is missing: .* Add it: the prop number /)]);
  });

  test.each<[string, (stack: Stack) => unknown, string]>([
    ['a campaign of another campaign', (stack) => campaign(stack, { brand: campaign(stack, {}, 'Other') }), 'brand: "Stack/Other" is a US_TEN_DLC_CAMPAIGN_REGISTRATION; a US_TEN_DLC_BRAND_REGISTRATION is expected'],
    ['a vetting of a toll-free registration', (stack) => new TenDlcBrandVetting(stack, 'Vetting', {
      brand: new Registration(stack, 'Other', { registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION }),
    }), 'brand: "Stack/Other" is a US_TOLL_FREE_REGISTRATION; a US_TEN_DLC_BRAND_REGISTRATION is expected'],
    ['a campaign of a sender ID', (stack) => campaign(stack, { numbers: [number(stack, 'TEN_DLC'), native(stack, 'SenderId')] }), 'numbers[1]: "Stack/Other" is an AWS::SMSVOICE::SenderId; an AWS::SMSVOICE::PhoneNumber is expected'],
    ['a toll-free registration of an agent', (stack) => TollFreeRegistration.adoptExisting(stack, 'TollFree', { registrationId: BRAND_ID, number: as(native(stack, 'RcsAgent')) }),
      'number: "Stack/Other" is an AWS::SMSVOICE::RcsAgent; an AWS::SMSVOICE::PhoneNumber is expected'],
    ['an RCS launch of a number', (stack) => RcsTestLaunch.adoptExisting(stack, 'Launch', { registrationId: BRAND_ID, agent: native(stack, 'PhoneNumber') }),
      'agent: "Stack/Other" is an AWS::SMSVOICE::PhoneNumber; an AWS::SMSVOICE::RcsAgent is expected'],
  ])('of %s are refused', (_, declare, problem) => {
    expect(messageOf(() => declare(newStack()))).toMatch(new RegExp(`": ${escaped(problem)}$`));
  });

  test('of a campaign accept a brand whose type is not known', () => {
    const stack = newStack();
    const type = RegistrationType.of(new CfnParameter(stack, 'Type').valueAsString);
    campaign(stack, { brand: new Registration(stack, 'Of', { registrationType: type }) });
    campaign(stack, { brand: Registration.fromRegistrationId(stack, 'Imported', BRAND_ID) }, 'Second');
    expect(Object.keys(resources(stack, CUSTOM))).toHaveLength(3);
  });

  test('may be added later', () => {
    const stack = newStack();
    campaign(stack).addAssociation(AssociationTarget.fromResource(number(stack, 'TEN_DLC')));
    expect(only(stack, 'Custom::SMSVoiceRegistrationAssociations').Properties.Associations).toHaveLength(1);
  });
});

describe('An adopted form', () => {
  test('declares some of its fields, and is deleted only if the stack says so', () => {
    const stack = newStack();
    TenDlcBrand.adoptExisting(stack, 'Brand', { registrationId: BRAND_ID, website: 'https://www.example.com', submit: true, removalPolicy: RemovalPolicy.DESTROY, deletionProtection: true });
    expect(fieldsOf(stack)).toEqual({ 'contactInfo.website': text('https://www.example.com') });
    expect(only(stack, CUSTOM)).toMatchObject({ Properties: { RegistrationId: BRAND_ID, Submit: true }, DeletionPolicy: 'Delete' });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('may be associated with what it is associated with', () => {
    const stack = newStack();
    TenDlcCampaign.adoptExisting(stack, 'Campaign', { registrationId: BRAND_ID, brand: Registration.fromRegistrationId(stack, 'Brand', 'registration-1') });
    expect(only(stack, CUSTOM).Properties.Associations).toEqual(['registration-1']);
  });

  test('is not adopted by the method that it inherits, which would return a Registration of any type', () => {
    const declared = { registrationId: BRAND_ID, registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION };
    const stack = newStack();
    expect(messageOf(() => TenDlcBrand.adopt(stack, 'Brand', declared))).toBe(
      'TenDlcBrand.adopt: it returns a plain Registration of any type; use TenDlcBrand.adoptExisting, or Registration.adopt',
    );
    const { adopt } = Registration;
    class Own extends Registration {}
    expect([adopt(stack, 'One', declared), Own.adopt(stack, 'Two', { ...declared, registrationId: 'registration-1' })].every(Registration.isRegistration)).toBe(true);
  });

  test('does not take the props that only Registration.adopt has', () => {
    expect(messageOf(() => TenDlcBrand.adoptExisting(newStack(), 'Brand', as({ registrationId: BRAND_ID, fields: {} })))).toBe(
      'TenDlcBrand "Stack/Brand": fields is not a prop of TenDlcBrand; use its props or additionalFields',
    );
  });

  test('is refused without its ID', () => {
    expect(messageOf(() => TenDlcBrand.adoptExisting(newStack(), 'Brand', as({})))).toBe(
      'TenDlcBrand "Stack/Brand": registrationId is undefined; the ID or ARN of a registration is expected',
    );
  });
});
