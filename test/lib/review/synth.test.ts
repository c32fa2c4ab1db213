import * as fs from 'fs';
import * as path from 'path';
import { Annotations, App, Aws, CfnCondition, CfnParameter, CfnResource, Fn, Lazy, Stack, Stage, Token } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { GOOD_BRAND, GOOD_CAMPAIGN, GOOD_TOLL_FREE, Values } from './forms';
import {
  AssociationTarget, FieldValue, LegalType, Registration, RegistrationAttachment, RegistrationDocument, RegistrationProps, RegistrationType,
  TenDlcBrand, Vertical,
} from '../../../lib';
import { FORMS } from '../../../lib/private/forms';
import { ENV, newApp, newStack, warningsOf } from '../stacks';

jest.mock('cdk-sms-registration', () => jest.requireActual<object>('../../../lib'), { virtual: true });

const { US_TEN_DLC_BRAND_REGISTRATION: BRAND, US_TEN_DLC_CAMPAIGN_REGISTRATION: CAMPAIGN, US_TOLL_FREE_REGISTRATION: TOLL_FREE } = RegistrationType;
const PREFIX = 'cdk-sms-registration:';

type Given = Record<string, FieldValue | Values[string]>;

/** The good values as a user writes them, without documents. */
function fieldsOf(type: RegistrationType, values: Given): Record<string, FieldValue> {
  const kinds = new Map(FORMS.get(type.id)!.fields.map(({ path: field, kind }) => [field, kind]));
  return Object.fromEntries(Object.entries(values).flatMap(([field, value]) => {
    if (value instanceof FieldValue) {
      return [[field, value]];
    }
    if (value === undefined || typeof value === 'symbol') {
      return [];
    }
    return [[field, kinds.get(field) === 'SELECT' ? FieldValue.choices(...[value].flat() as string[]) : FieldValue.text(value as string)]];
  }));
}

function brandOf(stack: Stack, changes: Given = {}, props: Partial<RegistrationProps> = {}, id = 'Brand'): Registration {
  return new Registration(stack, id, { registrationType: BRAND, fields: fieldsOf(BRAND, { ...GOOD_BRAND, ...changes }), ...props });
}

function campaignOf(stack: Stack, brand: Registration, changes: Given = {}, props: Partial<RegistrationProps> = {}): Registration {
  return new Registration(stack, 'Campaign', {
    registrationType: CAMPAIGN,
    fields: fieldsOf(CAMPAIGN, { ...GOOD_CAMPAIGN, ...changes }),
    associations: [AssociationTarget.fromRegistration(brand)],
    ...props,
  });
}

function metadata(stack: Stack, type: string): string[] {
  const print = jest.spyOn(console, 'error').mockReturnValue();
  try {
    (stack.node.root as App).synth();
  } catch {
    // Newer versions of the CDK refuse an app with errors.
  }
  print.mockRestore();
  return stack.node.findAll().flatMap(({ node }) => node.metadata).filter((entry) => entry.type === `aws:cdk:${type}`).map(({ data }) => data as string);
}

const reviewsOf = (stack: Stack) => warningsOf(stack).filter((warning) => warning.includes(`${PREFIX}review-`));
const rulesOf = (stack: Stack) => reviewsOf(stack).map((warning) => /review-([\w-]+)\]/.exec(warning)![1]);

describe('A finding at synth', () => {
  test('says where and what it is, how it will be denied, what to write instead, and where that is asked', () => {
    const stack = newStack();
    brandOf(stack, { 'companyInfo.taxId': '12-3456789' });
    expect(reviewsOf(stack)).toEqual([
      'Registration "Stack/Brand": fields["companyInfo.taxId"]: it is not an EIN of nine digits without a hyphen. '
      + 'Reviewers may deny it with BRAND_VETTING_INVALID, BRAND_UNVERIFIED. Write the nine digits of the EIN as they appear in the IRS letter. '
      + 'See https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-10dlc-company.html [ack: cdk-sms-registration:review-ein-nine-digits]',
    ]);
  });

  test('says that it may be final, and names no more than two codes', () => {
    const stack = newStack();
    campaignOf(stack, brandOf(stack), { 'messageSamples.messageSample2': 'Example: visit our casino. Reply STOP to opt out.' });
    expect(reviewsOf(stack)).toEqual([expect.stringContaining(
      'it mentions "casino…". Reviewers may deny it with CAMPAIGN_NON_COMPLIANT_CONTENT_GAMBLING, SAMPLE_MESSAGE_NON_COMPLIANT_CONTENT_GAMBLING or a similar code, '
      + 'and such a denial may be final (the form cannot be submitted again). Leave the subject out',
    )]);
  });

  test('names a field of a typed form by its prop, even one that is missing', () => {
    const stack = newStack();
    new TenDlcBrand(stack, 'Brand', {
      companyName: 'Example Corp',
      taxIdIssuingCountry: 'US',
      taxId: FieldValue.text('000000000'),
      legalType: LegalType.PUBLIC_PROFIT,
      address: 'PO Box 1',
      city: 'Any Town',
      state: 'WA',
      zipCode: '98101',
      isoCountryCode: 'US',
      dbaName: 'Example',
      vertical: Vertical.TECHNOLOGY,
      website: 'https://www.example.com',
      supportEmail: FieldValue.text('support@example.com'),
      supportPhoneNumber: FieldValue.text('+12065550100'),
      submit: true,
    });
    expect(metadata(stack, 'warning')).toEqual([expect.stringMatching(/^TenDlcBrand "Stack\/Brand": address: it is a post office box\./)]);
    expect(metadata(stack, 'error').map((error) => error.split(': ')[1])).toEqual(['stockSymbol', 'stockExchange', 'businessContactEmail']);
  });

  test('without a field or a code does not make them up', () => {
    const stack = newStack();
    const fields = fieldsOf(TOLL_FREE, { ...GOOD_TOLL_FREE, 'companyInfo.businessType': 'GOVERNMENT', 'companyInfo.companyName': 'Example County' });
    new Registration(stack, 'TollFree', { registrationType: TOLL_FREE, fields, submit: true });
    expect(reviewsOf(stack)).toEqual([
      expect.stringMatching(/^Registration "Stack\/TollFree": no document other than the picture of the opt-in is attached\. Attach CP 575, /),
    ]);
  });

  test('is about the brand that the campaign is associated with, even in another stack and later', () => {
    const app = newApp();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id, { env: ENV }));
    const campaign = new Registration(one!, 'Campaign', { registrationType: CAMPAIGN, fields: fieldsOf(CAMPAIGN, GOOD_CAMPAIGN) });
    campaign.addAssociation(AssociationTarget.fromRegistration(brandOf(two!, { 'contactInfo.dbaName': 'Another', 'companyInfo.companyName': 'Another Inc.' })));
    expect(rulesOf(one!)).toEqual(expect.arrayContaining(['description-names-brand', 'samples-name-brand', 'help-names-brand', 'stop-three-parts', 'opt-in-message-complete']));
    expect(rulesOf(two!)).toEqual([]);
  });

  test('is given once for each synthesis, and in each stage', () => {
    const app = newApp();
    const [stack, staged] = [newStack(undefined, app), newStack(undefined, new Stage(app, 'Stage') as App)];
    [stack, staged].forEach((one) => brandOf(one, { 'companyInfo.taxId': '1' }));
    expect(rulesOf(stack)).toEqual(['ein-nine-digits']);
    expect(staged.node.findAll().flatMap(({ node }) => node.metadata).filter(({ data }) => String(data).includes(`${PREFIX}review-`))).toHaveLength(1);
    const print = jest.spyOn(console, 'error').mockReturnValue();
    app.synth({ force: true });
    print.mockRestore();
    expect(rulesOf(stack)).toEqual(['ein-nine-digits']);
  });

  test('sees escape hatches and late values', () => {
    const stack = newStack();
    const brand = brandOf(stack, { 'contactInfo.supportPhoneNumber': Lazy.string({ produce: () => '206-555-0100' }) });
    (brand.node.defaultChild as CfnResource).addPropertyOverride('Fields.0.TextValue', 'P.O. Box 1');
    expect(rulesOf(stack)).toEqual(['address-no-po-box', 'phone-e164']);
  });

  test('sees the documents of the app', () => {
    const stack = newStack();
    const file = path.join(newApp().outdir, 'opt-in.pdf');
    fs.writeFileSync(file, '%PDF-1.7');
    const attachment = new RegistrationAttachment(stack, 'OptIn', { document: RegistrationDocument.fromAsset(file) });
    const imported = RegistrationAttachment.fromRegistrationAttachmentId(stack, 'Imported', 'attachment-0a1b2c3d4e5f60718293a4b5c6d7e8f9');
    [attachment, imported].forEach((one, index) => new Registration(stack, `TollFree${index}`, {
      registrationType: TOLL_FREE, fields: fieldsOf(TOLL_FREE, { ...GOOD_TOLL_FREE, 'messagingUseCase.optInImage': FieldValue.attachment(one) }),
    }));
    expect(reviewsOf(stack)).toEqual([expect.stringMatching(/^Registration "Stack\/TollFree0": fields\["messagingUseCase.optInImage"\]: it is a PDF, not a PNG\./)]);
  });

  test('does not repeat what is wrong with a field anyway, or that it is missing', () => {
    const stack = newStack();
    brandOf(stack, { 'companyInfo.isoCountryCode': 'USA', 'companyInfo.city': undefined }, { submit: true });
    const warnings = warningsOf(stack).map((warning) => /\[ack: cdk-sms-registration:(.*)\]/.exec(warning)![1]);
    expect(warnings).toEqual(['text-length', 'missing-fields']);
  });

  test('does not hide an error of the synthesis', () => {
    const stack = newStack();
    const secret = new secretsmanager.Secret(stack, 'Secret');
    brandOf(stack, { 'companyInfo.taxId': secret.secretValue.unsafeUnwrap() });
    expect(() => (stack.node.root as App).synth()).toThrow('FieldValue.fromSecretsManager');
  });
});

describe('Nothing is found', () => {
  test('in good forms', () => {
    const stack = newStack();
    campaignOf(stack, brandOf(stack, {}, { submit: true }), {}, { submit: true });
    expect(reviewsOf(stack)).toEqual([]);
  });

  test('in tokens, secrets and parameters', () => {
    const stack = newStack();
    const token = new CfnParameter(stack, 'Parameter').valueAsString;
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'brand');
    const brand = brandOf(stack, {
      'companyInfo.taxId': FieldValue.fromSecretsManager(secret, 'taxId'), 'contactInfo.supportEmail': token, 'contactInfo.dbaName': `${token} Inc.`, 'companyInfo.legalType': token,
    }, { submit: true });
    campaignOf(stack, brand, { 'messageSamples.messageSample1': 'Your code is 123456', 'messageSamples.messageSample2': `${token} has news.` }, { submit: true });
    expect(reviewsOf(stack)).toEqual([]);
  });

  test('in fields that a condition may leave out', () => {
    const stack = newStack();
    const condition = new CfnCondition(stack, 'IsListed', { expression: Fn.conditionEquals('a', 'b') });
    const symbol = Token.asString(Fn.conditionIf(condition.logicalId, 'EXMP', Aws.NO_VALUE));
    brandOf(stack, { 'companyInfo.stockSymbol': symbol, 'companyInfo.stockExchange': new CfnParameter(stack, 'Exchange', { default: '' }).valueAsString }, { submit: true });
    expect(reviewsOf(stack)).toEqual([]);
    expect(metadata(stack, 'error')).toEqual([]);
  });

  test('missing in a draft or in an adopted form', () => {
    const stack = newStack();
    brandOf(stack, { 'companyInfo.legalType': 'PUBLIC_PROFIT' });
    Registration.adopt(stack, 'Adopted', {
      registrationType: BRAND, registrationId: 'registration-1', submit: true, fields: { 'companyInfo.legalType': FieldValue.choices('PUBLIC_PROFIT') },
    });
    expect(reviewsOf(stack)).toEqual([]);
  });
});

describe('What a machine refuses', () => {
  const ID = `${PREFIX}review-ein-nine-digits`;

  function wrong(stack: Stack, props: Partial<RegistrationProps> = {}): Registration {
    return new Registration(stack, 'TollFree', { registrationType: TOLL_FREE, fields: fieldsOf(TOLL_FREE, { ...GOOD_TOLL_FREE, 'companyInfo.taxId': '1' }), ...props });
  }

  test('is an error in a form that is submitted', () => {
    const stack = newStack();
    wrong(stack, { submit: true });
    expect(metadata(stack, 'error')).toEqual([expect.stringMatching(new RegExp([
      /^Registration "Stack\/TollFree": fields\["companyInfo.taxId"\]: it does not have the nine digits of an EIN\. The service denies it, with no published code\. .*/,
      /\. If it is correct anyway, acknowledge it: Annotations\.of\(…\)\.acknowledgeWarning\('cdk-sms-registration:review-ein-nine-digits'\) \[ack: .*review-ein-nine-digits\]$/,
    ].map(({ source }) => source).join('')))]);
    expect(stack.node.findAll().some(({ node }) => node.id === 'Acknowledgement')).toBe(false);
  });

  test('is a warning in a draft', () => {
    const stack = newStack();
    wrong(stack);
    expect(rulesOf(stack)).toEqual(['ein-nine-digits']);
    expect(metadata(stack, 'error')).toEqual([]);
  });

  test.each<[string, (registration: Registration) => Registration | Stack]>([
    ['registration', (registration) => registration], ['stack', (registration) => Stack.of(registration)],
  ])('can be acknowledged for the %s', (_, scope) => {
    const stack = newStack();
    Annotations.of(scope(wrong(stack, { submit: true }))).acknowledgeWarning(ID);
    expect(metadata(stack, 'error')).toEqual([]);
    expect(rulesOf(stack)).toEqual([]);
  });
});

describe('An acknowledged finding', () => {
  test('is not shown, and hides no other', () => {
    const stack = newStack();
    const brand = brandOf(stack, { 'companyInfo.taxId': '1', 'contactInfo.supportPhoneNumber': '1' });
    brandOf(stack, { 'companyInfo.taxId': '1' }, {}, 'Other');
    Annotations.of(brand).acknowledgeWarning(`${PREFIX}review-ein-nine-digits`);
    expect(rulesOf(stack)).toEqual(['phone-e164', 'ein-nine-digits']);
  });
});

describe('A stack that submits', () => {
  const notes = (stack: Stack) => metadata(stack, 'info').map((note) => note.replace(/ \[ack: .*\]$/, ''));

  test('says once what will be submitted, where, and which fees that means', () => {
    const stack = newStack();
    const brand = brandOf(stack, {}, { submit: true });
    brandOf(stack, {}, { submit: true }, 'Second');
    campaignOf(stack, brand, {}, { submit: true });
    brandOf(stack, {}, {}, 'Draft');
    new Registration(stack, 'Other', { registrationType: RegistrationType.of('US_SHORT_CODE_REGISTRATION'), submit: true });
    expect(notes(stack)).toEqual([
      'Stack "Stack" submits to account 111122223333, Region us-east-1: 2 US_TEN_DLC_BRAND_REGISTRATION (a fee for each submission), 1 US_TEN_DLC_CAMPAIGN_REGISTRATION (fees for each submission and each month), 1 US_SHORT_CODE_REGISTRATION (see the price list for fees). '
      + 'Forms that have to wait are submitted after the deploy, and submitted again, at most three times, if a denial only asks to wait. Fees are not refunded, see https://aws.amazon.com/end-user-messaging/pricing/',
    ]);
    expect(warningsOf(stack).filter((warning) => warning.includes('submit-anywhere'))).toEqual([]);
  });

  test('says nothing if it has drafts only', () => {
    const stack = newStack({});
    brandOf(stack);
    expect(notes(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each([{}, { env: { account: ENV.account } }, { env: { region: ENV.region } }])('is warned of once if it may be deployed anywhere: %j', (props) => {
    const stack = newStack(props);
    brandOf(stack, {}, { submit: true });
    brandOf(stack, {}, { submit: true }, 'Second');
    expect(warningsOf(stack)).toEqual([
      'Registration "Stack/Brand" (and 1 more of its stack): submit is true, but the stack names no account and Region, so the credentials of whoever deploys it decide '
      + "where it is submitted and who pays. Give the stack an environment: env: { account: '111122223333', region: 'us-east-1' } [ack: cdk-sms-registration:submit-anywhere]",
    ]);
    expect(notes(stack)[0]).toMatch(/^Stack "Stack" submits: 2 US_TEN_DLC_BRAND_REGISTRATION/);
  });

  test('is quiet if both are acknowledged', () => {
    const stack = newStack({});
    brandOf(stack, {}, { submit: true });
    Annotations.of(stack).acknowledgeWarning(`${PREFIX}submit-anywhere`);
    Annotations.of(stack).acknowledgeInfo(`${PREFIX}submits`);
    expect(warningsOf(stack)).toEqual([]);
    expect(notes(stack)).toEqual([]);
  });

  test('of a type that only the deploy knows says so', () => {
    const stack = newStack();
    new Registration(stack, 'Any', { registrationType: RegistrationType.of(new CfnParameter(stack, 'Type').valueAsString), submit: true });
    expect(notes(stack)[0]).toContain('1 of a type that the deploy decides (see the price list for fees)');
  });
});

describe('The examples', () => {
  test.each(fs.readdirSync(path.join(__dirname, '..', '..', '..', 'examples')).filter((file) => file.endsWith('.ts')))('pass their own review: %s', (example) => {
    const environment = { CDK_OUTDIR: newApp().outdir, CDK_DEFAULT_ACCOUNT: ENV.account, CDK_DEFAULT_REGION: ENV.region };
    const before = { ...process.env };
    Object.assign(process.env, environment);
    try {
      const { app } = jest.requireActual<{ app: App }>(path.join(__dirname, '..', '..', '..', 'examples', example));
      const stacks = app.node.children.filter((child): child is Stack => child instanceof Stack);
      expect(stacks.flatMap(warningsOf)).toEqual([]);
      expect(stacks.flatMap((stack) => metadata(stack, 'error'))).toEqual([]);
    } finally {
      Object.keys(environment).forEach((name) => {
        if (before[name] === undefined) {
          delete process.env[name];
        } else {
          process.env[name] = before[name];
        }
      });
    }
  });
});
