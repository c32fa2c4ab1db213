import * as fs from 'fs';
import * as path from 'path';
import { Annotations, CfnParameter, Fn, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { newApp, newStack, only } from './stacks';
import { nearest } from '../../contract/nearest';
import { FieldValue, Registration, RegistrationType } from '../../lib';
import { FORMS } from '../../lib/private/forms';
import { knownForms } from '../../scripts/forms/data';

jest.mock('cdk-sms-registration', () => jest.requireActual<object>('../../lib'), { virtual: true });

const { US_TEN_DLC_BRAND_REGISTRATION, US_TEN_DLC_BRAND_VETTING, US_TEN_DLC_CAMPAIGN_REGISTRATION, US_TOLL_FREE_REGISTRATION } = RegistrationType;
const { TEST_RCS_LAUNCH_REGISTRATION, SG_SENDER_ID_REGISTRATION, US_RCS_LAUNCH_REGISTRATION } = RegistrationType;
const PREFIX = 'cdk-sms-registration:';

type Fields = Record<string, FieldValue>;

function register(stack: Stack, registrationType: RegistrationType, fields: Fields, id = 'Registration', submit = false): Registration {
  return new Registration(stack, id, { registrationType, fields, submit });
}

/** What the CDK CLI prints of a stack; `Annotations` of aws-cdk-lib/assertions would print it here, too. */
function warningsOf(stack: Stack): string[] {
  const metadata = stack.node.findAll().flatMap(({ node }) => node.metadata);
  expect(metadata.filter(({ type }) => type === 'aws:cdk:error')).toEqual([]);
  return metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data as string);
}

function warnings(registrationType: RegistrationType, fields: Fields): string[] {
  const stack = newStack();
  register(stack, registrationType, fields);
  return warningsOf(stack);
}

/** A warning in full. */
function warning(field: string, problem: string, registrationType: RegistrationType, topic: string): string {
  return `fields["${field}"]: ${problem} (according to public sources about ${registrationType}; the live form decides) [ack: ${PREFIX}${topic}]`;
}

const text = (length: number) => FieldValue.text('x'.repeat(length));

describe('A field that does not fit the form as public sources know it', () => {
  test.each<[string, RegistrationType, string, FieldValue, string, string]>([
    [
      'a path with a slip', US_TEN_DLC_BRAND_REGISTRATION, 'companyInfo.companyNme', text(5),
      'the form has no such field; the closest is "companyInfo.companyName"', 'unknown-field',
    ],
    [
      'the path of another form', US_TEN_DLC_BRAND_REGISTRATION, 'companyInfo.website', text(5),
      'the form has no such field; the closest is "contactInfo.website"', 'unknown-field',
    ],
    [
      'a path in other letters', US_TEN_DLC_CAMPAIGN_REGISTRATION, 'CAMPAIGNINFO.HELPMESSAGE', text(5),
      'the form has no such field; the closest is "campaignInfo.helpMessage"', 'unknown-field',
    ],
    ['a path unlike any other', US_TEN_DLC_BRAND_REGISTRATION, 'messagingUseCase.useCaseCategory', text(5), 'the form has no such field', 'unknown-field'],
    ['any path of a form without fields', US_TEN_DLC_BRAND_VETTING, 'companyInfo.taxId', text(5), 'the form has no fields', 'unknown-field'],
    [
      'a text for a choice', US_TOLL_FREE_REGISTRATION, 'messagingUseCase.monthlyMessageVolume', FieldValue.text('1,000'),
      'its value is of the type TEXT, but the field is of the type SELECT', 'wrong-kind',
    ],
    [
      'a choice for a text', US_TOLL_FREE_REGISTRATION, 'companyInfo.companyName', FieldValue.choices('Example Corp'),
      'its value is of the type SELECT, but the field is of the type TEXT', 'wrong-kind',
    ],
    [
      'a text for a document', US_TOLL_FREE_REGISTRATION, 'messagingUseCase.optInImage', text(5),
      'its value is of the type TEXT, but the field is of the type ATTACHMENT', 'wrong-kind',
    ],
    [
      'a choice that is not offered', US_TEN_DLC_CAMPAIGN_REGISTRATION, 'campaignUseCase.ageGated', FieldValue.choices('Maybe'),
      'its choice number 1 is not one of "Yes", "No"', 'unknown-choice',
    ],
    [
      'too many choices', US_TOLL_FREE_REGISTRATION, 'messagingUseCase.monthlyMessageVolume', FieldValue.choices('10', '100'),
      'it must have exactly 1 choice, but has 2', 'number-of-choices',
    ],
    [
      'a text that is too long', US_TOLL_FREE_REGISTRATION, 'companyInfo.companyName', text(101),
      'its text must have 1 to 100 characters, but has 101', 'text-length',
    ],
    [
      'a text that is too short', US_TEN_DLC_CAMPAIGN_REGISTRATION, 'messageSamples.messageSample1', text(19),
      'its text must have 20 to 1024 characters, but has 19', 'text-length',
    ],
  ])('is a warning: %s', (_, registrationType, field, value, problem, topic) => {
    expect(warnings(registrationType, { [field]: value })).toEqual([warning(field, problem, registrationType, topic)]);
  });

  test('is one warning for each problem', () => {
    expect(warnings(US_TEN_DLC_CAMPAIGN_REGISTRATION, {
      'campaignUseCase.subUseCases': FieldValue.choices('MARKETING', 'A', 'FRAUD_ALERT', 'B', 'CUSTOMER_CARE', 'SECURITY_ALERT'),
      'campaignInfo.helpMessage': text(300),
      'campaignInfo.stopMessage': text(20),
    }).map((message) => message.replace(/ is not one of .* \(/, ' is not one of … ('))).toEqual([
      warning('campaignInfo.helpMessage', 'its text must have 20 to 255 characters, but has 300', US_TEN_DLC_CAMPAIGN_REGISTRATION, 'text-length'),
      warning('campaignUseCase.subUseCases', 'it must have 1 to 5 choices, but has 6', US_TEN_DLC_CAMPAIGN_REGISTRATION, 'number-of-choices'),
      warning('campaignUseCase.subUseCases', 'its choice number 2 is not one of …', US_TEN_DLC_CAMPAIGN_REGISTRATION, 'unknown-choice'),
      warning('campaignUseCase.subUseCases', 'its choice number 4 is not one of …', US_TEN_DLC_CAMPAIGN_REGISTRATION, 'unknown-choice'),
    ]);
  });

  test('is never quoted, and stands in the template all the same', () => {
    const print = jest.spyOn(console, 'error').mockImplementation();
    const stack = newStack();
    register(stack, US_TEN_DLC_BRAND_REGISTRATION, {
      'companyInfo.taxId': FieldValue.text('12-3456789-of-somebody'),
      'companyInfo.legalType': FieldValue.choices('12-3456789'),
      'companyInfo.stockExchange': FieldValue.text('12-3456789'),
      'companyInfo.taxNumber': FieldValue.text('12-3456789'),
    });
    expect(warningsOf(stack)).toHaveLength(4);
    expect(warningsOf(stack).join()).not.toContain('3456789');
    expect(JSON.stringify(only(stack, 'Custom::SMSVoiceRegistration')).match(/3456789/g)).toHaveLength(4);
    // Newer versions of the CDK print warnings during the synthesis.
    expect(JSON.stringify(print.mock.calls)).not.toContain('3456789');
    print.mockRestore();
  });
});

describe('A path that looks like a slip', () => {
  test.each([
    ['companyInfo.companyNme', 'companyInfo.companyName'],
    ['companyInfo.WebSite', 'companyInfo.website'],
    ['companyinfo.cityy', 'companyInfo.city'],
  ])('is a warning even where the form may have other fields: %s', (slip, meant) => {
    expect(warnings(US_TOLL_FREE_REGISTRATION, { [slip]: text(5) })).toEqual([
      warning(slip, `no such field is known; did you mean "${meant}"?`, US_TOLL_FREE_REGISTRATION, 'unknown-field'),
    ]);
  });

  test.each(['companyInfo.address3', 'companyInfo.registrationDocument', 'other.city'])('is not %s', (field) => {
    expect(warnings(US_TOLL_FREE_REGISTRATION, { [field]: text(5) })).toEqual([]);
  });
});

describe('Required fields that are missing', () => {
  const { US_RCS_LAUNCH_REGISTRATION: unknown } = RegistrationType;
  const missing = (registrationType: RegistrationType, fields: Fields, submit = true) => {
    const stack = newStack();
    register(stack, registrationType, fields, 'Registration', submit);
    return warningsOf(stack).filter((message) => message.includes('missing-fields'));
  };

  test('are one warning for a form that is submitted', () => {
    const [all, ...others] = missing(US_TEN_DLC_BRAND_REGISTRATION, {});
    expect(others).toEqual([]);
    expect(all).toMatch(/^fields: submit is true, but \d+ required fields are missing: companyInfo\.companyName, companyInfo\.taxIdIssuingCountry, /);
    expect(all).not.toContain('companyInfo.stockSymbol');
  });

  test('are named until none is left', () => {
    const required = FORMS.get('US_TEN_DLC_BRAND_REGISTRATION')!.fields.filter((field) => field.required).map((field) => field.path);
    const fields = Object.fromEntries(required.map((field) => [field, text(2)]));
    expect(missing(US_TEN_DLC_BRAND_REGISTRATION, fields)).toEqual([]);
    const { [required[0]!]: _, ...others } = fields;
    expect(missing(US_TEN_DLC_BRAND_REGISTRATION, others)).toEqual([
      warning('x', '', US_TEN_DLC_BRAND_REGISTRATION, 'missing-fields')
        .replace('fields["x"]: ', `fields: submit is true, but a required field is missing: ${required[0]}`),
    ]);
  });

  test.each<[string, RegistrationType, boolean, (stack: Stack) => Fields]>([
    ['a draft', US_TEN_DLC_BRAND_REGISTRATION, false, () => ({})],
    ['a form of which no requirement is known', unknown, true, () => ({})],
    ['a path that is known only at the deploy', US_TEN_DLC_BRAND_REGISTRATION, true, (stack) => ({ [new CfnParameter(stack, 'Path').valueAsString]: text(5) })],
  ])('are no warning for %s', (_, registrationType, submit, fields) => {
    const stack = newStack();
    register(stack, registrationType, fields(stack), 'Registration', submit);
    expect(warningsOf(stack).filter((message) => message.includes('missing-fields'))).toEqual([]);
  });

  test('are no warning for an adopted registration, whose form may be filled in already', () => {
    const stack = newStack();
    Registration.adopt(stack, 'Adopted', { registrationType: US_TEN_DLC_BRAND_REGISTRATION, registrationId: 'registration-1', submit: true });
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('No warning', () => {
  test.each<[string, RegistrationType, Fields]>([
    ['a draft without its required fields', US_TEN_DLC_BRAND_REGISTRATION, { 'companyInfo.companyName': text(100) }],
    ['an empty form', US_TEN_DLC_CAMPAIGN_REGISTRATION, {}],
    ['texts at their limits, characters of 4 bytes counting as one', US_TEN_DLC_CAMPAIGN_REGISTRATION, {
      'messageSamples.messageSample1': FieldValue.text('😀'.repeat(1024)),
      'messageSamples.messageSample2': text(20),
      'campaignUseCase.subUseCases': FieldValue.choices('MARKETING', 'FRAUD_ALERT', 'CUSTOMER_CARE', 'POLLING_VOTING', 'SECURITY_ALERT'),
    }],
    ['a minimum that another source contradicts', US_TEN_DLC_CAMPAIGN_REGISTRATION, { 'campaignInfo.campaignName': text(36) }],
    ['a text whose length is not known', US_TOLL_FREE_REGISTRATION, { 'companyInfo.website': text(2048) }],
    ['a path of a form that is not wholly known', US_TOLL_FREE_REGISTRATION, { 'companyInfo.registrationDocument': text(5) }],
    ['a choice of a list that is not wholly known', US_TOLL_FREE_REGISTRATION, { 'messagingUseCase.useCaseCategory': FieldValue.choices('OTHER') }],
    ['a number of choices that is not known', TEST_RCS_LAUNCH_REGISTRATION, { 'agentDetails.useCase': FieldValue.choices('OTP', 'TRANSACTIONAL') }],
    ['a form of which two fields are known', US_RCS_LAUNCH_REGISTRATION, { 'companyInfo.companyName': text(2048) }],
    ['a form of which no field is known', SG_SENDER_ID_REGISTRATION, { 'companyInfo.companyName': text(2048) }],
    ['a type that nobody has heard of', RegistrationType.of('constructor'), { 'companyInfo.companyName': text(2048) }],
  ])('is given for %s', (_, registrationType, fields) => {
    expect(warnings(registrationType, fields)).toEqual([]);
  });

  test('is given for tokens', () => {
    const stack = newStack();
    const token = new CfnParameter(stack, 'Parameter').valueAsString;
    const late = Lazy.string({ produce: () => 'x' });
    register(stack, RegistrationType.of(token), { 'companyInfo.companyName': text(2048) }, 'Type');
    register(stack, US_TEN_DLC_CAMPAIGN_REGISTRATION, {
      [token]: text(5),
      [`companyInfo.${late}`]: text(5),
      'campaignInfo.optInKeyword': FieldValue.text(`${token}${'x'.repeat(300)}`),
      'campaignInfo.helpMessage': FieldValue.text(late),
      'campaignUseCase.useCase': FieldValue.choices(token),
      'campaignUseCase.subUseCases': FieldValue.choices(...Fn.split(',', token)),
      'campaignUseCase.ageGated': FieldValue.choices(`${token}s`),
    }, 'Fields');
    expect(warningsOf(stack)).toEqual([]);
  });

  test('hides behind a token of the same field', () => {
    const stack = newStack();
    const token = new CfnParameter(stack, 'Parameter').valueAsString;
    register(stack, US_TEN_DLC_CAMPAIGN_REGISTRATION, {
      'campaignInfo.helpMessage': FieldValue.choices(token),
      'campaignUseCase.ageGated': FieldValue.choices(token, 'Maybe'),
    });
    expect(warningsOf(stack)).toEqual([
      warning('campaignInfo.helpMessage', 'its value is of the type SELECT, but the field is of the type TEXT', US_TEN_DLC_CAMPAIGN_REGISTRATION, 'wrong-kind'),
      warning('campaignUseCase.ageGated', 'its choice number 2 is not one of "Yes", "No"', US_TEN_DLC_CAMPAIGN_REGISTRATION, 'unknown-choice'),
    ]);
  });

  test.each(fs.readdirSync(path.join(__dirname, '..', '..', 'examples')).filter((file) => file.endsWith('.ts')))('is given by the example %s', (example) => {
    const warn = jest.spyOn(Annotations.prototype, 'addWarningV2');
    process.env.CDK_OUTDIR = newApp().outdir;
    try {
      jest.requireActual<object>(path.join(__dirname, '..', '..', 'examples', example));
      expect(warn.mock.calls).toEqual([]);
    } finally {
      delete process.env.CDK_OUTDIR;
      warn.mockRestore();
    }
  });
});

describe('An acknowledged warning', () => {
  const wrong = { 'companyInfo.companyNme': text(5), 'companyInfo.taxId': text(22) };
  const topics = (stack: Stack) => warningsOf(stack).map((message) => /\[ack: (.*)\]$/.exec(message)?.[1]);

  test('is not shown, and hides neither other warnings nor other registrations', () => {
    const stack = newStack();
    const [first] = ['First', 'Second'].map((id) => register(stack, US_TEN_DLC_BRAND_REGISTRATION, wrong, id));
    Annotations.of(first!).acknowledgeWarning(`${PREFIX}unknown-field`);
    expect(topics(stack)).toEqual([`${PREFIX}text-length`, `${PREFIX}unknown-field`, `${PREFIX}text-length`]);
  });

  test.each<[string, (stack: Stack) => Stack | Stage]>([
    ['stack', (stack) => stack],
    ['app', (stack) => Stage.of(stack)!],
  ])('can be acknowledged for a whole %s', (_, scope) => {
    const stack = newStack();
    register(stack, US_TEN_DLC_BRAND_REGISTRATION, wrong);
    Annotations.of(scope(stack)).acknowledgeWarning(`${PREFIX}unknown-field`);
    expect(topics(stack)).toEqual([`${PREFIX}text-length`]);
  });
});

describe('The forms in lib/', () => {
  test('have every field that is known, with its kind, and options only where all are known', () => {
    Object.entries(knownForms()).forEach(([type, { fields, fieldsComplete }]) => {
      const form = FORMS.get(type);
      expect(form?.complete ?? false).toBe(fieldsComplete === true);
      expect(form?.fields.map(({ path: field, kind, options }) => ({ field, kind, options })) ?? []).toEqual(
        fields.map((field) => ({ field: field.path, kind: field.type, options: field.optionsComplete ? field.options : undefined })),
      );
      expect(form?.fields.filter(({ required }) => required).map((field) => field.path) ?? []).toEqual(
        fields.filter(({ requirement }) => requirement === 'REQUIRED').map((field) => field.path),
      );
    });
  });
});

describe('The nearest word', () => {
  test.each([
    ['kitten', ['sitting', 'mitten', 'kit'], 'mitten'],
    ['KITTEN', ['mitten', 'kitten'], 'kitten'],
    ['same', ['sane', 'lame'], 'sane'],
    ['abcdef', ['abcxyz', 'abc'], undefined],
    ['', ['a'], undefined],
    ['nothing', [], undefined],
  ])('to "%s" among %j is %j', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });
});
