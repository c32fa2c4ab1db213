import { Aws, CfnCondition, CfnOutput, CfnParameter, CfnResource, Fn, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { associate, census, ENV, messageOf, newApp, newStack, only, Rendered, resources, warningsOf } from './stacks';
import { AssociationTarget, FieldValue, Registration, RegistrationAttachment, RegistrationDocument, RegistrationProps, RegistrationType } from '../../lib';

// The newest CDK prints every warning.
beforeEach(() => { jest.spyOn(console, 'error').mockReturnValue(); });
afterAll(() => jest.restoreAllMocks());

const CUSTOM = 'Custom::SMSVoiceRegistration';
const ASSOCIATIONS = 'Custom::SMSVoiceRegistrationAssociations';
const BRAND_ID = 'registration-30a16a8b7cec478a8e37febbb9005348';
const REGISTRATIONS = 'arn:aws:sms-voice:us-east-1:111122223333:registration';

function brand(scope: Stack, id = 'Brand'): Registration {
  return new Registration(scope, id, { registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION });
}

function campaign(scope: Stack, props: Partial<RegistrationProps> = {}, id = 'Campaign'): Registration {
  return new Registration(scope, id, { registrationType: RegistrationType.US_TEN_DLC_CAMPAIGN_REGISTRATION, ...props });
}

/** The L1 constructs are newer than the oldest aws-cdk-lib that the library works with; all that counts of them is their type. */
function native(scope: Stack, type: keyof typeof REQUIRED, id: string = type): CfnResource {
  return new CfnResource(scope, id, { type: `AWS::SMSVOICE::${type}`, properties: REQUIRED[type] });
}

const REQUIRED = {
  PhoneNumber: {
    IsoCountryCode: 'US',
    NumberType: 'TOLL_FREE',
    NumberCapabilities: ['SMS'],
    MandatoryKeywords: { HELP: { Message: 'help' }, STOP: { Message: 'stop' } },
  },
  RcsAgent: {},
  Registration: { RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION' },
  SenderId: { IsoCountryCode: 'GB', SenderId: 'EXAMPLE' },
};

function named(stack: Stack, id: string, type = CUSTOM): Rendered & { readonly logicalId: string } {
  const [[logicalId, rendered] = []] = Object.entries(resources(stack, type)).filter(([logical]) => logical.startsWith(id));
  return { logicalId: logicalId!, ...rendered! };
}

/** On what the role may call CreateRegistrationAssociation, without a condition. */
function allowed(stack: Stack): unknown[] {
  const [{ PolicyDocument: { Statement } }] = only(stack, 'AWS::IAM::Role').Properties.Policies as [
    { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown; Condition?: unknown }[] } },
  ];
  return Statement.filter(({ Action, Condition }) => !Condition && [Action].flat().includes('sms-voice:CreateRegistrationAssociation'))
    .flatMap(({ Resource }) => [Resource].flat());
}

describe('A registration that is not associated with anything', () => {
  test('says nothing of it', () => {
    const stack = newStack();
    brand(stack);
    expect(only(stack, CUSTOM).Properties).not.toHaveProperty('Associations');
    expect(only(stack, CUSTOM).Properties).not.toHaveProperty('SubmitByAssociations');
    expect(allowed(stack)).toEqual([]);
  });
});

describe('Associated with another registration', () => {
  test('of its stack, it names that one, comes after it and goes before it', () => {
    const stack = newStack();
    const target = brand(stack);
    const registration = campaign(stack);
    registration.addAssociation(AssociationTarget.fromRegistration(target));
    const { logicalId } = named(stack, 'Brand');
    expect(named(stack, 'Campaign').Properties.Associations).toEqual([{ Ref: logicalId }]);
    expect(named(stack, 'Campaign').DependsOn).toEqual([logicalId]);
    expect(named(stack, 'Brand')).not.toHaveProperty('DependsOn');
    // Both are known by the tag of the stack. A role that names the one would wait for it, and it for the role.
    expect(allowed(stack)).toEqual([]);
    expect(census(stack)[ASSOCIATIONS]).toBeUndefined();
  });

  test.each<[string, (target: Registration) => string]>([
    ['id', ({ registrationId }) => registrationId],
    ['ARN', ({ registrationArn }) => registrationArn],
  ])('by its %s is the same', (_, name) => {
    const [one, other] = [newStack(), newStack()];
    associate(campaign(one), brand(one));
    associate(campaign(other), name(brand(other)));
    expect(Template.fromStack(other).toJSON()).toEqual(Template.fromStack(one).toJSON());
  });

  test('waits also for what is associated with that one, whichever is declared first', () => {
    const stack = newStack();
    const target = brand(stack);
    associate(campaign(stack), target);
    associate(target, native(stack, 'PhoneNumber'));
    expect(named(stack, 'Campaign').DependsOn).toEqual(expect.arrayContaining([named(stack, 'Brand', ASSOCIATIONS).logicalId, named(stack, 'Brand').logicalId]));
  });

  test('of another stack of the app, it waits for that stack, and may be associated with exactly that one', () => {
    const app = newApp({});
    const [brands, campaigns] = [new Stack(app, 'Brands', { env: ENV }), new Stack(app, 'Campaigns', { env: ENV })];
    associate(campaign(campaigns), brand(brands));
    expect(named(campaigns, 'Campaign').Properties.Associations).toEqual([{ 'Fn::ImportValue': expect.stringContaining('Brands:') }]);
    expect(allowed(campaigns)).toEqual([{ 'Fn::ImportValue': expect.stringContaining('RegistrationArn') }]);
    expect(campaigns.dependencies).toEqual([brands]);
  });

  test('that was made elsewhere, it names its id and may be associated with exactly that one', () => {
    const stack = newStack();
    associate(campaign(stack), Registration.fromRegistrationId(stack, 'Imported', BRAND_ID));
    expect(only(stack, CUSTOM).Properties.Associations).toEqual([BRAND_ID]);
    expect(allowed(stack)).toEqual([`${REGISTRATIONS}/${BRAND_ID}`]);
  });

  test('by the native type of its stack, it reads the id', () => {
    const stack = newStack();
    associate(campaign(stack), native(stack, 'Registration', 'Native'));
    expect(only(stack, CUSTOM)).toMatchObject({
      Properties: { Associations: [{ 'Fn::GetAtt': ['Native', 'RegistrationId'] }] }, DependsOn: ['Native'],
    });
    expect(allowed(stack)).toEqual([{ 'Fn::GetAtt': ['Native', 'RegistrationArn'] }]);
  });

  test('which stands below it in the tree of constructs, it makes no circle', () => {
    const stack = newStack();
    const target = brand(stack);
    associate(new Registration(target, 'Campaign', { registrationType: RegistrationType.US_TEN_DLC_CAMPAIGN_REGISTRATION }), target);
    const [parent, child] = [named(stack, 'Brand'), named(stack, 'BrandCampaign')];
    expect([parent.DependsOn, child.DependsOn]).toEqual([undefined, [parent.logicalId]]);
  });
});

describe('Associated by the prop', () => {
  test('is the same as by the method', () => {
    const [one, other] = [newStack(), newStack()];
    const targets = (stack: Stack) => [
      AssociationTarget.fromRegistration(brand(stack)), AssociationTarget.fromResource(native(stack, 'PhoneNumber')), AssociationTarget.fromId('phone-0123'),
    ];
    campaign(one, { submit: true, associations: targets(one) });
    const associations = targets(other);
    const registration = campaign(other, { submit: true });
    associations.forEach((target) => registration.addAssociation(target));
    expect(Template.fromStack(other).toJSON()).toEqual(Template.fromStack(one).toJSON());
  });

  test('a registration may be associated with more afterwards', () => {
    const stack = newStack();
    campaign(stack, { associations: [AssociationTarget.fromId('phone-0123')] }).addAssociation(AssociationTarget.fromId('phone-0456'));
    expect(only(stack, CUSTOM).Properties.Associations).toEqual(['phone-0123', 'phone-0456']);
  });

  test('an adopted one is, too', () => {
    const stack = newStack();
    Registration.adopt(stack, 'Adopted', {
      registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION, registrationId: BRAND_ID, associations: [AssociationTarget.fromId('phone-0123')],
    });
    expect(only(stack, CUSTOM).Properties.Associations).toEqual(['phone-0123']);
  });

  test('a target says by which id or ARN the service knows it', () => {
    const stack = newStack();
    const idsOf = [
      AssociationTarget.fromRegistration(Registration.fromRegistrationId(stack, 'Imported', BRAND_ID)),
      AssociationTarget.fromResource(native(stack, 'SenderId')),
      AssociationTarget.fromId('phone-0123'),
    ].map(({ idOrArn }) => stack.resolve(idOrArn) as unknown);
    expect(idsOf).toEqual([BRAND_ID, { 'Fn::GetAtt': ['SenderId', 'Arn'] }, 'phone-0123']);
  });
});

describe('Associated with a phone number of its stack', () => {
  const tollFree = (stack: Stack, props: Partial<RegistrationProps> = {}) => campaign(stack, {
    registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION, ...props,
  }, 'TollFree');

  test('it has a second resource, which names the number, and comes after both', () => {
    const stack = newStack();
    associate(tollFree(stack), native(stack, 'PhoneNumber', 'Number'));
    const { logicalId, Properties } = only(stack, CUSTOM);
    expect(Properties).not.toHaveProperty('Associations');
    const answered = (attribute: string) => ({ 'Fn::GetAtt': [logicalId, attribute] });
    expect(only(stack, ASSOCIATIONS)).toEqual({
      logicalId: expect.stringMatching(/^TollFreeAssociations/),
      Type: ASSOCIATIONS,
      Properties: {
        ServiceToken: Properties.ServiceToken,
        ServiceTimeout: 1200,
        PendingSteps: answered('PendingSteps'),
        VersionToSubmit: answered('VersionToSubmit'),
        Owner: logicalId,
        RegistrationId: { Ref: logicalId },
        Associations: [{ 'Fn::GetAtt': ['Number', 'PhoneNumberId'] }],
      },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  test('the number comes after the registration, so that it is released first', () => {
    const stack = newStack();
    associate(tollFree(stack), native(stack, 'PhoneNumber', 'Number'));
    expect(only(stack, 'AWS::SMSVOICE::PhoneNumber').DependsOn).toEqual([only(stack, CUSTOM).logicalId]);
  });

  test('the form is submitted by what comes last', () => {
    const stack = newStack();
    associate(tollFree(stack, { submit: true, awsReview: true, failOnDenial: true }), native(stack, 'PhoneNumber'));
    const { logicalId, Properties } = only(stack, CUSTOM);
    const submission = { AwsReview: true, FailOnDenial: true };
    expect(Properties).toMatchObject({ ...submission, Submit: true, SubmitByAssociations: true });
    expect(only(stack, ASSOCIATIONS).Properties).toMatchObject({ ...submission, VersionToSubmit: { 'Fn::GetAtt': [logicalId, 'VersionToSubmit'] } });
  });

  test.each<[string, RemovalPolicy | undefined, (RemovalPolicy | undefined)[], true | undefined]>([
    ['no number', undefined, [undefined], undefined],
    ['the number', undefined, [RemovalPolicy.RETAIN], true],
    ['one of two numbers', undefined, [RemovalPolicy.RETAIN, undefined], undefined],
    // Then neither is deleted.
    ['the registration', RemovalPolicy.RETAIN, [undefined], undefined],
  ])('what is deleted first knows whether a number is released after it: retained is %s', (_, removalPolicy, policies, expected) => {
    const stack = newStack();
    const registration = campaign(stack, { removalPolicy });
    policies.forEach((policy, index) => {
      const number = native(stack, 'PhoneNumber', `Number${index}`);
      associate(registration, number);
      if (policy !== undefined) {
        number.applyRemovalPolicy(policy);
      }
    });
    expect(only(stack, ASSOCIATIONS).Properties.NumbersAreRetained).toBe(expected);
  });

  test('what comes last knows what the registration has left to do', () => {
    const stack = newStack();
    associate(tollFree(stack), native(stack, 'PhoneNumber'));
    const { logicalId } = only(stack, CUSTOM);
    expect(only(stack, ASSOCIATIONS).Properties.PendingSteps).toEqual({ 'Fn::GetAtt': [logicalId, 'PendingSteps'] });
  });

  test('its status is the one after that', () => {
    const stack = newStack();
    const registration = tollFree(stack);
    new CfnOutput(stack, 'Status', { value: registration.registrationStatus });
    associate(registration, native(stack, 'PhoneNumber'));
    Template.fromStack(stack).hasOutput('Status', { Value: { 'Fn::GetAtt': [only(stack, ASSOCIATIONS).logicalId, 'RegistrationStatus'] } });
  });

  test('its status can be read in another stack', () => {
    const app = newApp({});
    const [producer, consumer] = [new Stack(app, 'Producer'), new Stack(app, 'Consumer')];
    const registration = associate(tollFree(producer), native(producer, 'PhoneNumber'));
    native(consumer, 'SenderId');
    new CfnOutput(consumer, 'Status', { value: registration.registrationStatus });
    Template.fromStack(consumer).hasOutput('Status', { Value: { 'Fn::ImportValue': Match.stringLikeRegexp('Associations') } });
  });

  test('there is one second resource for all numbers and sender IDs', () => {
    const stack = newStack();
    const registration = tollFree(stack);
    ['One', 'Two'].forEach((id) => associate(registration, native(stack, 'PhoneNumber', id)));
    associate(registration, native(stack, 'SenderId', 'Sender'));
    expect(only(stack, ASSOCIATIONS).Properties.Associations).toEqual([
      { 'Fn::GetAtt': ['One', 'PhoneNumberId'] }, { 'Fn::GetAtt': ['Two', 'PhoneNumberId'] }, { 'Fn::GetAtt': ['Sender', 'Arn'] },
    ]);
    expect(only(stack, 'AWS::SMSVOICE::SenderId').DependsOn).toEqual([only(stack, CUSTOM).logicalId]);
  });

  test('by its id is the same', () => {
    const [one, other] = [newStack(), newStack()];
    associate(tollFree(one), native(one, 'PhoneNumber'));
    associate(tollFree(other), native(other, 'PhoneNumber').getAtt('PhoneNumberId').toString());
    expect(Template.fromStack(other).toJSON()).toEqual(Template.fromStack(one).toJSON());
  });

  test('the handler may associate numbers, since its role cannot name one that waits for it', () => {
    const stack = newStack();
    associate(tollFree(stack), native(stack, 'PhoneNumber'));
    expect(allowed(stack)).toEqual(['arn:aws:sms-voice:us-east-1:111122223333:phone-number/*']);
  });

  test.each<[string, RemovalPolicy, string, string]>([
    ['RETAIN', RemovalPolicy.RETAIN, 'Retain', 'Retain'],
    ['RETAIN_ON_UPDATE_OR_DELETE', RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate', 'Retain'],
  ])('the removal policy %s of the registration holds for both, also when it is set later', (_, removalPolicy, DeletionPolicy, UpdateReplacePolicy) => {
    const [early, late] = [newStack(), newStack()];
    associate(tollFree(early, { removalPolicy }), native(early, 'PhoneNumber'));
    const registration = associate(tollFree(late), native(late, 'PhoneNumber'));
    registration.applyRemovalPolicy(removalPolicy);
    [early, late].forEach((stack) => expect(only(stack, ASSOCIATIONS)).toMatchObject({ DeletionPolicy, UpdateReplacePolicy }));
  });
});

describe('Associated with what is there before the registration', () => {
  test('an agent of its stack', () => {
    const stack = newStack();
    associate(campaign(stack), native(stack, 'RcsAgent', 'Agent'));
    expect(only(stack, CUSTOM)).toMatchObject({ Properties: { Associations: [{ 'Fn::GetAtt': ['Agent', 'RcsAgentId'] }] }, DependsOn: ['Agent'] });
    expect(allowed(stack)).toEqual([{ 'Fn::GetAtt': ['Agent', 'RcsAgentArn'] }]);
  });

  test('a number of another stack', () => {
    const app = newApp({});
    const [numbers, stack] = [new Stack(app, 'Numbers', { env: ENV }), new Stack(app, 'Stack', { env: ENV })];
    associate(campaign(stack), native(numbers, 'PhoneNumber', 'Number'));
    expect(only(stack, CUSTOM).Properties.Associations).toEqual([{ 'Fn::ImportValue': expect.stringContaining('NumberPhoneNumberId') }]);
    expect(allowed(stack)).toEqual([{ 'Fn::ImportValue': expect.stringContaining('NumberArn') }]);
    expect(census(stack)[ASSOCIATIONS]).toBeUndefined();
  });

  test('a number of a nested stack', () => {
    const stack = newStack();
    associate(campaign(stack), native(new NestedStack(stack, 'Nested'), 'PhoneNumber', 'Number'));
    expect(only(stack, CUSTOM).Properties.Associations).toEqual([{ 'Fn::GetAtt': [expect.stringMatching(/^Nested/), expect.stringContaining('PhoneNumberId')] }]);
    // The nested stack may wait for another registration, and so for the role.
    expect(allowed(stack)).toEqual([`${ARN}:phone-number/*`]);
  });

  const ARN = 'arn:aws:sms-voice:us-east-1:111122223333';
  test.each<[string, string[]]>([
    ['phone-0123', [`${ARN}:phone-number/phone-0123`]],
    ['rcs-0123', [`${ARN}:rcs-agent/rcs-0123`]],
    [BRAND_ID, [`${REGISTRATIONS}/${BRAND_ID}`]],
    [`${ARN}:phone-number/phone-0123`, [`${ARN}:phone-number/phone-0123`]],
    // Nothing that IAM could be asked about.
    [`${ARN}:sender-id/EXAMPLE/GB`, []],
  ])('%s, and the handler may be associated with exactly that', (target, resourceArns) => {
    const stack = newStack();
    associate(campaign(stack), target);
    expect(only(stack, CUSTOM).Properties.Associations).toEqual([target]);
    expect(allowed(stack)).toEqual(resourceArns);
  });

  test('an id that is known at the deploy', () => {
    const stack = newStack();
    associate(campaign(stack), new CfnParameter(stack, 'Id').valueAsString);
    expect(only(stack, CUSTOM).Properties.Associations).toEqual([{ Ref: 'Id' }]);
    expect(allowed(stack)).toEqual(['phone-number', 'rcs-agent', 'registration'].map((kind) => ({ 'Fn::Join': ['', [`${ARN}:${kind}/`, { Ref: 'Id' }]] })));
  });

  test('everything once, however often and by whichever name it is given', () => {
    const stack = newStack();
    const [registration, target] = [campaign(stack), brand(stack)];
    associate(registration, target, target, target.registrationId);
    associate(registration, 'phone-0123', `${ARN}:phone-number/phone-0123`);
    associate(registration, Fn.importValue('NumberId'), Fn.importValue('NumberId'));
    expect(named(stack, 'Campaign').Properties.Associations).toHaveLength(3);
  });
});

describe('A number of the stack that stands in what it is associated with', () => {
  const quoting = (props: (number: CfnResource) => Partial<RegistrationProps>, target = (number: CfnResource): CfnResource | string => number) => {
    const stack = newStack();
    const number = native(stack, 'PhoneNumber', 'Number');
    associate(campaign(stack, props(number)), target(number));
    return messageOf(() => Template.fromStack(stack));
  };
  const PHONE = 'messageSamples.messageSample1';

  test.each<[string, (number: CfnResource) => FieldValue]>([
    ['as a text', (number) => FieldValue.text(`Call ${number.getAtt('PhoneNumber').toString()}`)],
    ['as a choice', (number) => FieldValue.choices(number.ref)],
  ])('is an error that says what to do: %s', (_, value) => {
    expect(quoting((number) => ({ fields: { [PHONE]: value(number) } }))).toContain(
      `Registration "Stack/Campaign": fields["${PHONE}"]: it refers to "Stack/Number", which is associated with this registration and therefore created after it; `
      + 'write the value as text, or create that resource in another stack',
    );
  });

  test('is an error in a tag, too', () => {
    expect(quoting((number) => ({ tags: { Number: number.ref } }))).toContain('the tag "Number" refers to "Stack/Number", which is associated with this registration');
  });

  test('is fine where another one is associated', () => {
    const stack = newStack();
    const [number, other] = [native(stack, 'PhoneNumber', 'Number'), native(stack, 'PhoneNumber', 'Other')];
    associate(campaign(stack, { fields: { [PHONE]: FieldValue.text(number.ref) } }), other);
    expect(only(stack, CUSTOM).Properties.Fields).toEqual([{ FieldPath: PHONE, TextValue: { Ref: 'Number' } }]);
  });
});

describe('What is associated or shown', () => {
  const elsewhere = (env: object) => {
    const app = newApp();
    const other = new Stack(app, 'Other', { env: { ...ENV, ...env } });
    return { other, stack: new Stack(app, 'Stack', { env: ENV }) };
  };
  const ENVIRONMENTS: [object, string][] = [
    [{ region: 'eu-west-1' }, 'it is in the Region eu-west-1, but the stack is in us-east-1'],
    [{ account: '999999999999' }, 'it is in the account 999999999999, but the stack is in 111122223333'],
  ];

  test.each(ENVIRONMENTS)('cannot be in another account or Region, also as a construct: %j', (env, problem) => {
    const { other, stack } = elsewhere(env);
    const registration = campaign(stack);
    expect(messageOf(() => associate(registration, brand(other)))).toBe(`Registration "Stack/Campaign": addAssociation: "Other/Brand" cannot be associated: ${problem}`);
    expect(messageOf(() => associate(registration, native(other, 'PhoneNumber')))).toBe(
      `Registration "Stack/Campaign": addAssociation: "Other/PhoneNumber" cannot be associated: ${problem}`,
    );
    const bucket = s3.Bucket.fromBucketName(other, 'Bucket', 'documents');
    const document = new RegistrationAttachment(other, 'Image', { document: RegistrationDocument.fromBucket(bucket, 'a.png') });
    expect(messageOf(() => campaign(stack, { fields: { 'a.b': FieldValue.attachment(document) } }, 'Showing'))).toBe(
      `Registration "Stack/Showing": fields["a.b"]: its document "Other/Image": ${problem}`,
    );
  });
});

describe('A registration that is submitted', () => {
  const { US_TOLL_FREE_REGISTRATION, US_TEN_DLC_BRAND_VETTING, US_TEN_DLC_CAMPAIGN_REGISTRATION, US_TEN_DLC_BRAND_REGISTRATION } = RegistrationType;
  const { US_RCS_LAUNCH_REGISTRATION, TEST_RCS_LAUNCH_REGISTRATION, IN_SENDER_ID_REGISTRATION } = RegistrationType;
  const missing = (
    registrationType: RegistrationType, props: Partial<RegistrationProps> = { submit: true },
    then: (registration: Registration) => void = () => undefined,
  ) => {
    const stack = newStack();
    then(campaign(stack, { registrationType, ...props }, 'One'));
    return warningsOf(stack).filter((warning) => warning.includes('missing-association'));
  };

  test.each([
    [US_TOLL_FREE_REGISTRATION, 'a phone number', 'fromResource(phoneNumber)'],
    [US_TEN_DLC_BRAND_VETTING, 'a brand', 'fromRegistration(brand)'],
    [US_TEN_DLC_CAMPAIGN_REGISTRATION, 'a brand', 'fromRegistration(brand)'],
    [US_RCS_LAUNCH_REGISTRATION, 'an RCS agent', 'fromResource(rcsAgent)'],
    [TEST_RCS_LAUNCH_REGISTRATION, 'an RCS agent', 'fromResource(rcsAgent)'],
  ])('as %s without its association is a warning with what is missing', (type, what, factory) => {
    expect(missing(type)).toEqual([
      `Registration "Stack/One": submit is true, but ${what} is missing: the service accepts a ${type.id} only when it is associated with one. `
      + `Add it: associations: [AssociationTarget.${factory}] [ack: cdk-sms-registration:missing-association]`,
    ]);
  });

  test.each<[string, () => string[]]>([
    ['of a type that needs none', () => [...missing(US_TEN_DLC_BRAND_REGISTRATION), ...missing(IN_SENDER_ID_REGISTRATION)]],
    ['that stays a draft', () => missing(US_TOLL_FREE_REGISTRATION, {})],
    ['that is associated, however late', () => missing(US_TOLL_FREE_REGISTRATION, { submit: true }, (registration) => { associate(registration, 'phone-0123'); })],
    ['that was adopted, and may be associated already', () => {
      const stack = newStack();
      Registration.adopt(stack, 'Adopted', { registrationType: US_TOLL_FREE_REGISTRATION, registrationId: BRAND_ID, submit: true });
      return warningsOf(stack);
    }],
  ])('is no warning where it is one %s', (_, warnings) => {
    expect(warnings()).toEqual([]);
  });
});

describe('A registration cannot be associated with', () => {
  const problem = (target: (stack: Stack, registration: Registration) => Registration | CfnResource | string) => {
    const stack = newStack();
    const registration = campaign(stack);
    return messageOf(() => associate(registration, target(stack, registration)));
  };

  test.each<[string, (stack: Stack, registration: Registration) => Registration | string]>([
    ['itself', (_, registration) => registration],
    ['itself by its id', (_, registration) => registration.registrationId],
  ])('%s', (_, target) => {
    expect(problem(target)).toBe('Registration "Stack/Campaign": addAssociation: a registration cannot be associated with itself');
  });

  test.each(['AWS::SMSVOICE::Pool', 'AWS::SNS::Topic', 'Custom::SMSVoiceRegistrationAttachment'])('a resource of the type %s', (type) => {
    expect(problem((stack) => new CfnResource(stack, 'Other', { type }))).toMatch(
      new RegExp(`^Registration "Stack/Campaign": addAssociation: AssociationTarget.fromResource got a resource of the type ${type}; a CfnPhoneNumber, CfnSenderId,`),
    );
  });

  test.each([
    '', 'phone-', '+12065550100', 'EXAMPLE', 'pool-0123', 'attachment-0123', ' phone-0123',
    'arn:aws:sms-voice:us-east-1:111122223333:pool/pool-0123', 'arn:aws:sns:us-east-1:111122223333:registration/registration-0123',
  ])('%j, which it does not repeat', (target) => {
    expect(problem(() => target)).toMatch(/^Registration "Stack\/Campaign": addAssociation: AssociationTarget.fromId got a text that is not the ID or ARN of a registration, /);
    expect(problem(() => target)).not.toContain('5550100');
  });

  test('anything wrong, and stays as it was', () => {
    const stack = newStack();
    const registration = campaign(stack);
    expect(() => associate(registration, 'EXAMPLE')).toThrow();
    expect(only(stack, CUSTOM).Properties).not.toHaveProperty('Associations');
  });
});

describe('A condition', () => {
  const conditionOf = (stack: Stack, id = 'IfWanted') => new CfnCondition(stack, id, { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') });
  const resourceOf = (registration: Registration) => registration.node.defaultChild as CfnResource;
  const ifWanted = (value: unknown) => ({ 'Fn::If': ['IfWanted', value, { Ref: 'AWS::NoValue' }] });

  test('of a registration is that of its associations as well, even if it is set later', () => {
    const stack = newStack();
    const registration = campaign(stack);
    associate(registration, native(stack, 'PhoneNumber', 'Number'));
    resourceOf(registration).cfnOptions.condition = conditionOf(stack);
    expect(only(stack, ASSOCIATIONS)).toMatchObject({ Condition: 'IfWanted' });
  });

  test('of a number leaves out its association', () => {
    const stack = newStack();
    const number = native(stack, 'PhoneNumber', 'Number');
    associate(campaign(stack), number);
    number.cfnOptions.condition = conditionOf(stack);
    expect(only(stack, ASSOCIATIONS).Properties.Associations).toEqual([ifWanted({ 'Fn::GetAtt': ['Number', 'PhoneNumberId'] })]);
  });

  test.each([['does not wait', false], ['waits', true]])('of a registration may leave it out: its number %s for it if it has that condition: %s', (_, isShared) => {
    const stack = newStack();
    const [registration, number] = [campaign(stack), native(stack, 'PhoneNumber', 'Number')];
    associate(registration, number);
    const condition = conditionOf(stack);
    [resourceOf(registration), ...isShared ? [number] : []].forEach(({ cfnOptions }) => { cfnOptions.condition = condition; });
    expect(only(stack, 'AWS::SMSVOICE::PhoneNumber').DependsOn).toEqual(isShared ? [named(stack, 'Campaign').logicalId] : undefined);
  });

  test('of a brand leaves out its association, and nothing has to wait for it', () => {
    const stack = newStack();
    const target = brand(stack);
    associate(campaign(stack), target);
    resourceOf(target).cfnOptions.condition = conditionOf(stack);
    const { logicalId } = named(stack, 'Brand');
    expect(named(stack, 'Campaign').Properties.Associations).toEqual([ifWanted({ Ref: logicalId })]);
    expect(named(stack, 'Campaign').DependsOn).toBeUndefined();
  });

  test('that a brand and its campaign have in common changes nothing else', () => {
    const stack = newStack();
    const [target, own] = [brand(stack), campaign(stack)];
    associate(own, target);
    const condition = conditionOf(stack);
    [target, own].forEach((registration) => { resourceOf(registration).cfnOptions.condition = condition; });
    const { logicalId } = named(stack, 'Brand');
    expect(named(stack, 'Campaign')).toMatchObject({ Condition: 'IfWanted', Properties: { Associations: [{ Ref: logicalId }] }, DependsOn: [logicalId] });
  });
});
