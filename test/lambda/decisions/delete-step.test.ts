import { nextDeleteStep, type DeletionState } from '../../../lambda/decisions/delete-step';
import { isInReview } from '../../../lambda/decisions/statuses';

const state = (overrides: Partial<DeletionState>): DeletionState => ({
  surelyMissing: true, isHeld: false, discardRefused: false, graceOver: false, isProtected: false, ...overrides,
});

describe('the next step of a delete', () => {
  test.each<[string, Partial<DeletionState>, string]>([
    // Gone, in each of the ways in which the service may say so.
    ['a tombstone', { status: 'DELETED' }, 'done'],
    ['nothing found, the delete not asked yet', {}, 'delete'],
    ['nothing found, the delete says the same', { lastDelete: 'not-found' }, 'done'],
    ['nothing found, the delete says the same, only for a moment', { lastDelete: 'not-found', surelyMissing: false }, 'delete'],
    ['nothing found after an accepted delete', { lastDelete: 'accepted' }, 'done'],
    ['nothing found after a conflict', { lastDelete: 'conflict' }, 'delete'],
    // On its way.
    ['accepted, still listed', { status: 'COMPLETE', lastDelete: 'accepted' }, 'wait'],
    ['accepted, in a status nobody knows', { status: 'DELETING', lastDelete: 'accepted' }, 'wait'],
    ['accepted, submitted', { status: 'SUBMITTED', versionStatus: 'SUBMITTED', lastDelete: 'accepted' }, 'wait'],
    // Deletable, as far as anybody knows.
    ['a draft', { status: 'CREATED' }, 'delete'],
    ['denied', { status: 'REQUIRES_UPDATES' }, 'delete'],
    ['approved', { status: 'COMPLETE' }, 'delete'],
    ['closed, which is not deleted', { status: 'CLOSED' }, 'delete'],
    ['under review, not refused yet', { status: 'REVIEWING' }, 'delete'],
    ['under review, and not refused after the grace either', { status: 'REVIEWING', graceOver: true }, 'delete'],
    ['listed, though the delete found nothing', { status: 'CREATED', lastDelete: 'not-found' }, 'delete'],
    // Protected by the stack.
    ['protected', { status: 'CREATED', isProtected: true }, 'keep'],
    ['protected, submitted', { status: 'SUBMITTED', versionStatus: 'SUBMITTED', isProtected: true }, 'keep'],
    ['protected, not visible yet', { isProtected: true, surelyMissing: false }, 'wait'],
    ['protected, and not found for long', { isProtected: true }, 'done'],
    ['protected, gone all the same', { status: 'DELETED', isProtected: true }, 'done'],
    // Submitted: it can be discarded, once the service has refused the delete, and nothing else is in the way.
    ['submitted, not refused yet', { status: 'SUBMITTED', versionStatus: 'SUBMITTED' }, 'delete'],
    ['submitted', { status: 'SUBMITTED', versionStatus: 'SUBMITTED', lastDelete: 'conflict' }, 'discard'],
    ['submitted, and held', { status: 'SUBMITTED', versionStatus: 'SUBMITTED', lastDelete: 'conflict', isHeld: true }, 'delete'],
    ['submitted, and held after the grace', { status: 'SUBMITTED', versionStatus: 'SUBMITTED', lastDelete: 'conflict', isHeld: true, graceOver: true }, 'refuse'],
    ['held', { status: 'COMPLETE', versionStatus: 'APPROVED', lastDelete: 'conflict', isHeld: true }, 'delete'],
    ['held after the grace', { status: 'COMPLETE', versionStatus: 'APPROVED', lastDelete: 'conflict', isHeld: true, graceOver: true }, 'refuse'],
    ['submitted, while the registration still says CREATED', { status: 'CREATED', versionStatus: 'SUBMITTED', lastDelete: 'conflict' }, 'discard'],
    ['submitted, and it cannot be discarded', { status: 'SUBMITTED', versionStatus: 'SUBMITTED', lastDelete: 'conflict', discardRefused: true }, 'delete'],
    // Refused: associated resources may be released by the same stack, a review ends when it ends.
    ['a conflict outside of a review', { status: 'COMPLETE', versionStatus: 'APPROVED', lastDelete: 'conflict', graceOver: true }, 'delete'],
    ['a conflict in a status nobody knows', { status: 'NEW_STATUS', versionStatus: 'NEW_STATUS', lastDelete: 'conflict', graceOver: true }, 'delete'],
    ['a conflict under review, early', { status: 'REVIEWING', versionStatus: 'REVIEWING', lastDelete: 'conflict' }, 'delete'],
    ...['SUBMITTED', 'AWS_REVIEWING', 'REVIEWING', 'REQUIRES_AUTHENTICATION', 'PROVISIONING'].map((status): [string, Partial<DeletionState>, string] => (
      [`a conflict in ${status}, after the grace`, { status, lastDelete: 'conflict', discardRefused: true, graceOver: true }, 'refuse']
    )),
    ['a conflict with the version under review', { status: 'COMPLETE', versionStatus: 'REVIEWING', lastDelete: 'conflict', graceOver: true }, 'refuse'],
  ])('%s: %j -> %s', (_, overrides, step) => {
    expect(nextDeleteStep(state(overrides))).toBe(step);
  });

  test.each<[string | undefined, string | undefined, boolean]>([
    ['REVIEWING', undefined, true],
    ['COMPLETE', 'REQUIRES_OFFLINE_REVIEW', true],
    ['CREATED', 'DRAFT', false],
    ['NEW_STATUS', undefined, false],
    [undefined, undefined, false],
  ])('status %s with version %s is in review: %s', (status, versionStatus, inReview) => {
    expect(isInReview(state({ status, versionStatus }))).toBe(inReview);
  });
});
