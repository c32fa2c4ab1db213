import type { FieldRequirement, RegistrationStatus, RegistrationVersionStatus } from '@aws-sdk/client-pinpoint-sms-voice-v2';

/**
 * What nobody outside AWS knows, as named switches. The number in brackets is the row of "Open questions" in README.md.
 * All times are in milliseconds of the simulator's clock.
 */
export interface Switches {
  /**
   * (1) How a record that is not there is described by its id.
   * - `gone`: no row, whether it was deleted or never was
   * - `tombstone`: a deleted one is a row with DELETED; only an id that never was is ResourceNotFoundException
   * - `not-found`: ResourceNotFoundException, whether it was deleted or never was
   * - `lag`: a deleted one is still its old row for a while; then, and for an id that never was, as `gone`
   */
  gone: 'gone' | 'tombstone' | 'not-found' | 'lag';
  /** (3) For `gone: 'lag'`: how long the old row is still described. */
  deletionLagMs: number;
  /** (2) Statuses that count as "in review": DeleteRegistration and the release of an associated number or sender ID are refused. */
  inReview: RegistrationStatus[];
  /** (2) Types of registration that, while associated with a 10DLC brand, keep it from being deleted. */
  holdsBrand: string[];
  /** (2) What is refused first about a registration that is in review and has associated resources. */
  deleteRefusal: 'review-first' | 'holders-first';
  /** (3) How long after DeleteRegistration an attachment it referenced cannot be deleted yet. */
  attachmentHeldMs: number;
  /** (7) Statuses in which releasing the last associated resource closes a DISASSOCIATE_ALL_CLOSES_REGISTRATION registration. */
  closedByRelease: RegistrationStatus[];
  /** (8) Version statuses in which DiscardRegistrationVersion is allowed. */
  discardAllowed: RegistrationVersionStatus[];
  /** (9) Registration status after a discard, when no version was ever approved. */
  afterDiscard: RegistrationStatus;
  /** (9) Whether a discard removes the version, so that the newest is the one before it, or none. Its number is not given again. */
  discardRemoves: boolean;
  /** (-) How a form whose approval was revoked is submitted once more: as it is (documented for Singapore), or in a new version. */
  revoked: 'submitted-again' | 'new-version';
  /** (10) A required field is missing at submit: accepted and denied later, or refused at once. */
  missingField: 'async' | 'sync';
  /** (10) For `missingField: 'async'`: time from submit to the automatic denial. */
  denialDelayMs: number;
  /** (11) CreateRegistrationVersion while the newest version is a DRAFT. */
  secondDraft: 'refused' | 'accepted';
  /** (12) CreateRegistrationVersion while the newest version is APPROVED. */
  newVersionOfApproved: 'accepted' | 'refused';
  /** (14) Largest attachment, in bytes. */
  maxAttachmentBytes: number;
  /** (-) Time from CreateRegistrationAttachment to the end of the upload, and how it ends. */
  uploadMs: number;
  uploadEnds: 'UPLOAD_COMPLETE' | 'UPLOAD_FAILED';
  /** (16) Whether a CLOSED registration counts against the quota. */
  closedCountsAgainstQuota: boolean;
  /** (21) How long a created registration is unknown to every other operation, its deletion included. */
  createLagMs: number;
  /** (21) How long a field value that was put is not yet seen by submit. */
  putLagMs: number;
  /**
   * (-) What the caller's policies are asked about a resource that is not there (any more, or yet): `denied` asks as of a resource
   * without tags, so that a condition on its tags is not met; `not-found` asks nothing, the operation itself answers.
   */
  absentResource: 'denied' | 'not-found';
  /** (21) How long a submitted registration is still described with its old status: documented to happen, no time given. */
  submittedStatusLagMs: number;
  /** (21) How long after its submit a version is still described as DRAFT, even if it was denied in the meantime. */
  versionStatusLagMs: number;
  /** (28) Whether a text is stored as it was put, or without the white space around it. */
  normalizes: 'nothing' | 'trims';
  /** (23) Whether a campaign or vetting may be associated with a brand that is not COMPLETE. */
  incompleteBrand: 'accepted' | 'refused';
  /**
   * (23) A campaign or vetting whose brand is not COMPLETE, or a campaign whose brand has a vetting under review, is submitted:
   * denied after `denialDelayMs`, refused by SubmitRegistrationVersion, or accepted.
   */
  earlySubmit: 'denied' | 'refused' | 'accepted';
  /** (24) Whether the Reason of a denial is AWS's code or its title. */
  deniedReason: 'code' | 'title';
  /** (27) Whether field definitions have the ConditionalBehavior by which the automatic check goes in any case. */
  conditionalBehavior: 'served' | 'absent';
  /** (25) RequestPhoneNumber for TEN_DLC while no campaign is COMPLETE: the number is PENDING, or the request is refused. */
  numberBeforeApproval: 'pending' | 'refused';
  /** (25) How long a 10DLC number stays PENDING after it was associated with a COMPLETE campaign. */
  carrierMs: number;
  /** (26) Whether ListRegistrationAssociations of a brand lists what `holdsBrand` says keeps it. */
  heldByListed: boolean;
  /** (-) What a field whose requirement no source states is defined as. */
  unknownRequirement: FieldRequirement;
  /** (-) Page size when MaxResults is absent: not published; small, so that paging is always exercised. */
  pageSize: number;
  /** (16) Per account and Region; a quota without a published number is absent, which means no limit. */
  quotas: Quotas;
  /** (22) How an event reaches EventBridge: best effort, so it may get lost, come twice, or come after the one that follows it. */
  eventDelivery: EventDelivery;
  /** (22) How long after the change its event comes. */
  eventDelayMs: number;
  /** (-) 1 request per second for each operation, 10 for ListTagsForResource. */
  rateLimit: boolean;
}

/** `reordered` holds an event back until another one has overtaken it, for a minute at most. */
export type EventDelivery = 'once' | 'lost' | 'twice' | 'reordered';

export interface Quotas {
  registrations: number;
  registrationAttachments: number;
  numbersPerCampaign: number;
  tagsPerResource?: number;
  versionsPerDay?: number;
  attachmentsPerDay?: number;
  associationsPerRegistration?: number;
}

export const DEFAULT_SWITCHES: Readonly<Switches> = {
  gone: 'gone',
  deletionLagMs: 5_000,
  inReview: ['SUBMITTED', 'AWS_REVIEWING', 'REVIEWING', 'REQUIRES_AUTHENTICATION', 'PROVISIONING'],
  holdsBrand: ['US_TEN_DLC_CAMPAIGN_REGISTRATION'],
  deleteRefusal: 'review-first',
  attachmentHeldMs: 25_000,
  closedByRelease: ['CREATED', 'REQUIRES_UPDATES', 'COMPLETE'],
  discardAllowed: ['SUBMITTED', 'REQUIRES_AUTHENTICATION'],
  afterDiscard: 'CREATED',
  discardRemoves: false,
  revoked: 'submitted-again',
  missingField: 'async',
  denialDelayMs: 3_000,
  secondDraft: 'refused',
  newVersionOfApproved: 'accepted',
  maxAttachmentBytes: 500 * 1024,
  uploadMs: 2_000,
  uploadEnds: 'UPLOAD_COMPLETE',
  closedCountsAgainstQuota: true,
  createLagMs: 0,
  putLagMs: 0,
  absentResource: 'denied',
  submittedStatusLagMs: 0,
  versionStatusLagMs: 0,
  normalizes: 'nothing',
  incompleteBrand: 'accepted',
  earlySubmit: 'denied',
  deniedReason: 'code',
  conditionalBehavior: 'served',
  numberBeforeApproval: 'pending',
  carrierMs: 0,
  heldByListed: false,
  unknownRequirement: 'CONDITIONAL',
  pageSize: 20,
  quotas: { registrations: 25, registrationAttachments: 25, numbersPerCampaign: 49, tagsPerResource: 200 },
  eventDelivery: 'once',
  eventDelayMs: 2_000,
  rateLimit: false,
};

/** Some switches; of the quotas, some as well. */
export type SwitchChanges = Partial<Omit<Switches, 'quotas'>> & { readonly quotas?: Partial<Quotas> };

/** Switches with some of them changed; an unknown name is an error, so that a typing slip does not pass as a default. */
export function withChanges(changes: SwitchChanges, base: Readonly<Switches> = DEFAULT_SWITCHES): Switches {
  const unknown = Object.keys(changes).filter((name) => !(name in DEFAULT_SWITCHES));
  if (unknown.length > 0) throw new Error(`unknown switches: ${unknown.join(', ')}`);
  return structuredClone({ ...base, ...changes, quotas: { ...base.quotas, ...changes.quotas } });
}
