import { Annotations, attachCustomSynthesis, CfnResource, Duration, Names, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IConstruct, IDependable } from 'constructs';
import { isInVpc, keepEndpoints } from './private/endpoints';
import { decryptStatement, FieldSource, readStatement } from './private/field-source';
import { HANDLER_DIRECTORY } from './private/handler-directory';
import { limitConcurrency } from './private/limit-concurrency';
import { networkStatement, registrationStatements } from './private/permissions';
import { MAX_INLINE_CHARACTERS, minCharacters } from './private/policy-size';
import { present } from './private/present';
import { suppressForFunction, suppressForLogGroup, suppressForPolicy } from './private/suppressions';
import { renderedResource } from './private/template-graph';
import type { RegistrationResourceType } from '../contract/registration-resource';

const ID = 'SMSVoiceRegistrationHandler';
const RESOURCE_TYPE: RegistrationResourceType = 'Custom::SMSVoiceRegistration';
/** Spelled out, so that it needs no newer version of aws-cdk-lib. */
const DEFAULT_RUNTIME = new lambda.Runtime('nodejs24.x', lambda.RuntimeFamily.NODEJS);
/** The bundle is built for this version of Node.js. */
const MIN_NODE = 20;
/** The default quota of an account and Region. */
const REGISTRATIONS_OF_ACCOUNT = 25;
/** The first secrets and parameters have a policy each; all others share one, which takes fewer characters. */
const POLICIES = 20;

/**
 * How the function that manages the registrations of a stack runs.
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
   * A VPC to run in. Its subnets need a route to AWS End User Messaging (`sms-voice`), AWS CloudFormation and Amazon S3: a NAT gateway, or
   * VPC endpoints. Endpoints in the same stack are kept until the function has finished.
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
   * Whether CloudFormation works on two registrations of the stack at a time, in a stack of eight or more.
   *
   * The service accepts one request of a kind per second for the whole account, so with more at once they throttle each other. Each one
   * therefore depends on another, and one that cannot be deleted keeps up to half of them until it is gone. With `false` they are independent.
   *
   * @default true
   */
  readonly limitConcurrency?: boolean;
}

/**
 * The one function of a stack that creates, updates and deletes its registrations.
 *
 * The first registration of a stack creates it. Call `getOrCreate` before that to configure it. Permissions boundaries are applied as
 * everywhere in the CDK: `iam.PermissionsBoundary.of(handler).apply(policy)`.
 */
export class RegistrationHandler extends Construct {
  /**
   * The handler of the stack that `scope` belongs to. The first call creates it.
   *
   * @param scope any construct of the stack
   * @param props how it runs; only the call that creates it may set any
   * @throws an error if any of the `props` is set and the stack already has its handler
   */
  public static getOrCreate(scope: Construct, props?: RegistrationHandlerProps): RegistrationHandler {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(ID) as RegistrationHandler | undefined;
    const given = present(props);
    if (existing && Object.keys(given).length > 0) {
      throw new Error(`RegistrationHandler.getOrCreate: the stack "${stack.node.path}" already has its handler; pass props before its first Registration`);
    }
    return existing ?? new RegistrationHandler(stack, ID, given);
  }

  /** The ARN of the function: the service token of its custom resources. */
  public readonly serviceToken: string;

  /** The function, for alarms and metrics. */
  public readonly lambdaFunction: lambda.IFunction;

  /** The role of the function. */
  public readonly role: iam.IRole;

  /** The log group of the function. */
  public readonly logGroup: logs.ILogGroup;

  private readonly policy: iam.PolicyDocument;
  /** The role or policy that `policy` is part of. */
  private readonly policyHolder: IConstruct;
  private readonly grants = new Map<string, iam.PolicyStatement>();
  private readonly readPolicies = new Map<IConstruct, iam.Policy>();
  /** By the key and the service that decrypts with it. */
  private readonly decryptPolicies = new Map<string, iam.Policy>();

  private constructor(scope: Construct, id: string, props: RegistrationHandlerProps) {
    super(scope, id);
    assertConsistent(props);
    this.logGroup = props.logGroup ?? this.createLogGroup(props.logRetention);
    const statements = [...registrationStatements(Stack.of(this)), ...this.loggingStatements()];
    this.policy = new iam.PolicyDocument({ statements });
    this.role = props.role ?? this.createRole();
    const { vpc, vpcSubnets, securityGroups } = props;
    const handlerFunction = new lambda.Function(this, 'Function', {
      description: 'Creates, updates and deletes the SMS registrations of this stack',
      code: lambda.Code.fromAsset(HANDLER_DIRECTORY),
      handler: 'index.handler',
      runtime: props.runtime ?? DEFAULT_RUNTIME,
      memorySize: 256,
      timeout: Duration.minutes(15),
      role: this.role,
      logGroup: this.logGroup,
      // A property that is undefined would beat the default of a property injector.
      ...present({ vpc, vpcSubnets, securityGroups }),
    });
    suppressForFunction(handlerFunction, handlerFunction.isBoundToVpc);
    if (handlerFunction.isBoundToVpc) {
      this.policy.addStatements(networkStatement());
    }
    this.policyHolder = props.role ? this.createPolicy(props.role) : this.role;
    suppressForPolicy(this.policyHolder, statements);
    if (props.role) {
      handlerFunction.node.addDependency(this.policyHolder);
    }
    this.lambdaFunction = handlerFunction;
    this.serviceToken = handlerFunction.functionArn;
    this.node.addValidation({ validate: () => this.checkStack() });
    attachCustomSynthesis(this, { onSynthesize: () => this.finish(props) });
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
      CfnResource.isCfnResource(one) && one.stack === Stack.of(this) && one.cfnResourceType === RESOURCE_TYPE
    )).length;
    if (count > REGISTRATIONS_OF_ACCOUNT) {
      Annotations.of(this).addWarningV2('cdk-sms-registration:too-many-registrations',
        `the stack has ${count} registrations; an account has room for ${REGISTRATIONS_OF_ACCOUNT} in a Region unless AWS has raised that quota`);
    }
    return this.policySizeProblems();
  }

  /** IAM counts all inline policies of a role together, and several stacks of the app may share one. */
  private policySizeProblems(): string[] {
    const { roleArn } = this.role;
    const isShared = ({ role }: RegistrationHandler) => role === this.role || (!Token.isUnresolved(roleArn) && role.roleArn === roleArn);
    const sharing = this.node.root.node.findAll().filter((one): one is RegistrationHandler => one instanceof RegistrationHandler && isShared(one));
    const characters = sharing.reduce((sum, handler) => sum + handler.inlineCharacters(), 0);
    return characters <= MAX_INLINE_CHARACTERS ? [] : [
      `the inline policies of the handler's role would have at least ${characters} characters; IAM allows ${MAX_INLINE_CHARACTERS} for one role. `
      + (sharing.length > 1 ? `${sharing.length} stacks share the role: give each stack its own, or ` : 'Divide the registrations among several stacks, or ')
      + 'keep several values in one secret: FieldValue.fromSecret(secret, \'key\')',
    ];
  }

  private inlineCharacters(): number {
    const policies = [...new Set(this.readPolicies.values()), ...this.policyHolder === this.role ? [] : [this.policyHolder]];
    // A policy that is attached to nothing is in no template: the role was imported as immutable.
    const documents = policies.map(({ node }) => renderedResource(node.defaultChild as CfnResource).Properties?.PolicyDocument);
    const inRole = this.policyHolder === this.role ? [Stack.of(this).resolve(this.policy) as unknown] : [];
    return [...inRole, ...documents].reduce<number>((sum, document) => sum + (document === undefined ? 0 : minCharacters(document)), 0);
  }

  /** Called when the template is written: adds whatever depends on other constructs, and on changes by Aspects. */
  private finish({ vpc, limitConcurrency: isLimited = true }: RegistrationHandlerProps): void {
    const cfnFunction = this.lambdaFunction.node.defaultChild as CfnResource;
    if (!this.lambdaFunction.isBoundToVpc && isInVpc(cfnFunction)) {
      this.policy.addStatements(networkStatement());
    }
    keepEndpoints(cfnFunction, vpc);
    if (isLimited) {
      limitConcurrency(Stack.of(this), RESOURCE_TYPE);
    }
  }

  private createLogGroup(retention = logs.RetentionDays.ONE_MONTH): logs.LogGroup {
    const logGroup = new logs.LogGroup(this, 'LogGroup', { retention, removalPolicy: RemovalPolicy.DESTROY });
    suppressForLogGroup(logGroup);
    return logGroup;
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

function assertConsistent({ runtime, vpc, vpcSubnets, securityGroups, logGroup, logRetention }: RegistrationHandlerProps): void {
  const node = runtime && /^nodejs(\d+)\.x$/.exec(runtime.name)?.[1];
  if (runtime && !Token.isUnresolved(runtime.name) && !(Number(node) >= MIN_NODE)) {
    throw new Error(`RegistrationHandler: runtime is ${runtime.name}, which cannot run the handler; nodejs${MIN_NODE}.x or newer can`);
  }
  if (!vpc && (vpcSubnets || securityGroups)) {
    throw new Error(`RegistrationHandler: ${vpcSubnets ? 'vpcSubnets' : 'securityGroups'} is given without vpc`);
  }
  if (logGroup && logRetention) {
    throw new Error('RegistrationHandler: logRetention is given together with logGroup; set the retention of that log group instead');
  }
}
