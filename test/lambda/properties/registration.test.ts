import { rows } from './rows';
import { REGISTRATION_PROPERTIES, type RegistrationResourceProperties } from '../../../contract/registration-resource';
import { formOf, readAdopted, readDesiredState, readPreviousState } from '../../../lambda/properties/registration';

const ID = 'registration-0123';
const ARN = `arn:aws:sms-voice:us-east-1:111122223333:registration/${ID}`;
const PHONE = 'phone-0123';
const PATH = 'companyInfo.city';
const TAG = { Key: 'Team', Value: 'sms' };
const SECRET = 'never shown';
const SOURCE = { SecretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:brand-AbCdEf' };

type PropertyName = keyof RegistrationResourceProperties;
type State = ReturnType<typeof readDesiredState>;

const MINIMAL = { ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:handler', ServiceTimeout: '1200', RegistrationType: 'US_TOLL_FREE_REGISTRATION' };
const DEFAULTS: State = {
  registrationType: 'US_TOLL_FREE_REGISTRATION',
  fields: [],
  tags: [],
  deletionProtection: false,
  adopted: undefined,
  submit: false,
  awsReview: false,
  failOnDenial: false,
  updateApproved: false,
  resubmit: undefined,
  associations: [],
  submitByAssociations: false,
  submitAfter: [],
  continueFor: undefined,
};

const read = (properties: Record<string, unknown>) => readDesiredState({ ...MINIMAL, ...properties });

const field = (content: Record<string, unknown>) => [{ FieldPath: PATH, ...content }];
const switched = (name: keyof State): [unknown, Partial<State>][] => [['true', { [name]: true }], ['false', {}]];

describe('a desired state', () => {
  test('needs nothing but a registration type', () => expect(read({})).toEqual(DEFAULTS));

  test.each(rows<[unknown, Partial<State>], PropertyName>({
    RegistrationType: [['GB_SENDER_ID_REGISTRATION', { registrationType: 'GB_SENDER_ID_REGISTRATION' }]],
    Fields: [
      [field({ TextValue: 'Any Town' }), { fields: [{ FieldPath: PATH, TextValue: 'Any Town' }] }],
      [field({ SelectChoices: ['A', '', 'B'] }), { fields: [{ FieldPath: PATH, SelectChoices: ['A', 'B'] }] }],
      [field({ RegistrationAttachmentId: 'attachment-0123' }), { fields: [{ FieldPath: PATH, RegistrationAttachmentId: 'attachment-0123' }] }],
      [field({ TextFromSecret: SOURCE }), { fields: [{ FieldPath: PATH, TextFromSecret: SOURCE }] }],
      [field({ TextFromSecret: { ...SOURCE, JsonKey: 'taxId' } }), { fields: [{ FieldPath: PATH, TextFromSecret: { ...SOURCE, JsonKey: 'taxId' } }] }],
      [field({ TextFromParameter: { ParameterName: '/brand/taxId' } }), { fields: [{ FieldPath: PATH, TextFromParameter: { ParameterName: '/brand/taxId' } }] }],
      // Without a value, so not declared.
      [field({ TextFromSecret: '' }), {}],
      [field({ SelectChoices: [] }), {}],
      [field({}), {}],
      [[], {}],
    ],
    Tags: [[[TAG], { tags: [TAG] }]],
    DeletionTimeout: [['60', {}], ['soon', {}]],
    DeletionProtection: switched('deletionProtection'),
    RegistrationId: [[ID, { adopted: ID }], [ARN, { adopted: ID }]],
    Submit: switched('submit'),
    AwsReview: switched('awsReview'),
    FailOnDenial: switched('failOnDenial'),
    UpdateApproved: switched('updateApproved'),
    Resubmit: [['once more', { resubmit: 'once more' }], ['', {}]],
    RefreshSecrets: [['1', {}], ['', {}]],
    Associations: [[[ID, '', PHONE], { associations: [ID, PHONE] }], [[ARN], { associations: [ARN] }]],
    SubmitAfter: [[[ID, ARN], { submitAfter: [ID, ARN] }]],
    SubmitByAssociations: switched('submitByAssociations'),
    ContinueFor: [['7776000', { continueFor: 7_776_000_000 }], ['', {}]],
  }))('%s %j', (name, value, expected) => {
    expect(read({ [name]: value })).toStrictEqual({ ...DEFAULTS, ...expected });
  });

  const fieldOf = (shape: string) => `entry 1 of Fields has an unknown format: FieldPath ${PATH}, ${shape}`;
  const notABoolean = (name: PropertyName): [unknown, string][] => [[SECRET, `${name} must be true or false`], [[SECRET], `${name} must be true or false`]];

  test.each(rows<[unknown, string], PropertyName>({
    RegistrationType: [['', 'RegistrationType must be a string'], [undefined, 'RegistrationType must be a string']],
    Fields: [
      [SECRET, 'Fields must be a list'],
      [[null], 'entry 1 of Fields has an unknown format: it is null'],
      [[{ FieldPath: 7, TextValue: SECRET }], 'entry 1 of Fields has an unknown format: FieldPath is a number, TextValue is a string'],
      [field({ TextValue: 7 }), fieldOf('TextValue is a number')],
      [field({ TextValue: SECRET, Other: SECRET }), fieldOf('TextValue is a string, Other is a string')],
      [field({ Other: SECRET }), fieldOf('Other is a string')],
      [field({ RegistrationAttachmentId: 7 }), fieldOf('RegistrationAttachmentId is a number')],
      [field({ RegistrationAttachmentId: SECRET, Other: [SECRET] }), fieldOf('RegistrationAttachmentId is a string, Other is a list')],
      [field({ SelectChoices: ['A', 7] }), fieldOf('SelectChoices is a list')],
      [field({ SelectChoices: ['A'], Other: { SECRET } }), fieldOf('SelectChoices is a list, Other is an object')],
      [field({ TextFromSecret: null }), fieldOf('TextFromSecret is null')],
      [field({ TextFromSecret: SECRET }), fieldOf('TextFromSecret is a string')],
      [field({ TextFromSecret: { SecretArn: [SECRET] } }), fieldOf('TextFromSecret is an object')],
      [field({ TextFromSecret: { JsonKey: SECRET } }), fieldOf('TextFromSecret is an object')],
      [field({ TextFromSecret: { ...SOURCE, JsonKey: 7 } }), fieldOf('TextFromSecret is an object')],
      [field({ TextFromSecret: { ...SOURCE, Other: SECRET } }), fieldOf('TextFromSecret is an object')],
      [field({ TextFromSecret: SOURCE, TextValue: SECRET }), fieldOf('TextFromSecret is an object, TextValue is a string')],
      [field({ TextFromParameter: null }), fieldOf('TextFromParameter is null')],
      [field({ TextFromParameter: { ParameterName: [SECRET] } }), fieldOf('TextFromParameter is an object')],
      [field({ TextFromParameter: { ParameterName: SECRET, Other: SECRET } }), fieldOf('TextFromParameter is an object')],
      [[...field({ TextValue: 'a' }), ...field({ TextValue: 'b' }), ...field({ TextValue: 'b' })], `Fields contains ${PATH} more than once`],
    ],
    Tags: [[SECRET, 'Tags must be a list'], [[{ Key: 'Team', Value: [SECRET] }], 'entry 1 of Tags has an unknown format: Key Team, Value is a list']],
    // Never a problem: a delete has to work with any.
    DeletionTimeout: [],
    DeletionProtection: notABoolean('DeletionProtection'),
    RegistrationId: [
      [PHONE, 'RegistrationId must be the ID or ARN of a registration'],
      [[ID], 'RegistrationId must be the ID or ARN of a registration'],
      [null, 'RegistrationId must be the ID or ARN of a registration'],
    ],
    Submit: notABoolean('Submit'),
    AwsReview: notABoolean('AwsReview'),
    FailOnDenial: notABoolean('FailOnDenial'),
    UpdateApproved: notABoolean('UpdateApproved'),
    Resubmit: [[[SECRET], 'Resubmit must be a string']],
    RefreshSecrets: [[{ SECRET }, 'RefreshSecrets must be a string']],
    Associations: [[ID, 'Associations must be a list'], [[ID, '+12065550100'], 'entry 2 of Associations has an unknown format: it is a string']],
    SubmitAfter: [[ID, 'SubmitAfter must be a list'], [[''], 'entry 1 of SubmitAfter has an unknown format: it is a string']],
    SubmitByAssociations: notABoolean('SubmitByAssociations'),
    ContinueFor: [['90 days', 'ContinueFor must be a number of seconds'], ['-1', 'ContinueFor must be a number of seconds'], [[SECRET], 'ContinueFor must be a string']],
  }))('is refused with %s %j', (name, value, problem) => {
    expect(() => read({ [name]: value })).toThrow(`The properties of the registration cannot be read: ${problem}. Correct them in the stack`);
  });

  test('is refused with every problem in one message', () => {
    const properties = { Alien: SECRET, Nonsense: '', Submit: SECRET, Tags: SECRET, Fields: [SECRET, ...field({ TextValue: 'a' }), ...field({ TextValue: 'b' })] };
    expect(() => read(properties)).toThrow('cannot be read: the property Alien is unknown; the property Nonsense is unknown; entry 1 of Fields has an unknown '
      + `format: it is a string; Tags must be a list; Submit must be true or false; Fields contains ${PATH} more than once. Correct`);
  });

  test.each(['AllowReplacement', 'SubmitLater'])('of an earlier version of the library may have %s', (retired) => {
    expect(read({ [retired]: 'true' })).toEqual(DEFAULTS);
  });

  test.each(Object.keys(REGISTRATION_PROPERTIES))('never shows a value of %s', (name) => {
    for (const value of [SECRET, [SECRET], [[SECRET]], { SECRET }, [{ FieldPath: SECRET, Key: SECRET, TextValue: [SECRET] }]]) {
      expect(() => read({ [name]: value, Alien: SECRET })).toThrow(expect.objectContaining({ message: expect.not.stringContaining(SECRET) }));
    }
  });
});

describe('a previous state', () => {
  const NOTHING = { fields: [], tags: [], submit: false, associations: [], resubmit: undefined };

  test('is what the stack declared, without what cannot be removed again', () => {
    const Fields = field({ TextFromSecret: SOURCE });
    expect(readPreviousState({ ...MINIMAL, Fields, Tags: [TAG], Submit: 'true', Associations: [PHONE], Resubmit: 'again', RegistrationId: ID, UpdateApproved: 'true' }))
      .toEqual({ fields: Fields, tags: [TAG], submit: true, associations: [PHONE], resubmit: 'again' });
  });

  test.each<[string, Record<string, unknown>]>([
    ['nothing at all', {}],
    ['other kinds of values', { Fields: SECRET, Tags: { SECRET }, Submit: ['true'], Associations: PHONE, Resubmit: [SECRET] }],
    ['properties of another version', { RegistrationType: [], Alien: SECRET, SubmitLater: 'true' }],
  ])('of %s is empty', (_, properties) => {
    expect(readPreviousState(properties)).toEqual(NOTHING);
  });

  test('has what can be read beside what cannot', () => {
    const Fields = [...field({ TextValue: 'a' }), { FieldPath: 'companyInfo.state', Number: 7 }, ...field({ TextValue: 'b' })];
    expect(readPreviousState({ Fields, Tags: [TAG, { Key: 'Cost', Value: 7 }], Associations: ['+12065550100', PHONE] })).toEqual({
      ...NOTHING, fields: [Fields[0], Fields[2]], tags: [TAG], associations: [PHONE],
    });
  });
});

describe('the form of a declaration', () => {
  const FIELDS = [{ FieldPath: PATH, TextFromSecret: { SecretArn: 'a', JsonKey: 'b' } }, null, { FieldPath: 'x', SelectChoices: ['B', 'A'] }];

  test('looks the same in every version of the library: its hash is compared with that of an earlier deploy', () => {
    expect(formOf({})).toBe('[null,null,null,null]');
    expect(formOf({ ...MINIMAL, Submit: 'true', Resubmit: 'r', Fields: FIELDS, Associations: [PHONE] })).toBe(
      `[["${PHONE}"],[{"FieldPath":"${PATH}","TextFromSecret":{"JsonKey":"b","SecretArn":"a"}},null,{"FieldPath":"x","SelectChoices":["B","A"]}],"r","true"]`,
    );
  });

  test('does not depend on the order in which CloudFormation sends members', () => {
    const shuffled = [{ TextFromSecret: { JsonKey: 'b', SecretArn: 'a' }, FieldPath: PATH }, null, { SelectChoices: ['B', 'A'], FieldPath: 'x' }];
    expect(formOf({ Submit: 'true', Fields: shuffled })).toBe(formOf({ Fields: FIELDS, Submit: 'true' }));
  });

  test.each<[PropertyName, unknown]>([
    ['Associations', [ID]], ['Fields', [...FIELDS].reverse()], ['Fields', FIELDS.slice(1)], ['Resubmit', 'again'], ['Submit', 'false'],
    ['AwsReview', 'true'], ['ContinueFor', '3600'], ['SubmitAfter', [ID]],
  ])('depends on %s: %j', (name, value) => {
    const declared = { Associations: [PHONE], Fields: FIELDS, Resubmit: 'r', Submit: 'true' };
    expect(formOf({ ...declared, [name]: value })).not.toBe(formOf(declared));
  });

  const ofForm: PropertyName[] = ['Associations', 'AwsReview', 'ContinueFor', 'Fields', 'Resubmit', 'Submit', 'SubmitAfter'];
  test.each((Object.keys(REGISTRATION_PROPERTIES) as PropertyName[]).filter((name) => !ofForm.includes(name)))('does not depend on %s', (name) => {
    expect(formOf({ Fields: FIELDS, [name]: 'other' })).toBe(formOf({ Fields: FIELDS }));
  });
});

test.each<[unknown, string | undefined]>([
  [ID, ID], [ARN, ID], [undefined, undefined], ['', undefined], ['+12065550100', undefined], [[ID], undefined],
])('RegistrationId %j adopts %j', (RegistrationId, expected) => {
  expect(readAdopted({ RegistrationId })).toBe(expected);
});
