import {
  CreateRegistrationAssociationCommand, CreateRegistrationCommand, DeleteRegistrationCommand, PinpointSMSVoiceV2Client, ReleasePhoneNumberCommand,
  RequestPhoneNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { ContinuationEvent } from '../../../contract/continuation';
import {
  ACCOUNT, LambdaHost, startCloud, type Cloud, type CloudFormation, type CustomResource, type CustomResourceEvent, type Delivery,
  type OperationResult, type Properties, type SentRequest, type StackApiMood,
} from '../../cloudformation';
import { assertNothingLeaked, CANARY } from '../../lambda/canaries';
import { Simulator, type FaultRule, type Form, type FormField, type RegistrationView } from '../../simulator';
import { Time } from '../../time/time';

/** Fast, and still slow enough for the network's own time-outs. */
const SPEED = 40;
const SERVICE_TIMEOUT_S = 1_200;
const CONTINUE_FOR_S = 90 * 86_400;
/** The two registrations that a history is about. */
export const LOGICAL_IDS = ['First', 'Second'] as const;
const OWNERSHIP = ['cdk-sms-registration:stack-id', 'cdk-sms-registration:logical-id'] as const;

/** Two forms of two fields; one of the types has numbers, which keep it from being deleted. */
export const TYPES = ['ONE_REGISTRATION', 'TWO_REGISTRATION'] as const;
export type Type = typeof TYPES[number];

const FIELDS: FormField[] = [
  { path: 'form.required', section: 'form', type: 'TEXT', requirement: 'REQUIRED' },
  { path: 'form.optional', section: 'form', type: 'TEXT', requirement: 'OPTIONAL' },
];
const FORMS: Record<Type, Form> = {
  ONE_REGISTRATION: {
    fields: FIELDS,
    associations: [{
      resourceType: 'TOLL_FREE', associationBehavior: 'ASSOCIATE_AFTER_COMPLETE', disassociationBehavior: 'DISASSOCIATE_ALL_CLOSES_REGISTRATION',
    }],
  },
  TWO_REGISTRATION: { fields: FIELDS, associations: [] },
};

/** What goes wrong while the stack does something. */
export interface Disturbance {
  /** Another resource fails, at the same time or afterwards. */
  readonly otherFails?: 'meanwhile' | 'afterwards';
  /** The user cancels after so many calls of the handler. */
  readonly cancelAfter?: number;
  /** Every instance of the function dies after so many calls; Lambda delivers again what they had. */
  readonly killAfter?: number;
  readonly delivery: Delivery;
  readonly fault?: FaultRule;
  /** What reviewers do as soon as a form is submitted. */
  readonly review?: ReviewStep;
  /** How CloudFormation answers when it is asked about the stack. */
  readonly mood?: StackApiMood;
  /** What fails is not rolled back. */
  readonly disableRollback?: boolean;
  /** A rule wakes the handler after so many calls. */
  readonly wakeAfter?: number;
  /** So many minutes after the end Lambda delivers every event: once more, or for the first time what the user has cancelled by then. */
  readonly late?: { readonly minutes: number; readonly isFirst: boolean };
}

export const REVIEW_STEPS = ['startAwsReview', 'startReview', 'requireAuthentication', 'provision', 'approve', 'deny', 'revoke'] as const;
export type ReviewStep = typeof REVIEW_STEPS[number];

/** A handler in its processes, a stack that uses it, and the service; used again for every history. */
export class World {
  public static async open(bundle?: string): Promise<World> {
    const time = new Time(SPEED);
    const simulator = await Simulator.start({ time, account: ACCOUNT });
    Object.entries(FORMS).forEach(([registrationType, form]) => simulator.control.defineForm({ registrationType, form }));
    const env = { AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: simulator.endpoint, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
    return new World(simulator, await startCloud({ time, env, bundle }), time);
  }

  public stack: CloudFormation;
  /** When CloudFormation stopped to wait for a request. */
  public readonly closed = new Map<SentRequest, number>();
  /** Numbers of the stack, by the logical id of the registration with which they are associated. */
  public readonly stackNumbers = new Map<string, string>();
  /** What nobody has given to the stack: without tags, or with those of another stack. */
  public foreign: readonly RegistrationView[] = [];
  /** How often each kind of step was taken, in all histories. */
  public readonly steps = new Map<string, number>();
  /** How often CloudFormation itself has asked for the release of a number in this step. */
  public releases = 0;
  /** Since when no operation of the stack is in progress. */
  public restingSince = 0;
  private readonly client: PinpointSMSVoiceV2Client;
  private count = 0;

  private constructor(public readonly simulator: Simulator, public readonly cloud: Cloud, private readonly time: Time) {
    this.stack = cloud.cloudFormation;
    this.client = new PinpointSMSVoiceV2Client({
      endpoint: simulator.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      // Every attempt counts, see releaseNumber.
      maxAttempts: 1,
    });
  }

  public get control() {
    return this.simulator.control;
  }

  public ran(kind: string): void {
    this.steps.set(kind, (this.steps.get(kind) ?? 0) + 1);
  }

  /** Forgets everything: another stack, another account. */
  public async startOver(): Promise<void> {
    this.control.reset();
    this.cloud.lambda.logs.length = 0;
    this.cloud.lambda.invocations.length = 0;
    this.cloud.responses.puts.length = 0;
    this.count += 1;
    this.stack = this.cloud.stack(`History${this.count}`);
    this.closed.clear();
    this.stackNumbers.clear();
    this.cloud.stackApi.mood = 'true';
    const [stackId, logicalId] = OWNERSHIP;
    await this.client.send(new CreateRegistrationCommand({ RegistrationType: TYPES[0] }));
    await this.client.send(new CreateRegistrationCommand({
      RegistrationType: TYPES[0], Tags: [{ Key: stackId, Value: `${this.stack.stackId}-other` }, { Key: logicalId, Value: 'First' }],
    }));
    this.foreign = this.registrations;
  }

  /** Since the history began. */
  public assertNothingLeaked(): void {
    assertNothingLeaked({ cloud: this.cloud, simulator: this.simulator, stacks: [this.stack] });
  }

  public async close(): Promise<void> {
    await this.cloud.close();
    await this.simulator.stop();
    this.client.destroy();
  }

  public get registrations(): RegistrationView[] {
    return this.control.state().registrations;
  }

  /** What is there of the stack, or of one of its resources. */
  public owned(ofLogicalId?: string): RegistrationView[] {
    const [stackId, logicalId] = OWNERSHIP;
    return this.registrations.filter(({ status, tags }) => (
      status !== 'DELETED' && tags[stackId] === this.stack.stackId && (ofLogicalId === undefined || tags[logicalId] === ofLogicalId)
    ));
  }

  /** What the stack holds under this logical id. */
  public held(logicalId: string): RegistrationView | undefined {
    const physicalId = this.stack.resource(logicalId)?.physicalId;
    return this.registrations.find(({ registrationId, status }) => registrationId === physicalId && status !== 'DELETED');
  }

  /** Does something with the stack, and waits until everything that it has set off has ended. */
  public async disturbed(disturbance: Disturbance, act: (cancel: AbortSignal) => Promise<OperationResult>) {
    const { delivery, fault, review, killAfter, cancelAfter, wakeAfter, mood = 'true', late } = disturbance;
    const { control, cloud } = this;
    control.clearJournal();
    this.releases = 0;
    cloud.lambda.delivery = delivery;
    cloud.stackApi.mood = mood;
    if (fault) control.injectFault(fault);
    const cancel = new AbortController();
    const watch = this.watch([
      [(calls) => killAfter !== undefined && calls.length >= killAfter, () => cloud.lambda.killBusy()],
      [(calls) => cancelAfter !== undefined && calls.length >= cancelAfter, () => cancel.abort()],
      [(calls) => wakeAfter !== undefined && calls.length >= wakeAfter, () => this.wake()],
      [(calls) => review !== undefined && calls.includes('SubmitRegistrationVersion'), () => this.owned().forEach((one) => this.review(review!, one))],
    ]);
    const { held, releasing } = this.takeEvents(late?.isFirst === true, () => cancel.abort());
    try {
      const result = await act(cancel.signal);
      this.restingSince = this.time.now();
      await cloud.lambda.idle();
      await Promise.all([...releasing, this.releaseNumbersOfStack()]);
      if (late) await this.deliverLate(late.minutes, late.isFirst ? held : result.requests.map(({ event }) => event));
      return result;
    } finally {
      clearInterval(watch);
      control.clearFaults();
      cloud.lambda.delivery = 'once';
      cloud.stackApi.mood = 'true';
    }
  }

  /** Takes what CloudFormation sends: a number goes before its registration does, and what is to come late is kept, and cancelled. */
  private takeEvents(isHeldBack: boolean, cancel: () => void) {
    const { lambda } = this.cloud;
    const held: CustomResourceEvent[] = [];
    const releasing: Promise<void>[] = [];
    lambda.accept = (event) => {
      const { RequestType, LogicalResourceId } = event as CustomResourceEvent;
      if (isHeldBack && RequestType !== 'Delete' && LogicalResourceId !== 'Failing' && held.length < 1) {
        held.push(event as CustomResourceEvent);
        setTimeout(cancel, 20);
        return;
      }
      if (RequestType === 'Delete') releasing.push(this.releaseNumbersOfStack());
      LambdaHost.prototype.accept.call(lambda, event);
    };
    return { held, releasing };
  }

  /** What a rule of the stack sends, whether anything has changed or not. */
  public wake(): void {
    const registrationIds = LOGICAL_IDS.flatMap((logicalId) => this.stack.resource(logicalId)?.physicalId ?? []);
    const event: ContinuationEvent = { continuation: { stackId: this.stack.stackId, registrationIds } };
    LambdaHost.prototype.accept.call(this.cloud.lambda, event);
  }

  /** The review says that something else has to finish first. */
  public askToWait({ registrationId }: RegistrationView): boolean {
    try {
      this.control.deny({ registrationId, codes: ['WAIT_TO_RESUBMIT_REGISTRATION'] });
      return true;
    } catch {
      return false;
    }
  }

  private async deliverLate(minutes: number, events: readonly CustomResourceEvent[]): Promise<void> {
    this.letTimePass(minutes);
    this.cloud.lambda.delivery = 'once';
    events.forEach((event) => LambdaHost.prototype.accept.call(this.cloud.lambda, event));
    await this.cloud.lambda.idle();
  }

  /** A number of the stack, which CloudFormation makes before its association. */
  public async numberOfStack(logicalId: string): Promise<string> {
    const known = this.stackNumbers.get(logicalId);
    if (known !== undefined) return known;
    const number = await this.requestNumber();
    this.stackNumbers.set(logicalId, number);
    return number;
  }

  /** CloudFormation releases a number as soon as the resource that has associated it is deleted. */
  public async releaseNumbersOfStack(): Promise<void> {
    for (const [logicalId, number] of this.stackNumbers) {
      const last = this.stack.events.filter((event) => event.logicalId === numberIdOf(logicalId)).at(-1);
      if (['DELETE_COMPLETE', 'DELETE_SKIPPED'].includes(last?.status ?? '') && !this.stack.resource(numberIdOf(logicalId))) {
        this.stackNumbers.delete(logicalId);
        if (last?.status === 'DELETE_COMPLETE') {
          await this.releaseNumber(number);
        }
      }
    }
  }

  /** Whether the step was possible. */
  public review(step: ReviewStep, { registrationId }: RegistrationView): boolean {
    try {
      this.control[step]({ registrationId });
      return true;
    } catch {
      return false;
    }
  }

  /** How long after CloudFormation had stopped waiting, in milliseconds, the handler answered that it has succeeded; undefined if it did not. */
  public successTooLateBy(request: SentRequest): number | undefined {
    const late = this.cloud.responses.puts.find(({ requestId, outcome, body }) => (
      requestId === request.event.RequestId && outcome === 'late' && (JSON.parse(body) as { Status: string }).Status === 'SUCCESS'
    ));
    return late && late.at - (this.closed.get(request) ?? late.at);
  }

  public async takeNumber({ registrationId }: RegistrationView): Promise<string> {
    const number = await this.requestNumber();
    await this.client.send(new CreateRegistrationAssociationCommand({ RegistrationId: registrationId, ResourceId: number }));
    return number;
  }

  /** A fault that was meant for the handler may hit this call. */
  private async requestNumber(attemptsLeft = 5): Promise<string> {
    try {
      const { PhoneNumberId } = await this.client.send(new RequestPhoneNumberCommand({
        IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'TOLL_FREE',
      }));
      return PhoneNumberId!;
    } catch (error) {
      if (attemptsLeft <= 1) throw error;
      return this.requestNumber(attemptsLeft - 1);
    }
  }

  /** False while a review keeps it. Like CloudFormation it tries again when the call fails for another reason. */
  public async releaseNumber(PhoneNumberId: string, attemptsLeft = 5): Promise<boolean> {
    this.releases += 1;
    try {
      await this.client.send(new ReleasePhoneNumberCommand({ PhoneNumberId }));
      return true;
    } catch (error) {
      const isFinal = attemptsLeft <= 1 || ['ConflictException', 'ResourceNotFoundException'].includes((error as Error).name);
      return isFinal ? false : this.releaseNumber(PhoneNumberId, attemptsLeft - 1);
    }
  }

  /** By hand, which no protection of the stack keeps anybody from. */
  public async deleteByHand(RegistrationId: string): Promise<void> {
    await this.client.send(new DeleteRegistrationCommand({ RegistrationId }));
  }

  public letTimePass(minutes: number): void {
    this.time.skip(minutes * 60_000);
    this.cloud.lambda.killWarm();
  }

  /** Nobody reviews any more. */
  public letGo(): void {
    for (const one of this.owned()) {
      this.review('deny', one);
      this.review('approve', one);
      this.endProvisioning(one);
    }
  }

  /** What was revoked while it was provisioned: no step of a review leads on from there. */
  private endProvisioning({ registrationId, status }: RegistrationView): void {
    if (status === 'PROVISIONING') {
      this.control.setStatus({ registrationId, registrationStatus: 'COMPLETE' });
    }
  }

  private watch(watched: [(calls: string[]) => boolean, () => unknown][]): NodeJS.Timeout {
    const waiting = new Set(watched);
    return setInterval(() => {
      this.stack.sent.filter((request) => request.reply && !this.closed.has(request)).forEach((request) => this.closed.set(request, this.time.now()));
      const calls = this.control.journal().map(({ operation }) => operation);
      for (const one of waiting) {
        const [isDue, act] = one;
        if (isDue(calls)) {
          waiting.delete(one);
          act();
        }
      }
    }, 1);
  }
}

/** What a stack may want of a registration. */
export interface Declaration {
  readonly type: Type;
  readonly required?: string;
  readonly optional?: string;
  readonly submit: boolean;
  readonly updateApproved: boolean;
  readonly deletionProtection: boolean;
  /** What becomes of it when it leaves the stack. */
  readonly policy: 'Delete' | 'Retain' | 'RetainExceptOnCreate';
  /** A number of the stack is associated with it. */
  readonly number: boolean;
  /** It is one that was kept before, if there is any. */
  readonly adopts: boolean;
  /** The handler goes on with what is pending after the deploy. */
  readonly continues: boolean;
  /** It is submitted after the other registration of the stack, if there is one. */
  readonly after: boolean;
}

const DECLARATIONS = new WeakMap<CustomResource, Declaration>();

export function declarationOf(definition: CustomResource): Declaration {
  return DECLARATIONS.get(definition)!;
}

export function numberIdOf(logicalId: string): string {
  return `${logicalId}Number`;
}

export function resource(logicalId: string, declaration: Declaration, adopted?: string, after?: string): CustomResource {
  const { type, required, optional, policy, ...flags } = declaration;
  const fields = Object.entries({ 'form.required': required, 'form.optional': optional })
    .flatMap(([FieldPath, value]) => value === undefined ? [] : [{ FieldPath, TextValue: `${CANARY} ${value}` }]);
  const definition: CustomResource = {
    logicalId,
    resourceType: 'Custom::SMSVoiceRegistration',
    serviceTimeout: SERVICE_TIMEOUT_S,
    properties: {
      RegistrationType: type,
      Fields: fields,
      Tags: [],
      DeletionTimeout: 60,
      RegistrationId: adopted,
      SubmitAfter: after === undefined ? undefined : [after],
      ContinueFor: flags.continues ? CONTINUE_FOR_S : undefined,
      ...ifTrue({
        Submit: flags.submit,
        SubmitByAssociations: flags.number,
        UpdateApproved: flags.updateApproved,
        DeletionProtection: flags.deletionProtection,
      }),
    },
    deletionPolicy: policy,
  };
  DECLARATIONS.set(definition, declaration);
  return definition;
}

export function numberOf(logicalId: string, { policy, deletionProtection, continues }: Declaration, number: string): CustomResource {
  return {
    logicalId: numberIdOf(logicalId),
    resourceType: 'Custom::SMSVoiceRegistrationAssociations',
    serviceTimeout: SERVICE_TIMEOUT_S,
    properties: {
      RegistrationId: { Ref: logicalId },
      Owner: logicalId,
      Associations: [number],
      VersionToSubmit: { 'Fn::GetAtt': [logicalId, 'VersionToSubmit'] },
      PendingSteps: { 'Fn::GetAtt': [logicalId, 'PendingSteps'] },
      ContinueFor: continues ? CONTINUE_FOR_S : undefined,
      ...ifTrue({ DeletionProtection: deletionProtection }),
    },
    deletionPolicy: policy,
  };
}

function ifTrue(flags: Properties): Properties {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value));
}

/** A resource that fails at once, and makes nothing. */
export function failing(dependsOn: readonly string[]): CustomResource {
  return {
    logicalId: 'Failing',
    resourceType: 'Custom::SMSVoiceRegistration',
    serviceTimeout: SERVICE_TIMEOUT_S,
    properties: { Nonsense: 'true' },
    dependsOn: [...dependsOn],
  };
}
