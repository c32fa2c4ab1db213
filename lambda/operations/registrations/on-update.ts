import { attributesOf } from './attributes';
import type { RegistrationAttributes, TagProperty } from '../../../contract/registration-resource';
import { otherAdopted, otherType, type Refusal } from '../../decisions/refusals';
import { isDeleted } from '../../decisions/statuses';
import { tagChanges } from '../../decisions/tag-changes';
import { expectedRollback, updateKind, type ThisUpdate, type UpdateKind } from '../../decisions/update-kind';
import { expected, failure, serviceFailure } from '../../failure';
import { ServiceError } from '../../service/service-error';
import type { Operation } from '../operation';
import { tagsOfEndedAdoption, assertLatest, assertOfStack, lastUpdateOf, lastUpdateTag, overtaken, ownerOf, shortened, wasOwnedBefore, type PresentTags } from '../own-tags';
import { NOTHING_PENDING } from './pending-steps';
import { describePendingTags, writePendingTags } from './pending-tags';
import { reconcile, type Reconciled } from './reconcile';
import type { PreviousState, DesiredState } from '../../properties/registration';
import type { Registration } from '../../service/types';
import { changeTags } from '../tags';

/** How long a call of an update that is being rolled back may take to reach the service. */
const IN_FLIGHT_MS = 3_000;
/** Less than a submit waits for its fields to settle. */
const REPEAT_AFTER_MS = 1_000;

/** Brings the form and the tags of a registration to the desired state. A refused update has changed nothing, not even a tag. */
export async function onUpdate(
  registrationId: string, desired: DesiredState, previous: PreviousState, operation: Operation,
): Promise<RegistrationAttributes> {
  try {
    const registration = await operation.registrations.find(registrationId);
    if (!registration || isDeleted(registration.RegistrationStatus)) {
      throw failure('updated', 'it no longer exists',
        'Give the construct a new ID to create a new registration. If a rollback fails here, continue it without this resource (continue-update-rollback --resources-to-skip).', { registrationId });
    }
    if (desired.adopted !== undefined && desired.adopted !== registrationId) {
      throw refused(registration, otherAdopted(desired.adopted));
    }
    if (registration.RegistrationType !== desired.registrationType) {
      throw refused(registration, otherType(registration.RegistrationType, desired.registrationType));
    }
    return attributesOf(await new Update(registration, desired, previous, operation).run(), operation);
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('updated', error, { registrationId }) : error;
  }
}

function refused({ RegistrationId: registrationId, RegistrationStatus: status }: Registration, { problem, advice }: Refusal) {
  return failure('updated', problem, `${advice} Nothing was changed.`, { registrationId, status });
}

/** One update, or the rollback of one. */
class Update {
  private present: PresentTags = [];
  /** What a rollback has found out about itself. */
  private announced?: UpdateKind;

  constructor(
    private readonly registration: Registration, private readonly desired: DesiredState, private readonly previous: PreviousState,
    private readonly operation: Operation,
  ) {}

  public async run(): Promise<Reconciled> {
    await this.readTags();
    const { deploy } = this.operation;
    const kind = this.kind(await deploy.isRollback(expectedRollback(this.change, lastUpdateOf(this.present))));
    if (kind === 'update') {
      this.assertOwn();
      return this.reconcile(kind, () => this.begin());
    }
    return this.rollBack(await this.announceRollback(kind));
  }

  /** Fails if another construct of the stack, or another stack, has adopted it. */
  private assertOwn(): void {
    const { ownership } = this.operation;
    assertOfStack(this.registration, this.present, ownership, 'updated');
    const owner = ownerOf(this.present, ownership);
    // An adoption that was rolled back with the registration retained has not given it back.
    if (owner !== undefined && !wasOwnedBefore(this.present, ownership)) {
      const { RegistrationId: registrationId, RegistrationStatus: status } = this.registration;
      throw failure('updated', `the stack has adopted it under another ID (${owner})`, 'Remove this construct from the stack. Nothing was changed.',
        { registrationId, status });
    }
  }

  private async readTags(): Promise<void> {
    this.present = await this.operation.registrations.tags(this.registration);
  }

  /** In the form of the tag. */
  private get change(): ThisUpdate {
    const { request, ...change } = this.operation.change;
    return { ...change, request: shortened(request) };
  }

  /** The kind of this update, by the tags as they were read last. */
  private kind(inRollback: boolean | undefined): UpdateKind {
    const kind = updateKind(this.change, lastUpdateOf(this.present), inRollback);
    if (kind === 'overtaken') {
      throw overtaken(this.registration);
    }
    return kind;
  }

  /**
   * Writes the tag that stops the update being rolled back, which may still run or be delivered later, and waits for calls on their way.
   * Without the permission to do so, the rollback continues.
   */
  private async announceRollback(kind: UpdateKind): Promise<UpdateKind> {
    const { change } = this.operation;
    const maySubmit = this.desired.submit || this.previous.submit;
    if (change.from === change.to || (kind === 'rollback-of-nothing' && !maySubmit)) {
      return kind;
    }
    this.announced = kind;
    try {
      await this.writeLastUpdate();
      if (maySubmit) {
        await this.repeatLastUpdate();
      }
    } catch (error) {
      const { RegistrationId: registrationId } = this.registration;
      const { message } = expected(error);
      this.operation.log.warn(`The update of ${registrationId} that is being rolled back may still be running: ${message}`, { registrationId, outcome: message });
    }
    return this.announced;
  }

  /** An update that begins late overwrites the tag of this rollback. Before it submits it waits long enough to see that written again. */
  private async repeatLastUpdate(): Promise<void> {
    for (let waited = 0; waited < IN_FLIGHT_MS; waited += REPEAT_AFTER_MS) {
      await new Promise((resolve) => setTimeout(resolve, REPEAT_AFTER_MS));
      await this.readTags();
      if (lastUpdateOf(this.present)?.request !== this.change.request) {
        this.announced = 'rollback';
        await this.writeLastUpdate();
      }
    }
  }

  /** If the update had not begun, the form keeps its state. */
  private async writeLastUpdate(): Promise<void> {
    const { change, registrations } = this.operation;
    const states = this.announced === 'rollback-of-nothing' ? lastUpdateOf(this.present) : change;
    await registrations.tag(this.registration, [lastUpdateTag({ ...change, from: states?.from, to: states?.to, isRollback: true })]);
  }

  private async rollBack(kind: UpdateKind): Promise<Reconciled> {
    if (kind === 'rollback') {
      return this.reconcile(kind, () => this.syncTags(this.operation.ownership));
    }
    await this.syncTags([]);
    const text = await describePendingTags(this.registration, this.desired.associations, this.present, this.operation);
    return { registration: this.registration, versionNumber: this.registration.CurrentVersionNumber, pending: { ...NOTHING_PENDING, text } };
  }

  private async reconcile(kind: 'update' | 'rollback', beforeWrite: () => Promise<void>): Promise<Reconciled> {
    const { registration, desired, previous, operation } = this;
    const reconciled = await reconcile(registration, { kind, desired, previous, beforeWrite }, operation);
    if (kind === 'update' && desired.continueFor !== undefined) {
      await this.readTags();
      assertLatest(registration, this.present, operation);
    }
    await writePendingTags(reconciled, desired, previous, this.present, operation);
    return reconciled;
  }

  /** Checked again, because its own tag would overwrite that of a rollback that was sent since. */
  private async begin(): Promise<void> {
    const { ownership, change } = this.operation;
    if (change.from === change.to) {
      return this.syncTags(ownership);
    }
    await this.readTags();
    assertLatest(this.registration, this.present, this.operation);
    return this.syncTags([...ownership, lastUpdateTag({ ...change, isRollback: false })]);
  }

  private async syncTags(own: readonly TagProperty[]): Promise<void> {
    const { set, remove } = tagChanges([...this.desired.tags, ...own], this.present, this.previous.tags);
    await changeTags(this.operation.registrations, this.registration, { set, remove: [...remove, ...tagsOfEndedAdoption(own, this.present)] });
  }
}
