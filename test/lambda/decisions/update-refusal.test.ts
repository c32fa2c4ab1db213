import { updateRefusal } from '../../../lambda/decisions/update-refusal';

const state = { registrationType: 'A', wantedType: 'A', versionStatus: 'DRAFT', changedFields: 1 };

describe('whether an update is refused', () => {
  test('a draft is edited', () => {
    expect(updateRefusal(state)).toBeUndefined();
  });

  test.each([
    ['SUBMITTED', /submitted form cannot be edited/],
    ['AWS_REVIEWING', /under review/],
    ['REVIEWING', /under review/],
    ['REQUIRES_OFFLINE_REVIEW', /under review/],
    ['REQUIRES_AUTHENTICATION', /e-mail authentication/],
    ['DENIED', /denied version cannot be edited/],
    ['APPROVED', /whole review again/],
    ['DISCARDED', /closed/],
    ['REVOKED', /closed/],
    ['ARCHIVED', /closed/],
    ['A_STATUS_NOBODY_KNOWS', /under review/],
  ])('in version status %s a changed field is refused', (versionStatus, problem) => {
    expect(updateRefusal({ ...state, versionStatus })).toMatchObject({ problem: expect.stringMatching(problem), advice: expect.stringMatching(/deploy again/) });
  });

  test.each(['SUBMITTED', 'REVIEWING', 'APPROVED', 'A_STATUS_NOBODY_KNOWS'])('in version status %s nothing to do is fine', (versionStatus) => {
    expect(updateRefusal({ ...state, versionStatus, changedFields: 0 })).toBeUndefined();
  });

  test('another type is refused, even of a draft without changes', () => {
    expect(updateRefusal({ ...state, wantedType: 'B', changedFields: 0 })).toMatchObject({ problem: expect.stringContaining('its type is A and can never become B') });
  });
});
