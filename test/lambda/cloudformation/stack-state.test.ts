import {
  hasEnded, isCancelling, isNeverUpdated, isOvertaken, isRollback, originOfDelete, wasRolledBack, type OriginOfDelete, type StackState,
} from '../../../lambda/cloudformation/stack-state';

const state = (status: string, others: Partial<StackState> = {}): StackState => ({ status, operationTypes: [], isNested: false, ...others });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html */
const STATUSES: Record<string, { readonly is: readonly string[]; readonly origin: OriginOfDelete }> = {
  CREATE_IN_PROGRESS: { is: [], origin: 'unknown' },
  CREATE_FAILED: { is: ['ended', 'was rolled back'], origin: 'none' },
  CREATE_COMPLETE: { is: ['ended'], origin: 'none' },
  ROLLBACK_IN_PROGRESS: { is: ['rollback', 'cancelling', 'was rolled back'], origin: 'rollback' },
  ROLLBACK_FAILED: { is: ['ended', 'was rolled back'], origin: 'none' },
  ROLLBACK_COMPLETE: { is: ['ended', 'was rolled back'], origin: 'none' },
  DELETE_IN_PROGRESS: { is: ['cancelling', 'was rolled back'], origin: 'user' },
  DELETE_FAILED: { is: ['ended', 'cancelling', 'was rolled back'], origin: 'none' },
  DELETE_COMPLETE: { is: ['ended', 'cancelling', 'was rolled back'], origin: 'none' },
  UPDATE_IN_PROGRESS: { is: [], origin: 'unknown' },
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: { is: [], origin: 'user' },
  UPDATE_COMPLETE: { is: ['ended'], origin: 'none' },
  UPDATE_FAILED: { is: ['ended', 'was rolled back'], origin: 'none' },
  UPDATE_ROLLBACK_IN_PROGRESS: { is: ['rollback', 'cancelling', 'was rolled back'], origin: 'rollback' },
  UPDATE_ROLLBACK_FAILED: { is: ['ended', 'was rolled back'], origin: 'none' },
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: { is: ['rollback', 'cancelling', 'was rolled back'], origin: 'rollback' },
  UPDATE_ROLLBACK_COMPLETE: { is: ['ended', 'was rolled back'], origin: 'none' },
  REVIEW_IN_PROGRESS: { is: [], origin: 'unknown' },
  IMPORT_IN_PROGRESS: { is: [], origin: 'unknown' },
  IMPORT_COMPLETE: { is: ['ended'], origin: 'none' },
  IMPORT_ROLLBACK_IN_PROGRESS: { is: ['was rolled back'], origin: 'unknown' },
  IMPORT_ROLLBACK_FAILED: { is: ['ended', 'was rolled back'], origin: 'none' },
  IMPORT_ROLLBACK_COMPLETE: { is: ['ended', 'was rolled back'], origin: 'none' },
  A_STATUS_NOBODY_KNOWS: { is: [], origin: 'unknown' },
};

test.each(Object.entries(STATUSES))('%s', (status, { is, origin }) => {
  const predicates = { 'ended': hasEnded, 'rollback': isRollback, 'cancelling': isCancelling, 'was rolled back': wasRolledBack };
  expect(Object.entries(predicates).filter(([, holds]) => holds(state(status))).map(([name]) => name).sort()).toEqual([...is].sort());
  expect(originOfDelete(state(status))).toBe(origin);
});

test.each<[string, StackState | undefined, OriginOfDelete]>([
  ['a stack that nobody can ask for', undefined, 'unknown'],
  ['a nested stack, whose parent may be rolled back', state('DELETE_IN_PROGRESS', { isNested: true }), 'unknown'],
  ['a nested stack that is cleaned up', state('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', { isNested: true }), 'user'],
  ['a nested stack that is rolled back', state('UPDATE_ROLLBACK_IN_PROGRESS', { isNested: true }), 'rollback'],
])('the delete in %s belongs to: %s', (_, of, origin) => {
  expect(originOfDelete(of)).toBe(origin);
});

test.each<[string, StackState, StackState, boolean]>([
  ['the same operation', state('UPDATE_IN_PROGRESS', { operationId: 'a' }), state('UPDATE_IN_PROGRESS', { operationId: 'a' }), false],
  ['the same operation, which is rolled back', state('UPDATE_IN_PROGRESS', { operationId: 'a' }), state('UPDATE_ROLLBACK_IN_PROGRESS', { operationId: 'a' }), true],
  ['another operation in the same status', state('UPDATE_IN_PROGRESS', { operationId: 'a' }), state('UPDATE_IN_PROGRESS', { operationId: 'b' }), true],
  ['an operation that had no ID', state('UPDATE_IN_PROGRESS'), state('UPDATE_IN_PROGRESS', { operationId: 'b' }), false],
  ['an operation that has no ID any more', state('UPDATE_IN_PROGRESS', { operationId: 'a' }), state('UPDATE_IN_PROGRESS'), false],
  ['a stack that is deleted', state('CREATE_IN_PROGRESS'), state('DELETE_IN_PROGRESS'), true],
  ['a rollback that goes on', state('ROLLBACK_IN_PROGRESS'), state('ROLLBACK_IN_PROGRESS'), false],
  ['a rollback that goes on as a delete', state('ROLLBACK_IN_PROGRESS'), state('DELETE_IN_PROGRESS'), false],
  ['the end of the operation itself', state('UPDATE_IN_PROGRESS'), state('UPDATE_COMPLETE'), false],
])('overtaken by %s', (_, began, now, expected) => {
  expect(isOvertaken(began, now)).toBe(expected);
});

test.each([
  ['CREATE_IN_PROGRESS', [], true],
  ['CREATE_FAILED', [], true],
  ['ROLLBACK_IN_PROGRESS', [], true],
  ['ROLLBACK_FAILED', [], true],
  ['CREATE_FAILED', ['UPDATE_STACK', 'CREATE_STACK'], false],
  ['CREATE_COMPLETE', ['CREATE_STACK'], false],
  ['UPDATE_ROLLBACK_IN_PROGRESS', ['ROLLBACK', 'UPDATE_STACK', 'CREATE_STACK'], false],
  ['DELETE_IN_PROGRESS', ['DELETE_STACK', 'CREATE_STACK'], true],
  ['DELETE_IN_PROGRESS', ['DELETE_STACK', 'DELETE_STACK', 'ROLLBACK', 'CREATE_STACK'], true],
  ['DELETE_IN_PROGRESS', ['DELETE_STACK', 'UPDATE_STACK', 'CREATE_STACK'], false],
  ['DELETE_IN_PROGRESS', ['DELETE_STACK'], false],
  ['DELETE_IN_PROGRESS', [], false],
  ['DELETE_IN_PROGRESS', ['DELETE_STACK', 'IMPORT', 'CREATE_STACK'], false],
] as const)('a stack that is %s after %j was certainly never updated: %s', (status, operationTypes, isSo) => {
  expect(isNeverUpdated(state(status, { operationTypes }))).toBe(isSo);
});
