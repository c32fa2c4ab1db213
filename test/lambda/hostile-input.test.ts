import type { CustomResource, Properties } from '../cloudformation';
import type { FormField } from '../simulator';
import { CANARY, registration, Stage } from './stage';

// Synthesis has refused what it can: here is what a template written by hand, or a value that is known only at the deploy, can bring.

const NAME = 'companyInfo.companyName';
const ID = 'registration-30a16a8b7cec478a8e37febbb9005348';
const WIDE = '\u{1F4F1}';
const MAX_ANSWER_BYTES = 4096;

let stage: Stage;

beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.close());

/** The only reason of a create that fails, and leaves nothing behind. */
async function refusal(resource: CustomResource): Promise<string> {
  const { status, reason } = await stage.stack.create(resource);
  expect(status).toBe('ROLLBACK_COMPLETE');
  expect(stage.living).toEqual([]);
  expect(Buffer.byteLength(stage.cloud.responses.puts[0]!.body)).toBeLessThanOrEqual(MAX_ANSWER_BYTES);
  return reason!;
}

const withFields = (...Fields: Properties[]) => registration({ Fields });
const fromJson = (json: string) => JSON.parse(json) as Properties;

describe('A value of another type than it seems at synth', () => {
  test.each<[string, Partial<Properties>, string]>([
    ['a list as a text', { Fields: [{ FieldPath: NAME, TextValue: [CANARY, 'b'] }] }, `entry 1 of Fields has an unknown format: FieldPath ${NAME}, TextValue is a list`],
    ['an object as a text', { Fields: [{ FieldPath: NAME, TextValue: { [CANARY]: 'a' } }] }, `FieldPath ${NAME}, TextValue is an object`],
    ['a list in the choices', { Fields: [{ FieldPath: NAME, SelectChoices: [['a']] }] }, `FieldPath ${NAME}, SelectChoices is a list`],
    ['a text as the choices', { Fields: [{ FieldPath: NAME, SelectChoices: CANARY }] }, `FieldPath ${NAME}, SelectChoices is a string`],
    ['a list as a document', { Fields: [{ FieldPath: NAME, RegistrationAttachmentId: ['a'] }] }, `FieldPath ${NAME}, RegistrationAttachmentId is a list`],
    ['a list as a path', { Fields: [{ FieldPath: ['a'], TextValue: CANARY }] }, 'FieldPath is a list, TextValue is a string'],
    ['two values', { Fields: [{ FieldPath: NAME, TextValue: CANARY, SelectChoices: ['a'] }] }, `FieldPath ${NAME}, TextValue is a string, SelectChoices is a list`],
    ['a text as a field', { Fields: [CANARY] }, 'entry 1 of Fields has an unknown format: it is a string'],
    ['a list as a field', { Fields: [['a']] }, 'entry 1 of Fields has an unknown format: it is a list'],
    ['a field of nothing', { Fields: [{}] }, 'entry 1 of Fields has an unknown format: it is an empty object'],
    ['an object as the fields', { Fields: { [NAME]: CANARY } }, 'Fields must be a list'],
    ['a list as a tag', { Tags: [{ Key: 'Name', Value: ['a'] }] }, 'entry 1 of Tags has an unknown format: Key Name, Value is a list'],
    ['a list as the type', { RegistrationType: ['a'] }, 'RegistrationType must be a string'],
    ['a list as a switch', { Submit: ['true'] }, 'Submit must be true or false'],
    ['a list as an association', { Associations: [ID, [ID]] }, 'entry 2 of Associations has an unknown format: it is a list'],
  ])('is refused before anything is called: %s', async (_what, properties, expected) => {
    const reason = await refusal(registration(properties));
    expect(reason).toContain(expected);
    expect(reason).toContain('Correct them in the stack');
    expect(stage.calls).toEqual([]);
  });

  test('is read as usual when it is a number or a boolean: CloudFormation sends both as texts', async () => {
    const { status } = await stage.stack.create(withFields({ FieldPath: NAME, TextValue: 98101.2345 }, { FieldPath: 'companyInfo.website', TextValue: true }));
    // The form, not the kind, decides on them.
    expect(status).toBe('CREATE_COMPLETE');
    expect(await stage.values(stage.registrationId)).toEqual({ [NAME]: '98101.2345', 'companyInfo.website': 'true' });
  });
});

describe('A value that is missing at deploy time is not declared', () => {
  const CHOICE = 'messagingUseCase.useCaseCategory';
  const NO_VALUE = { Ref: 'AWS::NoValue' };
  const WEBSITE = { FieldPath: 'companyInfo.website', TextValue: `https://${CANARY}.example.com` };

  test.each<[string, Properties]>([
    ['a text of AWS::NoValue', { FieldPath: NAME, TextValue: NO_VALUE }],
    ['a text of a parameter without a value', { FieldPath: NAME, TextValue: '' }],
    ['choices of AWS::NoValue', { FieldPath: CHOICE, SelectChoices: [NO_VALUE] }],
    ['choices of a parameter without a value', { FieldPath: CHOICE, SelectChoices: ['', ''] }],
    ['a document of a parameter without a value', { FieldPath: 'messagingUseCase.optInImage', RegistrationAttachmentId: '' }],
  ])('%s', async (_what, field) => {
    expect((await stage.stack.create(withFields(field, WEBSITE))).reason).toBeUndefined();
    expect(await stage.values(stage.registrationId)).toEqual({ [WEBSITE.FieldPath]: WEBSITE.TextValue });
  });

  test('one choice of several', async () => {
    expect((await stage.stack.create(withFields({ FieldPath: CHOICE, SelectChoices: ['', 'ONE_TIME_PASSCODES', NO_VALUE] }))).reason).toBeUndefined();
    expect(await stage.values(stage.registrationId)).toEqual({ [CHOICE]: ['ONE_TIME_PASSCODES'] });
  });

  test('a field that had one: it leaves the form', async () => {
    await stage.stack.create(withFields({ FieldPath: 'companyInfo.address2', TextValue: CANARY }, WEBSITE));
    expect((await stage.stack.update(withFields({ FieldPath: 'companyInfo.address2', TextValue: '' }, WEBSITE))).reason).toBeUndefined();
    expect(await stage.values(stage.registrationId)).toEqual({ [WEBSITE.FieldPath]: WEBSITE.TextValue });
  });

  test('a tag of AWS::NoValue, while an empty one is a tag', async () => {
    await stage.stack.create(registration({ Tags: [{ Key: 'Team', Value: NO_VALUE }, { Key: 'Cost', Value: '' }] }));
    expect(stage.living[0]!.tags).toMatchObject({ Cost: '' });
    expect(stage.living[0]!.tags).not.toHaveProperty('Team');
  });

  test('what is associated, and what asks for another look', async () => {
    const { reason } = await stage.stack.create(registration({ Associations: ['', NO_VALUE], Resubmit: '', RefreshSecrets: '' }));
    expect(reason).toBeUndefined();
    expect(stage.calls).not.toContain('CreateRegistrationAssociation');
  });

  test('but the id of a registration to adopt has to be one: another one would be made', async () => {
    expect(await refusal(registration({ RegistrationId: '' }))).toContain('RegistrationId must be the ID or ARN of a registration');
  });
});

describe('Names that mean something to JavaScript', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('are properties that are not known: %s', async (name) => {
    expect(await refusal({ ...registration(), properties: fromJson(`{ "RegistrationType": "US_TOLL_FREE_REGISTRATION", "${name}": "x" }`) }))
      .toContain(`the property ${name} is unknown`);
  });

  test('do not turn anything into a field', async () => {
    const reason = await refusal(withFields(fromJson(`{ "FieldPath": "${NAME}", "__proto__": { "TextValue": "${CANARY}" } }`)));
    expect(reason).toContain(`entry 1 of Fields has an unknown format: FieldPath ${NAME}, __proto__ is an object`);
  });

  test.each(['__proto__', 'constructor', 'toString', 'valueOf'])('are field paths that no form has: %s', async (FieldPath) => {
    expect(await refusal(withFields({ FieldPath, TextValue: CANARY }))).toContain(`${FieldPath}: the form has no such field`);
    expect(stage.writes).toEqual([]);
  });

  test.each(['__proto__', 'constructor'])('are tags like others: %s', async (Key) => {
    await stage.stack.create(registration({ Tags: [{ Key, Value: 'x' }] }));
    expect(Object.entries(stage.living[0]!.tags)).toContainEqual([Key, 'x']);
  });

  test.each(['__proto__', 'constructor', 'US_TOLL_FREE_REGISTRATION '])('are no registration types: %s', async (RegistrationType) => {
    expect(await refusal(registration({ RegistrationType }))).toMatch(/cannot be created: /);
    expect(stage.writes).toEqual([]);
  });
});

describe('At a limit of the API', () => {
  const RegistrationType = 'US_TEN_DLC_CAMPAIGN_REGISTRATION';
  const campaign = (text: string) => registration({ RegistrationType, Fields: [{ FieldPath: 'campaignInfo.campaignName', TextValue: text }] });

  /** As the documents of AWS show it. */
  beforeEach(() => {
    const form = stage.control.form({ registrationType: RegistrationType });
    const fields = form.fields.map((field) => field.path === 'campaignInfo.campaignName' ? { ...field, minLength: 0, maxLength: 4096 } : field);
    stage.control.defineForm({ registrationType: RegistrationType, form: { ...form, fields } });
  });

  test.each([['z', 'z'], ['4-byte characters', WIDE]])('a text of 2048 characters arrives whole: %s', async (_what, character) => {
    expect((await stage.stack.create(campaign(character.repeat(2048)))).status).toBe('CREATE_COMPLETE');
    expect(await stage.values(stage.registrationId)).toEqual({ 'campaignInfo.campaignName': character.repeat(2048) });
  });

  test.each([[2049, 'z'], [2049, WIDE]])('a text of %i characters is refused before anything is made, also where the form would take it', async (length, character) => {
    expect(await refusal(campaign(character.repeat(length)))).toContain(`campaignInfo.campaignName: its text has ${length} characters, but the form accepts 1 to 2048`);
    expect(stage.writes).toEqual([]);
  });

  /** A form of one field, which takes as much as the service could ever say. */
  const oneField = ({ path = 'form.field', ...field }: Partial<FormField>) => stage.control.defineForm({
    registrationType: RegistrationType,
    form: { associations: [], fields: [{ path, section: 'form', type: 'TEXT', requirement: 'OPTIONAL', ...field }] },
  });
  const create = (Fields: Properties[], Tags: Properties[] = []) => registration({ RegistrationType, Fields, Tags });
  const choosing = (choices: string[]) => create([{ FieldPath: 'form.field', SelectChoices: choices }]);
  const choices = (number: number) => Array.from({ length: number }, (_, index) => `${CANARY} ${index}`);
  const path = (length: number) => `form.${'a'.repeat(length - 'form.'.length)}`;

  test.each([['z', 'z'], ['4-byte characters', WIDE]])('a choice of 256 characters arrives, one of 257 is named by its number: %s', async (_what, character) => {
    oneField({ type: 'SELECT', options: [character.repeat(256), character.repeat(257)] });
    expect(await refusal(choosing([character.repeat(257)]))).toContain('form.field: its choice number 1 has 257 characters, but the form accepts 1 to 256. Correct the stack');
    expect(stage.writes).toEqual([]);
    stage.newStack();
    expect((await stage.stack.create(choosing([character.repeat(256)]))).status).toBe('CREATE_COMPLETE');
    expect(await stage.values(stage.living[0]!.registrationId)).toEqual({ 'form.field': [character.repeat(256)] });
  });

  test.each([100, 200])('100 choices arrive, and 101 are refused before anything is made, where the form accepts %i', async (maxChoices) => {
    oneField({ type: 'SELECT', options: choices(101), maxChoices });
    expect(await refusal(choosing(choices(101)))).toContain('form.field: it has 101 choices, but the form accepts 1 to 100. Correct the stack');
    expect(stage.writes).toEqual([]);
    stage.newStack();
    expect((await stage.stack.create(choosing(choices(100)))).status).toBe('CREATE_COMPLETE');
    expect(await stage.values(stage.registrationId)).toEqual({ 'form.field': choices(100) });
  });

  test('a field path of 100 characters arrives', async () => {
    oneField({ path: path(100) });
    expect((await stage.stack.create(create([{ FieldPath: path(100), TextValue: CANARY }]))).status).toBe('CREATE_COMPLETE');
    expect(await stage.values(stage.registrationId)).toEqual({ [path(100)]: CANARY });
  });

  test('a field path of 101 characters is one that no form has', async () => {
    oneField({ path: path(100) });
    expect(await refusal(create([{ FieldPath: path(101), TextValue: CANARY }])))
      .toContain(`${path(101)}: the form has no such field (did you mean "${path(100)}"?). Correct the stack`);
    expect(stage.writes).toEqual([]);
  });

  test.each([
    ['a key of 129', 'key', 128, { Key: 'k'.repeat(129), Value: CANARY }],
    ['a value of 257', 'value', 256, { Key: 'Name', Value: `${CANARY}${'v'.repeat(257 - CANARY.length)}` }],
  ])('a tag with %s characters is refused by the service, which names its position and the limit', async (_what, member, limit, Tag) => {
    const reason = await refusal(create([], [{ Key: 'Other', Value: 'x' }, Tag]));
    expect(reason).toContain(`cannot be created: CreateRegistration failed; invalid parameters: tags.2.member.${member}`);
    expect(reason).toMatch(new RegExp(`less than or equal to ${limit}\\. Correct the value in the stack, then deploy again\\.`));
  });

  test('a tag with a key of 128 and a value of 256 characters arrives', async () => {
    const [Key, Value] = ['k'.repeat(128), 'v'.repeat(256)];
    expect((await stage.stack.create(create([], [{ Key, Value }]))).status).toBe('CREATE_COMPLETE');
    expect(stage.living[0]!.tags[Key]).toBe(Value);
  });

  test('one tag more than the service takes is refused by it, in its words', async () => {
    const Tags = Array.from({ length: 199 }, (_, index) => ({ Key: `key${index}`, Value: 'x' }));
    expect(await refusal(registration({ Tags }))).toMatch(/cannot be created: CreateRegistration failed; .*Correct the value in the stack.*\(CreateRegistration: ValidationException/);
  });
});

describe('1,000 fields', () => {
  const many = (member: (index: number) => Properties) => withFields(...Array.from({ length: 1_000 }, (_, index) => member(index)));

  test.each<[string, (index: number) => Properties, RegExp]>([
    ['of no known form', (index) => ({ FieldPath: `a.b${index}`, TextValue: [CANARY] }), /entry 1 of Fields .*; … and 9\d\d more\. Correct them in the stack/],
    ['that the form has not', (index) => ({ FieldPath: `companyInfo.companyName${index}`, TextValue: CANARY }),
      /there are 1000 problems.*; … and 9\d\d more\. Correct the stack, then deploy again\. Nothing was created\./],
    ['of one name', () => ({ FieldPath: NAME, TextValue: CANARY }), /Fields contains companyInfo\.companyName more than once\. Correct/],
  ])('%s are one failure that says how many there are and what to do, within seconds', async (_what, member, expected) => {
    const started = Date.now();
    expect(await refusal(many(member))).toMatch(expected);
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(stage.writes).toEqual([]);
  });
});

test('1,000 fields that are all right, at a call per second, take longer than a function may run: one failure, which leaves nothing behind', async () => {
  const RegistrationType = 'ENDLESS_REGISTRATION';
  await stage.close();
  // Long enough to read the form, and not to fill it, like a quarter of an hour for 1,000 fields.
  stage = await Stage.open({ timeoutMs: 20_000 });
  const fields = Array.from({ length: 1_000 }, (_, index): FormField => ({
    path: `form.field${index}`, section: 'form', type: 'SELECT', requirement: 'OPTIONAL', options: ['a'],
  }));
  stage.control.defineForm({ registrationType: RegistrationType, form: { associations: [], fields } });
  stage.control.setSwitches({ rateLimit: true });
  const Fields = fields.map(({ path }) => ({ FieldPath: path, SelectChoices: ['a'] }));
  expect(await refusal(registration({ RegistrationType, Fields }))).toMatch(
    /cannot be filled in: PutRegistrationFieldValue failed for the field form\.field\d+\. The service did not respond before the timeout, or throttled this account until then\. Try again\./,
  );
});

describe('Where an id is expected', () => {
  const FOREIGN = 'arn:aws:sms-voice:us-east-1:999999999999';

  test.each(['', 'foo', 'reg-1', 'phone-0a1b', 's3://a/b', `${FOREIGN}:phone-number/phone-0a1b`, `arn:aws:iam::999999999999:role/${ID}`])(
    'of a registration, something else adopts nothing, and makes nothing either: %j', async (RegistrationId) => {
      expect(await refusal(registration({ RegistrationId }))).toContain('RegistrationId must be the ID or ARN of a registration');
      expect(stage.calls).toEqual([]);
    },
  );

  test.each([ID, `${FOREIGN}:registration/${ID}`])('of a registration, one of another account is not found: %s', async (RegistrationId) => {
    expect(await refusal(registration({ RegistrationId })))
      .toContain(`Registration ${ID} cannot be adopted: it does not exist in this account and Region. Correct the ID`);
    expect(stage.writes).toEqual([]);
  });

  test('of something to be associated, one of another account is not found', async () => {
    expect(await refusal(registration({ Associations: [`${FOREIGN}:phone-number/phone-0a1b`] })))
      .toContain('cannot be created: there is 1 problem: associations: phone-0a1b does not exist in this account and Region. Correct the stack');
  });

  test.each([`${FOREIGN}:registration-attachment/attachment-0a1b`, 'attachment-0a1b', 'opt-in.png'])(
    'of a document, one that the service does not know is named with its field: %s', async (RegistrationAttachmentId) => {
      const reason = await refusal(withFields({ FieldPath: 'messagingUseCase.optInImage', RegistrationAttachmentId }));
      expect(reason).toMatch(/cannot be filled in: PutRegistrationFieldValue failed for the field messagingUseCase\.optInImage/);
    },
  );
});
