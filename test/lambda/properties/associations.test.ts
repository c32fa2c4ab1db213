import { rows } from './rows';
import { ASSOCIATIONS_PROPERTIES, type AssociationsResourceProperties } from '../../../contract/associations-resource';
import { readDesiredAssociations, readPreviousAssociations, type DesiredAssociations, type PreviousAssociations } from '../../../lambda/properties/associations';

const ID = 'registration-0123';
const ARN = `arn:aws:sms-voice:us-east-1:111122223333:registration/${ID}`;
const PHONE = 'phone-0123';
const SECRET = 'never shown';

type PropertyName = keyof AssociationsResourceProperties;

const MINIMAL = { ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:handler', ServiceTimeout: '1200', RegistrationId: ID };
const DEFAULTS: DesiredAssociations = {
  registrationId: ID,
  associations: [],
  versionToSubmit: undefined,
  awsReview: false,
  failOnDenial: false,
  adopted: false,
  pendingSteps: undefined,
  continueFor: undefined,
};

const read = (properties: Record<string, unknown>) => readDesiredAssociations({ ...MINIMAL, ...properties });

describe('desired associations', () => {
  test('need nothing but a registration', () => expect(read({})).toEqual(DEFAULTS));

  test.each(rows<[unknown, Partial<DesiredAssociations>], PropertyName>({
    RegistrationId: [['registration-4567', { registrationId: 'registration-4567' }]],
    // Only a delete reads these three.
    NumbersAreRetained: [['true', {}], [[SECRET], {}]],
    Owner: [['TollFree', {}], [[SECRET], {}]],
    DeletionProtection: [['true', {}], [[SECRET], {}]],
    Adopted: [['true', { adopted: true }], ['false', {}]],
    Associations: [[[PHONE, '', ARN], { associations: [PHONE, ARN] }], [[], {}]],
    VersionToSubmit: [
      ['3/a-request', { versionToSubmit: 3 }], ['12', { versionToSubmit: 12 }], ['none/4-requests', {}], ['v3', {}], ['', {}], [undefined, {}], [[SECRET], {}],
    ],
    PendingSteps: [['submit: waits', { pendingSteps: 'submit: waits' }], ['', {}]],
    AwsReview: [['true', { awsReview: true }], ['false', {}]],
    FailOnDenial: [['true', { failOnDenial: true }], ['false', {}]],
    ContinueFor: [['3600', { continueFor: 3_600_000 }], ['', {}]],
  }))('%s %j', (name, value, expected) => {
    expect(read({ [name]: value })).toEqual({ ...DEFAULTS, ...expected });
  });

  test.each(rows<[unknown, string], PropertyName>({
    RegistrationId: [['', 'RegistrationId must be a string'], [[SECRET], 'RegistrationId must be a string'], [undefined, 'RegistrationId must be a string']],
    Owner: [],
    DeletionProtection: [],
    NumbersAreRetained: [],
    Adopted: [[SECRET, 'Adopted must be true or false']],
    Associations: [
      [SECRET, 'Associations must be a list'],
      [[PHONE, '+12065550100'], 'entry 2 of Associations has an unknown format: it is a string'],
      [[{ PhoneNumberId: SECRET }], 'entry 1 of Associations has an unknown format: PhoneNumberId is a string'],
    ],
    VersionToSubmit: [],
    PendingSteps: [[[SECRET], 'PendingSteps must be a string']],
    AwsReview: [[SECRET, 'AwsReview must be true or false']],
    FailOnDenial: [[['true'], 'FailOnDenial must be true or false']],
    ContinueFor: [['soon', 'ContinueFor must be a number of seconds'], [[SECRET], 'ContinueFor must be a string']],
  }))('are refused with %s %j', (name, value, problem) => {
    expect(() => read({ [name]: value })).toThrow(`The properties of the associations cannot be read: ${problem}. Correct them in the stack`);
  });

  test('are refused with every problem in one message', () => {
    expect(() => read({ Alien: SECRET, toString: SECRET, Adopted: SECRET, Associations: [SECRET], RegistrationId: [SECRET] })).toThrow(
      'cannot be read: the property Alien is unknown; the property toString is unknown; RegistrationId must be a string; '
      + 'entry 1 of Associations has an unknown format: it is a string; Adopted must be true or false. Correct',
    );
  });

  test.each(['Submit', 'SubmitAfter', 'VersionNumber'])('of an earlier version of the library may have %s', (retired) => {
    expect(read({ [retired]: ['true'] })).toEqual(DEFAULTS);
  });

  test.each(Object.keys(ASSOCIATIONS_PROPERTIES))('never show a value of %s', (name) => {
    for (const value of [SECRET, [SECRET], { SECRET }]) {
      expect(() => read({ [name]: value, Alien: SECRET })).toThrow(expect.objectContaining({ message: expect.not.stringContaining(SECRET) }));
    }
  });
});

describe('previous associations', () => {
  const NOTHING: PreviousAssociations = {
    registrationId: undefined, owner: undefined, adopted: false, associations: [], deletionProtection: false, numbersAreRetained: false,
  };

  test('are what the stack declared', () => {
    const switches = { Adopted: 'true', DeletionProtection: 'true', AwsReview: 'true', NumbersAreRetained: 'true' };
    expect(readPreviousAssociations({ ...MINIMAL, Owner: 'TollFree', Associations: [PHONE, ARN], ...switches }))
      .toEqual({ registrationId: ID, owner: 'TollFree', adopted: true, associations: [PHONE, ARN], deletionProtection: true, numbersAreRetained: true });
  });

  test.each<[string, Record<string, unknown>, Partial<PreviousAssociations>]>([
    ['nothing at all', {}, {}],
    ['other kinds of values', { RegistrationId: [ID], Owner: [SECRET], Adopted: ['true'], Associations: PHONE }, {}],
    ['empty strings', { RegistrationId: '', Owner: '', Adopted: '', Associations: '' }, {}],
    ['properties of another version', { Alien: SECRET, VersionNumber: '3' }, {}],
    ['entries that cannot be read beside one that can', { Associations: ['+12065550100', '', PHONE, null] }, { associations: [PHONE] }],
    // What may mean a protection is one.
    ['a protection that cannot be read', { DeletionProtection: [SECRET] }, { deletionProtection: true }],
  ])('of %s', (_, properties, expected) => {
    expect(readPreviousAssociations(properties)).toEqual({ ...NOTHING, ...expected });
  });
});
