import { expectedRollback, updateKind, type LastUpdate, type ThisUpdate, type UpdateKind } from '../../../lambda/decisions/update-kind';

/** An update from a to b. */
const UPDATE: ThisUpdate = { request: 'this', sent: 200, from: 'a', to: 'b' };
const last = (from: string | undefined, to: string | undefined, others: Partial<LastUpdate> = {}): LastUpdate => (
  { request: 'other', sent: 100, from, to, isRollback: false, ...others }
);

describe('what an update of a form is', () => {
  test.each<[string, LastUpdate | undefined, UpdateKind, UpdateKind, UpdateKind]>([
    //                                                               no rollback, rollback, nobody knows
    ['the first one, or after an earlier version', undefined, 'update', 'rollback', 'update'],
    ['after the create', last(undefined, 'a', { sent: 0 }), 'update', 'overtaken', 'update'],
    ['after an update to where it begins', last('c', 'a'), 'update', 'overtaken', 'update'],
    ['back from where the last one went', last('b', 'a'), 'update', 'rollback', 'rollback'],
    ['once more to where a rollback came from', last('b', 'a', { isRollback: true }), 'update', 'overtaken', 'update'],
    ['to where the form is already: the one that is taken back has not begun', last('c', 'b'), 'update', 'rollback-of-nothing', 'rollback'],
    ['after hashes of another version of the library', last('x', 'y'), 'update', 'rollback', 'update'],
    ['sent before the last one', last('b', 'a', { sent: 300 }), 'overtaken', 'overtaken', 'overtaken'],
    ['sent in the same second as its rollback, and delivered after it', last('b', 'a', { sent: 200, isRollback: true }), 'overtaken', 'overtaken', 'overtaken'],
    ['the rollback of one that was sent in the same second', last('b', 'a', { sent: 200 }), 'update', 'rollback', 'rollback'],
    ['delivered again', last('a', 'b', { request: 'this', sent: 200 }), 'update', 'overtaken', 'update'],
    ['a rollback that is delivered again', last('a', 'b', { request: 'this', sent: 200, isRollback: true }), 'rollback', 'rollback', 'rollback'],
    ['a rollback of nothing that is delivered again', last('c', 'b', { request: 'this', sent: 200, isRollback: true }),
      'rollback-of-nothing', 'rollback-of-nothing', 'rollback-of-nothing'],
  ])('%s', (_, one, normally, inRollback, unknown) => {
    expect([false, true, undefined].map((known) => updateKind(UPDATE, one, known))).toEqual([normally, inRollback, unknown]);
  });

  test.each<[boolean | undefined, UpdateKind]>([
    [false, 'update'], [true, 'rollback-of-nothing'], [undefined, 'update'],
  ])('that changes nothing of the form, in a rollback: %s', (inRollback, kind) => {
    expect(updateKind({ ...UPDATE, to: 'a' }, last('c', 'a'), inRollback)).toBe(kind);
  });

  test.each<[LastUpdate | undefined, boolean | undefined]>([
    [undefined, undefined],
    [last('b', 'a'), true],
    [last('b', 'a', { isRollback: true }), false],
    [last('c', 'b'), true],
    [last('c', 'a'), false],
    [last('c', 'd'), undefined],
    [last('b', 'a', { request: 'this' }), undefined],
  ])('whether it should be a rollback after %j: %s', (one, expected) => {
    expect(expectedRollback(UPDATE, one)).toBe(expected);
    expect(expectedRollback({ ...UPDATE, to: 'a' }, one)).toBeUndefined();
  });
});
