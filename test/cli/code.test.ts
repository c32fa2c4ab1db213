import { runInNewContext } from 'vm';
import { exportedApp, type ExistingRegistration } from '../../cli/code/exported';
import { skeleton } from '../../cli/code/skeleton';
import { constructId } from '../../cli/code/vocabulary';
import type { FieldFacts } from '../../cli/forms/field-facts';
import { isSensitive } from '../../cli/forms/known';

const HERE = { account: '111122223333', region: 'us-east-1', showValues: true };

function existing(overrides: Partial<ExistingRegistration>): ExistingRegistration {
  return { id: 'registration-0a1b2c', type: 'XX_SENDER_ID_REGISTRATION', status: 'CREATED', version: 1, tags: [], fields: [], associations: [], ...overrides };
}

const exported = (one: Partial<ExistingRegistration>, language: 'typescript' | 'python' = 'typescript') => exportedApp([existing(one)], HERE, language);

test.each([
  ['quotes', "it's \"so\""],
  ['line breaks', 'one\ntwo\r\nthree'],
  ['backslashes', 'C:\\new\\table'],
  ['what would end a template', '`${process.exit()}`'],
  ['other scripts', '你好 – ümläut 🎉'],
])('a text with %s is the same text in the code', (_, value) => {
  const code = exported({ fields: [{ path: 'a.b', text: value }] });
  const [, literal] = /FieldValue\.text\((.*)\)/.exec(code)!;
  expect(runInNewContext(literal!)).toBe(value);
  expect(JSON.parse(/FieldValue\.text\((.*)\)/.exec(exported({ fields: [{ path: 'a.b', text: value }] }, 'python'))![1]!)).toBe(value);
});

test('two registrations of the same name are two constructs', () => {
  const code = exportedApp([existing({ name: 'Same' }), existing({ name: 'Same', id: 'registration-ffffff' })], HERE, 'typescript');
  expect([...code.matchAll(/adopt\(stack, '(\w+)'/g)].map(([, id]) => id)).toEqual(['Same0a1b2c', 'Sameffffff']);
});

test('a registration that others are associated with is declared before them, under a name of its own', () => {
  const brand = existing({ id: 'registration-1', type: 'US_TEN_DLC_BRAND_REGISTRATION', name: 'Stack' });
  const campaign = existing({ id: 'registration-2', type: 'US_TEN_DLC_CAMPAIGN_REGISTRATION', name: 'Campaign', associations: ['registration-1', 'phone-1'] });
  const code = exportedApp([campaign, brand], HERE, 'typescript');
  expect(code).toMatch(/const stackRegistration = TenDlcBrand\.adoptExisting\([^]*TenDlcCampaign\.adoptExisting\([^]*brand: stackRegistration,\n {2}associations: \[AssociationTarget\.fromId\('phone-1'\)\]/);
  expect(exportedApp([campaign], HERE, 'python')).toContain('brand=Registration.from_registration_id(stack, "Brandtion-1", "registration-1")');
});

test('a sensitive field is a comment unless values are shown', () => {
  const fields = [{ path: 'companyInfo.taxId', text: '000000417' }];
  const hidden = exportedApp([existing({ type: 'US_TEN_DLC_BRAND_REGISTRATION', fields })], { ...HERE, showValues: false }, 'typescript');
  expect(hidden).toContain("  // taxId: FieldValue.fromSecretsManager(secret, 'taxId'),\n");
  expect(hidden).not.toContain('000000417');
  expect(exported({ type: 'US_TEN_DLC_BRAND_REGISTRATION', fields })).toContain("taxId: FieldValue.text('000000417')");
});

test('what is sensitive is in the data, and for an unknown form in the words of the service', () => {
  expect(isSensitive('US_TEN_DLC_BRAND_REGISTRATION', 'companyInfo.taxId')).toBe(true);
  expect(isSensitive('US_TEN_DLC_BRAND_REGISTRATION', 'companyInfo.companyName')).toBe(false);
  expect(['taxNumber', 'emailAddress', 'phoneNumber', 'contactPerson'].filter((word) => !isSensitive('XX_SENDER_ID_REGISTRATION', `info.${word}`))).toEqual([]);
  expect(isSensitive('XX_SENDER_ID_REGISTRATION', 'info.companyName')).toBe(false);
});

test('a skeleton has the required fields, and the others as comments', () => {
  const field = (path: string, facts: Partial<FieldFacts>): FieldFacts => ({ path, section: 'info', kind: 'TEXT', requirement: 'REQUIRED', conditions: [], ...facts });
  const code = skeleton('XX_SENDER_ID_REGISTRATION', [
    field('info.name', { minLength: 1, maxLength: 20 }),
    field('info.kind', { kind: 'SELECT', choices: ['A', 'B'] }),
    field('info.taxNumber', {}),
    field('info.letter', { kind: 'ATTACHMENT', requirement: 'OPTIONAL' }),
  ], 'typescript');
  expect(code).toContain("import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';");
  expect(code).toContain("registrationType: RegistrationType.of('XX_SENDER_ID_REGISTRATION'),");
  expect(code).toContain("    'info.name': FieldValue.text('…'), // 1 to 20 characters\n");
  expect(code).toContain("    'info.kind': FieldValue.choices('…'), // A, B\n");
  expect(code).toContain("    'info.taxNumber': FieldValue.fromSecretsManager(secret, 'taxNumber'),\n");
  expect(code).toMatch(/ {4}\/\/ 'info\.letter': FieldValue\.attachment\(new RegistrationAttachment\(stack, 'Letter', \{\n {4}\/\/ {3}document: RegistrationDocument\.fromAsset\('…'\),\n {4}\/\/ \}\)\), \/\/ optional/);
});

test.each([
  ['Example Corp toll-free', 'ExampleCorpTollfree'], ['US_TOLL_FREE_REGISTRATION', 'UsTollFreeRegistration'], ['7-Eleven', 'Registration7Eleven'], ['Überall', 'Uberall'],
])('%s is the construct ID %s', (words, id) => {
  expect(constructId(words).toLowerCase()).toBe(id.toLowerCase());
});
