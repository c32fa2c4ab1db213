import {
  CreateRegistrationCommand, PinpointSMSVoiceV2Client, PutRegistrationFieldValueCommand, ReleasePhoneNumberCommand, RequestPhoneNumberCommand,
  SubmitRegistrationVersionCommand, type RequestPhoneNumberCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { BRAND, CAMPAIGN, COMPANY, LETTER, NATIVE, TOLL_FREE } from './stack';
import { ACCOUNT, startCloud, type Cloud, type CloudFormation, type NativeResources, type WireProperties } from '../cloudformation';
import { Simulator, type FormField, type RegistrationView } from '../simulator';
import { Time } from '../time/time';

/** Fast, and still slow enough for the network's own time-outs on a busy machine. */
const SPEED = 20;

/** Forms of which nothing is required: what counts here is what becomes of them. */
const FIELDS: FormField[] = [
  { path: COMPANY, section: 'companyInfo', type: 'TEXT', requirement: 'OPTIONAL' },
  { path: LETTER, section: 'messagingUseCase', type: 'ATTACHMENT', requirement: 'OPTIONAL' },
];

export interface WorldOptions {
  readonly speed?: number;
  /** The forms of the service, with all that they require. */
  readonly wholeForms?: boolean;
}

/** The built handler in its processes, a stack of the synthesized template, and the service; used again for every case. */
export class World {
  public static async open({ speed = SPEED, wholeForms = false }: WorldOptions = {}): Promise<World> {
    const time = new Time(speed);
    const simulator = await Simulator.start({ time, account: ACCOUNT });
    if (!wholeForms) {
      [BRAND, CAMPAIGN, TOLL_FREE].map(({ id }) => id).forEach((registrationType) => {
        simulator.control.defineForm({ registrationType, form: { ...simulator.control.form({ registrationType }), fields: FIELDS } });
      });
    }
    const client = new PinpointSMSVoiceV2Client({
      endpoint: simulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const failing: Failing = { before: () => undefined };
    const env = { AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: simulator.endpoint, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
    const cloud = await startCloud({ time, env, nativeResources: nativeResources(client, simulator, failing) });
    return new World(simulator, cloud, client, failing);
  }

  public stack: CloudFormation;
  private count = 0;

  private constructor(
    public readonly simulator: Simulator,
    public readonly cloud: Cloud,
    private readonly client: PinpointSMSVoiceV2Client,
    private readonly failing: Failing,
  ) {
    this.stack = cloud.cloudFormation;
  }

  public get control() {
    return this.simulator.control;
  }

  public get registrations(): RegistrationView[] {
    return this.control.state().registrations;
  }

  /** Another stack, another account. */
  public async startOver(): Promise<void> {
    await this.cloud.lambda.idle();
    this.control.reset();
    this.failing.before = () => undefined;
    this.cloud.lambda.logs.length = 0;
    this.cloud.lambda.invocations.length = 0;
    this.cloud.responses.puts.length = 0;
    this.count += 1;
    this.stack = this.cloud.stack(`Case${this.count}`);
  }

  /** What happens just before the resource that always fails does so. */
  public beforeFailing(act: () => void): void {
    this.failing.before = act;
  }

  /** Settles when that operation was called. */
  public async called(operation: string): Promise<void> {
    while (!this.control.journal().some((call) => call.operation === operation)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** By somebody else than the stack. */
  public async makeRegistration(RegistrationType: string, company: string, submit: boolean): Promise<string> {
    const { RegistrationId } = await this.client.send(new CreateRegistrationCommand({ RegistrationType }));
    await this.client.send(new PutRegistrationFieldValueCommand({ RegistrationId, FieldPath: COMPANY, TextValue: company }));
    if (submit) {
      await this.client.send(new SubmitRegistrationVersionCommand({ RegistrationId }));
    }
    return RegistrationId!;
  }

  public async makeNumber(): Promise<string> {
    return (await this.client.send(new RequestPhoneNumberCommand(TOLL_FREE_NUMBER))).PhoneNumberId!;
  }

  public async close(): Promise<void> {
    await this.cloud.close();
    await this.simulator.stop();
    this.client.destroy();
  }
}

const TOLL_FREE_NUMBER: RequestPhoneNumberCommandInput = {
  IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'TOLL_FREE',
};

interface Failing { before: () => void }

/** Numbers as CloudFormation makes and releases them, and two types of its own: one that always works, and one that always fails. */
function nativeResources(client: PinpointSMSVoiceV2Client, { control }: Simulator, failing: Failing): NativeResources {
  let handles = 0;
  return {
    [NATIVE.number]: {
      create: async (properties) => {
        const { PhoneNumberId, PhoneNumberArn } = await client.send(new RequestPhoneNumberCommand({
          ...TOLL_FREE_NUMBER,
          NumberType: properties.NumberType as 'TOLL_FREE',
          DeletionProtectionEnabled: isProtected(properties),
        }));
        return { physicalId: PhoneNumberId!, attributes: { PhoneNumberId, Arn: PhoneNumberArn } };
      },
      // Of its properties only the protection ever changes here.
      update: async (phoneNumberId, properties) => {
        control.setPhoneNumber({ phoneNumberId, deletionProtectionEnabled: isProtected(properties) });
        return { physicalId: phoneNumberId, attributes: { PhoneNumberId: phoneNumberId, Arn: arnOf(phoneNumberId) } };
      },
      delete: async (PhoneNumberId) => {
        await client.send(new ReleasePhoneNumberCommand({ PhoneNumberId }));
      },
    },
    [NATIVE.handle]: {
      create: async () => ({ physicalId: `handle-${handles += 1}`, attributes: {} }),
      delete: async () => undefined,
    },
    [NATIVE.failing]: {
      create: async () => {
        failing.before();
        throw new Error('another resource fails');
      },
      delete: async () => undefined,
    },
  };
}

function isProtected({ DeletionProtectionEnabled }: WireProperties): boolean {
  return DeletionProtectionEnabled === 'true';
}

function arnOf(phoneNumberId: string): string {
  return `arn:aws:sms-voice:us-east-1:${ACCOUNT}:phone-number/${phoneNumberId}`;
}
