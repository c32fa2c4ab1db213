import {
  Aws, CfnOutput, CfnParameter, CfnWaitConditionHandle, Duration, Fn, Lazy, NestedStack, RemovalPolicy, SecretValue, Stack, Stage, TagManager,
  Tags, Token,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { census, ENV, messageOf, NEW_APP, newApp, newStack, newStackWithOther, only, Rendered, resources } from './stacks';
import { FieldValue, Registration, RegistrationProps, RegistrationType } from '../../lib';

const CUSTOM = 'Custom::SMSVoiceRegistration';
const ID = 'registration-30a16a8b7cec478a8e37febbb9005348';
const ARN = `arn:aws:sms-voice:us-east-1:111122223333:registration/${ID}`;

function register(stack: Stack, props: Partial<RegistrationProps> = {}, id = 'Registration'): Registration {
  return new Registration(stack, id, { registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION, ...props });
}

/** The custom resource of a stack with one registration. */
function rendered(props: Partial<RegistrationProps> = {}): Rendered {
  const stack = newStack();
  register(stack, props);
  return only(stack, CUSTOM);
}

const problem = (props: Partial<RegistrationProps>) => messageOf(() => rendered(props));

describe('A registration in the template', () => {
  test('is one custom resource with everything that the handler needs', () => {
    const stack = newStack();
    register(stack, {
      registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION,
      fields: {
        'companyInfo.companyName': FieldValue.text('Example Corp.'),
        'companyInfo.legalType': FieldValue.choices('PRIVATE_PROFIT'),
      },
      tags: { Name: 'brand' },
      deletionTimeout: Duration.minutes(5),
    });
    const { logicalId } = only(stack, 'AWS::Lambda::Function');
    expect(only(stack, CUSTOM)).toEqual({
      logicalId: expect.stringMatching(/^Registration/),
      Type: 'Custom::SMSVoiceRegistration',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': [logicalId, 'Arn'] },
        ServiceTimeout: 1200,
        RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION',
        Fields: [
          { FieldPath: 'companyInfo.companyName', TextValue: 'Example Corp.' },
          { FieldPath: 'companyInfo.legalType', SelectChoices: ['PRIVATE_PROFIT'] },
        ],
        Tags: [{ Key: 'Name', Value: 'brand' }],
        DeletionTimeout: 300,
      },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  test.each([[true, true], [false, undefined], [undefined, undefined]])('with deletionProtection %s says %s to the handler', (deletionProtection, expected) => {
    expect(rendered({ deletionProtection }).Properties.DeletionProtection).toBe(expected);
  });

  test('has an empty form, no tags and ten minutes for its deletion by default', () => {
    expect(rendered().Properties).toEqual({
      ServiceToken: expect.anything(),
      ServiceTimeout: 1200,
      RegistrationType: 'US_TOLL_FREE_REGISTRATION',
      Fields: [],
      Tags: [],
      DeletionTimeout: 600,
    });
  });

  test('is the same with and without the feature flags of a new app', () => {
    const [older, newer] = [{}, NEW_APP].map((context) => {
      const stack = newStack({}, newApp(context));
      register(stack, { tags: { Name: 'brand' } });
      // The order of actions has no meaning.
      return JSON.stringify(Template.fromStack(stack).toJSON(), (key, value: unknown) => key === 'Action' && Array.isArray(value) ? value.sort() : value);
    });
    expect(JSON.parse(older!)).toEqual(JSON.parse(newer!));
  });
});

describe('The registrations of an app', () => {
  test('add at most four support resources to a stack with the first one, and then only themselves', () => {
    const stack = newStack();
    register(stack, {}, 'First');
    expect(census(stack)).toEqual({
      [CUSTOM]: 1, 'AWS::Lambda::Function': 1, 'AWS::IAM::Role': 1, 'AWS::Logs::LogGroup': 1,
    });
    const more = newStack();
    ['First', 'Second', 'Third'].forEach((id) => register(more, {}, id));
    expect(census(more)).toEqual({ ...census(stack), [CUSTOM]: 3 });
  });

  test('share the handler of their stack', () => {
    const stack = newStack();
    register(stack, {}, 'First');
    register(stack, {}, 'Second');
    const tokens = Object.values(resources(stack, CUSTOM)).map(({ Properties }) => Properties.ServiceToken);
    expect(tokens).toHaveLength(2);
    expect(tokens[0]).toEqual({ 'Fn::GetAtt': [only(stack, 'AWS::Lambda::Function').logicalId, 'Arn'] });
    expect(tokens[1]).toEqual(tokens[0]);
  });

  test('have a handler in each of their stacks', () => {
    const app = newApp({});
    const stacks = ['One', 'Two'].map((id) => new Stack(app, id));
    const stage = new Stack(new Stage(app, 'Stage'), 'One');
    [...stacks, stage].forEach((stack) => register(stack));
    [...stacks, stage].forEach((stack) => {
      expect(only(stack, CUSTOM).Properties.ServiceToken).toEqual({ 'Fn::GetAtt': [only(stack, 'AWS::Lambda::Function').logicalId, 'Arn'] });
    });
  });

  test('have a handler of their own in a nested stack', () => {
    const parent = newStack();
    const nested = new NestedStack(parent, 'Nested');
    register(parent);
    register(nested);
    expect(census(nested)).toEqual(expect.objectContaining({ [CUSTOM]: 1, 'AWS::Lambda::Function': 1 }));
    expect(census(parent)).toEqual(expect.objectContaining({ [CUSTOM]: 1, 'AWS::Lambda::Function': 1 }));
    // The nested stack is the one that the events of its resources name.
    expect(JSON.stringify(only(nested, 'AWS::IAM::Role'))).toContain('{"Ref":"AWS::StackId"}');
  });
});

describe('The attributes of a registration', () => {
  test('are its id by Ref, and its ARN and status by Fn::GetAtt', () => {
    const stack = newStack();
    const registration = register(stack);
    const { logicalId } = only(stack, CUSTOM);
    expect(stack.resolve(registration.registrationId)).toEqual({ Ref: logicalId });
    expect(stack.resolve(registration.registrationArn)).toEqual({ 'Fn::GetAtt': [logicalId, 'RegistrationArn'] });
    expect(stack.resolve(registration.registrationStatus)).toEqual({ 'Fn::GetAtt': [logicalId, 'RegistrationStatus'] });
    expect(stack.resolve(registration.registrationVersionNumber)).toEqual({ 'Fn::GetAtt': [logicalId, 'VersionNumber'] });
    expect(registration.registrationType).toBe(RegistrationType.US_TOLL_FREE_REGISTRATION);
  });

  test('can be read in another stack', () => {
    const app = newApp({});
    const [producer, consumer] = [new Stack(app, 'Producer'), new Stack(app, 'Consumer')];
    new CfnWaitConditionHandle(consumer, 'Other');
    new CfnOutput(consumer, 'Id', { value: register(producer).registrationId });
    const { logicalId } = only(producer, CUSTOM);
    Template.fromStack(producer).hasOutput('*', { Value: { Ref: logicalId } });
    Template.fromStack(consumer).hasOutput('Id', { Value: { 'Fn::ImportValue': Match.stringLikeRegexp(`^Producer:ExportsOutputRef${logicalId}`) } });
  });
});

describe('The registration type', () => {
  test('may be a token', () => {
    const stack = newStack();
    register(stack, { registrationType: RegistrationType.of(new CfnParameter(stack, 'Type').valueAsString) });
    expect(only(stack, CUSTOM).Properties.RegistrationType).toEqual({ Ref: 'Type' });
  });
});

describe('A field path', () => {
  const fieldsOf = (...paths: string[]): Partial<RegistrationProps> => ({
    fields: Object.fromEntries(paths.map((path) => [path, FieldValue.text('x')])),
  });
  const pathsOf = ({ Properties }: Rendered) => (Properties.Fields as { FieldPath: string }[]).map(({ FieldPath }) => FieldPath);

  test.each([
    ['one character', 'a'],
    ['100 characters', 'aZ_09.abcd'.repeat(10)],
    ['the name of a prototype', '__proto__'],
    ['the name of a constructor', 'constructor'],
    ['the name of a method', 'hasOwnProperty.toString'],
  ])('may be %s', (_, path) => {
    expect(pathsOf(rendered(fieldsOf(path)))).toEqual([path]);
  });

  test.each([
    ['be empty', '', 'the field path "" must have 1 to 100 characters, but is empty'],
    ['have 101 characters', 'a'.repeat(101), `the field path "${'a'.repeat(101)}" must have 1 to 100 characters, but has 101`],
    ...['a-b', 'a b', 'a/b', 'a[0]', 'ä', 'a\n', '😀'].map((path) => [
      `be ${JSON.stringify(path)}`, path, `the field path "${path}" may contain only letters, digits, _ and .`,
    ]),
  ])('cannot %s', (_, path, message) => {
    expect(problem(fieldsOf(path!))).toBe(`Registration "Stack/Registration": ${message}`);
  });

  test('is cut in an error about one of any length', () => {
    expect(problem(fieldsOf('a'.repeat(5000)))).toContain('must have 1 to 100 characters, but has 5000');
    expect(problem(fieldsOf('a'.repeat(5000))).length).toBeLessThan(300);
  });

  test('may be a token', () => {
    const stack = newStack();
    const path = new CfnParameter(stack, 'Path').valueAsString;
    register(stack, fieldsOf(path, `messages.${path}`, Lazy.string({ produce: () => 'produced' })));
    expect(pathsOf(only(stack, CUSTOM))).toEqual(['produced', { 'Fn::Join': ['', ['messages.', { Ref: 'Path' }]] }, { Ref: 'Path' }]);
  });
});

describe('The deletion timeout', () => {
  test.each([
    [Duration.seconds(30), 30],
    [Duration.minutes(1), 60],
    [Duration.minutes(14), 840],
    [Duration.millis(60_000), 60],
  ])('may be %s', (deletionTimeout, seconds) => {
    expect(rendered({ deletionTimeout }).Properties.DeletionTimeout).toBe(seconds);
  });

  test.each([
    [Duration.seconds(0), '0 seconds'],
    [Duration.seconds(29), '29 seconds'],
    [Duration.millis(29_999), '29 seconds 999 millis'],
    [Duration.seconds(841), '14 minutes 1 second'],
    [Duration.days(1), '1 day'],
  ])('cannot be %s', (deletionTimeout, text) => {
    expect(problem({ deletionTimeout })).toBe(
      `Registration "Stack/Registration": deletionTimeout must be 30 seconds to 14 minutes, but is ${text}`,
    );
  });

  test('has to be whole seconds', () => {
    expect(problem({ deletionTimeout: Duration.millis(30_500) })).toMatch(/^Registration "Stack\/Registration": deletionTimeout must be in whole seconds, but is 30 seconds 500 millis$/);
  });

  test('may be a token', () => {
    const stack = newStack();
    register(stack, { deletionTimeout: Duration.seconds(new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber) }, 'Parameter');
    register(stack, { deletionTimeout: Duration.seconds(Lazy.number({ produce: () => 77 })) }, 'Late');
    const timeouts = Object.values(resources(stack, CUSTOM)).map(({ Properties }) => Properties.DeletionTimeout);
    expect(timeouts).toEqual([{ Ref: 'Seconds' }, 77]);
  });
});

describe('An error', () => {
  const everythingWrong: Partial<RegistrationProps> = {
    fields: {
      'bad path': FieldValue.text('good'),
      'empty': FieldValue.text(''),
      'none': FieldValue.choices(),
    },
    deletionTimeout: Duration.seconds(1),
  };

  test('names all problems at once, and the construct', () => {
    expect(problem(everythingWrong)).toBe([
      'Registration "Stack/Registration": the field path "bad path" may contain only letters, digits, _ and .',
      'fields["empty"]: its text must have 1 to 2048 characters, but is empty',
      'fields["none"]: it must have 1 to 100 choices, but has 0',
      'deletionTimeout must be 30 seconds to 14 minutes, but is 1 second',
    ].join('; '));
  });

  test('leaves no half of a registration in the stack', () => {
    const stack = newStackWithOther();
    expect(() => register(stack, everythingWrong)).toThrow();
    expect(census(stack)).toEqual({});
  });
});

describe('The removal policy', () => {
  test.each([
    ['deletes by default', undefined, 'Delete', 'Delete'],
    ['deletes', RemovalPolicy.DESTROY, 'Delete', 'Delete'],
    ['keeps', RemovalPolicy.RETAIN, 'Retain', 'Retain'],
    ['keeps what was made, but not what failed to be made', RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate', 'Retain'],
  ])('%s', (_, removalPolicy, DeletionPolicy, UpdateReplacePolicy) => {
    expect(rendered({ removalPolicy })).toMatchObject({ DeletionPolicy, UpdateReplacePolicy });
  });

  test('cannot be a snapshot: there is none', () => {
    expect(problem({ removalPolicy: RemovalPolicy.SNAPSHOT })).toMatch(/does not support snapshot removal policy/);
  });

  test('can be set later, as everywhere in the CDK', () => {
    const stack = newStack();
    register(stack).applyRemovalPolicy(RemovalPolicy.RETAIN);
    expect(only(stack, CUSTOM)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });
});

describe('The tags', () => {
  /** After `tag` was done with the stack and its registration. */
  const tagsAfter = (tag: (stack: Stack, registration: Registration) => void, props: Partial<RegistrationProps> = {}): unknown => {
    const stack = newStack();
    tag(stack, register(stack, props));
    return only(stack, CUSTOM).Properties.Tags;
  };
  const tagged = (tags: Record<string, string>) => rendered({ tags }).Properties.Tags;
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'x']));

  test('are those of the props', () => {
    expect(tagged({ Name: 'brand', Empty: '' })).toEqual(expect.arrayContaining([{ Key: 'Name', Value: 'brand' }, { Key: 'Empty', Value: '' }]));
  });

  test.each<[string, (stack: Stack, registration: Registration) => void]>([
    ['itself', (_, registration) => Tags.of(registration).add('Team', 'texts')],
    ['its stack', (stack) => Tags.of(stack).add('Team', 'texts')],
    ['its app', (stack) => Tags.of(stack.node.root).add('Team', 'texts')],
  ])('come from Tags.of(...) of %s, too', (_, tag) => {
    expect(tagsAfter(tag, { tags: { Name: 'brand' } })).toEqual([{ Key: 'Name', Value: 'brand' }, { Key: 'Team', Value: 'texts' }]);
  });

  test('go to the registration alone when only it is tagged', () => {
    const stack = newStack();
    Tags.of(register(stack, {}, 'First')).add('Team', 'texts');
    register(stack, {}, 'Second');
    const tags = Object.values(resources(stack, CUSTOM)).map(({ Properties }) => Properties.Tags);
    expect(tags).toEqual([[{ Key: 'Team', Value: 'texts' }], []]);
    expect(only(stack, 'AWS::Lambda::Function').Properties).not.toHaveProperty('Tags');
  });

  test('can be taken away by Tags.of(...).remove(...)', () => {
    expect(tagsAfter((stack) => Tags.of(stack).remove('Name'), { tags: { Name: 'brand', Team: 'texts' } })).toEqual([{ Key: 'Team', Value: 'texts' }]);
  });

  test('follow the resource types that Tags.of(...) includes and excludes', () => {
    expect(tagsAfter((stack) => {
      Tags.of(stack).add('Excluded', 'x', { excludeResourceTypes: [CUSTOM] });
      Tags.of(stack).add('Included', 'x', { includeResourceTypes: [CUSTOM] });
      Tags.of(stack).add('Other', 'x', { includeResourceTypes: ['AWS::Lambda::Function'] });
    })).toEqual([{ Key: 'Included', Value: 'x' }]);
  });

  test('may be tokens', () => {
    const stack = newStack();
    const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
    register(stack, { tags: { [parameter]: parameter, Stack: Aws.STACK_NAME } });
    expect(only(stack, CUSTOM).Properties.Tags).toEqual(expect.arrayContaining([
      { Key: { Ref: 'Parameter' }, Value: { Ref: 'Parameter' } },
      { Key: 'Stack', Value: { Ref: 'AWS::StackName' } },
    ]));
  });

  test('are found by the CDK', () => {
    const registration = register(newStack());
    expect(TagManager.isTaggable(registration)).toBe(true);
    expect(registration.tags).toBeInstanceOf(TagManager);
  });

  test.each([
    ['190 of them', many(190)],
    ['a key of 128 characters', { ['k'.repeat(128)]: 'x' }],
    ['a value of 256 characters', { Name: 'v'.repeat(256) }],
    ['keys and values of characters of 4 bytes, which count as one each', { ['😀'.repeat(128)]: '😀'.repeat(256) }],
    ['a key that only resembles a reserved one', { 'awsome:x': 'x', 'x:aws:x': 'x', 'cdk-sms-registration': 'x' }],
  ])('may be %s', (_, tags: Record<string, string>) => {
    expect(tagged(tags)).toHaveLength(Object.keys(tags).length);
  });

  test.each([
    ['191 of them', many(191), 'at most 190 tags are allowed, but there are 191'],
    ['an empty key', { '': 'x' }, 'the tag key "" must have 1 to 128 characters, but is empty'],
    ['a key of 129 characters', { ['k'.repeat(129)]: 'x' }, `the tag key "${'k'.repeat(110)}…" must have 1 to 128 characters, but has 129`],
    ['a value of 257 characters', { Name: 'v'.repeat(257) }, 'the value of the tag "Name" must have 0 to 256 characters, but has 257'],
    ['a key of AWS', { 'aws:x': 'x' }, 'the tag key "aws:x" starts with the reserved prefix "aws:"'],
    ['a key of AWS in other letters', { 'AWS:x': 'x' }, 'the tag key "AWS:x" starts with the reserved prefix "aws:"'],
    [
      'a key of this library',
      { 'cdk-sms-registration:stack-id': 'x' },
      'the tag key "cdk-sms-registration:stack-id" starts with the reserved prefix "cdk-sms-registration:"',
    ],
  ])('cannot be %s', (_, tags: Record<string, string>, message) => {
    expect(problem({ tags })).toContain(`Registration "Stack/Registration": ${message}`);
  });

  describe('of new Stack(…, { tags })', () => {
    const tagsOf = (
      tags: Record<string, string>, tag: (stack: Stack, registration: Registration) => void = () => undefined,
      own?: Record<string, string>, context = {},
    ) => {
      const stack = newStack({ tags, env: ENV }, newApp(context));
      tag(stack, register(stack, { tags: own }));
      return only(stack, CUSTOM).Properties.Tags;
    };

    test.each([{}, NEW_APP])('reach the registration, which CloudFormation does not tag itself', (context) => {
      expect(tagsOf({ Team: 'texts', Cost: '7' }, undefined, { Name: 'brand' }, context)).toEqual([
        { Key: 'Cost', Value: '7' }, { Key: 'Name', Value: 'brand' }, { Key: 'Team', Value: 'texts' },
      ]);
    });

    test('give way to those of the registration and of Tags.of(…)', () => {
      expect(tagsOf({ Team: 'stack', Cost: 'stack' }, (stack) => Tags.of(stack).add('Cost', 'aspect'), { Team: 'own' })).toEqual([
        { Key: 'Cost', Value: 'aspect' }, { Key: 'Team', Value: 'own' },
      ]);
    });

    test.each<[string, (stack: Stack, registration: Registration) => void]>([
      ['removes them', (stack) => Tags.of(stack).remove('Team')],
      ['removes them from the registration', (_, registration) => Tags.of(registration).remove('Team')],
      ['is for other resources', (stack) => Tags.of(stack).add('Team', 'others', { excludeResourceTypes: [CUSTOM] })],
    ])('stay away where Tags.of(…) %s', (_, tag) => {
      expect(tagsOf({ Team: 'stack' }, tag)).toEqual([]);
    });

    test('may be set later, on the stack', () => {
      expect(tagsOf({}, (stack) => stack.tags.setTag('Team', 'late'))).toEqual([{ Key: 'Team', Value: 'late' }]);
    });

    test('reach those of its nested stacks', () => {
      const stack = newStack({ tags: { Team: 'texts' }, env: ENV });
      const nested = new NestedStack(stack, 'Nested');
      register(nested);
      expect(only(nested, CUSTOM).Properties.Tags).toEqual([{ Key: 'Team', Value: 'texts' }]);
    });

    test('are checked and counted like others', () => {
      expect(messageOf(() => tagsOf({ 'aws:x': 'x' }))).toContain('the tag key "aws:x" starts with the reserved prefix "aws:"');
      expect(messageOf(() => tagsOf({ Team: 'texts' }, undefined, many(190)))).toContain('at most 190 tags are allowed, but there are 191');
    });
  });

  test.each<[string, () => Record<string, string>, string]>([
    ['as it is written', () => ({ Name: '{{resolve:secretsmanager:tax-id}}' }), 'the tag "Name" contains a dynamic reference to secretsmanager'],
    ['in a token', () => ({ Name: SecretValue.ssmSecure('tax-id').unsafeUnwrap() }), 'the tag "Name" contains a dynamic reference to ssm-secure'],
  ])('cannot be a secret, %s', (_, tags, message) => {
    expect(problem({ tags: tags() })).toContain(`Registration "Stack/Registration": ${message}, which CloudFormation does not resolve in a custom resource; do not put secrets in tags`);
  });

  test('of Tags.of(...) are checked like those of the props', () => {
    expect(() => tagsAfter((stack) => Tags.of(stack).add('aws:x', 'x'))).toThrow('the tag key "aws:x" starts with the reserved prefix "aws:"');
  });
});

describe('Registration.fromRegistrationId', () => {
  test('is a registration in the account and Region of the stack', () => {
    const stack = newStack();
    const registration = Registration.fromRegistrationId(stack, 'Imported', ID);
    expect(registration.registrationId).toBe(ID);
    expect(stack.resolve(registration.registrationArn)).toBe(ARN);
    expect(registration.env).toEqual(ENV);
  });

  test('is there also in an app without feature flags', () => {
    expect(Registration.fromRegistrationId(newStack({ env: ENV }, newApp({})), 'Imported', ID).env).toEqual(ENV);
  });

  test('knows the partition of a stack without account and Region at the deploy', () => {
    const stack = newStack({});
    expect(stack.resolve(Registration.fromRegistrationId(stack, 'Imported', ID).registrationArn)).toEqual({
      'Fn::Join': ['', [
        'arn:', { Ref: 'AWS::Partition' }, ':sms-voice:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:registration/${ID}`,
      ]],
    });
  });

  test('takes a token', () => {
    const stack = newStack();
    const { registrationId, registrationArn } = Registration.fromRegistrationId(stack, 'Imported', new CfnParameter(stack, 'Id').valueAsString);
    expect(stack.resolve(registrationId)).toEqual({ Ref: 'Id' });
    expect(stack.resolve(registrationArn)).toEqual({
      'Fn::Join': ['', ['arn:aws:sms-voice:us-east-1:111122223333:registration/', { Ref: 'Id' }]],
    });
  });

  test.each(['', 'registration-', 'registration', 'phone-0123', `registration/${ID}`, ` ${ID}`, `${ID}\n`, `${ID}-x`])('refuses %j', (id) => {
    expect(() => Registration.fromRegistrationId(newStack(), 'Imported', id)).toThrow(new Error(
      `Registration.fromRegistrationId: "${id}" is not the ID of a registration, which starts with registration-`,
    ));
  });
});

describe('Registration.fromRegistrationArn', () => {
  test.each([
    ['aws', 'us-east-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1'],
  ])('is a registration in the account and Region of its ARN, in the partition %s', (partition, region) => {
    const arn = `arn:${partition}:sms-voice:${region}:444455556666:registration/${ID}`;
    const registration = Registration.fromRegistrationArn(newStack(), 'Imported', arn);
    expect(registration.registrationId).toBe(ID);
    expect(registration.registrationArn).toBe(arn);
    expect(registration.env).toEqual({ account: '444455556666', region });
  });

  test('takes a token', () => {
    const stack = newStack();
    const registration = Registration.fromRegistrationArn(stack, 'Imported', new CfnParameter(stack, 'Arn').valueAsString);
    expect(stack.resolve(registration.registrationArn)).toEqual({ Ref: 'Arn' });
    expect(stack.resolve(registration.registrationId)).toEqual({
      'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::Select': [5, { 'Fn::Split': [':', { Ref: 'Arn' }] }] }] }],
    });
    expect(Token.isUnresolved(registration.env.account)).toBe(true);
  });

  test('takes an ARN with tokens in it', () => {
    const stack = newStack();
    const arn = `arn:${Aws.PARTITION}:sms-voice:${Aws.REGION}:${Aws.ACCOUNT_ID}:registration/${ID}`;
    expect(stack.resolve(Registration.fromRegistrationArn(stack, 'Imported', arn).registrationArn)).toEqual(stack.resolve(arn));
  });

  test.each([
    ['a phone number', 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-0123'],
    ['another service', `arn:aws:sns:us-east-1:111122223333:registration/${ID}`],
    ['an ARN without an id', 'arn:aws:sms-voice:us-east-1:111122223333:registration'],
    ['an ARN with an empty id', 'arn:aws:sms-voice:us-east-1:111122223333:registration/'],
    ['an ARN with a bad id', 'arn:aws:sms-voice:us-east-1:111122223333:registration/brand'],
    ['an ARN with more than an id', `${ARN}/version/1`],
    ['an id', ID],
    ['nothing', ''],
  ])('refuses %s', (_, arn) => {
    const message = messageOf(() => Registration.fromRegistrationArn(newStack(), 'Imported', arn));
    expect(message).toMatch(/^Registration\.fromRegistrationArn: ".*" is not the (ID|ARN) of a registration, which (starts with|ends in) /);
  });
});

describe('Registration.isRegistration', () => {
  const IMPORTED = (stack: Stack) => Registration.fromRegistrationId(stack, 'Imported', ID);

  test.each<[string, (stack: Stack) => unknown]>([
    ['one that the stack creates', (stack) => register(stack)],
    ['an adopted one', (stack) => Registration.adopt(stack, 'Adopted', { registrationType: RegistrationType.of('EXAMPLE'), registrationId: ID })],
    ['one of another copy of the library', (stack) => Object.assign(IMPORTED(stack), { [Symbol.for('cdk-sms-registration.Registration')]: true })],
  ])('is true of %s', (_, make) => {
    expect(Registration.isRegistration(make(newStack()))).toBe(true);
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['an imported one', IMPORTED], ['its resource', (stack) => register(stack).node.defaultChild], ['a stack', (stack) => stack], ['an id', () => ID],
    ['null', () => null], ['undefined', () => undefined], ['an object', () => ({ registrationId: ID })], ['a function', () => () => ID],
  ])('is false of %s', (_, make) => {
    expect(Registration.isRegistration(make(newStack()))).toBe(false);
  });

  test('leaves nothing to enumerate on the construct', () => {
    expect(Object.getOwnPropertyDescriptor(register(newStack()), Symbol.for('cdk-sms-registration.Registration'))!.enumerable).toBe(false);
  });
});

describe('An imported registration', () => {
  test('adds nothing to the stack, so it is never changed or deleted', () => {
    const stack = newStackWithOther();
    Registration.fromRegistrationId(stack, 'ById', ID);
    Tags.of(Registration.fromRegistrationArn(stack, 'ByArn', ARN)).add('Team', 'texts');
    expect(census(stack)).toEqual({});
  });

  test('can stand beside one that the stack makes', () => {
    const stack = newStack({ env: ENV });
    const imported = Registration.fromRegistrationId(stack, 'Imported', ID);
    register(stack, { tags: { Brand: imported.registrationId, Arn: Fn.select(5, Fn.split(':', imported.registrationArn)) } });
    expect(census(stack)[CUSTOM]).toBe(1);
  });
});
