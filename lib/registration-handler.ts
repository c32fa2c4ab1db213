import * as path from 'path';
import { Duration, Names, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IConstruct, IDependable } from 'constructs';
import { registrationStatements } from './private/permissions';
import { suppressForFunction, suppressForLogGroup, suppressForPolicy } from './private/suppressions';
import { twoAtATime } from './private/two-at-a-time';
import type { RegistrationResourceType } from '../contract/registration-resource';

const ID = 'SMSVoiceRegistrationHandler';
const RESOURCE_TYPE: RegistrationResourceType = 'Custom::SMSVoiceRegistration';
/** Written out, so that it needs no newer version of aws-cdk-lib. */
const DEFAULT_RUNTIME = new lambda.Runtime('nodejs24.x', lambda.RuntimeFamily.NODEJS);
/** The bundle is built for this version of Node.js. */
const MIN_NODE = 20;

/**
 * How the function runs that works on the registrations of a stack.
 */
export interface RegistrationHandlerProps {
  /**
   * The role of the function. Lambda has to be allowed to assume it; what the handler needs is added to its policies,
   * unless it is imported as immutable.
   *
   * @default - a role with exactly the permissions that the handler uses
   */
  readonly role?: iam.IRole;

  /**
   * A VPC to run in. Its subnets need a way to the service: a NAT gateway, or an interface endpoint for `sms-voice`.
   * CloudFormation is answered by way of Amazon S3, which needs one as well.
   *
   * @default - the function runs outside of any VPC of yours
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/vpc-interface-endpoints.html
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Which subnets of the VPC.
   *
   * @default - the VPC's private subnets
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the function in the VPC.
   *
   * @default - a new one that lets everything out and nothing in
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Where the function logs. Logs are JSON lines and never carry a field value.
   *
   * @default - a log group that is deleted with the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long the default log group keeps what it gets. It cannot be given together with `logGroup`.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The runtime of the function: Node.js 20 or newer. Set it when the default is not offered in your Region, or deprecated.
   *
   * @default - Node.js 24
   */
  readonly runtime?: lambda.Runtime;
}

/**
 * The one function of a stack that creates, updates and deletes its registrations.
 *
 * The first registration makes it; call `getOrCreate` before that to say how it shall run. A permissions boundary is applied as
 * everywhere in the CDK: `iam.PermissionsBoundary.of(handler).apply(policy)`.
 */
export class RegistrationHandler extends Construct {
  /**
   * The handler of the stack to which `scope` belongs, made at the first call.
   *
   * @param scope any construct of the stack
   * @param props how it runs; only the call that makes it can say so
   * @throws an error if `props` are given and the stack has its handler already
   */
  public static getOrCreate(scope: Construct, props?: RegistrationHandlerProps): RegistrationHandler {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(ID) as RegistrationHandler | undefined;
    if (existing && props) {
      throw new Error(`RegistrationHandler.getOrCreate: the stack "${stack.node.path}" has its handler already; pass props before its first Registration`);
    }
    return existing ?? new RegistrationHandler(stack, ID, props ?? {});
  }

  /** What a custom resource names as its provider: the ARN of the function. */
  public readonly serviceToken: string;

  /** The function, for alarms and metrics. */
  public readonly lambdaFunction: lambda.IFunction;

  /** The role of the function. */
  public readonly role: iam.IRole;

  /** Where the function logs. */
  public readonly logGroup: logs.ILogGroup;

  private readonly policy: iam.PolicyDocument;
  /** What `policy` stands in. */
  private readonly policyHolder: IConstruct;
  private readonly grants = new Map<string, iam.PolicyStatement>();

  private constructor(scope: Construct, id: string, props: RegistrationHandlerProps) {
    super(scope, id);
    assertConsistent(props);
    this.logGroup = props.logGroup ?? this.createLogGroup(props.logRetention);
    const statements = [...registrationStatements(Stack.of(this)), ...this.loggingStatements(), ...props.vpc ? [networkStatement()] : []];
    this.policy = new iam.PolicyDocument({ statements });
    this.role = props.role ?? this.createRole();
    const handlerFunction = new lambda.Function(this, 'Function', {
      description: 'Creates, updates and deletes the SMS registrations of this stack',
      // The same depth in lib/ as in build/.
      code: lambda.Code.fromAsset(path.join(__dirname, '..', 'assets', 'handler')),
      handler: 'index.handler',
      runtime: props.runtime ?? DEFAULT_RUNTIME,
      memorySize: 256,
      timeout: Duration.minutes(15),
      role: this.role,
      logGroup: this.logGroup,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: props.securityGroups,
    });
    suppressForFunction(handlerFunction, props.vpc !== undefined);
    this.policyHolder = props.role ? this.createPolicy(props.role) : this.role;
    suppressForPolicy(this.policyHolder, statements);
    if (props.role) {
      handlerFunction.node.addDependency(this.policyHolder);
    }
    this.lambdaFunction = handlerFunction;
    this.serviceToken = handlerFunction.functionArn;
    twoAtATime(this, RESOURCE_TYPE);
  }

  /**
   * Lets the handler do one thing more, before it is called for the first time after the deploy has begun.
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
   * Lets the handler read something that the value of a field is taken from, which it may do when what is returned is there.
   *
   * Each has a policy of its own: CloudFormation deletes it after all updates, so that the update that takes a field away can still
   * tell whether it has the value that was read.
   * @internal
   */
  public _allowReading(source: IConstruct, statements: readonly iam.PolicyStatement[]): IDependable {
    const id = `Read${Names.nodeUniqueId(source.node)}`;
    const existing = this.node.tryFindChild(id);
    if (existing) {
      return existing;
    }
    const policy = new iam.Policy(this, id, { statements: [...statements] });
    // Not by the policy's own props: those would change a role that is imported as immutable, too.
    this.role.attachInlinePolicy(policy);
    suppressForPolicy(policy, statements);
    return policy;
  }

  private createLogGroup(retention = logs.RetentionDays.ONE_MONTH): logs.LogGroup {
    const logGroup = new logs.LogGroup(this, 'LogGroup', { retention, removalPolicy: RemovalPolicy.DESTROY });
    suppressForLogGroup(logGroup);
    return logGroup;
  }

  /** A policy of this stack: the role may be another's, and must not refer back to this one. */
  private createPolicy(role: iam.IRole): iam.Policy {
    const policy = new iam.Policy(this, 'Policy', { document: this.policy });
    role.attachInlinePolicy(policy);
    return policy;
  }

  /** Its policy is part of the role, so that it is there before the first call and until after the last one. */
  private createRole(): iam.Role {
    return new iam.Role(this, 'Role', {
      description: 'Lets the handler work on the SMS registrations of this stack',
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Registrations: this.policy },
    });
  }

  /** No permission to create the log group: a late line must not bring a deleted one back. */
  private loggingStatements(): iam.PolicyStatement[] {
    return [new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [this.logGroup.logGroupArn],
    })];
  }
}

/** For a function in a VPC. Not the managed policy AWSLambdaVPCAccessExecutionRole: that one may create log groups. */
function networkStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'],
  });
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
