import { RegistrationFieldDefinition } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { behavior } from './conditions';
import { FormField } from './forms';
import { fillForm, PNG, refusal, statuses, tollFreeWithNumber, useSimulator } from './support';

const TOLL_FREE = 'US_TOLL_FREE_REGISTRATION';
const setup = useSimulator();

describe('definitions', () => {
  test('of a type tell what it can be associated with', async () => {
    const { RegistrationTypeDefinitions } = await setup.api.describeRegistrationTypeDefinitions({ RegistrationTypes: [TOLL_FREE] });
    expect(RegistrationTypeDefinitions).toEqual([{
      RegistrationType: TOLL_FREE,
      DisplayHints: { Title: 'US toll-free number registration' },
      SupportedAssociations: [{
        ResourceType: 'TOLL_FREE',
        IsoCountryCode: 'US',
        AssociationBehavior: 'ASSOCIATE_BEFORE_SUBMIT',
        DisassociationBehavior: 'DISASSOCIATE_ALL_CLOSES_REGISTRATION',
      }],
    }]);
  });

  test('of types can be filtered by what they can be associated with', async () => {
    const { RegistrationTypeDefinitions } = await setup.api.describeRegistrationTypeDefinitions({
      Filters: [{ Name: 'supported-association-resource-type', Values: ['TEN_DLC'] }],
    });
    expect(RegistrationTypeDefinitions!.map(({ RegistrationType }) => RegistrationType)).toEqual(['US_TEN_DLC_CAMPAIGN_REGISTRATION']);
  });

  test('of fields come in pages, without being asked to', async () => {
    const all: RegistrationFieldDefinition[] = [];
    let pages = 0;
    let token: string | undefined;
    do {
      const page = await setup.api.describeRegistrationFieldDefinitions({ RegistrationType: TOLL_FREE, NextToken: token });
      all.push(...page.RegistrationFieldDefinitions!);
      token = page.NextToken;
      pages += 1;
    } while (token);
    expect([pages, all.length]).toEqual([2, 27]);
    expect(all[0]).toMatchObject({
      SectionPath: 'companyInfo',
      FieldPath: 'companyInfo.companyName',
      FieldType: 'TEXT',
      FieldRequirement: 'REQUIRED',
      TextValidation: { MinLength: 1, MaxLength: 100, Pattern: '^(?=\\s*\\S)[\\s\\S]+$' },
    });
  });

  test('of fields can be limited to paths or to a section', async () => {
    const byPath = await setup.api.describeRegistrationFieldDefinitions({ RegistrationType: TOLL_FREE, FieldPaths: ['contactInfo.firstName'] });
    const bySection = await setup.api.describeRegistrationFieldDefinitions({ RegistrationType: TOLL_FREE, SectionPath: 'contactInfo' });
    expect(byPath.RegistrationFieldDefinitions).toHaveLength(1);
    expect(bySection.RegistrationFieldDefinitions).toHaveLength(4);
  });

  const conditional = async (RegistrationType: string, FieldPath: string) =>
    (await setup.api.describeRegistrationFieldDefinitions({ RegistrationType, FieldPaths: [FieldPath] })).RegistrationFieldDefinitions![0]!;

  test('of conditional fields say on which choice they rest', async () => {
    const rule = (DependsOnFieldPath: string, value: string, RuleBehavior: string) =>
      [{ Conditions: [{ DependsOnFieldPath, Operator: 'EQUALS', Values: [value] }], RuleBehavior }];
    for (const path of ['companyInfo.stockSymbol', 'companyInfo.stockExchange', 'companyInfo.businessContactEmail']) {
      expect(await conditional('US_TEN_DLC_BRAND_REGISTRATION', path)).toMatchObject({
        FieldRequirement: 'CONDITIONAL',
        ConditionalBehavior: { Rules: rule('companyInfo.legalType', 'PUBLIC_PROFIT', 'REQUIRED'), DefaultBehavior: 'DISALLOWED' },
      });
    }
    for (const path of ['companyInfo.taxId', 'companyInfo.taxIdAuthority', 'companyInfo.taxIdCountry']) {
      expect(await conditional(TOLL_FREE, path)).toMatchObject({
        FieldRequirement: 'CONDITIONAL',
        ConditionalBehavior: { Rules: rule('companyInfo.businessType', 'SOLE_PROPRIETOR', 'DISALLOWED'), DefaultBehavior: 'REQUIRED' },
      });
    }
  });

  test('of conditional fields say nothing more with conditionalBehavior absent', async () => {
    setup.simulator.control.setSwitches({ conditionalBehavior: 'absent' });
    const definition = await conditional(TOLL_FREE, 'companyInfo.taxId');
    expect([definition.FieldRequirement, definition.ConditionalBehavior]).toEqual(['CONDITIONAL', undefined]);
  });

  test('of sections list the sections of the form', async () => {
    const { RegistrationSectionDefinitions } = await setup.api.describeRegistrationSectionDefinitions({ RegistrationType: TOLL_FREE });
    expect(RegistrationSectionDefinitions!.map(({ SectionPath }) => SectionPath))
      .toEqual(['companyInfo', 'contactInfo', 'messagingUseCase', 'messageSamples']);
  });

  test.each([
    ['type', () => setup.api.describeRegistrationFieldDefinitions({ RegistrationType: 'NO_SUCH_TYPE' }), 'UNKNOWN_REGISTRATION_TYPE'],
    ['section', () => setup.api.describeRegistrationSectionDefinitions({ RegistrationType: TOLL_FREE, SectionPaths: ['nope'] }), 'UNKNOWN_REGISTRATION_SECTION'],
    ['field', () => setup.api.describeRegistrationFieldDefinitions({ RegistrationType: TOLL_FREE, FieldPaths: ['no.pe'] }), 'UNKNOWN_REGISTRATION_FIELD'],
  ])('an unknown %s is refused', async (_, call, reason) => {
    expect(await refusal(call())).toMatchObject({ name: 'ValidationException', reason });
  });

  test('differ per Region: an Indian sender ID is not registered in us-east-1', async () => {
    expect(await refusal(setup.api.createRegistration({ RegistrationType: 'IN_SENDER_ID_REGISTRATION' })))
      .toMatchObject({ reason: 'UNKNOWN_REGISTRATION_TYPE' });
  });

  test('can change under a registration that exists', async () => {
    const form = setup.simulator.control.form({ registrationType: TOLL_FREE });
    setup.simulator.control.defineForm({
      registrationType: TOLL_FREE,
      form: { ...form, fields: [...form.fields, { path: 'companyInfo.later', section: 'companyInfo', type: 'TEXT', requirement: 'REQUIRED' }] },
    });
    const { RegistrationFieldDefinitions } = await setup.api.describeRegistrationFieldDefinitions({
      RegistrationType: TOLL_FREE, FieldPaths: ['companyInfo.later'],
    });
    expect(RegistrationFieldDefinitions).toHaveLength(1);
  });
});

describe('putting a value', () => {
  let id: string;
  beforeEach(async () => {
    id = (await setup.api.createRegistration({ RegistrationType: TOLL_FREE })).RegistrationId!;
  });
  const put = (FieldPath: string, value: { TextValue?: string; SelectChoices?: string[]; RegistrationAttachmentId?: string }) =>
    setup.api.putRegistrationFieldValue({ RegistrationId: id, FieldPath, ...value });

  test('of every kind, it is described as it was put, in the order of the form', async () => {
    const { RegistrationAttachmentId } = await setup.api.createRegistrationAttachment({ AttachmentBody: PNG });
    await put('messagingUseCase.optInImage', { RegistrationAttachmentId });
    await put('companyInfo.businessType', { SelectChoices: ['NON_PROFIT'] });
    expect(await put('companyInfo.companyName', { TextValue: 'Example Corp' }))
      .toMatchObject({ RegistrationId: id, VersionNumber: 1, FieldPath: 'companyInfo.companyName', TextValue: 'Example Corp' });
    const described = await setup.api.describeRegistrationFieldValues({ RegistrationId: id });
    expect(described.RegistrationFieldValues).toEqual([
      { FieldPath: 'companyInfo.companyName', TextValue: 'Example Corp' },
      { FieldPath: 'companyInfo.businessType', SelectChoices: ['NON_PROFIT'] },
      { FieldPath: 'messagingUseCase.optInImage', RegistrationAttachmentId },
    ]);
  });

  const REFUSED: [what: string, path: string, value: Parameters<typeof put>[1], reason: string, fields: string[] | undefined][] = [
    ['a path that is not in the form', 'companyInfo.nope', { TextValue: 'x' }, 'UNKNOWN_REGISTRATION_FIELD', ['fieldPath']],
    ['no value', 'companyInfo.city', {}, 'MISSING_PARAMETER', ['textValue']],
    ['two values', 'companyInfo.city', { TextValue: 'x', SelectChoices: ['x'] }, 'PARAMETERS_CANNOT_BE_USED_TOGETHER', undefined],
    ['a choice for a text field', 'companyInfo.city', { SelectChoices: ['x'] }, 'INVALID_PARAMETER', ['selectChoices']],
    ['a text for a choice', 'companyInfo.businessType', { TextValue: 'NON_PROFIT' }, 'INVALID_PARAMETER', ['textValue']],
    ['a text that is too long', 'companyInfo.companyName', { TextValue: 'x'.repeat(101) }, 'INVALID_PARAMETER', ['textValue']],
    ['a text off the pattern', 'companyInfo.companyName', { TextValue: '   ' }, 'INVALID_PARAMETER', ['textValue']],
    ['a choice that is no option', 'companyInfo.businessType', { SelectChoices: ['OTHER'] }, 'INVALID_PARAMETER', ['selectChoices']],
    ['too many choices', 'companyInfo.businessType', { SelectChoices: ['NON_PROFIT', 'GOVERNMENT'] }, 'INVALID_PARAMETER', ['selectChoices']],
    ['too few choices', 'companyInfo.businessType', { SelectChoices: [] }, 'INVALID_PARAMETER', ['selectChoices']],
  ];
  test.each(REFUSED)('%s is refused', async (_, path, value, reason, fields) => {
    expect(await refusal(put(path, value))).toEqual({ name: 'ValidationException', reason, ...(fields && { fields }) });
  });

  test('of an attachment that does not exist is refused', async () => {
    expect(await refusal(put('messagingUseCase.optInImage', { RegistrationAttachmentId: 'attachment-1' })))
      .toEqual({ name: 'ResourceNotFoundException', resourceType: 'registration-attachment', resourceId: 'attachment-1' });
  });

  test('overwrites; only an optional value can be deleted', async () => {
    await put('companyInfo.address2', { TextValue: 'Suite 1' });
    await put('companyInfo.address2', { TextValue: 'Suite 2' });
    const remove = (FieldPath: string) => setup.api.deleteRegistrationFieldValue({ RegistrationId: id, FieldPath });
    expect(await remove('companyInfo.address2')).toMatchObject({ FieldPath: 'companyInfo.address2', TextValue: 'Suite 2' });
    expect((await setup.api.describeRegistrationFieldValues({ RegistrationId: id })).RegistrationFieldValues).toEqual([]);
    expect(await refusal(remove('companyInfo.city'))).toMatchObject({ name: 'ValidationException', reason: 'REGISTRATION_FIELD_CANNOT_BE_DELETED' });
  });

  test('an unknown version has no values', async () => {
    expect(await refusal(setup.api.describeRegistrationFieldValues({ RegistrationId: id, VersionNumber: 2 })))
      .toMatchObject({ reason: 'UNKNOWN_REGISTRATION_VERSION' });
  });
});

describe('the automatic check goes by the conditions', () => {
  const BRAND = 'US_TEN_DLC_BRAND_REGISTRATION';
  const choose = (type: string) => ({ 'companyInfo.businessType': { SelectChoices: [type] } });
  const TAX = {
    'companyInfo.taxId': { TextValue: '00-0000000' },
    'companyInfo.taxIdAuthority': { SelectChoices: ['EIN'] },
    'companyInfo.taxIdCountry': { TextValue: 'US' },
  };
  const CASES: [what: string, type: string, values: Record<string, object>, field: string, reason: string | undefined][] = [
    ['a public company without its symbol', BRAND, { 'companyInfo.legalType': { SelectChoices: ['PUBLIC_PROFIT'] } },
      'companyInfo.stockSymbol', 'Missing conditional field'],
    ['a public company with it', BRAND, {
      'companyInfo.legalType': { SelectChoices: ['PUBLIC_PROFIT'] },
      'companyInfo.stockSymbol': { TextValue: 'EXMPL' },
      'companyInfo.stockExchange': { SelectChoices: ['OTHER'] },
      'companyInfo.businessContactEmail': { TextValue: 'jane@example.com' },
    }, 'companyInfo.stockSymbol', undefined],
    ['a private company with a symbol', BRAND, { 'companyInfo.stockSymbol': { TextValue: 'EXMPL' } },
      'companyInfo.stockSymbol', 'Conditional field not allowed'],
    ['a company without a tax ID', TOLL_FREE, choose('PRIVATE_PROFIT'), 'companyInfo.taxId', 'Missing conditional field'],
    ['a company with one', TOLL_FREE, { ...choose('PRIVATE_PROFIT'), ...TAX }, 'companyInfo.taxId', undefined],
    ['a sole proprietor with one', TOLL_FREE, { ...choose('SOLE_PROPRIETOR'), ...TAX }, 'companyInfo.taxIdCountry', 'Conditional field not allowed'],
    ['a sole proprietor without one', TOLL_FREE, choose('SOLE_PROPRIETOR'), 'companyInfo.taxId', undefined],
  ];

  test.each(CASES)('%s', async (_, type, values, field, reason) => {
    const { api, simulator: { control } } = setup;
    control.setSwitches({ conditionalBehavior: 'absent' });
    const id = type === BRAND ? (await api.createRegistration({ RegistrationType: type })).RegistrationId! : (await tollFreeWithNumber(setup)).id;
    await fillForm(api, id, type);
    for (const [FieldPath, value] of Object.entries(values)) await api.putRegistrationFieldValue({ RegistrationId: id, FieldPath, ...value });
    await api.submitRegistrationVersion({ RegistrationId: id });
    control.advance({ ms: 3_000 });
    const { RegistrationFieldValues } = await api.describeRegistrationFieldValues({ RegistrationId: id, FieldPaths: [field] });
    expect(RegistrationFieldValues![0]?.DeniedReason).toBe(reason);
    expect((await statuses(setup, id))[1]).toBe(reason ? 'DENIED' : 'SUBMITTED');
  });

  test('also at submit, with missingField sync', async () => {
    setup.simulator.control.setSwitches({ missingField: 'sync', conditionalBehavior: 'absent' });
    const { id } = await tollFreeWithNumber(setup);
    await fillForm(setup.api, id, TOLL_FREE);
    expect(await refusal(setup.api.submitRegistrationVersion({ RegistrationId: id }))).toMatchObject({ reason: 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED' });
  });

  const OPERATORS: [operator: string, values: string[] | undefined, behavior: string][] = [
    ['EQUALS', ['Anytown'], 'REQUIRED'], ['EQUALS', ['Elsewhere'], 'OPTIONAL'], ['IN', ['Elsewhere', 'Anytown'], 'REQUIRED'],
    ['NOT_EQUALS', ['Anytown'], 'OPTIONAL'], ['NOT_IN', ['Elsewhere'], 'REQUIRED'], ['HAS_VALUE', undefined, 'REQUIRED'], ['NO_VALUE', undefined, 'OPTIONAL'],
  ];
  test.each(OPERATORS)('the operator %s with %j', (Operator, Values, expected) => {
    const conditional = {
      Rules: [{ Conditions: [{ DependsOnFieldPath: 'city', Operator, Values }], RuleBehavior: 'REQUIRED' }], DefaultBehavior: 'OPTIONAL',
    } as FormField['conditional'];
    const { is } = behavior({ path: 'field', section: '', type: 'TEXT', requirement: 'CONDITIONAL', conditional }, () => ({ TextValue: 'Anytown' }));
    expect(is).toBe(expected);
  });

  test('a rule may demand more of a value than the field does', async () => {
    const { api, simulator: { control } } = setup;
    const form = control.form({ registrationType: BRAND });
    const conditional = {
      Rules: [{
        Conditions: [{ DependsOnFieldPath: 'companyInfo.isoCountryCode', Operator: 'HAS_VALUE' }],
        RuleBehavior: 'OPTIONAL',
        ConditionalValidation: { MinLength: 5, Pattern: '^[A-Z]+$' },
      }],
      DefaultBehavior: 'OPTIONAL',
    } as FormField['conditional'];
    control.defineForm({
      registrationType: BRAND,
      form: { ...form, fields: form.fields.map((field) => (field.path === 'companyInfo.stockSymbol' ? { ...field, conditional } : field)) },
    });
    for (const [TextValue, status] of [['ABCDE', 'SUBMITTED'], ['ABCD', 'DENIED'], ['abcde', 'DENIED']]) {
      const { RegistrationId: id } = await api.createRegistration({ RegistrationType: BRAND });
      await fillForm(api, id!, BRAND);
      await api.putRegistrationFieldValue({ RegistrationId: id, FieldPath: 'companyInfo.stockSymbol', TextValue });
      await api.submitRegistrationVersion({ RegistrationId: id });
      control.advance({ ms: 3_000 });
      expect((await statuses(setup, id!))[1]).toBe(status);
    }
  });
});
