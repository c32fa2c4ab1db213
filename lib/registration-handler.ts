import { Annotations, Aspects, AspectPriority, CfnResource, Duration, Names, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct, IDependable } from 'constructs';
import { ContinuationRules } from './private/continuation-rules';
import { keepEndpoints } from './private/endpoints';
import { decryptStatement, FieldSource, readStatement } from './private/field-source';
import { HANDLER_DIRECTORY } from './private/handler-directory';
import { HandlerResource } from './private/handler-resource';
import { limitConcurrency } from './private/limit-concurrency';
import { assertValid } from './private/limits';
import { networkStatement, notificationStatements, registrationStatements } from './private/permissions';
import { MAX_INLINE_CHARACTERS, minCharacters } from './private/policy-size';
import { kindOf, present } from './private/present';
import { suppressForFunction, suppressForPolicy } from './private/suppressions';
import { handlerProblems } from './private/validate-handler-props';
import { HANDLER_METRICS, METRIC_DIMENSIONS, METRIC_NAMESPACE } from '../contract/metrics';
import { REGISTRATION_RESOURCE } from '../contract/registration-resource';

/** The default quota of an account and Region. */
const REGISTRATIONS_OF_ACCOUNT = 25;
/** The first secrets and parameters have a policy each; all others share one, which takes fewer characters. */
const POLICIES = 20;

/**
 * How the function of a `RegistrationHandler` runs.
 *
 * @example
 * import * as ec2 from 'aws-cdk-lib/aws-ec2';
 * import { RegistrationHandlerProps } from 'cdk-sms-registration';
 *
 * declare const vpc: ec2.IVpc;
 * const props: RegistrationHandlerProps = { vpc, memorySize: 512, environment: { AWS_USE_FIPS_ENDPOINT: 'true' } };
 */
export interface RegistrationHandlerProps {
  /**
   * The role of the function. Lambda must be allowed to assume it. The handler adds the permissions it needs, unless the role was imported
   * as immutable.
   *
   * @default - a role with exactly the permissions that the handler uses
   */
  readonly role?: iam.IRole;

  /**
   * A VPC to run in. Its subnets need a route to AWS End User Messaging (`sms-voice`), AWS CloudFormation and Amazon S3, and with a
   * `notificationTopic` to Amazon SNS (`sns`): a NAT gateway, or VPC endpoints. Events reach the function without an endpoint. Endpoints in
   * the same stack are kept until the function has finished.
   *
   * @default - the function runs outside of your VPCs
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/vpc-interface-endpoints.html
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC to run in.
   *
   * @default - the private subnets of the VPC
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the function in the VPC.
   *
   * @default - a new one that allows all outbound and no inbound traffic
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The memory of the function in MiB. It also decides how fast its processor is.
   *
   * @default 256
   */
  readonly memorySize?: number;

  /**
   * Environment variables of the function. Never put a secret there: whoever may read the function may read them.
   *
   * For example, `AWS_USE_FIPS_ENDPOINT: 'true'` makes it call FIPS endpoints, and `LOG_LEVEL: 'DEBUG'` logs every call of the service.
   * Proxies are not supported: in a VPC without a way to the internet, use interface endpoints.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * The log group of the function. Logs are JSON lines and never contain a field value.
   *
   * @default - a log group that is deleted with the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long the default log group keeps its events. It cannot be combined with `logGroup`.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The runtime of the function: Node.js 20 or newer. Set it when the default is deprecated, or not available in your Region.
   *
   * @default - Node.js 24
   */
  readonly runtime?: lambda.Runtime;

  /**
   * Whether CloudFormation works on two registrations of this handler at a time, if it has eight or more.
   *
   * The service accepts one request of each operation per second for the whole account, so more registrations at once would only throttle
   * each other. So each registration depends on another one. The price is that a registration which cannot be deleted holds back
   * those that it depends on, at most half of all, until it is gone. Registrations with `deletionProtection` come first and submitted ones
   * come before drafts, so a draft is hardly ever held back. With `false` they are independent.
   *
   * A registration that depends on other resources of the stack, for example on a bucket whose name is in its form, waits like the others,
   * but none waits for it: what those resources depend on is not known before the deploy.
   *
   * @default true
   */
  readonly limitConcurrency?: boolean;

  /**
   * How often the handler checks after a deploy whether pending steps are possible now: 5 minutes to 7 days, in whole minutes.
   *
   * The handler also checks whenever the status of a registration changes. But the service sends these events on a best-effort basis, and none
   * about numbers, so the sweep makes up for missing events. A sweep takes one call for every hundred registrations of the account, and a few
   * more for each registration of the stack that has pending steps.
   *
   * It has no effect if nothing can be pending after a deploy, see `RegistrationProps.submit`, and there is no `notificationTopic`.
   *
   * @default Duration.hours(12)
   */
  readonly sweepInterval?: Duration;

  /**
   * A queue for the events that EventBridge could not deliver to the function. It is a standard queue in the Region of the stack.
   *
   * Nothing is lost with them: the next sweep checks the same registrations. Such an event contains IDs, and no value of a form. If the
   * queue is encrypted with your own key, the policy of the key has to let `events.amazonaws.com` use it.
   *
   * @default - such events are dropped
   */
  readonly deadLetterQueue?: sqs.IQueue;

  /**
   * A topic to which the handler sends a message when a person should know something: a form was approved or denied, with the reasons and
   * what to do about them, or a registration needs somebody to act.
   *
   * With it the handler checks all of its registrations after a deploy, including drafts. A message names the registration, and contains no
   * value of its form. The topic is a standard topic in the Region of the stack. The role of the handler may publish to it, and use its key if
   * the CDK knows that key. The policy of the key has to leave that to IAM, as the policy of a CDK key does by default.
   *
   * @default - no messages
   * @exampleMetadata fixture=registrations
   * @example
   * import * as sns from 'aws-cdk-lib/aws-sns';
   * import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
   *
   * const notificationTopic = new sns.Topic(stack, 'Registrations');
   * notificationTopic.addSubscription(new subscriptions.EmailSubscription('texts@example.com'));
   * const handler = new RegistrationHandler(stack, 'Handler', { notificationTopic });
   */
  readonly notificationTopic?: sns.ITopic;
}

/**
 * The function that creates, updates and deletes registrations and attachments, and takes pending steps after a deploy.
 *
 * Two rules of Amazon EventBridge wake it for that: one when the status of a registration changes, one on a schedule. A stack gets them with
 * the first registration that can have pending steps, see `RegistrationProps.submit`, or with any registration if there is a
 * `notificationTopic`.
 *
 * A stack creates one for itself when it needs one. To configure it, create a handler and pass it to all registrations and attachments of the
 * stack. Handlers of one stack work side by side: a registration may be associated with one of another handler, and show a document of
 * another handler.
 *
 * CloudFormation refuses to move a custom resource to another function. To configure the handler of a stack that was deployed with the default one, give
 * yours the ID `RegistrationHandler.DEFAULT_ID` in the stack itself, and pass it to all registrations and attachments: the function stays the
 * same. Apply permissions boundaries as usual in the CDK: `iam.PermissionsBoundary.of(handler).apply(policy)`.
 *
 * @example
 * import { Stack } from 'aws-cdk-lib';
 * import * as logs from 'aws-cdk-lib/aws-logs';
 * import { Registration, RegistrationHandler, RegistrationType } from 'cdk-sms-registration';
 *
 * declare const stack: Stack;
 * const handler = new RegistrationHandler(stack, 'Handler', { logRetention: logs.RetentionDays.ONE_YEAR });
 * new Registration(stack, 'Brand', { registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION, handler });
 */
export class RegistrationHandler extends Construct implements ec2.IConnectable, iam.IGrantable {
  /** The ID of the handler that a stack makes for itself. */
  public static readonly DEFAULT_ID = 'SMSVoiceRegistrationHandler';

  /**
   * The stack's own handler, which registrations and attachments without a `handler` use. It is created if it does not exist yet.
   *
   * @param scope any construct of the stack
   */
  public static getOrCreate(scope: Construct): RegistrationHandler {
    const stack = Stack.of(scope);
    return stack.node.tryFindChild(RegistrationHandler.DEFAULT_ID) as RegistrationHandler | undefined
      ?? new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID);
  }

  /**
   * The handler of a registration or attachment.
   * @internal
   */
  public static _for(scope: Construct, handler?: RegistrationHandler): RegistrationHandler {
    // Not by its class: an app may have more than one copy of the library.
    if (handler && typeof (handler as Partial<RegistrationHandler>)._addRegistration !== 'function') {
      throw new Error(`"${scope.node.path}": handler is ${kindOf(handler)}; a RegistrationHandler is expected`);
    }
    const [stack, its] = [Stack.of(scope), handler && Stack.of(handler)];
    if (its && its !== stack) {
      throw new Error(`"${scope.node.path}": its handler "${handler!.node.path}" belongs to the stack "${its.node.path}", and its role covers `
        + `only that stack. Create a RegistrationHandler in the stack "${stack.node.path}"`);
    }
    return handler ?? RegistrationHandler.getOrCreate(scope);
  }

  /** The ARN of the function: the service token of its custom resources. */
  public readonly serviceToken: string;

  /** The function, for alarms and metrics. */
  public readonly lambdaFunction: lambda.IFunction;

  /** The role of the function. */
  public readonly role: iam.IRole;

  /** The log group of the function. */
  public readonly logGroup: logs.ILogGroup;

  /** The principal that receives what is granted to the handler: its role. */
  public readonly grantPrincipal: iam.IPrincipal;

  private readonly policy: iam.PolicyDocument;
  /** The role or policy that `policy` is part of. */
  private readonly policyHolder: IConstruct;
  private readonly grants = new Map<string, iam.PolicyStatement>();
  private readonly readPolicies = new Map<IConstruct, iam.Policy>();
  /** By the key and the service that decrypts with it. */
  private readonly decryptPolicies = new Map<string, iam.Policy>();

  private readonly isLimited: boolean;
  private readonly notificationTopic?: sns.ITopic;
  private readonly createRules: () => ContinuationRules;
  private rules?: ContinuationRules;

  constructor(scope: Construct, id: string, props?: RegistrationHandlerProps) {
    super(scope, id);
    const declared = present(props);
    assertValid(`RegistrationHandler "${this.node.path}"`, handlerProblems(this, declared));
    const { vpc, vpcSubnets, securityGroups, environment, runtime, memorySize, role, logGroup, logRetention, notificationTopic } = declared;
    this.isLimited = declared.limitConcurrency ?? true;
    this.notificationTopic = notificationTopic;
    this.logGroup = logGroup ?? this.createLogGroup(logRetention);
    const statements = [...registrationStatements(Stack.of(this)), ...this.loggingStatements(), ...notificationStatements(notificationTopic)];
    this.policy = new iam.PolicyDocument({ statements });
    this.role = role ?? this.createRole();
    this.grantPrincipal = this.role.grantPrincipal;
    const handlerFunction = new lambda.Function(this, 'Function', {
      description: 'Creates, updates and deletes the SMS registrations of this stack',
      code: lambda.Code.fromAsset(HANDLER_DIRECTORY),
      handler: 'index.handler',
      runtime: runtime ?? lambda.Runtime.NODEJS_24_X,
      memorySize: memorySize ?? 256,
      timeout: Duration.minutes(15),
      role: this.role,
      logGroup: this.logGroup,
      // A property that is undefined would beat the default of a property injector.
      ...present({ vpc, vpcSubnets, securityGroups, environment }),
    });
    suppressForFunction(handlerFunction);
    this.policyHolder = role ? this.createPolicy(role) : this.role;
    suppressForPolicy(this.policyHolder, statements);
    if (role) {
      handlerFunction.node.addDependency(this.policyHolder);
    }
    this.lambdaFunction = handlerFunction;
    this.serviceToken = handlerFunction.functionArn;
    const cfnFunction = handlerFunction.node.defaultChild as lambda.CfnFunction;
    this.allowNetwork(cfnFunction);
    keepEndpoints(cfnFunction, vpc);
    const { sweepInterval, deadLetterQueue } = declared;
    this.createRules = () => new ContinuationRules(this, { handlerFunction, sweepInterval, deadLetterQueue, notificationTopic });
    this.node.addValidation({ validate: () => this.checkStack() });
  }

  /** The security groups of the function. Only a function in a VPC has any. */
  public get connections(): ec2.Connections {
    return this.lambdaFunction.connections;
  }

  /**
   * A metric of the handler, which writes it to its log each time it checks its registrations after a deploy.
   *
   * @param metricName for example `ContinuationFailures`
   * @param props anything that differs from the defaults of `cloudwatch.Metric`
   */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensionsMap: { [METRIC_DIMENSIONS.functionName]: this.lambdaFunction.functionName },
      ...props,
    }).attachTo(this);
  }

  /**
   * For how many registrations a check or a step failed: a count, written each time the handler checks its registrations, and 0 if nothing
   * failed. A message that cannot be published counts as one more. The log says why.
   *
   * A stack without the two rules, for example a stack of drafts, has no such metric.
   *
   * @param props anything that differs from the sum over a day
   * @exampleMetadata fixture=registrations
   * @example
   *
   * RegistrationHandler.getOrCreate(stack).metricContinuationFailures().createAlarm(stack, 'ContinuationFails', {
   *   threshold: 1,
   *   evaluationPeriods: 1,
   * });
   */
  public metricContinuationFailures(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(HANDLER_METRICS.continuationFailures, { statistic: cloudwatch.Stats.SUM, period: Duration.days(1), ...props });
  }

  /**
   * Adds a registration to those that the handler manages.
   * @internal
   */
  public _addRegistration(resource: HandlerResource): void {
    if (this.isLimited) {
      limitConcurrency(resource);
    }
    if (this.notificationTopic) {
      this._continue(resource);
    }
  }

  /**
   * Has the rules name a registration, so that the handler checks it after a deploy.
   * @internal
   */
  public _continue(registration: CfnResource): void {
    this.rules ??= this.createRules();
    this.rules.add(registration);
  }

  /**
   * Adds a permission, which the handler has before its first call of the deploy.
   * @internal
   */
  public _allow(action: string, resource: string): void {
    const statement = new iam.PolicyStatement({ actions: [action], resources: [resource] });
    suppressForPolicy(this.policyHolder, [statement]);
    const granted = this.grants.get(action);
    if (granted) {
      granted.addResources(resource);
      return;
    }
    this.grants.set(action, statement);
    this.policy.addStatements(statement);
  }

  /**
   * Lets the handler read where the value of a field is kept, as soon as everything that is returned exists.
   *
   * Each source has a policy of its own, which CloudFormation deletes after all updates: the update that removes a field can still tell
   * whether it has the value that was read. With many sources the later ones share a policy, because IAM limits the characters.
   * @internal
   */
  public _allowReading(source: FieldSource): IDependable[] {
    const existing = this.readPolicies.get(source.construct);
    const policy = existing ?? this.createReadPolicy(source);
    if (!existing) {
      this.readPolicies.set(source.construct, policy);
      const statement = readStatement(source.action, [source.resource]);
      policy.addStatements(statement);
      suppressForPolicy(policy, [statement]);
    }
    return [policy, ...this.allowDecrypting(source, policy)];
  }

  /** Secrets of one key share the statement on it, in the policy of the first of them. */
  private allowDecrypting({ decryption }: FieldSource, policy: iam.Policy): iam.Policy[] {
    if (!decryption) {
      return [];
    }
    const id = `${decryption.key.keyArn} ${decryption.viaService}`;
    const existing = this.decryptPolicies.get(id);
    if (!existing) {
      policy.addStatements(decryptStatement(decryption));
      this.decryptPolicies.set(id, policy);
    }
    return [existing ?? policy];
  }

  private createReadPolicy({ construct }: FieldSource): iam.Policy {
    const shared = this.node.tryFindChild('ReadOthers') as iam.Policy | undefined;
    if (shared) {
      return shared;
    }
    const policy = new iam.Policy(this, this.readPolicies.size < POLICIES ? `Read${Names.nodeUniqueId(construct.node)}` : 'ReadOthers');
    // Not by the policy's own props: those would even change a role that was imported as immutable.
    this.role.attachInlinePolicy(policy);
    return policy;
  }

  /** Called when everything in the stack is declared. */
  private checkStack(): string[] {
    const count = Stack.of(this).node.findAll().filter((one) => (
      CfnResource.isCfnResource(one) && one.stack === Stack.of(this) && one.cfnResourceType === REGISTRATION_RESOURCE
    )).length;
    if (count > REGISTRATIONS_OF_ACCOUNT && this.isFirstOfStack()) {
      Annotations.of(this).addWarningV2('cdk-sms-registration:too-many-registrations',
        `the stack has ${count} registrations; an account can have ${REGISTRATIONS_OF_ACCOUNT} in a Region by default; request a higher quota before you deploy them`);
    }
    return this.policySizeProblems();
  }

  private isFirstOfStack(): boolean {
    const stack = Stack.of(this);
    return handlersIn(stack).find((handler) => Stack.of(handler) === stack) === this;
  }

  /** IAM counts all inline policies of a role together, and several handlers of the app may share one. */
  private policySizeProblems(): string[] {
    const { roleArn } = this.role;
    const sharing = handlersIn(this.node.root).filter(({ role }) => role === this.role || (!Token.isUnresolved(roleArn) && role.roleArn === roleArn));
    const characters = sharing.reduce((sum, handler) => sum + handler.inlineCharacters(), 0);
    return characters <= MAX_INLINE_CHARACTERS ? [] : [
      `the inline policies of the handler's role would have at least ${characters} characters; IAM allows ${MAX_INLINE_CHARACTERS} for one role. `
      + (sharing.length > 1 ? `${sharing.length} handlers share the role: give each its own, or ` : 'Divide the registrations among several stacks, or ')
      + 'keep several values in one secret: FieldValue.fromSecretsManager(secret, \'key\')',
    ];
  }

  private inlineCharacters(): number {
    const stack = Stack.of(this);
    const policies = [...new Set(this.readPolicies.values()), ...this.policyHolder === this.role ? [] : [this.policyHolder]]
      .map(({ node }) => node.defaultChild as iam.CfnPolicy)
      // A policy that is attached to nothing is in no template: the role was imported as immutable.
      .filter(({ roles }) => stack.resolve(roles) !== undefined);
    const documents = [...this.policyHolder === this.role ? [this.policy] : [], ...policies.map(({ policyDocument }) => policyDocument as unknown)];
    return documents.reduce<number>((sum, document) => sum + minCharacters(stack.resolve(document)), 0);
  }

  /** An Aspect, because Aspects of others may put the function into a VPC. */
  private allowNetwork(cfnFunction: lambda.CfnFunction): void {
    let isAllowed = false;
    const visit = (node: IConstruct) => {
      if (node === cfnFunction && cfnFunction.vpcConfig !== undefined && !isAllowed) {
        isAllowed = true;
        this.policy.addStatements(networkStatement());
      }
    };
    Aspects.of(cfnFunction).add({ visit }, { priority: AspectPriority.READONLY });
  }

  private createLogGroup(retention = logs.RetentionDays.ONE_MONTH): logs.LogGroup {
    return new logs.LogGroup(this, 'LogGroup', { retention, removalPolicy: RemovalPolicy.DESTROY });
  }

  /** A policy of this stack: the role may belong to another one, and must not refer back to this stack. */
  private createPolicy(role: iam.IRole): iam.Policy {
    const policy = new iam.Policy(this, 'Policy', { document: this.policy });
    role.attachInlinePolicy(policy);
    return policy;
  }

  /** The policy is part of the role, so that it exists before the first call and until after the last one. */
  private createRole(): iam.Role {
    return new iam.Role(this, 'Role', {
      description: 'Lets the handler work on the SMS registrations of this stack',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Registrations: this.policy },
    });
  }

  /** No permission to create the log group: a late line must not recreate a deleted one. */
  private loggingStatements(): iam.PolicyStatement[] {
    return [new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [this.logGroup.logGroupArn],
    })];
  }
}

function handlersIn(scope: IConstruct): RegistrationHandler[] {
  return scope.node.findAll().filter((one): one is RegistrationHandler => one instanceof RegistrationHandler);
}
