import { versionPlan, type FormState } from '../../../lambda/decisions/version-plan';

const STATE: FormState = {
  status: 'DRAFT', differs: true, submit: true, wasSubmit: true, updateApproved: false, isApproved: false, isTakenBack: false, failedThis: false,
};
const IN_REVIEW = ['AWS_REVIEWING', 'REVIEWING', 'REQUIRES_AUTHENTICATION', 'REQUIRES_OFFLINE_REVIEW', 'ARCHIVED', 'A_STATUS_NOBODY_KNOWS'];

type Row = [status: string, circumstances: Partial<FormState>, step: string, submits?: 'submits'];

/** A row that ends early would get a callback of the test runner as its last cell. */
const rows = (table: Row[]) => table.map(([status, circumstances, step, submits = '']) => [status, circumstances, step, submits] as const);

describe('what happens to the versions of a form', () => {
  test.each(rows([
    ['DRAFT', {}, 'edit', 'submits'],
    ['DRAFT', { submit: false }, 'edit'],
    ['DRAFT', { saidBefore: 'DISCARDED' }, 'edit', 'submits'],
    ['DRAFT', { saidBefore: 'DENIED' }, 'edit'],
    ['DRAFT', { saidBefore: 'APPROVED' }, 'edit'],
    ['SUBMITTED', {}, 'discard-and-renew', 'submits'],
    ['SUBMITTED', { submit: false }, 'discard-and-renew'],
    ['SUBMITTED', { wasSubmit: false }, 'discard-and-renew', 'submits'],
    ['SUBMITTED', { submit: false, wasSubmit: false }, 'refuse'],
    ['SUBMITTED', { saidBefore: 'APPROVED' }, 'withdraw'],
    ['SUBMITTED', { saidBefore: 'DENIED' }, 'withdraw'],
    ['SUBMITTED', { saidBefore: 'DISCARDED' }, 'discard-and-renew', 'submits'],
    ['DENIED', {}, 'renew', 'submits'],
    ['DENIED', { submit: false }, 'renew'],
    ['DENIED', { saidBefore: 'DISCARDED' }, 'renew', 'submits'],
    ['DENIED', { saidBefore: 'DENIED' }, 'keep'],
    ['DENIED', { saidBefore: 'APPROVED' }, 'keep'],
    ['DISCARDED', {}, 'renew', 'submits'],
    ['DISCARDED', { submit: false }, 'renew'],
    ['DISCARDED', { saidBefore: 'APPROVED' }, 'keep'],
    ['REVOKED', {}, 'renew', 'submits'],
    ['APPROVED', {}, 'refuse'],
    ['APPROVED', { updateApproved: true }, 'renew', 'submits'],
    ['APPROVED', { updateApproved: true, submit: false }, 'renew'],
    ['APPROVED', { isTakenBack: true }, 'keep'],
    ...IN_REVIEW.flatMap<Row>((status) => [
      [status, {}, 'refuse'],
      [status, { updateApproved: true }, 'refuse'],
      [status, { isTakenBack: true }, 'keep'],
    ]),
  ]))('%s, the form differs, %j: %s %s', (status, circumstances, step, submits) => {
    expect(versionPlan({ ...STATE, ...circumstances, status })).toMatchObject({ step, submit: submits === 'submits' });
  });

  test.each(rows([
    ['DRAFT', {}, 'keep', 'submits'],
    ['DRAFT', { submit: false }, 'keep'],
    ['DRAFT', { saidBefore: 'DENIED' }, 'keep'],
    ['DISCARDED', {}, 'renew', 'submits'],
    ['DISCARDED', { submit: false }, 'keep'],
    ['DENIED', {}, 'keep'],
    ['DENIED', { failedThis: true }, 'denied'],
    ...['SUBMITTED', 'APPROVED', 'REVOKED', ...IN_REVIEW].map<Row>((status) => [status, { updateApproved: true }, 'keep']),
  ]))('%s, nothing differs, %j: %s %s', (status, circumstances, step, submits) => {
    expect(versionPlan({ ...STATE, ...circumstances, status, differs: false })).toMatchObject({ step, submit: submits === 'submits' });
  });

  test.each(rows([
    ['DRAFT', {}, 'refuse'],
    ['DRAFT', { submit: false }, 'edit'],
    ['DRAFT', { saidBefore: 'APPROVED' }, 'edit'],
    ['DRAFT', { isTakenBack: true }, 'edit'],
    ['DRAFT', { differs: false }, 'keep'],
    ['SUBMITTED', {}, 'refuse'],
    ['SUBMITTED', { saidBefore: 'APPROVED' }, 'withdraw'],
    ['SUBMITTED', { isTakenBack: true, saidBefore: 'DISCARDED' }, 'withdraw'],
    ['SUBMITTED', { differs: false }, 'keep'],
    ['DENIED', {}, 'refuse'],
    ['DENIED', { saidBefore: 'APPROVED' }, 'keep'],
    ['DENIED', { isTakenBack: true }, 'keep'],
    ['DENIED', { differs: false, failedThis: true }, 'denied'],
    ['DISCARDED', {}, 'refuse'],
    ['DISCARDED', { differs: false }, 'keep'],
    ['SUBMITTED', { submit: false }, 'refuse'],
    ['DENIED', { submit: false }, 'refuse'],
    ['DISCARDED', { submit: false }, 'refuse'],
    ['SUBMITTED', { submit: false, isTakenBack: true }, 'withdraw'],
    ['DENIED', { submit: false, isTakenBack: true }, 'keep'],
    ['REVOKED', {}, 'refuse'],
    ['REVIEWING', {}, 'refuse'],
    ['DRAFT', { updateApproved: true }, 'edit', 'submits'],
    ['SUBMITTED', { updateApproved: true }, 'discard-and-renew', 'submits'],
    ['DENIED', { updateApproved: true }, 'renew', 'submits'],
    ['DISCARDED', { updateApproved: true }, 'renew', 'submits'],
  ]))('%s, behind it an approved version, %j: %s %s', (status, circumstances, step, submits) => {
    expect(versionPlan({ ...STATE, isApproved: true, ...circumstances, status })).toMatchObject({ step, submit: submits === 'submits' });
  });

  test.each<[boolean | undefined, Partial<FormState>]>([
    [true, { status: 'DENIED' }],
    [undefined, { status: 'REVIEWING' }],
  ])('whether an approval is why it is refused: %s for %j', (isApproval, circumstances) => {
    const plan = versionPlan({ ...STATE, isApproved: true, ...circumstances });
    expect({ step: plan.step, isApproval: plan.isApproval }).toEqual({ step: 'refuse', isApproval });
  });

  test.each<[boolean, Partial<FormState>]>([
    [false, {}],
    [false, { differs: false }],
    [true, { isTakenBack: true }],
    // Only the rollback of an update that could not open a new version finds its own form discarded.
    [true, { status: 'DISCARDED', differs: false }],
    [false, { status: 'DISCARDED' }],
  ])('what cannot be brought back only stands in the log: %s for %j', (lenient, circumstances) => {
    expect(versionPlan({ ...STATE, ...circumstances })).toMatchObject({ lenient });
  });
});
