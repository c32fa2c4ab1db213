import type {
  AttachmentStatus,
  MessageType,
  NumberCapability,
  NumberStatus,
  NumberType,
  RegistrationDeniedReasonInformation,
  RegistrationStatus,
  RegistrationVersionStatus,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { Checked } from './types';

export type Tags = Map<string, string>;

export interface FieldValue {
  readonly TextValue?: string;
  readonly SelectChoices?: string[];
  readonly RegistrationAttachmentId?: string;
}

/** A field value, and when it was put. */
export interface StoredValue {
  readonly value: FieldValue;
  readonly putAt: number;
}

/** What a review said about a form. */
export interface Verdict {
  deniedReasons: Checked<RegistrationDeniedReasonInformation>[];
  feedback?: string;
  /** By field path. */
  fields: Map<string, { readonly deniedReason?: string; readonly feedback?: string }>;
}

export interface Version {
  readonly number: number;
  status: RegistrationVersionStatus;
  readonly reachedAt: Map<RegistrationVersionStatus, Date>;
  readonly values: Map<string, StoredValue>;
  verdict?: Verdict;
  /** A discard has really removed it (switch `discardRemoves`). */
  removed?: boolean;
  /** Until then it is described as DRAFT. */
  shownAsDraftUntil?: number;
}

export interface Association {
  readonly resourceArn: string;
  readonly resourceId: string;
  readonly resourceType: string;
  readonly isoCountryCode?: string;
  readonly phoneNumber?: string;
}

/** One step of a registration's life, for a timeline. */
export interface HistoryEntry {
  readonly time: string;
  readonly registrationStatus: RegistrationStatus;
  readonly versionNumber: number;
  readonly versionStatus: RegistrationVersionStatus;
  /** The operation or the review step that caused it. */
  readonly cause: string;
}

interface Deletable {
  readonly createdAt: Date;
  readonly tags: Tags;
  deletedAt?: Date;
}

export interface Registration extends Deletable {
  readonly id: string;
  readonly type: string;
  status: RegistrationStatus;
  readonly versions: Version[];
  approvedVersion?: number;
  latestDeniedVersion?: number;
  associations: Association[];
  /** The ids of what was ever associated, in that order: pages go by it. */
  readonly everAssociated: string[];
  /** Before this time no other operation knows the registration. */
  readonly visibleFrom: number;
  /** Until then the registration is described with the status it had. */
  shownUntil?: { readonly time: number; readonly status: RegistrationStatus };
  readonly history: HistoryEntry[];
}

export interface Attachment extends Deletable {
  readonly id: string;
  status: AttachmentStatus;
}

export interface PhoneNumber extends Deletable {
  readonly id: string;
  readonly phoneNumber: string;
  readonly isoCountryCode: string;
  readonly messageType: MessageType;
  readonly numberCapabilities: NumberCapability[];
  readonly numberType: NumberType;
  readonly optOutListName: string;
  readonly poolId?: string;
  readonly internationalSendingEnabled?: boolean;
  status: NumberStatus;
  deletionProtectionEnabled: boolean;
}

export interface SenderId extends Deletable {
  readonly senderId: string;
  readonly isoCountryCode: string;
  readonly messageTypes: MessageType[];
  deletionProtectionEnabled: boolean;
  /** The registration that brought it, if any. */
  readonly registrationId?: string;
}

/** No operation of this simulator makes an agent: a test adds one by the control. */
export interface RcsAgent extends Deletable {
  readonly id: string;
}

/** An earlier call with the same ClientToken. */
export interface Replay {
  readonly parameters: string;
  readonly result: object;
}

/** Everything the account holds. Deleted records stay, with the time of their deletion. */
export class State {
  public readonly registrations = new Map<string, Registration>();
  public readonly attachments = new Map<string, Attachment>();
  public readonly phoneNumbers = new Map<string, PhoneNumber>();
  /** By `<sender id>/<country>`. */
  public readonly senderIds = new Map<string, SenderId>();
  public readonly rcsAgents = new Map<string, RcsAgent>();
  /** Nor pools and opt-out lists; every account has the list `Default`. */
  public readonly pools = new Set<string>();
  public readonly optOutLists = new Set(['Default']);
  public readonly replays = new Map<string, Replay>();
}

/** The versions that were not removed. */
export function existingVersions({ versions }: Registration): Version[] {
  return versions.filter(({ removed }) => !removed);
}

/** Undefined when a discard has removed the only one. */
export function newestVersion(registration: Registration): Version | undefined {
  return existingVersions(registration).at(-1);
}

/** The version whose number the registration goes by: the newest, or when there is none, the last that there was. */
export function currentVersion(registration: Registration): Version {
  return newestVersion(registration) ?? registration.versions.at(-1)!;
}
