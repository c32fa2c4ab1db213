import { lockedBy, otherAdopted, otherType } from '../../../lambda/decisions/refusals';

test.each([
  ['SUBMITTED', /submitted outside of the stack/, /submit: true/],
  ['AWS_REVIEWING', /under review/, /when its status is COMPLETE or REQUIRES_UPDATES/],
  ['REVIEWING', /under review/, /when its status is COMPLETE or REQUIRES_UPDATES/],
  ['REQUIRES_OFFLINE_REVIEW', /under review/, /deploy again/i],
  ['REQUIRES_AUTHENTICATION', /e-mail authentication/, /in the console/],
  ['APPROVED', /whole review again/, /updateApproved: true/],
  ['ARCHIVED', /newest version is ARCHIVED/, /deploy again/i],
  ['A_STATUS_NOBODY_KNOWS', /it is unknown whether the form can be changed in that status/, /newer version of this library/],
])('a form that is %s is locked, with the reason and what to do', (versionStatus, problem, advice) => {
  expect(lockedBy(versionStatus)).toEqual({ problem: expect.stringMatching(problem), advice: expect.stringMatching(advice) });
});

test('another type, or another adopted registration, is refused with the way that deletes nothing by accident', () => {
  const advice = expect.stringMatching(/Give the construct a new ID.*or undo the change/);
  expect(otherType('A', 'B')).toEqual({ problem: expect.stringContaining('its type is A and cannot be changed to B'), advice });
  expect(otherAdopted('registration-1')).toEqual({ problem: expect.stringContaining('now names another registration, registration-1'), advice });
});
