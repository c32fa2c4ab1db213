import { PutRegistrationFieldValueCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { FieldProperty } from '../../../../contract/registration-resource';
import type { Properties } from '../../../cloudformation';
import type { FormField } from '../../../simulator/forms';
import { CANARY, FIELDS, registration, Stage, withFields } from '../../stage';

let stage: Stage;

beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.close());

const TYPE = 'US_TOLL_FREE_REGISTRATION';
const DEFINITIONS = 'DescribeRegistrationFieldDefinitions';
const text = (FieldPath: string, value = ''): FieldProperty => ({ FieldPath, TextValue: `${CANARY}${value}` });
const submitted = (fields: FieldProperty[]) => registration({ Fields: fields as unknown as Properties[], Submit: true });
const writes = () => stage.calls.filter((call) => !/^(Describe|List)/.test(call));

const WRONG: FieldProperty[] = [
  { FieldPath: 'messagingUseCase.useCaseCategory', SelectChoices: [CANARY] },
  text('companyInfo.companyNme'),
  text('companyInfo.companyName', 'x'.repeat(100)),
  text('companyInfo.businessType'),
];
const WHAT_IS_WRONG = new RegExp([
  'there are 4 problems: companyInfo\\.businessType: it has a value of type TEXT, but the form expects SELECT',
  'companyInfo\\.companyName: its text has 111 characters, but the form accepts 1 to 100',
  'companyInfo\\.companyNme: the form has no such field \\(did you mean "companyInfo\\.companyName"\\?\\)',
  'messagingUseCase\\.useCaseCategory: its choice number 1 is not one of "ACCOUNT_NOTIFICATIONS", .*\\. Correct the stack, then deploy again',
].join('; '));

/** Another form from now on. */
function define(fieldsOf: (fields: FormField[]) => FormField[]): void {
  const form = stage.control.form({ registrationType: TYPE });
  stage.control.defineForm({ registrationType: TYPE, form: { ...form, fields: fieldsOf(form.fields) } });
}

const required = (path: string): FormField => ({ path, section: path.split('.')[0]!, type: 'TEXT', requirement: 'REQUIRED' });

const longPaths = (number: number) => Array.from({ length: number }, (_, index) => `section.${'field'.repeat(12)}${String(index).padStart(3, '0')}`);

describe('A create', () => {
  test('reports all problems at once, makes nothing, and its rollback calls nothing', async () => {
    const result = await stage.stack.create(withFields(...WRONG));
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(WHAT_IS_WRONG);
    expect(result.reason).toMatch(/ Registration of type US_TOLL_FREE_REGISTRATION cannot be created: .* Nothing was created\. \(RequestId/);
    expect(new Set(stage.calls)).toEqual(new Set([DEFINITIONS]));
    expect(result.requests[1]!.event).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: 'cdk-sms-registration:nothing-created' });
  });

  test('of a form that is to be submitted reports what is missing', async () => {
    stage.control.setSwitches({ conditionalBehavior: 'absent' });
    const missing = stage.control.form({ registrationType: TYPE }).fields
      .filter(({ path, requirement }) => requirement === 'REQUIRED' && !FIELDS.some(({ FieldPath }) => FieldPath === path));
    const { reason } = await stage.stack.create(submitted(FIELDS));
    expect(reason).toContain(`there are ${missing.length + 1} problems: ${
      missing.map(({ path }) => `${path}: it is required, but missing`).sort().join('; ')}; associations: a resource of type TOLL_FREE must be associated`);
    expect(writes()).toEqual([]);
  });

  test('cuts a path that is longer than any path of the service', async () => {
    const { reason } = await stage.stack.create(withFields(text('x'.repeat(300))));
    expect(reason).toMatch(/ x{110}…: the form has no such field/);
  });

  test('with very many problems lists whole ones, counts the others, and still says what to do', async () => {
    define(() => longPaths(60).map(required));
    const { reason, requests } = await stage.stack.create(submitted([]));
    const [, list, left] = /there are 61 problems: (.*); … and (\d+) more\. Correct the stack/.exec(reason!)!;
    const shown = list!.split('; ');
    expect(shown).toEqual(longPaths(60).slice(0, shown.length).map((path) => `${path}: it is required, but missing`));
    // And the missing association.
    expect(shown.length + Number(left)).toBe(61);
    expect(reason).toMatch(/Nothing was created\. \(RequestId/);
    expect(requests).toHaveLength(2);
    expect(Math.max(...stage.cloud.responses.puts.map(({ body }) => Buffer.byteLength(body)))).toBeLessThanOrEqual(4096);
  });

  test('reads every page of the definitions, once', async () => {
    define(() => longPaths(130).map(required));
    const last = longPaths(130).at(-1)!;
    expect((await stage.stack.create(withFields(text(last)))).status).toBe('CREATE_COMPLETE');
    expect(stage.calls.filter((call) => call === DEFINITIONS)).toHaveLength(2);
  });

  test('follows the conditional rules that the service sends', async () => {
    const DisplayHints = { Title: 'x', ShortDescription: 'x' };
    const of = (FieldPath: string) => (
      { SectionPath: 'companyInfo', FieldPath, FieldType: 'TEXT', FieldRequirement: 'CONDITIONAL', DisplayHints }
    );
    stage.control.injectFault({
      kind: 'replace',
      operation: DEFINITIONS,
      member: 'RegistrationFieldDefinitions',
      value: [of('companyInfo.city'), {
        ...of('companyInfo.taxId'),
        ConditionalBehavior: {
          Rules: [{ Conditions: [{ DependsOnFieldPath: 'companyInfo.city', Operator: 'HAS_VALUE' }], RuleBehavior: 'REQUIRED' }], DefaultBehavior: 'DISALLOWED',
        },
      }],
    });
    const { reason } = await stage.stack.create(submitted([text('companyInfo.city')]));
    expect(reason).toContain('there are 2 problems: companyInfo.taxId: it is required, given companyInfo.city, but missing; '
      + 'associations: a resource of type TOLL_FREE must be associated before the form is submitted, and the stack declares none (associations: [AssociationTarget.…]). Correct the stack');
    expect(stage.writes).toEqual([]);
  });

  test('says that a type is not known in this Region', async () => {
    const { reason } = await stage.stack.create(registration({ RegistrationType: 'IN_SENDER_ID_REGISTRATION' }));
    expect(reason).toContain('Registration of type IN_SENDER_ID_REGISTRATION cannot be created: '
      + 'the service does not offer the registration type IN_SENDER_ID_REGISTRATION in this Region. '
      + 'Correct the type in the stack, or deploy in a Region that offers it. Nothing was created. '
      + '(DescribeRegistrationFieldDefinitions: ValidationException UNKNOWN_REGISTRATION_TYPE)');
  });

  test('that is delivered again and can no longer read the definitions leaves nothing behind', async () => {
    await stage.close();
    stage = await Stage.open({ timeoutMs: 6_000 });
    stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', delayMs: 1_500 });
    const creating = stage.stack.create(registration());
    while (!stage.calls.includes('DescribeRegistrationFieldValues')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    stage.control.injectFault({ kind: 'throttle', operation: DEFINITIONS, times: 1_000 });
    stage.cloud.lambda.killBusy();
    expect((await creating).reason).toMatch(/DescribeRegistrationFieldDefinitions failed/);
    expect(stage.control.state().registrations).toHaveLength(1);
    expect(stage.living).toEqual([]);
  });
});

describe('An update', () => {
  async function created(): Promise<string> {
    expect((await stage.stack.create(registration())).succeeded).toBe(true);
    stage.control.clearJournal();
    return stage.registrationId;
  }

  test('reports all problems at once, changes nothing, and its rollback ends well', async () => {
    const id = await created();
    const before = await stage.values(id);
    stage.control.clearJournal();
    const result = await stage.stack.update(registration({ Fields: WRONG as unknown as Properties[], Tags: [{ Key: 'Name', Value: 'other' }] }));
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(WHAT_IS_WRONG);
    expect(result.reason).toMatch(new RegExp(` Registration ${id} cannot be updated: .* Nothing was changed\\. \\(RequestId`));
    expect(writes()).toEqual([]);
    expect(await stage.values(id)).toEqual(before);
  });

  test('does not look at what it does not write, however the form has changed', async () => {
    await created();
    define((fields) => fields.map((field) => field.path === FIELDS[0]!.FieldPath ? { ...field, maxLength: 3 } : field));
    expect((await stage.stack.update(withFields(...FIELDS, text('companyInfo.city')))).status).toBe('UPDATE_COMPLETE');
    expect(writes()).toEqual(['TagResource', 'PutRegistrationFieldValue']);
  });

  test('that writes no field asks for no definitions', async () => {
    await created();
    expect((await stage.stack.update(registration({ Tags: [] }))).succeeded).toBe(true);
    expect(stage.calls).not.toContain(DEFINITIONS);
  });

  test('to a form that is to be submitted reports what is missing, and counts what was filled in elsewhere', async () => {
    const id = await created();
    await stage.client.send(new PutRegistrationFieldValueCommand({ RegistrationId: id, FieldPath: 'companyInfo.city', TextValue: CANARY }));
    const needed = [...FIELDS.map(({ FieldPath }) => FieldPath), 'companyInfo.city', 'companyInfo.state'];
    define((fields) => fields.filter(({ path }) => needed.includes(path)));
    const { reason, status } = await stage.stack.update(submitted(FIELDS));
    expect(reason).toContain('there are 2 problems: companyInfo.state: it is required, but missing; associations: a resource of type TOLL_FREE must be associated');
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });
});
