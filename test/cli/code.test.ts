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

test('a tag with the name of the prototype is a tag', () => {
  const code = exported({ tags: [{ key: '__proto__', value: 'x' }, { key: 'a', value: 'y' }] });
  const [, tags] = /tags: (\{[^]*?\})/.exec(code)!;
  expect(runInNewContext(`JSON.stringify(${tags})`)).toBe('{"__proto__":"x","a":"y"}');
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
});

test('what an app refers to without declaring it is imported once, whoever shows it', () => {
  const campaign = (id: string) => existing({
    id,
    type: 'US_TEN_DLC_CAMPAIGN_REGISTRATION',
    name: `Campaign ${id}`,
    associations: ['registration-brand'],
    fields: [{ path: 'campaignInfo.optInScreenshot', attachmentId: 'attachment-1' }, { path: 'campaignInfo.privacyPolicyFile', attachmentId: 'attachment-2' }],
  });
  const code = exportedApp([campaign('registration-1'), campaign('registration-2')], HERE, 'python');
  expect(code.split('\n').filter((line) => line.includes('.from_'))).toEqual([
    'brand = Registration.from_registration_id(stack, "Brand", "registration-brand")',
    'opt_in_screenshot = RegistrationAttachment.from_registration_attachment_id(stack, "OptInScreenshot", "attachment-1")',
    'privacy_policy_file = RegistrationAttachment.from_registration_attachment_id(stack, "PrivacyPolicyFile", "attachment-2")',
  ]);
  expect(code.match(/ brand=brand,/g)).toHaveLength(2);
  expect(code.match(/ opt_in_screenshot=opt_in_screenshot,/g)).toHaveLength(2);
});

test.each([['Brand'], ['brand'], ['Class'], ['lambda']])('a registration named %s and an imported brand have names of their own', (given) => {
  const named = existing({ id: 'registration-1', type: 'US_TOLL_FREE_REGISTRATION', name: given });
  const campaign = existing({ id: 'registration-2', type: 'US_TEN_DLC_CAMPAIGN_REGISTRATION', name: 'Campaign', associations: ['registration-3'] });
  const other = existing({ id: 'registration-4', name: 'Other', associations: ['registration-1'] });
  const code = exportedApp([named, campaign, other], HERE, 'typescript');
  const variables = [...code.matchAll(/^const (\w+) = \w+\.\w+\(stack, '(\w+)'/gm)];
  expect(new Set(variables.map(([, variable]) => variable)).size).toBe(2);
  expect(new Set(variables.map(([, , id]) => id)).size).toBe(2);
  expect(variables.map(([, variable]) => variable)).not.toContain(given.toLowerCase() === 'brand' ? '' : given.toLowerCase());
});

test('several choices in a field whose prop takes one are declared by the path of the field', () => {
  const type = 'US_TOLL_FREE_REGISTRATION';
  const several = exported({ type, fields: [{ path: 'messagingUseCase.optInType', choices: ['VERBAL', 'DIGITAL_FORM'] }] });
  expect(several).toContain("  additionalFields: {\n    'messagingUseCase.optInType': FieldValue.choices('VERBAL', 'DIGITAL_FORM'),\n  },");
  expect(several).not.toContain('optInType:');
  expect(exported({ type, fields: [{ path: 'messagingUseCase.optInType', choices: ['VERBAL'] }] })).toContain('  optInType: OptInType.VERBAL,');
});

test('a registration of another stack is exported with the command that removes the tags of that stack', () => {
  const code = exported({ stack: { name: 'TenDlc', untag: 'aws untag' } });
  expect(code).toMatch(/\/\/ It belongs to the stack TenDlc[^]*RETAIN[^]*\n\/\/ aws untag\nRegistration\.adopt/);
});

test('a sensitive field is a comment unless values are shown', () => {
  const fields = [{ path: 'companyInfo.taxId', text: '000000417' }];
  const hidden = exportedApp([existing({ type: 'US_TEN_DLC_BRAND_REGISTRATION', fields })], { ...HERE, showValues: false }, 'typescript');
  expect(hidden).toContain("  // taxId: FieldValue.fromSecretsManager(secret, 'taxId'),\n");
  expect(hidden).not.toContain('000000417');
  expect(exported({ type: 'US_TEN_DLC_BRAND_REGISTRATION', fields })).toContain("taxId: FieldValue.text('000000417')");
});

test('what is sensitive is in the data', () => {
  expect(isSensitive('US_TEN_DLC_BRAND_REGISTRATION', 'companyInfo.taxId')).toBe(true);
  expect(isSensitive('US_TEN_DLC_BRAND_REGISTRATION', 'companyInfo.companyName')).toBe(false);
});

test.each([
  'contactInfo.fullName', 'contactInfo.name', 'contactInfo.mobile', 'contactInfo.emailAddress', 'contactInfo.supportEmail', 'companyInfo.authorizedSignatoryName',
  'companyInfo.ssn', 'companyInfo.taxId', 'companyInfo.businessRegistrationId', 'companyInfo.gstin', 'companyInfo.tradeLicenseNumber', 'inSidSpecificInfo.optInType',
])('a text in %s is hidden if the library does not know the field', (path) => {
  expect(isSensitive('XX_SENDER_ID_REGISTRATION', path)).toBe(true);
  const code = exportedApp([existing({ fields: [{ path, text: 'Jane Roe' }] })], { ...HERE, showValues: false }, 'typescript');
  expect(code).not.toContain('Jane Roe');
});

test.each([
  'companyInfo.companyName', 'companyInfo.address1', 'companyInfo.website', 'messagingUseCase.useCaseDetails', 'messagingUseCase.privacyPolicyUrl', 'messageSamples.messageSample1',
  'senderIdInfo.senderId',
])('a text in %s is printed for every form: other forms have the field, and it is public there', (path) => {
  expect(isSensitive('XX_SENDER_ID_REGISTRATION', path)).toBe(false);
});

test('two fields that end the same have keys of their own in the secret', () => {
  const fields = ['companyInfo.name', 'contactInfo.name', 'companyInfo.taxNumber'].map((path) => ({ path, text: 'hidden' }));
  const code = exportedApp([existing({ fields })], { ...HERE, showValues: false }, 'typescript');
  expect([...code.matchAll(/fromSecretsManager\(secret, '(\w+)'\)/g)].map(([, key]) => key)).toEqual(['companyInfoName', 'contactInfoName', 'taxNumber']);
});

test('a skeleton has the required fields, and the others as comments', () => {
  const field = (path: string, facts: Partial<FieldFacts>): FieldFacts => ({ path, section: 'info', kind: 'TEXT', requirement: 'REQUIRED', conditions: [], ...facts });
  const code = skeleton('XX_SENDER_ID_REGISTRATION', [
    field('companyInfo.companyName', { minLength: 1, maxLength: 20 }),
    field('info.kind', { kind: 'SELECT', choices: ['A', 'B'] }),
    field('info.taxNumber', {}),
    field('info.letter', { kind: 'ATTACHMENT', requirement: 'OPTIONAL' }),
  ], 'typescript');
  expect(code).toContain("import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';");
  expect(code).toContain("registrationType: RegistrationType.of('XX_SENDER_ID_REGISTRATION'),");
  expect(code).toContain("    'companyInfo.companyName': FieldValue.text('…'), // 1 to 20 characters\n");
  expect(code).toContain("    'info.kind': FieldValue.choices('…'), // A, B\n");
  expect(code).toContain("    'info.taxNumber': FieldValue.fromSecretsManager(secret, 'taxNumber'),\n");
  expect(code).toMatch(/ {4}\/\/ 'info\.letter': FieldValue\.attachment\(new RegistrationAttachment\(stack, 'Letter', \{\n {4}\/\/ {3}document: RegistrationDocument\.fromAsset\('…'\),\n {4}\/\/ \}\)\), \/\/ optional/);
});

test.each([
  ['Example Corp toll-free', 'ExampleCorpTollfree'], ['US_TOLL_FREE_REGISTRATION', 'UsTollFreeRegistration'], ['7-Eleven', 'Registration7Eleven'], ['Überall', 'Uberall'],
])('%s is the construct ID %s', (words, id) => {
  expect(constructId(words).toLowerCase()).toBe(id.toLowerCase());
});
