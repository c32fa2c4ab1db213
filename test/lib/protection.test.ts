import { Annotations, CfnDeletionPolicy, CfnResource, MissingRemovalPolicies, NestedStack, RemovalPolicies, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { associate, ENV, newApp, newStack, only, Rendered, resources, warningsOf } from './stacks';
import { FieldValue, Registration, RegistrationAttachment, RegistrationAttachmentProps, RegistrationDocument, RegistrationProps, RegistrationType } from '../../lib';

// The newest CDK prints every warning.
beforeEach(() => { jest.spyOn(console, 'error').mockReturnValue(); });
afterAll(() => jest.restoreAllMocks());

const NUMBER = 'AWS::SMSVOICE::PhoneNumber';
const SENDER = 'AWS::SMSVOICE::SenderId';
const ATTACHMENT = 'Custom::SMSVoiceRegistrationAttachment';
const ASSOCIATIONS = 'Custom::SMSVoiceRegistrationAssociations';
const { RETAIN, RETAIN_ON_UPDATE_OR_DELETE, DESTROY } = RemovalPolicy;

const native = (stack: Stack, type: string, id = 'Number') => new CfnResource(stack, id, { type, properties: {} });

function tollFree(stack: Stack, props: Partial<RegistrationProps> = {}, id = 'TollFree'): Registration {
  return new Registration(stack, id, { registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION, ...props });
}

function document(stack: Stack, props: Partial<RegistrationAttachmentProps> = {}): RegistrationAttachment {
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'example-bucket');
  return new RegistrationAttachment(stack, 'Image', { document: RegistrationDocument.fromBucket(bucket, 'opt-in.png'), ...props });
}

const showing = (attachment: RegistrationAttachment) => ({ fields: { 'messagingUseCase.optInImage': FieldValue.attachment(attachment) } });

const policiesOf = ({ DeletionPolicy, UpdateReplacePolicy }: Rendered) => [DeletionPolicy, UpdateReplacePolicy];

function applyPolicy(stack: Stack, policy: RemovalPolicy): void {
  RemovalPolicies.of(stack.node.root).apply(policy, { applyToResourceTypes: ['Custom::SMSVoiceRegistration'] });
}

describe('What the approval of a retained registration rests on', () => {
  const ways: [string, RemovalPolicy, string, (stack: Stack, policy: RemovalPolicy, props?: Partial<RegistrationProps>) => Registration][] = [
    [RETAIN, 'Retain'], [RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate'],
  ].flatMap(([policy, rendered]): typeof ways => [
    [`${policy} by its props`, policy as RemovalPolicy, rendered!, (stack, removalPolicy, props) => tollFree(stack, { removalPolicy, ...props })],
    [`${policy} set later`, policy as RemovalPolicy, rendered!, (stack, removalPolicy, props) => {
      const registration = tollFree(stack, props);
      registration.applyRemovalPolicy(removalPolicy);
      return registration;
    }],
    [`${policy} by an Aspect of the app`, policy as RemovalPolicy, rendered!, (stack, removalPolicy, props) => {
      applyPolicy(stack, removalPolicy);
      return tollFree(stack, props);
    }],
  ]);

  test.each(ways)('is retained with it: its number, %s', (_, policy, rendered, declare) => {
    const stack = newStack();
    associate(declare(stack, policy), native(stack, NUMBER));
    expect(policiesOf(only(stack, NUMBER))).toEqual([rendered, 'Retain']);
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each(ways)('is retained with it: its document, but not one that was replaced, %s', (_, policy, rendered, declare) => {
    const stack = newStack();
    declare(stack, policy, showing(document(stack)));
    expect(policiesOf(only(stack, ATTACHMENT))).toEqual([rendered, 'Delete']);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is retained with it: its sender ID, and its document by the id or as the native type', () => {
    const stack = newStack();
    const image = native(stack, 'AWS::SMSVOICE::RegistrationAttachment', 'Native');
    const imported = RegistrationAttachment.fromRegistrationAttachmentId(stack, 'Imported', image.getAtt('RegistrationAttachmentId').toString());
    associate(tollFree(stack, { removalPolicy: RETAIN, fields: { 'messagingUseCase.optInImage': FieldValue.attachment(imported) } }), native(stack, SENDER));
    expect(policiesOf(only(stack, SENDER))).toEqual(['Retain', 'Retain']);
    expect(policiesOf(only(stack, 'AWS::SMSVOICE::RegistrationAttachment'))).toEqual(['Retain', undefined]);
  });

  test('goes with a registration that goes', () => {
    const stack = newStack();
    associate(tollFree(stack, showing(document(stack))), native(stack, NUMBER));
    expect(policiesOf(only(stack, NUMBER))).toEqual([undefined, undefined]);
    expect(policiesOf(only(stack, ATTACHMENT))).toEqual(['Delete', 'Delete']);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('follows the strongest policy where several registrations share it', () => {
    const stack = newStack();
    const image = document(stack);
    [DESTROY, RETAIN_ON_UPDATE_OR_DELETE, RETAIN, DESTROY].forEach((removalPolicy, index) => tollFree(stack, { removalPolicy, ...showing(image) }, `TollFree${index}`));
    expect(policiesOf(only(stack, ATTACHMENT))).toEqual(['Retain', 'Delete']);
  });

  test.each<[string, (stack: Stack, nested: Stack) => [Stack, Stack]]>([
    ['below it', (stack, nested) => [stack, nested]],
    ['above it', (stack, nested) => [nested, stack]],
  ])('is retained with it if it is in a nested stack %s, since both are deleted at once', (_, place) => {
    const stack = newStack();
    const [own, others] = place(stack, new NestedStack(stack, 'Nested'));
    associate(tollFree(own, { removalPolicy: RETAIN, ...showing(document(others)) }), native(others, NUMBER));
    expect(policiesOf(only(others, NUMBER))).toEqual(['Retain', 'Retain']);
    expect(policiesOf(only(others, ATTACHMENT))).toEqual(['Retain', 'Delete']);
  });

  test('is retained with it if the policy is set by an escape hatch', () => {
    const stack = newStack();
    const registration = associate(tollFree(stack, showing(document(stack))), native(stack, NUMBER));
    const resource = registration.node.defaultChild as CfnResource;
    resource.addOverride('DeletionPolicy', 'Retain');
    resource.addOverride('UpdateReplacePolicy', 'Retain');
    [NUMBER, ASSOCIATIONS].forEach((type) => expect(policiesOf(only(stack, type))).toEqual(['Retain', 'Retain']));
    expect(policiesOf(only(stack, ATTACHMENT))).toEqual(['Retain', 'Delete']);
  });

  test.each([[DESTROY, RETAIN, 'Retain'], [RETAIN, DESTROY, 'Delete']])(
    'includes its associations, whose delete would discard the form, although an Aspect gives a policy to everything else: %s', (others, policy, rendered) => {
      const stack = newStack();
      associate(tollFree(stack, { removalPolicy: policy }), native(stack, NUMBER));
      RemovalPolicies.of(stack).apply(others, { excludeResourceTypes: ['Custom::SMSVoiceRegistration'] });
      expect(policiesOf(only(stack, ASSOCIATIONS))).toEqual([rendered, rendered]);
    },
  );

  test('of another stack is left to that stack', () => {
    const app = newApp({});
    const [numbers, stack] = [new Stack(app, 'Numbers'), new Stack(app, 'Stack')];
    associate(tollFree(stack, { removalPolicy: RETAIN, ...showing(document(numbers)) }), native(numbers, NUMBER));
    expect(policiesOf(only(numbers, NUMBER))).toEqual([undefined, undefined]);
    expect(policiesOf(only(numbers, ATTACHMENT))).toEqual(['Delete', 'Delete']);
  });
});

describe('A policy that is set where one is missing', () => {
  test.each<[string, (stack: Stack) => void]>([
    [NUMBER, (stack) => { associate(tollFree(stack), native(stack, NUMBER)); }],
    [ATTACHMENT, (stack) => { tollFree(stack, showing(document(stack))); }],
  ])('is kept, as if it were its own: of the type %s', (type, declare) => {
    const stack = newStack();
    MissingRemovalPolicies.of(stack.node.root).retain();
    declare(stack);
    expect(policiesOf(only(stack, type))).toEqual(['Retain', 'Retain']);
  });
});

describe('A policy of its own', () => {
  const ACK = '[ack: cdk-sms-registration:not-retained]';

  test.each<[string, (number: CfnResource) => void, string, (string | undefined)[]]>([
    ['both', (number) => number.applyRemovalPolicy(DESTROY), 'its DeletionPolicy is Delete, its UpdateReplacePolicy is Delete', ['Delete', 'Delete']],
    ['on delete', (number) => { number.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE; }, 'its DeletionPolicy is Delete', ['Delete', 'Retain']],
    ['on replacement', (number) => { number.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.DELETE; }, 'its UpdateReplacePolicy is Delete', ['Retain', 'Delete']],
  ])('of a number stays, and is a warning that names both constructs: %s', (_, set, policies, rendered) => {
    const stack = newStack();
    const number = native(stack, NUMBER);
    associate(tollFree(stack, { removalPolicy: RETAIN }), number);
    set(number);
    expect(warningsOf(stack)).toEqual([
      `Registration "Stack/TollFree": the registration is retained, but its phone number "Stack/Number" is not (${policies}): CloudFormation releases it with the stack, `
      + `and then the service closes the registration. Remove that policy, or retain both ${ACK}`,
    ]);
    expect(policiesOf(only(stack, NUMBER))).toEqual(rendered);
  });

  test('of a document stays, and is a warning', () => {
    const stack = newStack();
    tollFree(stack, { removalPolicy: RETAIN, ...showing(document(stack, { removalPolicy: DESTROY })) });
    expect(warningsOf(stack)).toEqual([
      expect.stringMatching(/"Stack\/TollFree": the registration is retained, but the document "Stack\/Image" is not \(its DeletionPolicy is Delete\): .*refuses/),
    ]);
    expect(policiesOf(only(stack, ATTACHMENT))).toEqual(['Delete', 'Delete']);
  });

  test('is not shown where it is acknowledged', () => {
    const stack = newStack();
    const number = native(stack, NUMBER);
    number.applyRemovalPolicy(DESTROY);
    const registration = associate(tollFree(stack, { removalPolicy: RETAIN }), number);
    Annotations.of(registration).acknowledgeWarning('cdk-sms-registration:not-retained');
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that retains is fine', () => {
    const stack = newStack();
    const number = native(stack, NUMBER);
    number.applyRemovalPolicy(RETAIN_ON_UPDATE_OR_DELETE);
    associate(tollFree(stack, { removalPolicy: RETAIN, ...showing(document(stack, { removalPolicy: RETAIN })) }), number);
    expect(warningsOf(stack)).toEqual([]);
    expect(policiesOf(only(stack, NUMBER))).toEqual(['RetainExceptOnCreate', 'Retain']);
    expect(policiesOf(only(stack, ATTACHMENT))).toEqual(['Retain', 'Retain']);
  });
});

describe('Deletion protection', () => {
  test.each([NUMBER, SENDER])('protects the %s of the stack with the registration, since CloudFormation would release it first', (type) => {
    const stack = newStack();
    associate(tollFree(stack, { deletionProtection: true }), native(stack, type));
    expect(only(stack, type).Properties).toEqual({ DeletionProtectionEnabled: true });
    expect(only(stack, 'Custom::SMSVoiceRegistrationAssociations').Properties.DeletionProtection).toBe(true);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is not there unless asked for', () => {
    const stack = newStack();
    associate(tollFree(stack), native(stack, NUMBER));
    expect(only(stack, NUMBER).Properties ?? {}).toEqual({});
    expect(only(stack, 'Custom::SMSVoiceRegistrationAssociations').Properties).not.toHaveProperty('DeletionProtection');
  });

  test('that a number declines is left off, with a warning', () => {
    const stack = newStack();
    const number = native(stack, NUMBER);
    associate(tollFree(stack, { deletionProtection: true }), number);
    number.addPropertyOverride('DeletionProtectionEnabled', false);
    expect(warningsOf(stack)).toEqual([
      'Registration "Stack/TollFree": the registration has deletionProtection, but its phone number "Stack/Number" has DeletionProtectionEnabled: false: CloudFormation releases it '
      + 'with the stack, and then the service closes the registration. Remove that property, or protect both [ack: cdk-sms-registration:not-protected]',
    ]);
    expect(only(stack, NUMBER).Properties.DeletionProtectionEnabled).toBe(false);
  });

  test('protects a number of a nested stack, too', () => {
    const stack = newStack();
    const nested = new NestedStack(stack, 'Nested');
    associate(tollFree(stack, { deletionProtection: true }), native(nested, NUMBER));
    expect(only(nested, NUMBER).Properties).toEqual({ DeletionProtectionEnabled: true });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('of an agent or a number of another stack is left to them', () => {
    const app = newApp({});
    const [numbers, stack] = [new Stack(app, 'Numbers'), new Stack(app, 'Stack')];
    associate(tollFree(stack, { deletionProtection: true }), native(numbers, NUMBER), native(stack, 'AWS::SMSVOICE::RcsAgent', 'Agent'));
    expect(resources(numbers, NUMBER)).toEqual({ Number: { Type: NUMBER } });
    expect(only(stack, 'AWS::SMSVOICE::RcsAgent')).not.toHaveProperty('Properties');
  });
});

describe('A number of another stack', () => {
  const inOther = (props: Partial<RegistrationProps>, isNested: boolean) => {
    const stack = newStack();
    const other = isNested ? new NestedStack(stack, 'Other') : new Stack(stack, 'Other', { env: ENV });
    associate(tollFree(stack, props), native(other, NUMBER));
    return warningsOf(stack).filter((warning) => !warning.includes('cross-stack-reference'));
  };

  test.each([true, false])('is a warning, since the registration cannot be deleted before it: nested %s', (isNested) => {
    expect(inOther({}, isNested)).toEqual([
      'Registration "Stack/TollFree": its phone number "Stack/Other/Number" is in another stack, which releases it only after this stack has deleted the registration, and '
      + 'the service refuses that delete while the number is associated. Declare both in one stack, or retain the registration [ack: cdk-sms-registration:number-elsewhere]',
    ]);
  });

  test.each<Partial<RegistrationProps>>([{ removalPolicy: RETAIN }, { deletionProtection: true }])('is none if the registration stays: %j', (props) => {
    expect(inOther(props, true)).toEqual([]);
    expect(inOther(props, false)).toEqual([]);
  });
});

describe('An adopted registration', () => {
  const adopted = (props: Partial<RegistrationProps>, policy?: RemovalPolicy) => {
    const stack = newStack();
    Registration.adopt(stack, 'Brand', {
      registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION, registrationId: 'registration-30a16a8b7cec478a8e37febbb9005348', ...props,
    });
    if (policy) {
      applyPolicy(stack, policy);
    }
    return warningsOf(stack);
  };

  test.each([
    ['by its props', { removalPolicy: DESTROY }, undefined],
    ['by an Aspect of the app', {}, DESTROY],
  ])('that the stack would delete is a warning: %s', (_, props, policy) => {
    expect(adopted(props, policy)).toEqual([
      'Registration "Stack/Brand": its DeletionPolicy is Delete, so the stack deletes a registration that it did not create. Retain it, or set deletionProtection '
      + '[ack: cdk-sms-registration:adopted-not-retained]',
    ]);
  });

  test.each<[string, Partial<RegistrationProps>]>([
    ['it is retained', {}],
    ['it has deletion protection', { removalPolicy: DESTROY, deletionProtection: true }],
  ])('is none if %s', (_, props) => {
    expect(adopted(props)).toEqual([]);
  });
});
