import * as path from 'path';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { Cdk, type CdkResult } from '../local-cloud/cdk';
import { CloudEvents } from '../local-cloud/events';
import { LocalCloud, REGION } from '../local-cloud/local-cloud';
import { DeployedStack } from '../local-cloud/stack';
import { Simulator, type JournalEntry, type RegistrationView, type StateView } from '../simulator';
import type { StepOptions, Terminal } from './terminal';
import { UsersApp } from './users-app';

const STACK = 'TenDlc';
const PATIENCE_MS = 90_000;
const LOOK_EVERY_MS = 100;
export const TYPES = { Brand: 'US_TEN_DLC_BRAND_REGISTRATION', Campaign: 'US_TEN_DLC_CAMPAIGN_REGISTRATION' } as const;

export type RegistrationName = keyof typeof TYPES;

/** Where the story plays: the user's app, the CDK CLI, the local cloud, and the service with the people behind it. */
export class Stage {
  public readonly app: UsersApp;
  public readonly events: CloudEvents;
  /** Somebody with the AWS CLI. */
  public readonly service: PinpointSMSVoiceV2Client;
  public readonly begun = Date.now();
  /** How often the user ran the CLI. */
  public commands = 0;
  private stackId?: string;

  constructor(public readonly terminal: Terminal, public readonly simulator: Simulator, public readonly cloud: LocalCloud) {
    this.app = new UsersApp(path.join(cloud.folder, 'app'));
    this.events = new CloudEvents(cloud);
    this.service = new PinpointSMSVoiceV2Client({
      endpoint: simulator.endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 20,
    });
  }

  /** Runs the CLI as a step of the story, and fails if it does not end as it should. */
  public async cdk(command: 'bootstrap' | 'deploy' | 'destroy', { isRefused = false, details }: Pick<StepOptions<CdkResult>, 'details'> & { readonly isRefused?: boolean } = {}): Promise<void> {
    const cdk = new Cdk({ app: this.app.command, environment: { ...this.cloud.environment, ...this.app.environment } });
    const isGood = ({ exitCode }: CdkResult) => exitCode === 0;
    const result = await this.terminal.step(`cdk ${command}`, () => cdk[command](), { isGood, details });
    if (isGood(result) === isRefused) {
      throw new Error(`cdk ${command} ended with exit code ${result.exitCode}:\n${result.output}`);
    }
    this.commands += 1;
  }

  /** The stack, also when it is gone. */
  public async stack(): Promise<DeployedStack> {
    this.stackId ??= await new DeployedStack(this.cloud, STACK).id();
    return new DeployedStack(this.cloud, this.stackId ?? STACK);
  }

  /** Why the last operation of the stack was refused. */
  public async refusal(): Promise<string> {
    const events = await (await this.stack()).events();
    const failed = events.filter(({ ResourceStatus, ResourceType }) => ResourceStatus?.endsWith('_FAILED') && ResourceType?.startsWith('Custom::'));
    return failed.at(-1)?.ResourceStatusReason ?? '';
  }

  /** What the service has now. */
  public get state(): StateView {
    return this.simulator.control.state();
  }

  public get calls(): JournalEntry[] {
    return this.simulator.control.journal();
  }

  /** Undefined before it is created. */
  public find(name: RegistrationName): RegistrationView | undefined {
    return this.state.registrations.find(({ registrationType }) => registrationType === TYPES[name]);
  }

  public idOf(name: RegistrationName): string {
    return this.find(name)!.registrationId;
  }

  /** The names of the registrations, by their IDs. */
  public get names(): ReadonlyMap<string, RegistrationName> {
    const all = Object.entries(TYPES) as [RegistrationName, string][];
    return new Map(all.flatMap(([name]) => this.find(name) ? [[this.idOf(name), name]] : []));
  }

  /** Shows a text while something is still to come true. */
  public async until(title: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
    await this.terminal.step(title, async () => {
      const deadline = Date.now() + PATIENCE_MS;
      while (!await isTrue()) {
        if (Date.now() > deadline) {
          throw new Error('It did not come true.');
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    });
  }
}
