import { formsOfTemplate } from '../../../lib/review';
import { BRAND } from '../../../lib/review/form';
import { formOf } from '../../../lib/review/template';

const REGISTRATION = 'Custom::SMSVoiceRegistration';

describe('The forms of a template', () => {
  test('are its registrations, by their logical IDs, with what they are associated with', () => {
    const brand = { Type: REGISTRATION, Properties: { RegistrationType: BRAND, Fields: [] } };
    const forms = formsOfTemplate({
      Resources: {
        Brand: brand,
        Other: { Type: 'AWS::SNS::Topic', Properties: { RegistrationType: BRAND } },
        Campaign: { Type: REGISTRATION, Properties: { RegistrationType: 'C', Associations: [{ Ref: 'Brand' }, { 'Fn::GetAtt': ['Native', 'RegistrationId'] }, { 'Fn::GetAtt': 'Agent.Id' }, 'phone-1', { 'Fn::If': ['C', { Ref: 'Late' }, { Ref: 'AWS::NoValue' }] }] } },
        Broken: { Type: REGISTRATION },
      },
    });
    expect(forms.map(({ id, registrationType, associations }) => [id, registrationType, associations])).toEqual([
      ['Brand', BRAND, []], ['Campaign', 'C', ['Brand', 'Native', 'Agent', 'Late', 'AWS::NoValue']],
    ]);
  });

  test.each([undefined, null, 'text', [], {}, { Resources: [] }, { Resources: { A: null, B: { Type: REGISTRATION, Properties: [] } } }])('are none in %j', (template) => {
    expect(formsOfTemplate(template)).toEqual([]);
  });
});

describe('A value in a template', () => {
  test.each<[string, object, object]>([
    ['a text', { TextValue: 'x' }, { text: 'x' }],
    ['choices', { SelectChoices: ['A', 'B'] }, { choices: ['A', 'B'] }],
    ['a document', { RegistrationAttachmentId: { Ref: 'OptIn' } }, { attachment: true }],
    ['a reference', { TextValue: { Ref: 'Parameter' } }, { unknown: true }],
    ['a dynamic reference', { TextValue: '{{resolve:ssm:/name}}' }, { unknown: true }],
    ['a reference among choices', { SelectChoices: ['A', { Ref: 'Parameter' }] }, { unknown: true }],
    ['a list that the deploy makes', { SelectChoices: { 'Fn::Split': [',', 'a,b'] } }, { unknown: true }],
    ['a secret', { TextFromSecret: { SecretArn: 'arn' } }, { unknown: true }],
    ['a parameter', { TextFromParameter: { ParameterName: '/name' } }, { unknown: true }],
  ])('can be %s', (_, property, content) => {
    expect(formOf('id', { RegistrationType: BRAND, Fields: [{ FieldPath: 'a.b', ...property }] }, []).values).toEqual(new Map([['a.b', content]]));
  });
});

describe('A form in a template is complete', () => {
  const FIELDS = [{ FieldPath: 'a.b', TextValue: 'x' }];
  test.each<[boolean, string, object]>([
    [true, 'it is submitted', { Submit: true, Fields: FIELDS }],
    [true, 'it is submitted, as a custom resource gets it', { Submit: 'true', Fields: FIELDS }],
    [false, 'it is a draft', { Fields: FIELDS }],
    [false, 'it is adopted', { Submit: true, RegistrationId: 'registration-1', Fields: FIELDS }],
    [false, 'a path is known only at the deploy', { Submit: true, Fields: [...FIELDS, { FieldPath: { Ref: 'Path' }, TextValue: 'x' }] }],
    [false, 'a field may be left out', { Submit: true, Fields: [...FIELDS, { 'Fn::If': ['C', {}, {}] }] }],
    [false, 'all fields are known only at the deploy', { Submit: true, Fields: { 'Fn::If': ['C', [], []] } }],
  ])('%s if %s', (complete, _, properties) => {
    expect(formOf('id', { RegistrationType: BRAND, ...properties }, [])).toMatchObject({ complete, registrationType: BRAND });
  });

  test('is of no type if that is known only at the deploy', () => {
    expect(formOf('id', { RegistrationType: { Ref: 'Type' }, Fields: [] }, []).registrationType).toBe('');
  });
});
