import { Aws, CfnCondition, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { associate, ENV, messageOf, newApp, newStack, Rendered, resources, warningsOf } from './stacks';
import { IRegistration, Registration, RegistrationProps, RegistrationType } from '../../lib';

// The newest CDK prints every warning.
beforeAll(() => { jest.spyOn(console, 'error').mockReturnValue(); });
afterAll(() => jest.restoreAllMocks());

const CUSTOM = 'Custom::SMSVoiceRegistration';
const ASSOCIATIONS = 'Custom::SMSVoiceRegistrationAssociations';
const BRAND_ID = 'registration-30a16a8b7cec478a8e37febbb9005348';

function of(scope: Construct, id: string, registrationType: RegistrationType, props: Partial<RegistrationProps> = {}): Registration {
  return new Registration(scope, id, { registrationType, submit: true, ...props });
}

const brand = (scope: Construct, id = 'Brand') => of(scope, id, RegistrationType.US_TEN_DLC_BRAND_REGISTRATION);
const vetting = (scope: Construct, id = 'Vetting', props?: Partial<RegistrationProps>) => of(scope, id, RegistrationType.US_TEN_DLC_BRAND_VETTING, props);
const campaign = (scope: Construct, id = 'Campaign', props?: Partial<RegistrationProps>) => of(scope, id, RegistrationType.US_TEN_DLC_CAMPAIGN_REGISTRATION, props);

const resourceOf = (registration: Registration) => registration.node.defaultChild as CfnResource;

function named(stack: Stack, id: string, type = CUSTOM): Rendered & { readonly logicalId: string } {
  // Reading a template fails when something waits for itself.
  const [logicalId, rendered] = Object.entries(resources(stack, type)).find(([logical]) => logical.startsWith(id))!;
  return { logicalId, ...rendered };
}

const submitAfter = (stack: Stack, id: string) => named(stack, id).Properties.SubmitAfter;

describe('A campaign is submitted after the vetting of its brand', () => {
  const statements: [string, (stack: Stack) => void][] = [
    ['brand, vetting, campaign', (stack) => {
      const one = brand(stack);
      associate(vetting(stack), one);
      associate(campaign(stack), one);
    }],
    ['campaign, vetting, brand', (stack) => {
      const last = campaign(stack);
      const middle = vetting(stack);
      const one = brand(stack);
      associate(last, one);
      associate(middle, one);
    }],
    ['by the id of the brand', (stack) => {
      const one = brand(stack);
      associate(campaign(stack), one.registrationId);
      associate(vetting(stack), one);
    }],
    ['by the same value of another stack, read twice', (stack) => {
      associate(campaign(stack), Fn.importValue('BrandId'));
      associate(vetting(stack), Fn.importValue('BrandId'));
    }],
    ['of a brand from elsewhere', (stack) => {
      associate(campaign(stack), BRAND_ID);
      associate(vetting(stack), Registration.fromRegistrationId(stack, 'Imported', BRAND_ID));
    }],
  ];

  test.each(statements)('in whichever order the stack declares them: %s', (_, declare) => {
    const stack = newStack();
    declare(stack);
    const { logicalId } = named(stack, 'Vetting');
    expect(submitAfter(stack, 'Campaign')).toEqual([{ Ref: logicalId }]);
    expect(named(stack, 'Campaign').DependsOn).toContain(logicalId);
    expect(submitAfter(stack, 'Vetting')).toBeUndefined();
    expect(named(stack, 'Vetting').DependsOn ?? []).not.toContain(named(stack, 'Campaign').logicalId);
  });

  test('of every vetting, and the resource that submits it afterwards reads that from the registration', () => {
    const stack = newStack();
    const one = brand(stack);
    ['First', 'Second'].forEach((id) => associate(vetting(stack, id), one));
    associate(campaign(stack), one, new CfnResource(stack, 'Number', { type: 'AWS::SMSVOICE::PhoneNumber' }));
    const ids = ['First', 'Second'].map((id) => ({ Ref: named(stack, id).logicalId }));
    expect(submitAfter(stack, 'Campaign')).toEqual(ids);
    expect(named(stack, 'Campaign', ASSOCIATIONS).Properties.VersionToSubmit).toEqual({ 'Fn::GetAtt': [named(stack, 'Campaign').logicalId, 'VersionToSubmit'] });
  });

  test.each<[string, (stack: Stack) => void]>([
    ['a vetting that stays a draft', (stack) => {
      const one = brand(stack);
      associate(vetting(stack, 'Vetting', { submit: false }), one);
      associate(campaign(stack), one);
    }],
    ['a campaign that stays a draft', (stack) => {
      const one = brand(stack);
      associate(vetting(stack), one);
      associate(campaign(stack, 'Campaign', { submit: false }), one);
    }],
    ['a vetting of another brand', (stack) => {
      associate(vetting(stack), brand(stack));
      associate(campaign(stack), brand(stack, 'Other'));
    }],
    ['a vetting of a nested stack', (stack) => {
      const one = brand(stack);
      associate(vetting(new NestedStack(stack, 'Nested')), one);
      associate(campaign(stack), one);
    }],
    ['a campaign without a brand', (stack) => {
      associate(vetting(stack), brand(stack));
      campaign(stack);
    }],
    ['a vetting that waits for the campaign', (stack) => {
      const one = brand(stack);
      const first = associate(campaign(stack), one);
      const last = associate(vetting(stack), one);
      last.node.addDependency(first);
    }],
    ['a vetting that reads an attribute of the campaign', (stack) => {
      const one = brand(stack);
      const { registrationStatus } = associate(campaign(stack), one);
      associate(vetting(stack, 'Vetting', { tags: { Campaign: registrationStatus } }), one);
    }],
    ['a vetting that waits for the campaign by way of others, one of which would wait for it', (stack) => {
      const one = brand(stack);
      const first = associate(campaign(stack), one);
      const between = associate(campaign(stack, 'Between'), one);
      between.node.addDependency(first);
      associate(vetting(stack), one).node.addDependency(between);
    }],
  ])('but not after %s', (_, declare) => {
    const stack = newStack();
    declare(stack);
    expect(Object.values(resources(stack, CUSTOM)).map(({ Properties }) => Properties.SubmitAfter)).toEqual(
      Object.keys(resources(stack, CUSTOM)).map(() => undefined),
    );
  });

  test.each([true, false])('with a warning where that is in another stack, unless it is named: nested %s', (isNested) => {
    const stack = newStack();
    const one = brand(stack);
    const other = isNested ? new NestedStack(stack, 'Other') : new Stack(stack, 'Other', { env: ENV });
    const two = associate(vetting(isNested ? other : stack), one);
    const last = associate(campaign(isNested ? stack : other), one);
    associate(campaign(isNested ? stack : other, 'Named', { submitAfter: [two] }), one);
    associate(campaign(isNested ? stack : other, 'Draft', { submit: false }), one);
    const warnings = warningsOf(stack).filter((warning) => warning.includes('vetting-elsewhere'));
    expect(warnings).toEqual([
      `Registration "${last.node.path}": "${two.node.path}" vets its brand in another stack, and the form does not wait for it: carriers deny a campaign whose brand is still being `
      + 'vetted. Add it to submitAfter [ack: cdk-sms-registration:vetting-elsewhere]',
    ]);
  });

  test('if a condition does not leave out the vetting', () => {
    const stack = newStack();
    const one = brand(stack);
    resourceOf(associate(vetting(stack), one)).cfnOptions.condition = new CfnCondition(stack, 'IfVetted', { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') });
    associate(campaign(stack), one);
    const { logicalId } = named(stack, 'Vetting');
    expect(submitAfter(stack, 'Campaign')).toEqual([{ 'Fn::If': ['IfVetted', { Ref: logicalId }, { Ref: 'AWS::NoValue' }] }]);
    expect(named(stack, 'Campaign').DependsOn).not.toContain(logicalId);
  });
});

describe('A form is submitted after the registrations that the stack names', () => {
  const ELSEWHERE = 'registration-51b2c3d4e5f60718293a4b5c6d7e8f90';
  const imported = (scope: Construct, id = 'Imported', registrationId = ELSEWHERE) => Registration.fromRegistrationId(scope, id, registrationId);
  const someImported = (scope: Construct, count: number) => Array.from({ length: count }, (_, index) => imported(scope, `I${index}`, `${ELSEWHERE}${index}`));

  test('which may be of any type, and drafts: they are created first', () => {
    const stack = newStack();
    const draft = of(stack, 'Draft', RegistrationType.IN_SENDER_ID_REGISTRATION, { submit: false });
    of(stack, 'Other', RegistrationType.US_TEN_DLC_BRAND_VETTING, { submitAfter: [draft] });
    const { logicalId } = named(stack, 'Draft');
    expect(submitAfter(stack, 'Other')).toEqual([{ Ref: logicalId }]);
    expect(named(stack, 'Other').DependsOn).toContain(logicalId);
  });

  test('which may be imported, or of another stack', () => {
    const app = newApp();
    const [first, second] = ['First', 'Second'].map((id) => new Stack(app, id));
    const other = brand(first!);
    campaign(second!, 'Campaign', { submitAfter: [imported(second!), other] });
    const [id, elsewhere] = submitAfter(second!, 'Campaign') as unknown[];
    expect([id, JSON.stringify(elsewhere)]).toEqual([ELSEWHERE, expect.stringContaining('Fn::')]);
    expect(second!.dependencies).toContain(first);
  });

  test('and after the vettings of its brand, each once', () => {
    const stack = newStack();
    const one = brand(stack);
    const vettings = ['First', 'Second'].map((id) => associate(vetting(stack, id), one));
    const first = vettings[0]!;
    const same = imported(stack, 'Same', first.registrationId);
    associate(campaign(stack, 'Campaign', { submitAfter: [imported(stack), first, same, imported(stack, 'Again')] }), one);
    expect(submitAfter(stack, 'Campaign')).toEqual([ELSEWHERE, ...['First', 'Second'].map((id) => ({ Ref: named(stack, id).logicalId }))]);
  });

  test('and after everything that the stack does with them', () => {
    const stack = newStack();
    const tollFree = associate(of(stack, 'TollFree', RegistrationType.US_TOLL_FREE_REGISTRATION), new CfnResource(stack, 'Number', { type: 'AWS::SMSVOICE::PhoneNumber' }));
    campaign(stack, 'Campaign', { submitAfter: [tollFree] });
    expect(named(stack, 'Campaign').DependsOn).toContain(named(stack, 'TollFree', ASSOCIATIONS).logicalId);
  });

  test('which an adopted registration can name as well', () => {
    const stack = newStack();
    Registration.adopt(stack, 'Adopted', {
      registrationType: RegistrationType.US_TEN_DLC_CAMPAIGN_REGISTRATION, registrationId: BRAND_ID, submit: true, submitAfter: [imported(stack)],
    });
    expect(submitAfter(stack, 'Adopted')).toEqual([ELSEWHERE]);
  });

  test('unless a condition leaves one out', () => {
    const stack = newStack();
    const other = brand(stack);
    resourceOf(other).cfnOptions.condition = new CfnCondition(stack, 'IfWanted', { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') });
    campaign(stack, 'Campaign', { submitAfter: [other] });
    const { logicalId } = named(stack, 'Brand');
    expect(submitAfter(stack, 'Campaign')).toEqual([{ 'Fn::If': ['IfWanted', { Ref: logicalId }, { Ref: 'AWS::NoValue' }] }]);
    expect(named(stack, 'Campaign').DependsOn ?? []).not.toContain(logicalId);
  });

  test('so a vetting that is named to come after the campaign does not come before it', () => {
    const stack = newStack();
    const one = brand(stack);
    const first = associate(campaign(stack), one);
    associate(vetting(stack, 'Vetting', { submitAfter: [first] }), one);
    expect(submitAfter(stack, 'Campaign')).toBeUndefined();
    expect(submitAfter(stack, 'Vetting')).toEqual([{ Ref: named(stack, 'Campaign').logicalId }]);
  });

  test('also among eight registrations, of which CloudFormation works on two at a time', () => {
    const stack = newStack();
    const last = campaign(stack, 'Late', { submitAfter: [] });
    const all = Array.from({ length: 8 }, (_, index) => of(stack, `R${index}`, RegistrationType.IN_SENDER_ID_REGISTRATION));
    campaign(stack, 'Campaign', { submitAfter: [all[7]!, last] });
    all[0]!.node.addDependency(all[7]!);
    expect(named(stack, 'Campaign').DependsOn).toEqual(expect.arrayContaining([named(stack, 'R7').logicalId, named(stack, 'Late').logicalId]));
  });

  test('of which there are six at most', () => {
    const stack = newStack();
    campaign(stack, 'Campaign', { submitAfter: someImported(stack, 6) });
    expect(submitAfter(stack, 'Campaign')).toHaveLength(6);
  });

  test.each([
    ['seven that the stack names', 7, 0],
    ['six, and a vetting', 6, 1],
    ['seven vettings', 0, 7],
  ])('so %s are an error', (_, named7, vettings) => {
    const stack = newStack();
    const one = brand(stack);
    Array.from({ length: vettings }, (_vetting, index) => associate(vetting(stack, `V${index}`), one));
    associate(campaign(stack, 'Campaign', { submitAfter: someImported(stack, named7) }), one);
    expect(messageOf(() => resources(stack, CUSTOM))).toContain(
      'Registration "Stack/Campaign": submitAfter and the vettings of the stack are 7 registrations, but at most 6 can be waited for',
    );
  });

  test('and a circle is an error', () => {
    const stack = newStack();
    const other = vetting(stack);
    const one = campaign(stack, 'Campaign', { submitAfter: [other] });
    associate(other, one);
    expect(messageOf(() => resources(stack, CUSTOM))).toContain('Registration "Stack/Campaign": submitAfter: "Stack/Vetting" itself depends on this registration');
  });

  test.each<[string, unknown, string]>([
    ['a registration', (stack: Stack) => imported(stack), 'submitAfter is an object; an array of registrations is expected'],
    ['an ID', () => [ELSEWHERE], 'submitAfter[0]: it is a string; a registration is expected, such as one of Registration.fromRegistrationId'],
    ['nothing', () => [undefined], 'submitAfter[0]: it is undefined; a registration is expected, such as one of Registration.fromRegistrationId'],
    ['one of another Region', (stack: Stack) => [Registration.fromRegistrationArn(stack, 'Far', `arn:aws:sms-voice:eu-west-1:111122223333:registration/${ELSEWHERE}`)],
      'submitAfter[0]: its ARN names the Region eu-west-1, but the stack is in us-east-1'],
  ])('and %s is an error', (_, make, expected) => {
    const stack = newStack();
    const given = (make as (scope: Stack) => IRegistration[])(stack);
    expect(messageOf(() => campaign(stack, 'Campaign', { submitAfter: given }))).toBe(`Registration "Stack/Campaign": ${expected}`);
  });

  test('and it has no effect on a draft', () => {
    const stack = newStack();
    expect(messageOf(() => campaign(stack, 'Campaign', { submit: false, submitAfter: [imported(stack)] }))).toBe(
      'Registration "Stack/Campaign": submitAfter has no effect unless submit is true',
    );
  });
});
