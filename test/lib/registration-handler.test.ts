import * as fs from 'fs';
import * as path from 'path';
import { App, Aspects, CfnCondition, CfnParameter, CfnResource, Fn, NestedStack, PropertyInjectors, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct, IConstruct } from 'constructs';
import { associate, census, ENV, messageOf, newApp, newStack, newStackWithOther, only, resources, warningsOf } from './stacks';
import {
  FieldValue, Registration, RegistrationAttachment, RegistrationAttachmentProps, RegistrationDocument, RegistrationHandler, RegistrationHandlerProps,
  RegistrationProps, RegistrationType,
} from '../../lib';

const FUNCTION = 'AWS::Lambda::Function';
const WHERE = 'RegistrationHandler "Stack/SMSVoiceRegistrationHandler"';
const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');

function register(scope: Construct, id = 'Registration', props: Partial<RegistrationProps> = {}): Registration {
  return new Registration(scope, id, { registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION, ...props });
}

test('A handler that is not a RegistrationHandler is refused where it is given', () => {
  const stack = newStack();
  expect(() => register(stack, 'Brand', { handler: new CfnResource(stack, 'Other', { type: 'Other' }) as unknown as RegistrationHandler }))
    .toThrow('"Stack/Brand": handler is an object; a RegistrationHandler is expected');
  expect(() => new RegistrationHandler(stack, 'Handler', { limitConcurrency: 'false' as unknown as boolean })).toThrow('limitConcurrency is a string; true or false is expected');
});

function attachment(scope: Construct, props: Partial<RegistrationAttachmentProps> = {}): RegistrationAttachment {
  const document = RegistrationDocument.fromBucket(s3.Bucket.fromBucketName(scope, 'Bucket', 'documents'), 'opt-in.png');
  return new RegistrationAttachment(scope, 'Image', { document, ...props });
}

/** Which handler works on what, by the names of the constructs. */
function servedBy(stack: Stack, ...types: string[]): Record<string, string> {
  const all = (types.length > 0 ? types : ['Custom::SMSVoiceRegistration', 'Custom::SMSVoiceRegistrationAttachment']).flatMap((type) => Object.entries(resources(stack, type)));
  const name = (logicalId: string) => logicalId.replace(/(Resource|Function)?[0-9A-F]{8}$/, '');
  return Object.fromEntries(all.map(([id, { Properties }]) => [name(id), name((Properties.ServiceToken as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0]!)]));
}

/** A stack whose handler runs as `props` say. */
function stackWith(props: RegistrationHandlerProps | ((stack: Stack) => RegistrationHandlerProps), stack = newStack()): Stack {
  new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, typeof props === 'function' ? props(stack) : props);
  return stack;
}

/** A VPC without the resources that close its default security group. */
function newVpc(stack: Stack, props: ec2.VpcProps = {}): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false, natGateways: 1, availabilityZones: ['us-east-1a', 'us-east-1b'], ...props });
}

interface Statement {
  readonly Action: string | string[];
  readonly Effect: string;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** What a policy document allows, a row for each action and resource: [action, resource, condition]. */
function table(document: unknown): unknown[] {
  const { Statement } = document as { Statement: Statement[] };
  expect(Statement.map(({ Effect }) => Effect)).toEqual(Statement.map(() => 'Allow'));
  return sorted(Statement.flatMap(({ Action, Resource, Condition }) => (
    [Action].flat().flatMap((action) => [Resource].flat().map((resource) => [action, resource, Condition]))
  )));
}

function sorted(rows: unknown[][]): unknown[][] {
  return rows.map((row) => [JSON.stringify(row), row] as const).sort(([a], [b]) => a < b ? -1 : 1).map(([, row]) => row);
}

describe('The function', () => {
  test('is exactly this by default', () => {
    const stack = stackWith({});
    const role = only(stack, 'AWS::IAM::Role');
    expect(only(stack, FUNCTION)).toMatchObject({
      Properties: {
        Code: { S3Bucket: expect.anything(), S3Key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) },
        Description: 'Creates, updates and deletes the SMS registrations of this stack',
        Handler: 'index.handler',
        LoggingConfig: { LogGroup: { Ref: only(stack, 'AWS::Logs::LogGroup').logicalId } },
        MemorySize: 256,
        Role: { 'Fn::GetAtt': [role.logicalId, 'Arn'] },
        Runtime: 'nodejs24.x',
        Timeout: 900,
      },
      DependsOn: [role.logicalId],
    });
  });

  test('has no environment, VPC or reserved concurrency of its own', () => {
    const { Properties } = only(stackWith({}), FUNCTION);
    expect(Object.keys(Properties).sort()).toEqual(
      ['Code', 'Description', 'Handler', 'LoggingConfig', 'MemorySize', 'Role', 'Runtime', 'Timeout'],
    );
  });

  test('comes as a file asset of the package, so that nothing has to be bundled', () => {
    const app = new App({ postCliContext: { 'aws:cdk:disable-asset-staging': false } });
    const stack = stackWith({}, newStack(undefined, app));
    const { S3Key } = only(stack, FUNCTION).Properties.Code as { S3Key: string };
    const asset = path.join(app.outdir, `asset.${path.parse(S3Key).name}`);
    expect(fs.readdirSync(asset)).toEqual(fs.readdirSync(path.join(__dirname, '..', '..', 'assets', 'handler')));
  });

  test('is named by the handler, with its role and log group', () => {
    const stack = newStack();
    const handler = RegistrationHandler.getOrCreate(stack);
    const { logicalId } = only(stack, FUNCTION);
    expect(stack.resolve(handler.serviceToken)).toEqual({ 'Fn::GetAtt': [logicalId, 'Arn'] });
    expect(stack.resolve(handler.lambdaFunction.functionName)).toEqual({ Ref: logicalId });
    expect(stack.resolve(handler.role.roleName)).toEqual({ Ref: only(stack, 'AWS::IAM::Role').logicalId });
    expect(stack.resolve(handler.logGroup.logGroupName)).toEqual({ Ref: only(stack, 'AWS::Logs::LogGroup').logicalId });
  });

  test('gets the tags of its stack', () => {
    const stack = stackWith({});
    Tags.of(stack).add('Team', 'texts');
    expect(only(stack, FUNCTION).Properties.Tags).toEqual([{ Key: 'Team', Value: 'texts' }]);
  });

  test('draws no warning from the CDK', () => {
    const stack = stackWith((scope) => ({ vpc: newVpc(scope) }));
    register(stack);
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
    expect(Annotations.fromStack(stack).findError('*', Match.anyValue())).toEqual([]);
  });
});

describe('The handler of a stack', () => {
  test('is one for all of its registrations and attachments, and given by getOrCreate', () => {
    const stack = newStack();
    const registration = register(stack);
    attachment(stack);
    const handler = RegistrationHandler.getOrCreate(stack);
    expect(RegistrationHandler.getOrCreate(registration)).toBe(handler);
    expect(handler.node.path).toBe(`Stack/${RegistrationHandler.DEFAULT_ID}`);
    expect(census(stack)[FUNCTION]).toBe(1);
  });

  test('is another one in another stack and in a nested one', () => {
    const app = newApp();
    const one = new Stack(app, 'One');
    const handlers = [one, new Stack(app, 'Two'), new NestedStack(one, 'Nested')].map((stack) => RegistrationHandler.getOrCreate(stack));
    expect(new Set(handlers).size).toBe(3);
    expect(handlers.map((handler) => Stack.of(handler).node.id)).toEqual(['One', 'Two', 'Nested']);
  });

  test('is not made where all have another one, whatever is declared first', () => {
    const stack = newStack();
    const declared: Construct[] = [];
    const handler = new RegistrationHandler(stack, 'Own', { logRetention: logs.RetentionDays.ONE_DAY });
    declared.push(register(stack, 'One', { handler }), register(stack, 'Other', { handler }), attachment(stack, { handler }));
    expect(census(stack)[FUNCTION]).toBe(1);
    expect(only(stack, 'AWS::Logs::LogGroup').Properties.RetentionInDays).toBe(1);
    expect(servedBy(stack)).toEqual({ One: 'Own', Other: 'Own', Image: 'Own' });
  });

  test('keeps its logical ids when a configured one takes its ID: CloudFormation gives no resource to another function', () => {
    const [before, after] = [newStack(), newStack()];
    register(before);
    register(after, 'Registration', { handler: new RegistrationHandler(after, RegistrationHandler.DEFAULT_ID, { memorySize: 512 }) });
    const [one, other] = [before, after].map((stack) => Object.keys(Template.fromStack(stack).toJSON().Resources).sort());
    expect(other).toEqual(one);
  });

  test.each<[string, (scope: Construct, handler: RegistrationHandler) => void]>([
    ['a registration', (scope, handler) => register(scope, 'Registration', { handler })],
    ['an attachment', (scope, handler) => attachment(scope, { handler })],
  ])('cannot be that of another stack: %s', (_, declare) => {
    const app = newApp();
    const stack = new Stack(app, 'Stack');
    const handler = new RegistrationHandler(new Stack(app, 'Other'), 'Handler');
    const message = (at: string) => new RegExp(
      `^"${at}/(Registration|Image)": its handler "Other/Handler" belongs to the stack "Other", .* Create a RegistrationHandler in the stack "${at}"$`,
    );
    expect(messageOf(() => declare(stack, handler))).toMatch(message('Stack'));
    expect(messageOf(() => declare(new NestedStack(stack, 'Nested'), handler))).toMatch(message('Stack/Nested'));
  });
});

describe('Two handlers in one stack', () => {
  const secretOf = (stack: Stack, id: string) => secretsmanager.Secret.fromSecretNameV2(stack, id, `secret-${id}`);
  /** Each with a registration of its own. */
  const two = () => {
    const stack = newStack();
    const handlers = ['One', 'Two'].map((id) => new RegistrationHandler(stack, id));
    const registrations = handlers.map((handler) => register(stack, `${handler.node.id}Registration`, {
      handler, fields: { 'companyInfo.companyName': FieldValue.fromSecretsManager(secretOf(stack, `${handler.node.id}Secret`)) },
    }));
    return { stack, handlers, registrations };
  };
  const policiesOf = (stack: Stack, { role }: RegistrationHandler) => (
    Object.values(resources(stack, 'AWS::IAM::Policy')).filter(({ Properties }) => JSON.stringify(Properties.Roles) === JSON.stringify([stack.resolve(role.roleName)]))
  );

  test('have a function, role and log group each, and only their own registrations', () => {
    const { stack } = two();
    expect(census(stack)).toMatchObject({ [FUNCTION]: 2, 'AWS::IAM::Role': 2, 'AWS::Logs::LogGroup': 2 });
    expect(servedBy(stack)).toEqual({ OneRegistration: 'One', TwoRegistration: 'Two' });
  });

  test('may read the secrets of their own registrations only', () => {
    const { stack, handlers } = two();
    handlers.forEach((handler) => {
      expect(JSON.stringify(policiesOf(stack, handler)).match(/secret:secret-\w+/g)).toEqual([`secret:secret-${handler.node.id}Secret`]);
    });
  });

  test('read one secret each by a policy of their own', () => {
    const stack = newStack();
    const value = FieldValue.fromSecretsManager(secretOf(stack, 'Shared'));
    const handlers = ['One', 'Two'].map((id) => new RegistrationHandler(stack, id));
    handlers.forEach((handler) => register(stack, `${handler.node.id}Registration`, { handler, fields: { 'companyInfo.companyName': value } }));
    expect(handlers.map((handler) => policiesOf(stack, handler).length)).toEqual([1, 1]);
  });

  test('give the permission for an association to the one whose registration it is', () => {
    const { stack, registrations } = two();
    associate(registrations[1]!, 'phone-0123');
    const allowed = Object.entries(resources(stack, 'AWS::IAM::Role')).filter(([, role]) => JSON.stringify(role).includes('phone-number/phone-0123'));
    expect(allowed.map(([id]) => id)).toEqual([expect.stringMatching(/^TwoRole/)]);
  });

  test('work on one number, whose association belongs to the handler of its registration', () => {
    const { stack, registrations } = two();
    associate(registrations[1]!, new CfnResource(stack, 'Number', { type: 'AWS::SMSVOICE::PhoneNumber', properties: {} }));
    expect(servedBy(stack, 'Custom::SMSVoiceRegistrationAssociations')).toEqual({ TwoRegistrationAssociations: 'Two' });
  });

  test('may associate their registrations with each other, since they carry the tag of one stack', () => {
    const { stack, registrations: [one, other] } = two();
    associate(other!, one!);
    const role = Object.entries(resources(stack, 'AWS::IAM::Role')).find(([id]) => id.startsWith('TwoRole'))![1];
    expect(JSON.stringify(role)).toMatch(/CreateRegistrationAssociation.*registration\/\*/);
    const [first, second] = Object.entries(resources(stack, 'Custom::SMSVoiceRegistration'));
    expect(second![1].Properties.Associations).toEqual([{ Ref: first![0] }]);
    expect(second![1].DependsOn).toContain(first![0]);
  });

  test('share documents: a registration shows one of another handler, which alone may read the object', () => {
    const stack = newStack();
    const [one, other] = ['One', 'Two'].map((id) => new RegistrationHandler(stack, id));
    const image = attachment(stack, { handler: one });
    register(stack, 'Registration', { handler: other, fields: { 'messagingUseCase.optInImage': FieldValue.attachment(image) } });
    expect(servedBy(stack)).toEqual({ Image: 'One', Registration: 'Two' });
    const readers = Object.entries(resources(stack, 'AWS::IAM::Role')).filter(([, role]) => JSON.stringify(role).includes('s3:GetObject'));
    expect(readers.map(([id]) => id)).toEqual([expect.stringMatching(/^OneRole/)]);
  });

  test('have tags of their own', () => {
    const { stack, handlers } = two();
    Tags.of(handlers[0]!).add('Team', 'texts');
    const tags = Object.values(resources(stack, FUNCTION)).map(({ Properties }) => Properties.Tags);
    expect(tags).toEqual([[{ Key: 'Team', Value: 'texts' }], undefined]);
  });
});

describe('The environment and memory', () => {
  test('are what is given', () => {
    const stack = stackWith({ memorySize: 1024, environment: { AWS_USE_FIPS_ENDPOINT: 'true' } });
    expect(only(stack, FUNCTION).Properties).toMatchObject({ MemorySize: 1024, Environment: { Variables: { AWS_USE_FIPS_ENDPOINT: 'true' } } });
  });
});

describe('A grant to the handler', () => {
  test.each<[string, (stack: Stack) => RegistrationHandlerProps]>([
    ['its own role', () => ({})],
    ['a role that is given', (stack) => ({ role: new iam.Role(stack, 'Own', { assumedBy: LAMBDA }) })],
  ])('is one to %s', (_, props) => {
    const stack = newStack();
    const handler = new RegistrationHandler(stack, 'Handler', props(stack));
    kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000').grantDecrypt(handler);
    const policy = Object.values(resources(stack, 'AWS::IAM::Policy')).find(({ Properties }) => JSON.stringify(Properties).includes('kms:Decrypt'));
    expect(policy!.Properties.Roles).toEqual([stack.resolve(handler.role.roleName)]);
  });
});

describe('The role', () => {
  const ARNS = 'arn:aws:sms-voice:us-east-1:111122223333:registration/*';
  const ATTACHMENTS = 'arn:aws:sms-voice:us-east-1:111122223333:registration-attachment/*';
  const STACK_ID = { Ref: 'AWS::StackId' };
  const REQUEST_TAG = { StringEquals: { 'aws:RequestTag/cdk-sms-registration:stack-id': STACK_ID } };
  const RESOURCE_TAG = { StringEquals: { 'aws:ResourceTag/cdk-sms-registration:stack-id': STACK_ID } };
  const REGISTRATIONS = [
    ['sms-voice:CreateRegistration', '*', REQUEST_TAG],
    ['sms-voice:CreateRegistrationAttachment', '*', REQUEST_TAG],
    ['sms-voice:DescribeRegistrationAttachments', '*', undefined],
    ['sms-voice:DescribeRegistrationFieldDefinitions', '*', undefined],
    ['sms-voice:DescribeRegistrations', '*', undefined],
    ['sms-voice:DescribeRegistrationTypeDefinitions', '*', undefined],
    ...[ATTACHMENTS, ARNS].flatMap((arns) => [
      ['sms-voice:ListTagsForResource', arns, undefined],
      ['sms-voice:TagResource', arns, { ...REQUEST_TAG, StringEqualsIfExists: RESOURCE_TAG.StringEquals }],
    ]),
    ['sms-voice:CreateRegistrationAssociation', ARNS, RESOURCE_TAG],
    ['sms-voice:CreateRegistrationVersion', ARNS, RESOURCE_TAG],
    ['sms-voice:DeleteRegistration', ARNS, RESOURCE_TAG],
    ['sms-voice:DeleteRegistrationFieldValue', ARNS, RESOURCE_TAG],
    ['sms-voice:DescribeRegistrationFieldValues', ARNS, RESOURCE_TAG],
    ['sms-voice:DescribeRegistrationVersions', ARNS, RESOURCE_TAG],
    ['sms-voice:DiscardRegistrationVersion', ARNS, RESOURCE_TAG],
    ['sms-voice:ListRegistrationAssociations', ARNS, undefined],
    ['sms-voice:PutRegistrationFieldValue', ARNS, RESOURCE_TAG],
    ['sms-voice:SubmitRegistrationVersion', ARNS, RESOURCE_TAG],
    ['sms-voice:TagResource', ARNS, RESOURCE_TAG],
    ['sms-voice:UntagResource', ARNS, RESOURCE_TAG],
    ['sms-voice:DeleteRegistrationAttachment', ATTACHMENTS, RESOURCE_TAG],
    ['sms-voice:TagResource', ATTACHMENTS, RESOURCE_TAG],
    ['sms-voice:UntagResource', ATTACHMENTS, RESOURCE_TAG],
    ['cloudformation:DescribeStacks', STACK_ID, undefined],
    ['cloudformation:DescribeStackResource', STACK_ID, undefined],
  ];
  const NETWORK = [
    ['ec2:AssignPrivateIpAddresses', '*', undefined],
    ['ec2:CreateNetworkInterface', '*', undefined],
    ['ec2:DeleteNetworkInterface', '*', undefined],
    ['ec2:DescribeNetworkInterfaces', '*', undefined],
    ['ec2:DescribeSubnets', '*', undefined],
    ['ec2:UnassignPrivateIpAddresses', '*', undefined],
  ];
  const logging = (logGroupArn: unknown) => [
    ['logs:CreateLogStream', logGroupArn, undefined],
    ['logs:PutLogEvents', logGroupArn, undefined],
  ];
  const defaults = (stack: Stack) => [
    ...REGISTRATIONS, ...logging({ 'Fn::GetAtt': [only(stack, 'AWS::Logs::LogGroup').logicalId, 'Arn'] }),
  ];

  test('may do exactly this, to the registrations and attachments of its stack', () => {
    const stack = stackWith({});
    const { Properties } = only(stack, 'AWS::IAM::Role');
    const [policy, ...others] = Properties.Policies as { PolicyDocument: unknown }[];
    expect(table(policy!.PolicyDocument)).toEqual(sorted(defaults(stack)));
    expect(others).toEqual([]);
    expect(Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  test('is assumed by Lambda alone', () => {
    expect(only(stackWith({}), 'AWS::IAM::Role').Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } }],
    });
  });

  test('may also manage network interfaces when the function runs in a VPC', () => {
    const stack = stackWith((scope) => ({ vpc: newVpc(scope) }));
    const [policy] = only(stack, 'AWS::IAM::Role').Properties.Policies as { PolicyDocument: unknown }[];
    expect(table(policy!.PolicyDocument)).toEqual(sorted([...defaults(stack), ...NETWORK]));
  });

  test.each<[string, (stack: Stack) => RegistrationHandlerProps]>([
    ['outside of a VPC', () => ({})],
    ['in a VPC', (stack) => ({ vpc: newVpc(stack) })],
  ])('cannot create a log group, which would outlive the stack, %s', (_, props) => {
    const template = JSON.stringify(Template.fromStack(stackWith(props)).toJSON());
    expect(template).not.toContain('logs:CreateLogGroup');
    // Managed policies of Lambda's execution roles contain it.
    expect(template).not.toContain('ExecutionRole');
  });

  test('has all it needs before the first call and until after the last one, for its policy is part of it', () => {
    expect(census(stackWith({}))).not.toHaveProperty('AWS::IAM::Policy');
  });

  test('names the partition of a stack without account and Region at the deploy', () => {
    const document = JSON.stringify(only(stackWith({}, newStack({})), 'AWS::IAM::Role').Properties.Policies);
    expect(document).toContain('{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":sms-voice:",{"Ref":"AWS::Region"}');
  });

  test('gets the permissions boundary that is applied to the handler', () => {
    const stack = newStack();
    const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary');
    iam.PermissionsBoundary.of(RegistrationHandler.getOrCreate(stack)).apply(boundary);
    expect(only(stack, 'AWS::IAM::Role').Properties.PermissionsBoundary).toEqual(stack.resolve(boundary.managedPolicyArn));
  });

  test('gets the permissions boundary that is applied to the stack', () => {
    const stack = newStack();
    const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary');
    iam.PermissionsBoundary.of(stack).apply(boundary);
    register(stack);
    expect(only(stack, 'AWS::IAM::Role').Properties.PermissionsBoundary).toEqual(stack.resolve(boundary.managedPolicyArn));
  });

  describe('when given', () => {
    const imported = (stack: Stack, options?: iam.FromRoleArnOptions) => (
      iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::111122223333:role/handler', options)
    );

    test.each<[string, (stack: Stack) => iam.IRole, unknown]>([
      ['of the stack', (stack) => new iam.Role(stack, 'Own', { assumedBy: LAMBDA }), { 'Fn::GetAtt': [expect.stringMatching(/^Own/), 'Arn'] }],
      ['imported', imported, 'arn:aws:iam::111122223333:role/handler'],
    ])('%s gets the same permissions, before the function is there', (_, roleOf, arn) => {
      const stack = stackWith((scope) => ({ role: roleOf(scope) }));
      const policy = only(stack, 'AWS::IAM::Policy');
      const handler = only(stack, FUNCTION);
      expect(table(policy.Properties.PolicyDocument)).toEqual(sorted(defaults(stack)));
      expect(policy.Properties.Roles).toHaveLength(1);
      expect(handler.Properties.Role).toEqual(arn);
      expect(handler.DependsOn).toContain(policy.logicalId);
    });

    test('is the only one', () => {
      expect(census(stackWith((stack) => ({ role: imported(stack) })))).not.toHaveProperty('AWS::IAM::Role');
    });

    test('imported as immutable is left alone', () => {
      const stack = stackWith((scope) => ({ role: imported(scope, { mutable: false }) }));
      expect(census(stack)).toEqual({ [FUNCTION]: 1, 'AWS::Logs::LogGroup': 1 });
      expect(only(stack, FUNCTION).Properties.Role).toBe('arn:aws:iam::111122223333:role/handler');
    });

    test('of another stack gets them too', () => {
      const app = newApp();
      const role = new iam.Role(new Stack(app, 'Roles', { env: ENV }), 'Role', { assumedBy: LAMBDA });
      const stack = stackWith({ role }, newStack({ env: ENV }, app));
      const policies = [stack, Stack.of(role)].flatMap((each) => Object.values(resources(each, 'AWS::IAM::Policy')));
      expect(policies.flatMap(({ Properties }) => table(Properties.PolicyDocument))).toEqual(sorted(defaults(stack)));
    });

    test('may also manage network interfaces when the function runs in a VPC', () => {
      const stack = stackWith((scope) => ({ role: imported(scope), vpc: newVpc(scope) }));
      expect(table(only(stack, 'AWS::IAM::Policy').Properties.PolicyDocument)).toEqual(sorted([...defaults(stack), ...NETWORK]));
    });

    test('is the role of the handler', () => {
      const stack = newStack();
      const role = imported(stack);
      expect(new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, { role }).role).toBe(role);
    });
  });
});

describe('The VPC', () => {
  test('takes the function into its private subnets, with a security group of its own', () => {
    const stack = stackWith((scope) => ({ vpc: newVpc(scope) }));
    const [group, ...others] = Object.entries(resources(stack, 'AWS::EC2::SecurityGroup'));
    expect(others).toEqual([]);
    expect(group![1].Properties).toMatchObject({ SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' }] });
    expect(group![1].Properties).not.toHaveProperty('SecurityGroupIngress');
    expect(only(stack, FUNCTION).Properties.VpcConfig).toEqual({
      SubnetIds: [{ Ref: expect.stringMatching(/^VpcPrivateSubnet1Subnet/) }, { Ref: expect.stringMatching(/^VpcPrivateSubnet2Subnet/) }],
      SecurityGroupIds: [{ 'Fn::GetAtt': [group![0], 'GroupId'] }],
    });
  });

  test('keeps its routes to the service until the function is gone', () => {
    expect(only(stackWith((scope) => ({ vpc: newVpc(scope) })), FUNCTION).DependsOn).toEqual(expect.arrayContaining([
      expect.stringMatching(/^VpcPrivateSubnet1DefaultRoute/), expect.stringMatching(/^VpcPrivateSubnet2DefaultRoute/),
    ]));
  });

  test('takes the function into the subnets that are chosen', () => {
    const stack = stackWith((scope) => ({
      vpc: newVpc(scope, {
        subnetConfiguration: [
          { name: 'Public', subnetType: ec2.SubnetType.PUBLIC },
          { name: 'One', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
          { name: 'Other', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
        ],
      }),
      vpcSubnets: { subnetGroupName: 'Other', availabilityZones: ['us-east-1b'] },
    }));
    const { Properties, DependsOn } = only(stack, FUNCTION);
    expect((Properties.VpcConfig as { SubnetIds: unknown }).SubnetIds).toEqual([{ Ref: expect.stringMatching(/^VpcOtherSubnet2Subnet/) }]);
    expect(DependsOn?.filter((id) => id.includes('Route'))).toEqual([
      expect.stringMatching(/^VpcOtherSubnet2DefaultRoute/), expect.stringMatching(/^VpcOtherSubnet2RouteTableAssociation/),
    ]);
  });

  const GROUPS = ['sg-0123456789abcdef0', 'sg-0123456789abcdef1'];

  test('is joined with the security groups that are given, and no other', () => {
    const stack = stackWith((scope) => ({
      vpc: newVpc(scope),
      securityGroups: GROUPS.map((id) => ec2.SecurityGroup.fromSecurityGroupId(scope, id, id)),
    }));
    expect(only(stack, FUNCTION).Properties.VpcConfig).toMatchObject({ SecurityGroupIds: GROUPS });
    expect(census(stack)).not.toHaveProperty('AWS::EC2::SecurityGroup');
  });

  test('lets others allow connections from and to the function', () => {
    const stack = newStack();
    const vpc = newVpc(stack);
    const handler = new RegistrationHandler(stack, 'Handler', { vpc });
    const proxy = new ec2.SecurityGroup(stack, 'Proxy', { vpc });
    proxy.connections.allowFrom(handler, ec2.Port.tcp(3128));
    expect(only(stack, 'AWS::EC2::SecurityGroupIngress').Properties).toMatchObject({
      FromPort: 3128, SourceSecurityGroupId: stack.resolve(handler.connections.securityGroups[0]!.securityGroupId),
    });
    expect(() => RegistrationHandler.getOrCreate(stack).connections).toThrow(/VPC/);
  });

  test('may be imported', () => {
    const stack = stackWith((scope) => ({
      vpc: ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {
        vpcId: 'vpc-0123456789abcdef0',
        availabilityZones: ['us-east-1a'],
        privateSubnetIds: ['subnet-0123456789abcdef0'],
        privateSubnetRouteTableIds: ['rtb-0123456789abcdef0'],
      }),
    }));
    expect(only(stack, FUNCTION).Properties.VpcConfig).toMatchObject({ SubnetIds: ['subnet-0123456789abcdef0'] });
  });

  test('cannot take the function into public subnets, where it would reach nothing', () => {
    expect(() => stackWith((stack) => ({ vpc: newVpc(stack), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }))).toThrow('public subnet');
  });

  test.each<[string, Partial<RegistrationHandlerProps>]>([
    ['vpcSubnets', { vpcSubnets: { subnetGroupName: 'Private' } }],
    ['securityGroups', { securityGroups: [] }],
  ])('cannot be left out when %s is given', (property, props) => {
    expect(() => stackWith(props)).toThrow(new Error(`${WHERE}: ${property} is set without vpc; set vpc as well`));
  });
});

describe('A function that is put into a VPC by others', () => {
  const VPC_CONFIG = { subnetIds: ['subnet-0123456789abcdef0'], securityGroupIds: ['sg-0123456789abcdef0'] };
  const mayUseNetwork = (stack: Stack, type = 'AWS::IAM::Role') => JSON.stringify(only(stack, type)).includes('ec2:CreateNetworkInterface');

  /** As companies do it for all functions of an app. */
  const intoVpc = {
    visit(node: IConstruct): void {
      if (node instanceof lambda.CfnFunction) {
        node.vpcConfig = VPC_CONFIG;
      }
    },
  };

  test('by an Aspect may use it', () => {
    const stack = stackWith({});
    Aspects.of(stack.node.root).add(intoVpc);
    expect(only(stack, FUNCTION).Properties).toHaveProperty('VpcConfig');
    expect(mayUseNetwork(stack)).toBe(true);
  });

  test('by an Aspect may use it with a role that is given, too', () => {
    const stack = stackWith((scope) => ({ role: iam.Role.fromRoleArn(scope, 'Role', 'arn:aws:iam::111122223333:role/handler') }));
    Aspects.of(stack.node.root).add(intoVpc);
    expect(mayUseNetwork(stack, 'AWS::IAM::Policy')).toBe(true);
  });

  test('by an escape hatch may use it, once', () => {
    const stack = stackWith((scope) => ({ vpc: newVpc(scope) }));
    (RegistrationHandler.getOrCreate(stack).lambdaFunction.node.defaultChild as CfnResource).addPropertyOverride('VpcConfig.SubnetIds', ['subnet-1']);
    expect(JSON.stringify(only(stack, 'AWS::IAM::Role')).match(/ec2:CreateNetworkInterface/g)).toHaveLength(1);
  });

  test('by nobody may not', () => {
    expect(mayUseNetwork(stackWith({}))).toBe(false);
  });

  test('by a property injector is in it, and may use it', () => {
    const stack = newStack();
    const vpc = newVpc(stack);
    PropertyInjectors.of(stack).add({ constructUniqueId: lambda.Function.PROPERTY_INJECTION_ID, inject: (props: object) => ({ vpc, ...props }) });
    RegistrationHandler.getOrCreate(stack);
    expect(only(stack, FUNCTION).Properties).toHaveProperty('VpcConfig');
    expect(mayUseNetwork(stack)).toBe(true);
  });
});

describe('The endpoints of a VPC in the same stack', () => {
  const ENDPOINT = 'AWS::EC2::VPCEndpoint';
  const isolated = (stack: Stack, id = 'Vpc') => new ec2.Vpc(stack, id, {
    restrictDefaultSecurityGroup: false, availabilityZones: ['us-east-1a'], subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
  const endpoint = (vpc: ec2.IVpc, id = 'SmsVoice') => vpc.addInterfaceEndpoint(id, { service: new ec2.InterfaceVpcEndpointService('com.amazonaws.us-east-1.sms-voice') });
  const inVpc = (vpc: ec2.IVpc): RegistrationHandlerProps => ({ vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
  const waitsFor = (stack: Stack, type: string) => {
    const ids = Object.keys(resources(stack, type));
    return ids.filter((id) => only(stack, FUNCTION).DependsOn?.includes(id));
  };

  test('are there until the function is gone, whenever they are declared', () => {
    const stack = newStack();
    const vpc = isolated(stack);
    endpoint(vpc, 'Before');
    new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, inVpc(vpc));
    register(stack);
    endpoint(vpc, 'After');
    vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    expect(waitsFor(stack, ENDPOINT)).toHaveLength(3);
  });

  test('keep the rules of their security groups as long', () => {
    const stack = newStack();
    const vpc = isolated(stack);
    const group = new ec2.SecurityGroup(stack, 'Group', { vpc });
    const sms = endpoint(vpc);
    sms.connections.allowFrom(group, ec2.Port.tcp(443));
    new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, { ...inVpc(vpc), securityGroups: [group] });
    const rules = Object.keys(resources(stack, 'AWS::EC2::SecurityGroupIngress'));
    expect(rules).toHaveLength(1);
    expect(waitsFor(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual(rules);
  });

  test('that wait for the function themselves are left alone, and so are those of other VPCs and of conditions', () => {
    const stack = newStack();
    const [vpc, other] = [isolated(stack), isolated(stack, 'Other')];
    const { lambdaFunction } = new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, inVpc(vpc));
    endpoint(vpc, 'Waiting').node.addDependency(lambdaFunction);
    endpoint(other, 'Elsewhere');
    const conditional = endpoint(vpc, 'Conditional').node.defaultChild as CfnResource;
    conditional.cfnOptions.condition = new CfnCondition(stack, 'IfWanted', { expression: Fn.conditionEquals('a', 'a') });
    expect(waitsFor(stack, ENDPOINT)).toEqual([]);
  });

  test('are left alone by a function outside of it', () => {
    const stack = stackWith({});
    endpoint(isolated(stack));
    expect(waitsFor(stack, ENDPOINT)).toEqual([]);
  });

  test('of an imported VPC are known by its id', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['us-east-1a'], isolatedSubnetIds: ['subnet-0123456789abcdef0'],
    });
    new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, inVpc(vpc));
    new ec2.CfnVPCEndpoint(stack, 'Endpoint', { vpcId: 'vpc-0123456789abcdef0', serviceName: 'com.amazonaws.us-east-1.sms-voice', vpcEndpointType: 'Interface' });
    expect(waitsFor(stack, ENDPOINT)).toEqual(['Endpoint']);
  });
});

describe('A role that is made elsewhere, by iam.Role.customizeRoles', () => {
  test('takes the place of the one of the handler', () => {
    const app = newApp();
    iam.Role.customizeRoles(app, { usePrecreatedRoles: { 'Stack/SMSVoiceRegistrationHandler/Role': 'handler' } });
    const stack = newStack({ env: ENV }, app);
    const secret = secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'tax-id');
    associate(new Registration(stack, 'Registration', {
      registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION, fields: { 'companyInfo.companyName': FieldValue.fromSecretsManager(secret) },
    }), 'phone-0123');
    expect(JSON.stringify(only(stack, FUNCTION).Properties.Role)).toContain(':role/handler');
    expect(census(stack)).not.toHaveProperty('AWS::IAM::Role');
  });
});

describe('The inline policies of the role', () => {
  const withParameters = (stack: Stack, count: number) => new Registration(stack, 'Registration', {
    registrationType: RegistrationType.of('EXAMPLE'),
    fields: Object.fromEntries(Array.from({ length: count }, (_, index) => [
      `field${index}`, FieldValue.fromSsmParameter(ssm.StringParameter.fromStringParameterName(stack, `P${index}`, `/company/name-${index}`)),
    ])),
  });
  /** As IAM counts them. */
  const characters = (stack: Stack) => {
    const inRole = only(stack, 'AWS::IAM::Role').Properties.Policies as { PolicyDocument: unknown }[];
    const others = Object.values(resources(stack, 'AWS::IAM::Policy')).map(({ Properties }) => Properties);
    return [...inRole, ...others].map((policy) => JSON.stringify(policy.PolicyDocument).length).reduce((one, other) => one + other, 0);
  };

  test('have room for 45 parameters', () => {
    const stack = newStack();
    withParameters(stack, 45);
    // The partition and the id of the stack are longer here than they turn out to be.
    expect(characters(stack)).toBeLessThan(10_240 + 45 * '{"Fn::Join":["",[{"Ref":"AWS::Partition"}]]}'.length);
    expect(census(stack)['AWS::IAM::Policy']).toBe(21);
    expect(JSON.stringify(resources(stack, 'AWS::IAM::Policy')).match(/parameter\/company\/name-\d+/g)).toHaveLength(45);
  });

  test('have room for 19 secrets with a key of the user\'s, whose permission is given once', () => {
    const stack = newStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000');
    const [first, second] = ['One', 'Two'].map((id, part) => new Registration(stack, id, {
      registrationType: RegistrationType.of('EXAMPLE'),
      fields: Object.fromEntries(Array.from({ length: part === 0 ? 18 : 1 }, (_, index) => [`field${index}`, FieldValue.fromSecretsManager(
        secretsmanager.Secret.fromSecretAttributes(stack, `${id}Secret${index}`, {
          encryptionKey, secretCompleteArn: `arn:aws:secretsmanager:us-east-1:111122223333:secret:${id}-tax-id-${index}-AbCdEf`,
        }),
      )])),
    }));
    expect(first).not.toBe(second);
    expect(JSON.stringify(resources(stack, 'AWS::IAM::Policy')).match(/kms:Decrypt/g)).toHaveLength(1);
    // The second registration waits for the policy with the key, which is the first one's.
    const [, two] = Object.values(resources(stack, 'Custom::SMSVoiceRegistration'));
    const withKey = Object.entries(resources(stack, 'AWS::IAM::Policy')).find(([, policy]) => JSON.stringify(policy).includes('kms:Decrypt'))!;
    expect(two!.DependsOn).toContain(withKey[0]);
    expect(two!.DependsOn).toHaveLength(2);
  });

  test('that IAM would refuse are an error with the figure and the way out', () => {
    const stack = newStack();
    withParameters(stack, 150);
    expect(messageOf(() => Template.fromStack(stack))).toMatch(
      /\[Stack\/SMSVoiceRegistrationHandler\] the inline policies of the handler's role would have at least 1\d{4} characters; IAM allows 10240 for one role\. Divide the registrations among several stacks, or keep several values in one secret/,
    );
  });

  test('of all stacks that share a role count together', () => {
    const app = newApp();
    const stacks = Array.from({ length: 4 }, (_, index) => new Stack(app, `Stack${index}`, { env: ENV }));
    stacks.forEach((stack) => {
      new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, { role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/handler') });
      register(stack);
    });
    expect(messageOf(() => app.synth())).toMatch(/at least 1\d{4} characters; .* 4 handlers share the role: give each its own/);
  });

  test('of stacks with roles of their own do not, nor those of a role that cannot be changed', () => {
    const app = newApp();
    Array.from({ length: 4 }, (_, index) => new Stack(app, `Own${index}`)).forEach((stack) => register(stack));
    Array.from({ length: 4 }, (_, index) => new Stack(app, `Imported${index}`)).forEach((stack) => {
      new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, { role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/handler', { mutable: false }) });
      register(stack);
    });
    expect(() => app.synth()).not.toThrow();
  });
});

describe('The registrations of an account', () => {
  test.each([[25, 0], [26, 1]])('have a quota: %d in one stack are %d warnings', (count, expected) => {
    const stack = newStack();
    Array.from({ length: count }, (_, index) => register(stack, `R${index}`));
    const warnings = warningsOf(stack);
    expect(warnings).toHaveLength(expected);
    warnings.forEach((warning) => expect(warning).toBe(
      'the stack has 26 registrations; an account can have 25 in a Region by default; request a higher quota before you deploy them [ack: cdk-sms-registration:too-many-registrations]',
    ));
  });
});

describe('The log group', () => {
  test('keeps a month and leaves with the stack by default', () => {
    expect(only(stackWith({}), 'AWS::Logs::LogGroup')).toMatchObject({
      Properties: { RetentionInDays: 30 },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  test.each<[logs.RetentionDays, number | undefined]>([
    [logs.RetentionDays.ONE_DAY, 1],
    [logs.RetentionDays.TEN_YEARS, 3653],
    [logs.RetentionDays.INFINITE, undefined],
  ])('keeps what logRetention says: %s days', (logRetention, days) => {
    expect(only(stackWith({ logRetention }), 'AWS::Logs::LogGroup').Properties?.RetentionInDays).toBe(days);
  });

  test('may be one of the stack', () => {
    const stack = stackWith((scope) => ({ logGroup: new logs.LogGroup(scope, 'Own', { removalPolicy: RemovalPolicy.RETAIN }) }));
    const { logicalId, DeletionPolicy } = only(stack, 'AWS::Logs::LogGroup');
    expect(DeletionPolicy).toBe('Retain');
    expect(only(stack, FUNCTION).Properties.LoggingConfig).toEqual({ LogGroup: { Ref: logicalId } });
  });

  test('may be imported, and the role may write to it', () => {
    const stack = stackWith((scope) => ({ logGroup: logs.LogGroup.fromLogGroupName(scope, 'Imported', '/handler') }));
    expect(census(stack)).not.toHaveProperty('AWS::Logs::LogGroup');
    expect(only(stack, FUNCTION).Properties.LoggingConfig).toEqual({ LogGroup: '/handler' });
    const [policy] = only(stack, 'AWS::IAM::Role').Properties.Policies as { PolicyDocument: unknown }[];
    expect(table(policy!.PolicyDocument)).toContainEqual(
      ['logs:PutLogEvents', 'arn:aws:logs:us-east-1:111122223333:log-group:/handler:*', undefined],
    );
  });

  test('is encrypted with a key of the user\'s when that one is', () => {
    const stack = stackWith((scope) => ({
      logGroup: new logs.LogGroup(scope, 'Own', {
        retention: logs.RetentionDays.ONE_YEAR,
        encryptionKey: kms.Key.fromKeyArn(scope, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000'),
      }),
    }));
    const { logicalId, Properties } = only(stack, 'AWS::Logs::LogGroup');
    expect(Properties).toMatchObject({ KmsKeyId: expect.stringContaining('key/0a1b2c3d'), RetentionInDays: 365 });
    expect(only(stack, FUNCTION).Properties.LoggingConfig).toEqual({ LogGroup: { Ref: logicalId } });
  });

  test('cannot be given together with logRetention', () => {
    expect(() => stackWith((stack) => ({
      logGroup: logs.LogGroup.fromLogGroupName(stack, 'Imported', '/handler'),
      logRetention: logs.RetentionDays.ONE_DAY,
    }))).toThrow(new Error(`${WHERE}: logRetention is set together with logGroup; set the retention of that log group instead`));
  });
});

describe('The runtime', () => {
  test.each(['nodejs20.x', 'nodejs22.x', 'nodejs24.x', 'nodejs100.x'])('may be %s', (name) => {
    const { lambdaFunction } = new RegistrationHandler(newStack(), 'Handler', { runtime: new lambda.Runtime(name, lambda.RuntimeFamily.NODEJS) });
    // Not by way of the template: the CDK has its own opinion of each version there.
    expect((lambdaFunction.node.defaultChild as lambda.CfnFunction).runtime).toBe(name);
  });

  test.each([
    lambda.Runtime.NODEJS_18_X,
    lambda.Runtime.NODEJS_4_3,
    lambda.Runtime.PYTHON_3_12,
    lambda.Runtime.PROVIDED_AL2023,
    lambda.Runtime.JAVA_21,
    lambda.Runtime.FROM_IMAGE,
  ])('cannot be $name', (runtime) => {
    expect(() => stackWith({ runtime })).toThrow(new Error(
      `${WHERE}: runtime is ${runtime.name}, which cannot run the handler; use nodejs20.x or newer`,
    ));
  });

  test('may be a token', () => {
    const stack = stackWith((scope) => ({
      runtime: new lambda.Runtime(new CfnParameter(scope, 'Runtime').valueAsString, lambda.RuntimeFamily.NODEJS),
    }));
    expect(only(stack, FUNCTION).Properties.Runtime).toEqual({ Ref: 'Runtime' });
  });

  test('that is refused leaves nothing in the stack', () => {
    const stack = newStackWithOther();
    expect(() => stackWith({ runtime: lambda.Runtime.NODEJS_18_X }, stack)).toThrow();
    expect(census(stack)).toEqual({});
  });
});

describe('The suppressions for cdk-nag', () => {
  const rulesOf = (stack: Stack, type: string) => (
    Object.values(resources(stack, type)).map((resource) => (
      (resource as { Metadata?: { cdk_nag?: { rules_to_suppress: { id: string }[] } } }).Metadata?.cdk_nag?.rules_to_suppress.map(({ id }) => id)
    ))
  );

  test('are on the handler\'s own resources', () => {
    const stack = stackWith({});
    expect([FUNCTION, 'AWS::Logs::LogGroup', 'AWS::IAM::Role'].map((type) => rulesOf(stack, type)[0]?.length)).toEqual([2, undefined, 4]);
  });

  test('are not on resources that the user brings', () => {
    const stack = stackWith((scope) => ({
      logGroup: new logs.LogGroup(scope, 'Logs'), role: new iam.Role(scope, 'Role', { assumedBy: LAMBDA }), vpc: newVpc(scope),
    }));
    expect(rulesOf(stack, 'AWS::Logs::LogGroup')).toEqual([undefined]);
    expect(new Set(rulesOf(stack, 'AWS::IAM::Role'))).toEqual(new Set([undefined]));
  });
});
