import { Aws, CfnCondition, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { associate, newStack, Rendered, resources } from './stacks';
import { Registration, RegistrationProps, RegistrationType } from '../../lib';

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
