import * as fs from 'fs';
import * as path from 'path';
import { ATTACHMENT_STATUSES, REGISTRATION_STATUSES, VERSION_STATUSES } from '../../../contract/statuses';
import * as decisions from '../../../lambda/decisions/statuses';

const {
  canBeSubmitted, hasUploadFailed, isApproved, isComplete, isDeleted, isDenied, isDiscarded, isDraft, isGone, isInReview, isLeftBehind, isSettled,
  isSubmitted, isUndecided, isUnsubmitted, isUploaded, stageOf,
} = decisions;
const ROOT = path.join(__dirname, '../../..');
const UNKNOWN = 'A_STATUS_NOBODY_KNOWS';

interface Enum { readonly enum: string[] }

test.each([
  ['RegistrationStatus', REGISTRATION_STATUSES],
  ['RegistrationVersionStatus', VERSION_STATUSES],
  ['AttachmentStatus', ATTACHMENT_STATUSES],
])('%s has the values of the service’s model', (shape, statuses) => {
  const { shapes } = JSON.parse(fs.readFileSync(path.join(ROOT, 'test/simulator/model/sms-voice-model.json'), 'utf8')) as { shapes: Record<string, Enum> };
  expect([...statuses].sort()).toEqual([...shapes[shape]!.enum].sort());
});

const PREDICATES = [
  ['a registration', REGISTRATION_STATUSES, {
    isComplete: { says: isComplete, of: ['COMPLETE'] },
    isSettled: { says: isSettled, of: ['CLOSED', 'COMPLETE', 'DELETED', 'REQUIRES_UPDATES', undefined] },
    isClosed: { says: decisions.isClosed, of: ['CLOSED'] },
    needsUpdates: { says: decisions.needsUpdates, of: ['REQUIRES_UPDATES'] },
    isInAuthentication: {
      says: (status?: string) => decisions.isInAuthentication({ status, versionStatus: 'REVIEWING' }), of: ['REQUIRES_AUTHENTICATION'],
    },
    isInAuthenticationThatWasDecided: { says: (status?: string) => decisions.isInAuthentication({ status, versionStatus: 'DENIED' }), of: [] },
    isDeleted: { says: isDeleted, of: ['DELETED'] },
    isGone: { says: isGone, of: ['DELETED', undefined] },
    isInReview: { says: (status?: string) => isInReview({ status }), of: ['AWS_REVIEWING', 'PROVISIONING', 'REQUIRES_AUTHENTICATION', 'REVIEWING', 'SUBMITTED'] },
  }],
  ['a version', VERSION_STATUSES, {
    isInReview: {
      says: (versionStatus?: string) => isInReview({ versionStatus }),
      of: ['AWS_REVIEWING', 'REQUIRES_AUTHENTICATION', 'REQUIRES_OFFLINE_REVIEW', 'REVIEWING', 'SUBMITTED'],
    },
    isDraft: { says: isDraft, of: ['DRAFT'] },
    isSubmitted: { says: isSubmitted, of: ['SUBMITTED'] },
    isApproved: { says: isApproved, of: ['APPROVED'] },
    isDenied: { says: isDenied, of: ['DENIED'] },
    isDiscarded: { says: isDiscarded, of: ['DISCARDED'] },
    isRevoked: { says: decisions.isRevoked, of: ['REVOKED'] },
    isInAuthentication: {
      says: (versionStatus?: string) => decisions.isInAuthentication({ status: 'SUBMITTED', versionStatus }), of: ['REQUIRES_AUTHENTICATION'],
    },
    isUndecided: { says: isUndecided, of: ['AWS_REVIEWING', 'SUBMITTED'] },
    isUnsubmitted: { says: isUnsubmitted, of: ['DRAFT', 'REVOKED'] },
    isLeftBehind: { says: isLeftBehind, of: ['DENIED', 'DISCARDED', 'REVOKED'] },
    canBeSubmitted: { says: canBeSubmitted, of: ['DENIED', 'DISCARDED', 'DRAFT', 'REVOKED', 'SUBMITTED'] },
    isUnclear: { says: (status?: string) => stageOf(status) === 'unclear', of: ['ARCHIVED', UNKNOWN, undefined] },
  }],
  ['an attachment', ATTACHMENT_STATUSES, {
    isUploaded: { says: isUploaded, of: ['UPLOAD_COMPLETE'] },
    hasUploadFailed: { says: hasUploadFailed, of: ['DELETED', 'UPLOAD_FAILED'] },
    isDeleted: { says: isDeleted, of: ['DELETED'] },
    isGone: { says: isGone, of: ['DELETED', undefined] },
  }],
] as const;

test.each(PREDICATES)('the predicates of %s', (_, statuses, predicates) => {
  for (const [name, { says, of }] of Object.entries(predicates)) {
    expect([name, [...statuses, UNKNOWN, undefined].filter(says).sort()]).toEqual([name, of]);
  }
});

test('every predicate is one of them', () => {
  const tested = PREDICATES.flatMap(([, , predicates]) => Object.keys(predicates));
  expect(Object.keys(decisions).filter((name) => /^(is|has|can)[A-Z]/.test(name) && !tested.includes(name))).toEqual([]);
});

describe('the table of statuses in docs/operations.md', () => {
  const rows = tableAfter('| registration | newest version |');
  const statusesIn = (cell: string) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, status]) => status!);
  const unique = (statuses: readonly string[]) => [...new Set(statuses)].sort();

  test('names every status of a registration and of a version', () => {
    expect(unique(rows.flatMap(([registration]) => statusesIn(registration!)))).toEqual([...REGISTRATION_STATUSES].sort());
    expect(unique(rows.flatMap(([, version]) => statusesIn(version!)))).toEqual([...VERSION_STATUSES].sort());
  });

  test('says of a deploy that changes the form what the decisions say', () => {
    for (const [, version = '', deploy = ''] of rows) {
      for (const status of statusesIn(version)) {
        const isRefused = deploy.startsWith('refused');
        expect([status, isRefused]).toEqual([status, !canBeSubmitted(status)]);
      }
    }
  });

  test('says of a destroy what the decisions say', () => {
    for (const [registration = '', version = '', , , destroy = ''] of rows) {
      const statuses = [
        ...statusesIn(registration).map((status) => ({ status })), ...statusesIn(version).map((versionStatus) => ({ versionStatus })),
      ];
      const isRefused = destroy.startsWith('refused') || destroy.startsWith('discards it');
      expect([version, statuses.some(isInReview)]).toEqual([version, isRefused]);
    }
  });
});

/** The rows of a table, as lists of cells. */
function tableAfter(header: string): string[][] {
  const lines = fs.readFileSync(path.join(ROOT, 'docs/operations.md'), 'utf8').split('\n');
  const start = lines.findIndex((line) => line.startsWith(header));
  const rest = lines.slice(start + 2);
  return rest.slice(0, rest.findIndex((line) => !line.startsWith('|'))).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
}
