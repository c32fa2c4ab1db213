import { DescribeRegistrationFieldValuesCommand, PinpointSMSVoiceV2Client, PutRegistrationFieldValueCommand, ReleasePhoneNumberCommand, TagResourceCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { FieldProperty, TagProperty } from '../../contract/registration-resource';
import { ACCOUNT, jsonLines, startCloud, type Cloud, type CloudFormation, type CloudOptions, type CustomResource, type OperationResult, type Properties } from '../cloudformation';
import type { SecretStores } from '../secret-stores';
import { Reviewers, Simulator, type Switches } from '../simulator';
import type { Sns } from '../sns';
import { assertNothingLeaked, CANARY } from './canaries';
import { Time } from '../time/time';

export { CANARY };

export const FIELDS: FieldProperty[] = [
  { FieldPath: 'companyInfo.companyName', TextValue: `${CANARY} Corp` },
  { FieldPath: 'companyInfo.website', TextValue: `https://${CANARY}.example.com` },
  { FieldPath: 'messagingUseCase.useCaseCategory', SelectChoices: ['ONE_TIME_PASSCODES'] },
];

export interface StageOptions extends CloudOptions {
  readonly switches?: Partial<Switches>;
  /** Where the function reads secrets, and what it must not show. */
  readonly stores?: SecretStores;
  /** Where the function publishes messages. */
  readonly sns?: Sns;
  /** Lambda's time-out, in real milliseconds: the whole stage lives in real time then. Default: 15 minutes of a faster time. */
  readonly timeoutMs?: number;
}

/** Fast enough for the minutes that a deploy may take, and slow enough for the network's own time-outs. */
const SPEED = 20;

/** Of a sentence: "Registration undefined cannot be : …". Only of a delete nobody may know which one it was for. */
const LACKS_A_PART = / [:;,.]|undefined|\[object|Registration cannot be (?!deleted)/;

/** The built handler in its own process, between a CloudFormation that keeps the rules and a simulated service. */
export class Stage {
  public static async open({ switches, stores, sns, ...options }: StageOptions = {}): Promise<Stage> {
    const time = new Time(options.timeoutMs === undefined ? SPEED : 1);
    const simulator = await Simulator.start({ switches, time, account: options.accountId ?? ACCOUNT });
    const cloud = await startCloud({
      ...options,
      time,
      // CloudFormation's own patience outlasts a function's time-out, whichever time it is.
      secondMs: options.secondMs ?? (options.timeoutMs === undefined ? undefined : Math.max(20, options.timeoutMs / 500)),
      env: {
        AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: simulator.endpoint,
        // The tests may run on an older Node.js than Lambda does.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...stores?.env,
        ...sns?.env,
        ...options.env,
      },
    });
    const client = new PinpointSMSVoiceV2Client({
      endpoint: simulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    return new Stage(simulator, cloud, client, time, stores, sns);
  }

  private reviewers?: Reviewers;
  private readonly stacks: CloudFormation[] = [];

  private constructor(
    public readonly simulator: Simulator,
    public readonly cloud: Cloud,
    public readonly client: PinpointSMSVoiceV2Client,
    private readonly time: Time,
    private readonly stores?: SecretStores,
    private readonly sns?: Sns,
  ) {
    this.stacks.push(cloud.cloudFormation);
  }

  public get stack() {
    return this.stacks.at(-1)!;
  }

  /** From now on the stack is another one, which holds nothing yet; with `parentId` a nested one. */
  public newStack(parentId?: string): void {
    this.stacks.push(this.cloud.stack(`SmsStack${this.stacks.length}`, parentId));
  }

  public get control() {
    return this.simulator.control;
  }

  /** The id of the only registration there ever was. */
  public get registrationId(): string {
    const [only, ...others] = this.control.state().registrations;
    expect(others).toEqual([]);
    return only!.registrationId;
  }

  public get living() {
    return this.control.state().registrations.filter(({ status }) => status !== 'DELETED');
  }

  /** The operations that were called, in order. */
  public get calls(): string[] {
    return this.control.journal().map(({ operation }) => operation);
  }

  /** Those of them that change something. */
  public get writes(): string[] {
    return this.calls.filter((call) => !/^(Describe|List)/.test(call));
  }

  /** How each invocation of the function ended. */
  public get outcomes() {
    return this.cloud.lambda.invocations.map(({ outcome }) => outcome?.kind);
  }

  public get logLines() {
    return jsonLines(this.cloud.lambda.logs);
  }

  /** Deploys a change that CloudFormation takes back because another resource fails after it. */
  public async rolledBack(resource: CustomResource): Promise<OperationResult> {
    return this.stack.deploy([resource, failing([resource.logicalId])]);
  }

  /** The time in which all of it lives. */
  public now(): number {
    return this.time.now();
  }

  /** Lets days pass at once. The function starts anew, since a running process would not notice. */
  public async pass(ms: number): Promise<void> {
    await this.cloud.lambda.idle();
    this.cloud.lambda.killWarm();
    this.time.skip(ms);
  }

  /** Does something when so many milliseconds of the stage's time have passed. */
  public after(ms: number, act: () => unknown): void {
    setTimeout(() => void act(), this.time.real(ms));
  }

  /** Settles when that operation has been called. */
  public async called(operation: string): Promise<void> {
    await until(() => this.calls.includes(operation));
  }

  /** Settles when the stack has sent a request that nobody has answered. */
  public async asked(): Promise<void> {
    await until(() => this.stack.sent.some(({ reply }) => reply === undefined));
  }

  /** Reviewers who take up whatever is submitted from now on; without them a deploy looks for a denial for a quarter of a minute. */
  public reviewersTakeUp(): void {
    this.reviewersRest();
    this.reviewers = new Reviewers(this.control);
  }

  public reviewersRest(): void {
    this.reviewers?.rest();
  }

  public async values(registrationId: string, VersionNumber?: number): Promise<Record<string, string | string[] | undefined>> {
    const { RegistrationFieldValues } = await this.client.send(
      new DescribeRegistrationFieldValuesCommand({ RegistrationId: registrationId, VersionNumber }),
    );
    return Object.fromEntries(RegistrationFieldValues!.map(({ FieldPath, TextValue, SelectChoices, RegistrationAttachmentId }) => (
      [FieldPath!, TextValue ?? SelectChoices ?? RegistrationAttachmentId]
    )));
  }

  /** Sets a tag, as whoever may change it. */
  public async tag(registrationId: string, Key: string, Value: string): Promise<void> {
    const ResourceArn = `arn:aws:sms-voice:us-east-1:${ACCOUNT}:registration/${registrationId}`;
    await this.client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key, Value }] }));
  }

  /** Writes a field, as somebody in the console. */
  public async put(RegistrationId: string, FieldPath: string, TextValue: string): Promise<void> {
    await this.client.send(new PutRegistrationFieldValueCommand({ RegistrationId, FieldPath, TextValue }));
  }

  /** Releases a number, as its own resource does; the service may refuse it. */
  public async release(PhoneNumberId: string): Promise<void> {
    await this.client.send(new ReleasePhoneNumberCommand({ PhoneNumberId })).catch(() => undefined);
  }

  public async close(): Promise<void> {
    this.reviewersRest();
    await this.cloud.lambda.idle();
    await this.cloud.close();
    await this.simulator.stop();
    this.client.destroy();
    expect(this.cloud.responses.violations).toEqual([]);
    expect(this.stacks.flatMap(({ events }) => events).filter(({ reason = '' }) => LACKS_A_PART.test(reason))).toEqual([]);
    const { cloud, simulator, stacks, stores, sns } = this;
    assertNothingLeaked({ cloud, simulator, stacks, stores, sns });
  }
}

/** Plays on a stage of its own: for tests that mostly wait, and do so beside each other (`test.concurrent`), for which no hooks run. */
export async function onStage(play: (own: Stage) => Promise<void>, options?: StageOptions): Promise<void> {
  const own = await Stage.open(options);
  await play(own).finally(() => own.close());
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The custom resource as lib/ declares it. */
export function registration(overrides: Partial<Properties> = {}, logicalId = 'TollFree'): CustomResource {
  const tags: TagProperty[] = [{ Key: 'Name', Value: 'toll-free' }];
  return {
    logicalId,
    resourceType: 'Custom::SMSVoiceRegistration',
    serviceTimeout: 1200,
    properties: {
      RegistrationType: 'US_TOLL_FREE_REGISTRATION',
      Fields: FIELDS as unknown as Properties[],
      Tags: tags as unknown as Properties[],
      DeletionTimeout: 600,
      ...overrides,
    },
  };
}

/** Another resource, which fails when those are done. */
export function failing(dependsOn: readonly string[]): CustomResource {
  return { ...registration({ Nonsense: 'true' }, 'Failing'), dependsOn: [...dependsOn] };
}

/** The form of a brand, which needs no document and nothing associated, so that a complete one can be submitted. */
export const BRAND_FIELDS: FieldProperty[] = [
  ...Object.entries({
    'companyInfo.companyName': `${CANARY} Corp`,
    'companyInfo.taxIdIssuingCountry': 'US',
    'companyInfo.taxId': `${CANARY} 12`,
    'companyInfo.address': `1 ${CANARY} Street`,
    'companyInfo.city': 'Any Town',
    'companyInfo.state': 'WA',
    'companyInfo.zipCode': '98101-2345',
    'companyInfo.isoCountryCode': 'US',
    'contactInfo.dbaName': `${CANARY}`,
    'contactInfo.website': `https://${CANARY}.example.com`,
    'contactInfo.supportEmail': `${CANARY}@example.com`,
    'contactInfo.supportPhoneNumber': '+12065550100',
  }).map(([FieldPath, TextValue]) => ({ FieldPath, TextValue })),
  { FieldPath: 'companyInfo.legalType', SelectChoices: ['PRIVATE_PROFIT'] },
  { FieldPath: 'contactInfo.vertical', SelectChoices: ['TECHNOLOGY'] },
];

/** A brand that is submitted; some of its fields may be others, or absent. */
export function brand(fields: Record<string, string | undefined> = {}, overrides: Partial<Properties> = {}): CustomResource {
  const Fields = [...BRAND_FIELDS.filter(({ FieldPath }) => !(FieldPath in fields)), ...Object.entries(fields).flatMap(([FieldPath, TextValue]) => (
    TextValue === undefined ? [] : [{ FieldPath, TextValue }]
  ))];
  return registration({
    RegistrationType: 'US_TEN_DLC_BRAND_REGISTRATION', Fields: Fields as unknown as Properties[], Submit: true, ...overrides,
  }, 'Brand');
}

export function withFields(...fields: FieldProperty[]): CustomResource {
  return registration({ Fields: fields as unknown as Properties[] });
}
