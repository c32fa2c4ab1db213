import type {
  NumberStatus,
  RegistrationDeniedReasonInformation,
  RegistrationStatus,
  RegistrationVersionStatus,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { Authorization, Caller } from './authorization';
import type { Delivery, Disturbance } from './deliveries';
import { deniedReason } from './denial-codes';
import { Dispatcher } from './dispatch';
import { RegistrationEvent } from './events';
import { FaultRule } from './faults';
import { Form } from './forms';
import { newId } from './ids';
import { JournalEntry } from './journal';
import { phoneNumber } from './operations/phone-numbers';
import { findSenderId, senderIdOnApproval } from './operations/sender-ids';
import { Service } from './service';
import { currentVersion, existingVersions, HistoryEntry, newestVersion, Registration, State } from './state';
import { SwitchChanges, Switches, withChanges } from './switches';
import { REVIEW_STEPS, ReviewStep, Step } from './transitions';
import { Checked } from './types';

const UNEXPLAINED = { Reason: 'DENIED', ShortDescription: 'The registration was denied.' };

export interface OfRegistration {
  /** Id or ARN. */
  readonly registrationId: string;
}

export interface Denial extends OfRegistration {
  /** AWS's codes for denials, from which the reasons are made. */
  readonly codes?: string[];
  /** Reasons beyond the codes. Default, without codes: one reason without details. */
  readonly reasons?: Checked<RegistrationDeniedReasonInformation>[];
  readonly feedback?: string;
  /** By field path. */
  readonly fields?: Record<string, { readonly deniedReason?: string; readonly feedback?: string }>;
}

/** What the control shows of a registration: no field value, only which fields have one. */
export interface RegistrationView {
  readonly registrationId: string;
  readonly registrationType: string;
  readonly status: RegistrationStatus;
  readonly versions: { readonly number: number; readonly status: RegistrationVersionStatus; readonly fieldsWithValue: string[] }[];
  readonly associations: { readonly resourceId: string; readonly resourceType: string }[];
  readonly tags: Record<string, string>;
}

export interface StateView {
  readonly registrations: RegistrationView[];
  readonly attachments: { readonly attachmentId: string; readonly status: string }[];
  readonly phoneNumbers: { readonly phoneNumberId: string; readonly phoneNumber: string; readonly numberType: string; readonly status: string }[];
  readonly senderIds: { readonly senderId: string; readonly isoCountryCode: string; readonly registrationId?: string }[];
}

/** What only the other side can do: reviewers, carriers, the network, time. Every argument and answer is plain JSON. */
export class Control {
  constructor(private readonly service: Service, private readonly dispatcher: Dispatcher) {}

  public switches(): Switches {
    return structuredClone(this.service.switches);
  }

  public setSwitches(changes: SwitchChanges): Switches {
    this.service.switches = withChanges(changes, this.service.switches);
    return this.switches();
  }

  public injectFault(rule: FaultRule): FaultRule[] {
    this.dispatcher.faults.inject(rule);
    return this.faults();
  }

  public faults(): FaultRule[] {
    return this.dispatcher.faults.list();
  }

  public clearFaults(): void {
    this.dispatcher.faults.clear();
  }

  public journal(): JournalEntry[] {
    return this.dispatcher.journal.list();
  }

  public clearJournal(): void {
    this.dispatcher.journal.clear();
  }

  /**
   * From now on every call is allowed or denied by these policies. With `accessKeyId` only the calls that are signed with it:
   * so a function can be held to its role, and the test that looks on not.
   */
  public setPolicies({ accessKeyId, ...caller }: Caller & { readonly accessKeyId?: string }): void {
    this.dispatcher.authorizer.set(accessKeyId, caller);
  }

  /** Every call is allowed again, and what IAM was asked is forgotten. */
  public clearPolicies(): void {
    this.dispatcher.authorizer.clear();
  }

  /** What IAM was asked about, for those who have policies. */
  public authorizations(): Authorization[] {
    return this.dispatcher.authorizer.list();
  }

  /** Lets time pass at once: for automatic denials, uploads, lags, the rate limit. */
  public advance({ ms }: { readonly ms: number }): void {
    this.service.clock.advance(ms);
    this.service.clock.settle();
  }

  public startAwsReview(args: OfRegistration): RegistrationView {
    return this.step('startAwsReview', args);
  }

  public startReview(args: OfRegistration): RegistrationView {
    return this.step('startReview', args);
  }

  public requireAuthentication(args: OfRegistration): RegistrationView {
    return this.step('requireAuthentication', args);
  }

  public provision(args: OfRegistration): RegistrationView {
    return this.step('provision', args);
  }

  /** Completes the registration. `senderId` is the ID that appears with it; default: what the form says. */
  public approve(args: OfRegistration & { readonly senderId?: string }): RegistrationView {
    const registration = this.find(args);
    this.step('approve', args);
    this.applyApproval(registration, args.senderId);
    return this.view(registration);
  }

  public deny(args: Denial): RegistrationView {
    const registration = this.find(args);
    const version = currentVersion(registration);
    const ofCodes = args.codes?.map((code) => deniedReason(code, this.service.switches));
    this.step('deny', args);
    version.verdict = {
      deniedReasons: ofCodes || args.reasons ? [...ofCodes ?? [], ...args.reasons ?? []] : [UNEXPLAINED],
      feedback: args.feedback,
      fields: new Map(Object.entries(args.fields ?? {})),
    };
    registration.latestDeniedVersion = version.number;
    return this.view(registration);
  }

  /** Withdraws the approval of a version. No source says what becomes of the registration's status: see `setStatus`. */
  public revoke(args: OfRegistration): RegistrationView {
    return this.step('revoke', args);
  }

  /** Sets any status of the registration or of its newest version, also one that no step leads to. */
  public setStatus(args: OfRegistration & {
    readonly registrationStatus?: RegistrationStatus;
    readonly versionStatus?: RegistrationVersionStatus;
  }): RegistrationView {
    const registration = this.find(args);
    this.service.move(registration, { registration: args.registrationStatus, version: args.versionStatus }, 'setStatus');
    return this.view(registration);
  }

  /** RCS types need an agent, and no operation here makes one. */
  public addRcsAgent(): { rcsAgentId: string; rcsAgentArn: string } {
    const id = newId('rcs');
    this.service.state.rcsAgents.set(id, { id, createdAt: this.service.clock.date(), tags: new Map() });
    return { rcsAgentId: id, rcsAgentArn: this.service.arns.of('rcs-agent', id) };
  }

  /** Nor is there one that makes a pool. */
  public addPool(): { poolId: string; poolArn: string } {
    const id = newId('pool');
    this.service.state.pools.add(id);
    return { poolId: id, poolArn: this.service.arns.of('pool', id) };
  }

  /** Nor an opt-out list; `Default` is always there. */
  public addOptOutList({ optOutListName }: { readonly optOutListName: string }): { optOutListArn: string } {
    this.service.state.optOutLists.add(optOutListName);
    return { optOutListArn: this.service.arns.of('opt-out-list', optOutListName) };
  }

  public setPhoneNumber(args: {
    readonly phoneNumberId: string;
    readonly status?: NumberStatus;
    readonly deletionProtectionEnabled?: boolean;
  }): void {
    const number = phoneNumber(this.service, args.phoneNumberId);
    number.status = args.status ?? number.status;
    number.deletionProtectionEnabled = args.deletionProtectionEnabled ?? number.deletionProtectionEnabled;
  }

  public setSenderId(args: { readonly senderId: string; readonly isoCountryCode: string; readonly deletionProtectionEnabled: boolean }): void {
    findSenderId(this.service, `${args.senderId}/${args.isoCountryCode}`).deletionProtectionEnabled = args.deletionProtectionEnabled;
  }

  /** The form of a type, to be changed and given to `defineForm`. */
  public form({ registrationType }: { readonly registrationType: string }): Form {
    return structuredClone(this.service.forms.get(registrationType));
  }

  /** Adds a registration type or changes its form, as AWS does from time to time. */
  public defineForm({ registrationType, form }: { readonly registrationType: string; readonly form: Form }): void {
    this.service.forms.define(registrationType, form);
  }

  /** Every status a registration had, also after its deletion. */
  public history({ registrationId }: OfRegistration): HistoryEntry[] {
    this.service.clock.settle();
    const id = this.service.arns.id('registration', registrationId);
    const registration = this.service.state.registrations.get(id);
    if (!registration) throw new Error(`there never was a registration ${id}`);
    return [...registration.history];
  }

  /** Where events are put from now on: an EventBridge endpoint of this machine. */
  public sendEvents({ endpoint }: { readonly endpoint: string }): void {
    this.service.deliveries.sendTo(endpoint, this.service.region);
  }

  /** Events are no longer put there. If they are put elsewhere by now, nothing changes. */
  public stopEvents({ endpoint }: { readonly endpoint: string }): void {
    this.service.deliveries.stopSending(endpoint);
  }

  /** How the next events are delivered, whatever the switch says. */
  public disturbEvents(disturbance: Disturbance): void {
    this.service.deliveries.disturb(disturbance);
  }

  /** What became of the events, in order. */
  public deliveries(): Delivery[] {
    this.service.clock.settle();
    return this.service.deliveries.list();
  }

  /** The EventBridge events so far, whether they are delivered or not. */
  public events(): RegistrationEvent[] {
    this.service.clock.settle();
    return [...this.service.events];
  }

  public state(): StateView {
    this.service.clock.settle();
    const { attachments, phoneNumbers, registrations, senderIds } = this.service.state;
    const live = <T extends { deletedAt?: Date }>(records: Map<string, T>) => [...records.values()].filter(({ deletedAt }) => !deletedAt);
    return {
      registrations: [...registrations.values()].map((registration) => this.view(registration)),
      attachments: live(attachments).map(({ id, status }) => ({ attachmentId: id, status })),
      phoneNumbers: live(phoneNumbers).map(({ id, phoneNumber: number, numberType, status }) =>
        ({ phoneNumberId: id, phoneNumber: number, numberType, status })),
      senderIds: live(senderIds).map(({ senderId, isoCountryCode, registrationId }) => ({ senderId, isoCountryCode, registrationId })),
    };
  }

  /** Forgets everything but the switches and the forms. */
  public reset(): void {
    this.service.state = new State();
    this.service.events.length = 0;
    this.service.deliveries.clear();
    this.service.clock.clear();
    this.dispatcher.rateLimit.clear();
    this.clearFaults();
    this.clearJournal();
    this.clearPolicies();
  }

  private step(name: ReviewStep, args: OfRegistration): RegistrationView {
    const registration = this.find(args);
    const { from, ...to }: Step = REVIEW_STEPS[name];
    const status = newestVersion(registration)?.status;
    if (!status || !from.includes(status)) {
      throw new Error(`${name}: the newest version is ${status ?? 'removed'}; it must be ${from.join(' or ')}`);
    }
    if (to.version === 'APPROVED') this.archiveApproved(registration);
    this.service.move(registration, to, name);
    return this.view(registration);
  }

  /** An approved version that a newer approval supersedes is ARCHIVED. */
  private archiveApproved(registration: Registration): void {
    const version = currentVersion(registration);
    const superseded = registration.versions.find(({ number, status }) => status === 'APPROVED' && number !== version.number);
    if (superseded) this.service.move(registration, { version: 'ARCHIVED' }, 'superseded', undefined, superseded);
    registration.approvedVersion = version.number;
  }

  private applyApproval(registration: Registration, senderId: string | undefined): void {
    for (const { resourceId } of registration.associations) {
      const number = this.service.state.phoneNumbers.get(resourceId);
      if (number?.status === 'PENDING') number.status = 'ACTIVE';
    }
    const onApproval = this.service.forms.get(registration.type).associations
      .some(({ associationBehavior }) => associationBehavior === 'ASSOCIATE_ON_APPROVAL');
    const name = senderId ?? currentVersion(registration).values.get('senderIdInfo.senderId')?.value.TextValue;
    if (onApproval && name) senderIdOnApproval(this.service, registration, name);
  }

  private find({ registrationId }: OfRegistration): Registration {
    this.service.clock.settle();
    return this.service.registration(registrationId);
  }

  private view(registration: Registration): RegistrationView {
    return {
      registrationId: registration.id,
      registrationType: registration.type,
      status: registration.deletedAt ? 'DELETED' : registration.status,
      versions: existingVersions(registration).map(({ number, status, values }) => ({ number, status, fieldsWithValue: [...values.keys()] })),
      associations: registration.associations.map(({ resourceId, resourceType }) => ({ resourceId, resourceType })),
      tags: Object.fromEntries(registration.tags),
    };
  }
}
