import { versionPlan, type FormState } from '../../../lambda/decisions/version-plan';

const STATE: FormState = {
  status: 'DRAFT',
  differs: true,
  submit: true,
  wasSubmitted: true,
  updateApproved: false,
  isApproved: false,
  isRollback: false,
  isChanged: true,
  resubmit: false,
  hadToWait: false,
};
const IN_REVIEW = ['AWS_REVIEWING', 'REVIEWING', 'REQUIRES_AUTHENTICATION', 'REQUIRES_OFFLINE_REVIEW', 'ARCHIVED', 'AN_UNKNOWN_STATUS'];

type Row = [status: string, overrides: Partial<FormState>, step: string, submits?: 'submits'];

/** A row that ends early would get a callback of the test runner as its last cell. */
const rows = (table: Row[]) => table.map(([status, overrides, step, submits = '']) => [status, overrides, step, submits] as const);

describe('what happens to the versions of a form', () => {
  test.each(rows([
    ['DRAFT', {}, 'edit', 'submits'],
    ['DRAFT', { submit: false }, 'edit'],
    ['DRAFT', { matchesEarlierVersion: 'DISCARDED' }, 'edit', 'submits'],
    ['DRAFT', { matchesEarlierVersion: 'APPROVED' }, 'edit'],
    ['SUBMITTED', {}, 'discard-and-renew', 'submits'],
    ['SUBMITTED', { submit: false }, 'discard-and-renew'],
    ['SUBMITTED', { wasSubmitted: false }, 'discard-and-renew', 'submits'],
    ['SUBMITTED', { submit: false, wasSubmitted: false }, 'refuse'],
    ['SUBMITTED', { matchesEarlierVersion: 'APPROVED' }, 'withdraw'],
    ['SUBMITTED', { matchesEarlierVersion: 'DISCARDED' }, 'discard-and-renew', 'submits'],
    ['DENIED', {}, 'renew', 'submits'],
    ['DENIED', { submit: false }, 'renew'],
    ['DENIED', { matchesEarlierVersion: 'DISCARDED' }, 'renew', 'submits'],
    ['DENIED', { matchesEarlierVersion: 'APPROVED' }, 'keep'],
    ['DISCARDED', {}, 'renew', 'submits'],
    ['DISCARDED', { submit: false }, 'renew'],
    ['DISCARDED', { matchesEarlierVersion: 'APPROVED' }, 'keep'],
    ['REVOKED', {}, 'renew', 'submits'],
    ['APPROVED', {}, 'refuse'],
    ['APPROVED', { updateApproved: true }, 'renew', 'submits'],
    ['APPROVED', { updateApproved: true, submit: false }, 'renew'],
    ['APPROVED', { isRollback: true }, 'keep'],
    ['SUBMITTED', { submit: false, wasSubmitted: false, isRollback: true }, 'keep'],
    ...IN_REVIEW.flatMap<Row>((status) => [
      [status, {}, 'refuse'],
      [status, { updateApproved: true }, 'refuse'],
      [status, { isRollback: true }, 'keep'],
    ]),
  ]))('%s, the form differs, %j: %s %s', (status, overrides, step, submits) => {
    expect(versionPlan({ ...STATE, ...overrides, status })).toMatchObject({ step, submit: submits === 'submits' });
  });

  test.each(rows([
    ['DRAFT', {}, 'keep', 'submits'],
    ['DRAFT', { submit: false }, 'keep'],
    ['DISCARDED', {}, 'renew', 'submits'],
    ['DISCARDED', { submit: false }, 'keep'],
    ['DENIED', { isChanged: false }, 'keep'],
    ['DENIED', { isChanged: false, submit: false }, 'keep'],
    ['DENIED', {}, 'denied'],
    ['DENIED', { submit: false }, 'keep'],
    ['DENIED', { isRollback: true }, 'keep'],
    ['DENIED', { isChanged: false, resubmit: true }, 'renew', 'submits'],
    ['DENIED', { isChanged: false, resubmit: true, submit: false }, 'keep'],
    ['DENIED', { isChanged: false, hadToWait: true }, 'renew', 'submits'],
    ['DENIED', { isChanged: false, hadToWait: true, submit: false }, 'keep'],
    ['REVOKED', { resubmit: true }, 'renew', 'submits'],
    ['REVOKED', { resubmit: true, submit: false }, 'keep'],
    ...['SUBMITTED', 'APPROVED', 'REVOKED', ...IN_REVIEW].map<Row>((status) => [status, { updateApproved: true }, 'keep']),
  ]))('%s, nothing differs, %j: %s %s', (status, overrides, step, submits) => {
    expect(versionPlan({ ...STATE, ...overrides, status, differs: false })).toMatchObject({ step, submit: submits === 'submits' });
  });

  test.each(rows([
    ['DRAFT', {}, 'denied'],
    ['DRAFT', { isChanged: false }, 'edit'],
    ['DRAFT', { isChanged: false, differs: false }, 'keep'],
    ['DRAFT', { isRollback: true }, 'edit'],
    ['DRAFT', { submit: false }, 'edit'],
    ['DRAFT', { resubmit: true }, 'edit', 'submits'],
    ['SUBMITTED', {}, 'denied'],
    ['SUBMITTED', { isRollback: true }, 'withdraw'],
    ['SUBMITTED', { isRollback: true, submit: false }, 'withdraw'],
    ['SUBMITTED', { isRollback: true, submit: false, wasSubmitted: false }, 'keep'],
    ['SUBMITTED', { isChanged: false, submit: false, wasSubmitted: false }, 'refuse'],
    ['SUBMITTED', { resubmit: true }, 'discard-and-renew', 'submits'],
    ['DENIED', {}, 'denied'],
    ['DENIED', { isRollback: true }, 'keep'],
    ['DENIED', { hadToWait: true }, 'denied'],
    ['DENIED', { resubmit: true }, 'renew', 'submits'],
    ['DISCARDED', {}, 'denied'],
    ['DISCARDED', { isChanged: false }, 'keep'],
    ['DISCARDED', { isRollback: true }, 'keep'],
    ['REVOKED', {}, 'denied'],
    ['APPROVED', {}, 'refuse'],
    ['REVIEWING', {}, 'refuse'],
    ['REVIEWING', { isRollback: true }, 'keep'],
  ]))('%s, exactly this form was denied before, %j: %s %s', (status, overrides, step, submits) => {
    expect(versionPlan({ ...STATE, matchesEarlierVersion: 'DENIED', ...overrides, status })).toMatchObject({ step, submit: submits === 'submits' });
  });

  test.each(rows([
    ['DRAFT', {}, 'refuse'],
    ['DRAFT', { submit: false }, 'edit'],
    ['DRAFT', { matchesEarlierVersion: 'APPROVED' }, 'edit'],
    ['DRAFT', { isRollback: true }, 'edit'],
    ['DRAFT', { differs: false }, 'keep'],
    ['SUBMITTED', {}, 'refuse'],
    ['SUBMITTED', { matchesEarlierVersion: 'APPROVED' }, 'withdraw'],
    ['SUBMITTED', { isRollback: true, matchesEarlierVersion: 'DISCARDED' }, 'withdraw'],
    ['SUBMITTED', { differs: false }, 'keep'],
    ['DENIED', {}, 'refuse'],
    ['DENIED', { matchesEarlierVersion: 'APPROVED' }, 'keep'],
    ['DENIED', { isRollback: true }, 'keep'],
    ['DENIED', { differs: false }, 'denied'],
    ['DENIED', { differs: false, isChanged: false, resubmit: true }, 'refuse'],
    ['DENIED', { differs: false, isChanged: false, hadToWait: true }, 'keep'],
    ['DISCARDED', {}, 'refuse'],
    ['DISCARDED', { differs: false }, 'keep'],
    ['SUBMITTED', { submit: false }, 'refuse'],
    ['DENIED', { submit: false }, 'refuse'],
    ['DISCARDED', { submit: false }, 'refuse'],
    ['SUBMITTED', { submit: false, isRollback: true }, 'withdraw'],
    ['DENIED', { submit: false, isRollback: true }, 'keep'],
    ['REVOKED', {}, 'refuse'],
    ['REVIEWING', {}, 'refuse'],
    ['DRAFT', { updateApproved: true }, 'edit', 'submits'],
    ['SUBMITTED', { updateApproved: true }, 'discard-and-renew', 'submits'],
    ['DENIED', { updateApproved: true }, 'renew', 'submits'],
    ['DISCARDED', { updateApproved: true }, 'renew', 'submits'],
  ]))('%s, behind it an approved version, %j: %s %s', (status, overrides, step, submits) => {
    expect(versionPlan({ ...STATE, isApproved: true, ...overrides, status })).toMatchObject({ step, submit: submits === 'submits' });
  });

  test.each<[boolean | undefined, Partial<FormState>]>([
    [true, { status: 'DENIED' }],
    [undefined, { status: 'REVIEWING' }],
  ])('whether an approval is why it is refused: %s for %j', (isApproval, overrides) => {
    const plan = versionPlan({ ...STATE, isApproved: true, ...overrides });
    expect({ step: plan.step, isApproval: plan.isApproval }).toEqual({ step: 'refuse', isApproval });
  });
});
