import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Annotations, App, CfnResource, Stack, StackProps, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { VALIDATION_REPORT_FILE } from 'aws-cdk-lib/cx-api';
import { NagSuppressions } from 'cdk-nag-2';
import { VERSIONS } from './packs';
import { app as tenDlc } from '../../examples/ten-dlc';
import { app as tollFree } from '../../examples/toll-free';
import { AssociationTarget, FieldValue, Registration, RegistrationAttachment, RegistrationDocument, RegistrationHandler, RegistrationHandlerProps, RegistrationType } from '../../lib';
import { ENV, newApp } from '../lib/stacks';

const BRAND = RegistrationType.US_TEN_DLC_BRAND_REGISTRATION;
const ID = 'registration-30a16a8b7cec478a8e37febbb9005348';
const NUMBER = {
  IsoCountryCode: 'US',
  NumberType: 'TOLL_FREE',
  NumberCapabilities: ['SMS'],
  MandatoryKeywords: { HELP: { Message: 'Example Corp: call us' }, STOP: { Message: 'Example Corp: you are opted out' } },
};

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'nag-'));
const DOCUMENT = path.join(directory, 'opt-in.png');
fs.writeFileSync(DOCUMENT, Buffer.from('89504e470d0a1a0a', 'hex'));
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

/** Whatever else the toll-free form requires, as reviewers want it, so that nothing is reported. */
const REQUIRED_FIELDS: Record<string, FieldValue> = {
  'companyInfo.address1': FieldValue.text('123 Any Street'),
  'companyInfo.city': FieldValue.text('Any Town'),
  'companyInfo.state': FieldValue.text('WA'),
  'companyInfo.zipCode': FieldValue.text('98101'),
  'companyInfo.isoCountryCode': FieldValue.text('US'),
  'companyInfo.businessType': FieldValue.choices('PRIVATE_PROFIT'),
  'companyInfo.taxIdAuthority': FieldValue.choices('EIN'),
  'companyInfo.taxIdCountry': FieldValue.text('US'),
  'contactInfo.firstName': FieldValue.text('Jane'),
  'contactInfo.lastName': FieldValue.text('Doe'),
  'contactInfo.supportEmail': FieldValue.text('support@example.com'),
  'contactInfo.supportPhoneNumber': FieldValue.text('+12065550100'),
  'messagingUseCase.monthlyMessageVolume': FieldValue.choices('1,000'),
  'messagingUseCase.useCaseCategory': FieldValue.choices('ONE_TIME_PASSCODES'),
  'messagingUseCase.useCaseDetails': FieldValue.text('Passcodes that confirm a sign-in of customers to their account'),
  'messagingUseCase.optInType': FieldValue.choices('DIGITAL_FORM'),
  'messagingUseCase.optInDescription': FieldValue.text(
    'Customers enter their number and tick a box at www.example.com/passcodes: I agree to get one message per sign-in. Message and data rates may apply. '
    + 'Beside it are the links to the privacy policy and the terms.',
  ),
  'messagingUseCase.privacyPolicyUrl': FieldValue.text('https://www.example.com/privacy'),
  'messagingUseCase.termsAndConditionsUrl': FieldValue.text('https://www.example.com/terms'),
  'messageSamples.messageSample1': FieldValue.text('Example: 123456 is your passcode. Never share it. Reply STOP to opt out.'),
};

/** All that the library can do, and nothing that others make: their findings would be theirs. */
function declareEverything(stack: Stack): void {
  const key = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000');
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'documents', encryptionKey: key });
  new Registration(stack, 'TollFree', {
    registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
    fields: {
      ...REQUIRED_FIELDS,
      'companyInfo.companyName': FieldValue.text('Example Corp'),
      'companyInfo.taxId': FieldValue.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'tax'), 'id'),
      'companyInfo.website': FieldValue.fromSsmParameter(
        ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Parameter', { parameterName: '/website', encryptionKey: key }),
      ),
      'messagingUseCase.optInImage': FieldValue.attachment(new RegistrationAttachment(stack, 'Asset', { document: RegistrationDocument.fromAsset(DOCUMENT) })),
      'messagingUseCase.optInDocument': FieldValue.attachment(
        new RegistrationAttachment(stack, 'Object', { document: RegistrationDocument.fromBucket(bucket, 'opt-in.pdf') }),
      ),
    },
    submit: true,
    tags: { Name: 'Example Corp' },
    associations: [
      AssociationTarget.fromResource(new CfnResource(stack, 'Number', { type: 'AWS::SMSVOICE::PhoneNumber', properties: NUMBER })),
      AssociationTarget.fromRegistration(new Registration(stack, 'Brand', { registrationType: BRAND })),
      AssociationTarget.fromResource(new CfnResource(stack, 'Agent', { type: 'AWS::SMSVOICE::RcsAgent' })),
      AssociationTarget.fromRegistration(Registration.fromRegistrationId(stack, 'Elsewhere', ID)),
      AssociationTarget.fromId('phone-0a1b2c3d4e5f60718293a4b5c6d7e8f9'),
    ],
  });
  Registration.adopt(stack, 'Adopted', { registrationId: ID, registrationType: BRAND }).grantRead(
    iam.Role.fromRoleArn(stack, 'Reader', 'arn:aws:iam::111122223333:role/Reader', { mutable: false }),
  );
}

/** An app that nobody deploys, so it does not matter where. */
function anywhere(app: App): App {
  app.node.children.filter(Stack.isStack).forEach((stack) => Annotations.of(stack).acknowledgeWarning('cdk-sms-registration:submit-anywhere'));
  return app;
}

/** An app of one stack with a handler of that kind. */
function appWith(handlerProps?: (stack: Stack) => RegistrationHandlerProps, props: StackProps = { env: ENV }): App {
  const app = newApp();
  const stack = new Stack(app, 'Stack', props);
  if (handlerProps) {
    new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, handlerProps(stack));
  }
  declareEverything(stack);
  return anywhere(app);
}

function existingVpc(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-12345678', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-12345678'], privateSubnetRouteTableIds: ['rtb-12345678'],
  });
}

afterAll(() => [tollFree, tenDlc].forEach(({ outdir }) => fs.rmSync(outdir, { recursive: true, force: true })));

const APPS: [string, () => App][] = [
  ['every feature', () => appWith()],
  ['every feature in any environment', () => appWith(undefined, {})],
  ['a handler in a VPC', () => appWith((stack) => ({ vpc: existingVpc(stack) }))],
  ['a role that was brought', () => appWith((stack) => ({ role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }) }))],
  ['an encrypted log group that was brought', () => appWith((stack) => ({
    logGroup: new logs.LogGroup(stack, 'Logs', {
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: kms.Key.fromKeyArn(stack, 'LogKey', 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001'),
    }),
  }))],
  ['a topic and a queue that were brought', () => appWith((stack) => ({
    deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:us-east-1:111122223333:events'),
    notificationTopic: sns.Topic.fromTopicAttributes(stack, 'Topic', {
      topicArn: 'arn:aws:sns:us-east-1:111122223333:registrations',
      keyArn: 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000002',
    }),
  }))],
];

interface Rule {
  readonly id: string;
  readonly reason: string;
  readonly applies_to?: readonly string[];
}

function suppressions(app: App): Rule[] {
  return app.node.findAll().filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct))
    .flatMap((resource) => (resource.getMetadata('cdk_nag') as { readonly rules_to_suppress: Rule[] } | undefined)?.rules_to_suppress ?? []);
}

const PAGE = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'cdk-nag.md'), 'utf8');

/** The rules of the NIST pack on the page, in its order. */
const NIST_RULES = [...PAGE.matchAll(/^\| `(NIST\.[\w.-]+)` \|/gm)].map(([, rule]) => rule!);

const isNist = (finding: string) => finding.startsWith('NIST.');
/** The subscription of an example has no dead-letter queue. */
const isOfTopic = (finding: string) => finding.includes(' at TenDlc/Topic/');
const ruleOf = (finding: string) => finding.replace(/(\[.*)? at .*$/, '');

describe.each(Object.keys(VERSIONS))('%s', (version) => {
  const findings = (app: App) => VERSIONS[version]!(app);
  const examples: [string, App][] = [['toll-free', tollFree], ['ten-dlc', tenDlc]];

  test.each(examples)('finds nothing in the example %s by AwsSolutions and Serverless', (_name, app) => {
    expect(findings(app).filter((finding) => !isNist(finding) && !isOfTopic(finding))).toEqual([]);
  });

  test.each(APPS)('finds nothing by AwsSolutions and Serverless in a stack with %s', (_name, make) => {
    expect(findings(make()).filter((finding) => !isNist(finding))).toEqual([]);
  });

  test.each(APPS)('finds nothing by NIST 800-53 R5 that docs/cdk-nag.md does not list, and only in the handler, in a stack with %s', (_name, make) => {
    const found = findings(make()).filter(isNist);
    expect(found.filter((finding) => !NIST_RULES.includes(ruleOf(finding)))).toEqual([]);
    expect(found.filter((finding) => !finding.includes(' at Stack/SMSVoiceRegistrationHandler/'))).toEqual([]);
  });

  test('finds all that docs/cdk-nag.md lists', () => {
    const found = findings(appWith()).filter(isNist).map(ruleOf);
    expect([...new Set(found)].sort()).toEqual([...NIST_RULES].sort());
  });

  test('accepts what docs/cdk-nag.md says about a log group and a VPC', () => {
    const rules = (app: App) => findings(app).filter(isNist).map(ruleOf);
    expect(rules(APPS.find(([name]) => name === 'a handler in a VPC')![1]())).not.toContain('NIST.800.53.R5-LambdaInsideVPC');
    expect(rules(APPS.find(([name]) => name.startsWith('an encrypted log group'))![1]())).not.toContain('NIST.800.53.R5-CloudWatchLogGroupEncrypted');
  });

  test('finds what the library does not answer for', () => {
    const app = appWith((stack) => ({ logGroup: new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.INFINITE }) }));
    expect(findings(app).filter((finding) => !finding.includes(' at Stack/SMSVoiceRegistrationHandler/'))).toEqual([
      'NIST.800.53.R5-CloudWatchLogGroupEncrypted at Stack/Logs/Resource',
      'NIST.800.53.R5-CloudWatchLogGroupRetentionPeriod at Stack/Logs/Resource',
      'Serverless-CloudWatchLogGroupRetentionPeriod at Stack/Logs/Resource',
    ]);
  });
});

describe('What docs/cdk-nag.md shows', () => {
  const acknowledged = (app: App) => (app.node.findChild('Stack') as Stack);

  test('acknowledges a rule for version 3', () => {
    const app = appWith();
    NIST_RULES.forEach((id) => Validations.of(RegistrationHandler.getOrCreate(acknowledged(app))).acknowledge({ id, reason: 'decided by the company' }));
    expect(VERSIONS['cdk-nag 3']!(app)).toEqual([]);
  });

  test('suppresses a rule for version 2', () => {
    const app = appWith();
    const rules = NIST_RULES.map((id) => ({ id, reason: 'decided by the company' }));
    NagSuppressions.addResourceSuppressions(RegistrationHandler.getOrCreate(acknowledged(app)), rules, true);
    expect(VERSIONS['cdk-nag 2']!(app)).toEqual([]);
  });
});

describe("The CDK's own check of templates", () => {
  const { CDK_VALIDATION } = process.env;
  beforeAll(() => { delete process.env.CDK_VALIDATION; });
  afterAll(() => { process.env.CDK_VALIDATION = CDK_VALIDATION; });

  const violations = (app: App) => {
    const { directory: assembly } = app.synth({ force: true });
    const { pluginReports } = JSON.parse(fs.readFileSync(path.join(assembly, VALIDATION_REPORT_FILE), 'utf8'));
    return pluginReports.flatMap((report: { violations: { ruleName: string }[] }) => report.violations.map(({ ruleName }) => ruleName));
  };

  test.each([['toll-free', tollFree], ['ten-dlc', anywhere(tenDlc)]])('finds nothing in the example %s', (_name, app) => {
    expect(violations(app)).toEqual([]);
  });

  test.each(APPS)('finds nothing in a stack with %s', (_name, make) => {
    expect(violations(make())).toEqual([]);
  });

  const wrong = (app: App) => {
    new CfnResource(new Stack(app, 'Stack'), 'Logs', { type: 'AWS::Logs::LogGroup', properties: { RetentionInDays: 'forever' } });
    return app;
  };

  test('fails a new app with something wrong', () => {
    expect(() => violations(wrong(newApp()))).toThrow(/Stack\/Logs/);
  });

  test('reports the same in an app without feature flags, as the examples are', () => {
    const said = jest.spyOn(console, 'error').mockImplementation();
    const found = violations(wrong(newApp({})));
    said.mockRestore();
    expect(found).not.toEqual([]);
  });
});

describe('What the library has cdk-nag not find', () => {
  test('has a reason each, and is as small as it can be', () => {
    const rules = suppressions(appWith());
    expect(rules.filter(({ reason }) => reason.length < 20)).toEqual([]);
    expect([...new Set(rules.map(({ id, applies_to: findings = [] }) => [id, ...findings].join(' ')))].sort()).toEqual([
      'AwsSolutions-IAM5 Resource::*',
      'AwsSolutions-IAM5 Resource::arn:aws:sms-voice:us-east-1:111122223333:phone-number/*',
      'AwsSolutions-IAM5 Resource::arn:aws:sms-voice:us-east-1:111122223333:registration-attachment/*',
      'AwsSolutions-IAM5 Resource::arn:aws:sms-voice:us-east-1:111122223333:registration/*',
      'Serverless-EventBusDLQ',
      'Serverless-LambdaDLQ',
      'Serverless-LambdaStarPermissions',
      'Serverless-LambdaTracing',
    ]);
  });

  test.each(APPS)('is needed, every rule of it, in a stack with %s', (_name, make) => {
    const app = make();
    const expected = new Set(suppressions(app).map(({ id, applies_to: [finding] = [] }) => finding ? `${id}[${finding}]` : id));
    app.node.findAll().filter(CfnResource.isCfnResource).forEach((resource) => resource.addMetadata('cdk_nag', { rules_to_suppress: [] }));
    const found = new Set(VERSIONS['cdk-nag 2']!(app).map((finding) => finding.replace(/ at .*$/, '')));
    expect([...expected].filter((rule) => !found.has(rule))).toEqual([]);
  });

  test('stands in the template, for whoever audits it', () => {
    Template.fromStack(tenDlc.node.findChild('TenDlc') as Stack).hasResource('AWS::Lambda::Function', {
      Metadata: { cdk_nag: { rules_to_suppress: [{ id: 'Serverless-LambdaDLQ', reason: Match.stringLikeRegexp('CloudFormation') }, { id: 'Serverless-LambdaTracing' }] } },
    });
  });

  test('states nothing about the controls of a company', () => {
    APPS.forEach(([, make]) => expect(JSON.stringify(suppressions(make()))).not.toContain('NIST'));
  });
});
