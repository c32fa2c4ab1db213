import type { Combination } from './combinations';
import type { Outcome } from './rules';
import { BRAND, CAMPAIGN, NATIVE, resourcesOf, type Template } from './stack';
import type { World } from './world';
import type { CustomResource, OperationResult } from '../cloudformation';

/** Lets it all happen, and looks what is left. */
export async function whatIsLeft(world: World, combination: Combination): Promise<Outcome> {
  await world.startOver();
  const run = new Run(world, combination);
  await run.begin();
  const { status } = await run.happen();
  await world.cloud.lambda.idle();
  const { violations } = world.cloud.responses;
  if (violations.length > 0) {
    throw new Error(`the protocol was violated: ${violations.join('; ')}`);
  }
  return run.look(status);
}

/** The construct ID after a renaming. */
const RENAMED = 'SmsV2';

class Run {
  private elsewhere: Template['elsewhere'];
  private company = 'Example Corp';

  constructor(private readonly world: World, private readonly combination: Combination) {}

  /** What was there before the first deploy. */
  public async begin(): Promise<void> {
    const { hanging, status } = this.combination;
    const number = hanging === 'foreign number' ? await this.world.makeNumber() : undefined;
    const registration = hanging === 'adopted' ? await this.world.makeRegistration(BRAND.id, this.company, status !== 'draft') : undefined;
    this.elsewhere = { number, registration };
    if (registration) {
      this.review();
    }
  }

  public async happen(): Promise<OperationResult> {
    const { stack } = this.world;
    switch (this.combination.happening) {
      case 'create rolled back':
        this.world.beforeFailing(() => this.combination.hanging === 'adopted' ? undefined : this.review());
        return stack.deploy(this.failing({}));
      case 'create cancelled':
        return this.cancelled();
      case 'destroyed':
        await this.deployed();
        return stack.destroy();
      case 'taken out':
        await this.deployed();
        return this.deploy({ isEmpty: true });
      case 'renamed':
        await this.deployed();
        return this.deploy({ constructId: RENAMED });
      case 'update rolled back':
        await this.deployed();
        return stack.deploy(this.failing(this.isLocked ? { tag: 'two' } : { company: 'Changed Corp' }));
      case 'put back':
        await this.deployed();
        await succeeds(this.deploy({ isEmpty: true }));
        await this.cancelledWhileFilling();
        return this.deploy({});
    }
  }

  /** What is left of it all. */
  public look(stack: string): Outcome {
    const { control, registrations } = this.world;
    const { phoneNumbers, attachments } = control.state();
    const [original, ...others] = registrations.filter(({ registrationType }) => registrationType !== CAMPAIGN.id);
    const campaign = registrations.find(({ registrationType }) => registrationType === CAMPAIGN.id);
    const newest = original?.versions.at(-1);
    const isGone = original?.status === 'DELETED';
    const number = this.elsewhere?.number ?? this.firstId('phone-');
    const document = this.firstId('attachment-');
    return {
      stack,
      registration: isGone ? 'gone' : original?.status ?? 'never made',
      form: isGone || !newest ? 'none' : `${newest.number} ${newest.status}`,
      isMarked: !isGone && original?.tags['cdk-sms-registration:stack-id'] === this.world.stack.stackId,
      number: !number ? 'none' : phoneNumbers.some(({ phoneNumberId }) => phoneNumberId === number) ? 'kept' : 'released',
      document: !document ? 'none' : attachments.some(({ attachmentId }) => attachmentId === document) ? 'kept' : 'deleted',
      campaign: !campaign ? 'none' : campaign.status === 'DELETED' ? 'deleted' : 'kept',
      others: others.filter(({ status }) => status !== 'DELETED').length,
    };
  }

  /** The stack as it is when something happens to it. */
  private async deployed(): Promise<void> {
    await succeeds(this.deploy({}));
    if (this.combination.hanging !== 'adopted') {
      this.review();
    }
    if (this.combination.hanging === 'correction') {
      this.company = 'Corrected Corp';
      await succeeds(this.deploy({}));
    }
  }

  private deploy(template: Template, cancel?: AbortSignal): Promise<OperationResult> {
    return this.world.stack.deploy(this.resources(template), { cancel });
  }

  private resources(template: Template): CustomResource[] {
    return resourcesOf(this.combination, { company: this.company, ...template, elsewhere: this.elsewhere });
  }

  /** The same with another resource that fails when all is done. */
  private failing(template: Template): CustomResource[] {
    const resources = this.resources(template);
    return [...resources, { logicalId: 'Failing', resourceType: NATIVE.failing, properties: {}, dependsOn: resources.map(({ logicalId }) => logicalId) }];
  }

  private review(): void {
    const { control } = this.world;
    const [{ registrationId } = { registrationId: '' }] = this.world.registrations;
    switch (this.combination.status) {
      case 'in review':
        control.startReview({ registrationId });
        break;
      case 'denied':
        control.deny({ registrationId });
        break;
      case 'approved':
        control.approve({ registrationId });
        break;
      default:
    }
  }

  /** No change of the form is taken now, but others are. */
  private get isLocked(): boolean {
    const { hanging, status } = this.combination;
    return status === 'in review' || (status === 'approved' && hanging !== 'correction');
  }

  private cancelled(): Promise<OperationResult> {
    const { hanging, status } = this.combination;
    return hanging === 'adopted' || status === 'draft' ? this.cancelledWhileFilling() : this.cancelledAt(this.world.called('SubmitRegistrationVersion'));
  }

  private cancelledWhileFilling(): Promise<OperationResult> {
    const { control, simulator } = this.world;
    const operation = this.combination.hanging === 'adopted' ? 'TagResource' : 'PutRegistrationFieldValue';
    // The call arrives after the cancellation, and takes effect.
    control.injectFault({ kind: 'delay', operation, delayMs: 4_000 });
    return this.cancelledAt(simulator.arrival(operation));
  }

  private async cancelledAt(moment: Promise<void>): Promise<OperationResult> {
    const cancel = new AbortController();
    const deploying = this.deploy({}, cancel.signal);
    await Promise.race([deploying, moment]);
    cancel.abort();
    return deploying;
  }

  /** Of the first resource of the stack whose id begins so. */
  private firstId(prefix: string): string | undefined {
    return this.world.stack.events.find(({ physicalId }) => physicalId?.startsWith(prefix))?.physicalId;
  }
}

async function succeeds(operation: Promise<OperationResult>): Promise<void> {
  const { succeeded, status, reason } = await operation;
  if (!succeeded) {
    throw new Error(`it could not be prepared: ${status}, ${reason}`);
  }
}
