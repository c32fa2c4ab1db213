import { idOf } from '../../contract/ids';
import { listing } from '../decisions/listing';
import type { News } from '../decisions/notification';
import type { DoneKind } from '../decisions/notified-tag';
import type { Resubmission } from '../decisions/resubmission';
import type { ReviewTime } from '../decisions/review-times';

/** `deleted` is told without reading anything: nothing is left to read. */
export type Subject = News | 'deleted';

export interface Registered {
  readonly id: string;
  readonly type?: string;
  /** The tag Name. */
  readonly name?: string;
}

export interface Done {
  readonly kind: DoneKind;
  /** What was associated; absent if it was another run that did it. */
  readonly target?: string;
}

/** Everything that a message is made of. No value of a form is in it. */
export interface Report {
  readonly subject: Subject;
  readonly reminder?: number;
  readonly registration: Registered;
  readonly version?: number;
  readonly denial?: { readonly reasons: readonly string[]; readonly advice: string; readonly remedies: readonly string[]; readonly isFinal: boolean };
  readonly resubmission?: Resubmission;
  /** Registrations that are not submitted before this one is COMPLETE. */
  readonly heldBack?: readonly Registered[];
  readonly submittedAt?: number;
  readonly reviewTime?: ReviewTime;
  readonly done: readonly Done[];
  /** Steps that wait for something. */
  readonly pending: readonly string[];
  /** Where the console shows it. */
  readonly link: string;
  readonly now: number;
}

/** The parts of a message. */
export interface Words {
  /** `toll-free was denied`, in one line. */
  readonly title: string;
  readonly happened: string;
  readonly reasons: readonly string[];
  readonly nextSteps: readonly string[];
  readonly pending: readonly string[];
  readonly done: readonly string[];
}

const DAY_MS = 24 * 3_600_000;
/** All parts together have to stay under 8 kB, in the longest spelling of their characters. */
const MAX_REASONS_BYTES = 3_000;
const MAX_PENDING_BYTES = 1_000;
const MAX_REASON_LENGTH = 500;

interface Phrase {
  /** Follows the name of the registration. */
  readonly what: (report: Report) => string;
  readonly happened: (report: Report) => string;
  readonly nextSteps?: (report: Report) => readonly string[];
}

const PHRASES: Readonly<Record<Subject, Phrase>> = {
  denied: {
    what: () => 'was denied',
    happened: ({ version, heldBack = [] }) => [
      `Version ${version} of the form was denied.`,
      ...heldBack.length > 0 ? [`${listed(heldBack)} cannot be submitted before this registration is COMPLETE.`] : [],
    ].join(' '),
    nextSteps: stepsAfterDenial,
  },
  revoked: {
    what: () => 'lost its approval',
    happened: ({ version }) => `The approval of version ${version} was revoked.`,
    nextSteps: () => ['Settle it with the registry or carrier that revoked it. Then change resubmit in the stack and deploy again to submit the same form again.'],
  },
  authentication: {
    what: ({ reminder }) => reminder === undefined ? 'needs an authentication by e-mail' : 'still needs an authentication by e-mail',
    happened: ({ version, reminder }) => (
      `Version ${version} is not reviewed until a contact of the company confirms it by e-mail.${reminder === undefined ? '' : ` It has been waiting for ${counted(reminder, 'day')}.`}`
    ),
    nextSteps: stepsOfAuthentication,
  },
  approved: { what: () => 'was approved', happened: ({ version }) => `Version ${version} was approved, and the registration is COMPLETE.` },
  closed: {
    what: () => 'was closed',
    happened: () => 'The registration is CLOSED: its phone number or sender ID was released. It can only be deleted.',
    nextSteps: () => ['Remove it from the stack, or give the construct a new ID to create a new one.'],
  },
  overdue: {
    what: () => 'is still under review',
    happened: ({ version, submittedAt, reviewTime, now }) => (
      `Version ${version} was submitted on ${day(submittedAt!)}, ${counted(Math.floor((now - submittedAt!) / DAY_MS), 'day')} ago. ${expectation(reviewTime!)}`
    ),
    nextSteps: () => ['Nothing can be changed during a review. If it takes much longer, open a case with AWS Support.'],
  },
  expired: {
    what: () => 'is no longer continued',
    happened: () => 'The time that the stack allows for steps after a deploy (continueFor) has ended, and a step is still pending.',
    nextSteps: () => ['Deploy the registration with another continueFor: that tries the step again, and restarts the time.'],
  },
  deleted: {
    what: () => 'was deleted outside of the stack',
    happened: () => 'The service no longer has this registration, but the stack does.',
    nextSteps: () => ['Remove it from the stack, or give the construct a new ID to create a new one.'],
  },
  done: { what: ({ done }) => DONE[done[0]!.kind].what, happened: ({ done }) => done.map(sentenceOf).join(' ') },
};

const DONE: Readonly<Record<DoneKind, { readonly what: string; readonly sentence: (target: string) => string }>> = {
  'submitted': { what: 'was submitted', sentence: () => 'The form was submitted: it no longer had to wait.' },
  'submitted-again': { what: 'was submitted again', sentence: () => 'The same form was submitted again, since its denial only asked to wait.' },
  'associated': { what: 'was associated', sentence: (target) => `${target} was associated with it.` },
};

/** How a person reads a report. */
export function wordsOf(report: Report): Words {
  const { what, happened, nextSteps } = PHRASES[report.subject];
  const reasons = report.denial?.reasons.map(abbreviate) ?? [];
  return {
    title: `${nameOf(report.registration)} ${what(report)}`,
    happened: happened(report),
    reasons: shortened(reasons, MAX_REASONS_BYTES),
    nextSteps: nextSteps?.(report) ?? [],
    pending: shortened(report.pending, MAX_PENDING_BYTES),
    done: report.subject === 'done' ? [] : report.done.map(sentenceOf),
  };
}

/** The name that people gave it, otherwise its ID. */
export function nameOf({ name, id }: Registered): string {
  return name === undefined || name.trim() === '' ? id : name.trim();
}

function stepsAfterDenial({ denial, resubmission }: Report): string[] {
  if (resubmission === undefined) {
    return [...denial === undefined || denial.isFinal ? [] : ['It can be submitted again.'], ...denial === undefined ? [] : [denial.advice]];
  }
  const { notBefore, until, attemptsLeft } = resubmission;
  return [
    ...denial?.remedies ?? [],
    `No deploy is needed: the library submits the same form again by itself, not before ${minute(notBefore)}, at most ${attemptsLeft === 1 ? 'once' : `${attemptsLeft} times`} more and until ${day(until)}.`,
  ];
}

const RESEND_DAYS = 30;

function stepsOfAuthentication({ submittedAt, now }: Report): string[] {
  const resendUntil = submittedAt === undefined ? undefined : submittedAt + RESEND_DAYS * DAY_MS;
  const anew = 'discard the version in the console, change resubmit in the stack and deploy again';
  if (resendUntil !== undefined && now > resendUntil) {
    return [`The e-mail can no longer be sent again, since the form was submitted more than ${RESEND_DAYS} days ago: ${anew}.`];
  }
  return [
    'Open the link in the e-mail from noreply@auth.campaignregistry.com to the contact that the form names. It is valid for 7 days.',
    `If the e-mail is lost or its link has expired, choose "Resend email" on the registration in the console. That works within ${RESEND_DAYS} days of the submit${resendUntil === undefined ? '' : `, until ${day(resendUntil)}`}. No API can do it.`,
    `After that, ${anew}.`,
  ];
}

/** How long AWS says that a review takes. */
export function expectation({ days, unit, internationalDays }: ReviewTime): string {
  const abroad = internationalDays === undefined ? '' : `, or ${internationalDays} days for a company outside of the United States`;
  return `AWS says that this review takes up to ${days} ${unit ?? (days === 1 ? 'day' : 'days')}${abroad}.`;
}

function sentenceOf({ kind, target }: Done): string {
  return DONE[kind].sentence(target === undefined ? 'What had to wait' : idOf(target));
}

function listed(registrations: readonly Registered[]): string {
  return listing(registrations.map((one) => one.name === undefined ? one.id : `${nameOf(one)} (${one.id})`), MAX_PENDING_BYTES, ', ');
}

/** As many as fit, and how many do not. */
function shortened(texts: readonly string[], maxBytes: number): string[] {
  let bytes = 0;
  const shown = texts.filter((text) => (bytes += Buffer.byteLength(JSON.stringify(text))) <= maxBytes);
  return shown.length === texts.length ? shown : [...shown, `… and ${texts.length - shown.length} more`];
}

function abbreviate(text: string): string {
  const characters = Array.from(text);
  return characters.length > MAX_REASON_LENGTH ? `${characters.slice(0, MAX_REASON_LENGTH).join('')}…` : text;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function minute(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
