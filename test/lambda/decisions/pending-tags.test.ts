import { associateTag, pendingAssociationsOf, pendingSubmitOf, submitTag, targetsAt, type PendingSubmit } from '../../../lambda/decisions/pending-tags';

const UNTIL = Date.UTC(2027, 1, 27);
const ID = 'registration-30a16a8b7cec478a8e37febbb9005348';
const LONGEST = 'registration-0123456789abcdef0123456789abcdef';

const submit = (overrides: Partial<PendingSubmit> = {}): PendingSubmit => (
  { version: 1, until: UNTIL, awsReview: false, submitAfter: [], again: 0, isReopening: false, ...overrides }
);

describe('the tag of a submit', () => {
  test.each<[Partial<PendingSubmit>, string]>([
    [{}, '1 1803686400'],
    [{ version: 12 }, '12 1803686400'],
    [{ awsReview: true }, '1 1803686400 aws-review'],
    [{ again: 2, isReopening: true }, '1 1803686400 again=2 reopening'],
    [{ submitAfter: [ID] }, '1 1803686400 after=30a16a8b7cec478a8e37febbb9005348'],
    [{ submitAfter: [ID, LONGEST], awsReview: true },
      '1 1803686400 aws-review after=30a16a8b7cec478a8e37febbb9005348:0123456789abcdef0123456789abcdef'],
  ])('of %j is %s, and is read as it was written', (overrides, value) => {
    const tag = submitTag(submit(overrides));
    expect(tag).toEqual({ Key: 'cdk-sms-registration:submit', Value: value });
    expect(pendingSubmitOf([{ Key: 'Name', Value: 'x' }, tag])).toEqual(submit(overrides));
  });

  test('has only characters that tags may contain, and room for six registrations', () => {
    const longest = submit({ version: 999, again: 3, isReopening: true, awsReview: true, submitAfter: Array.from({ length: 6 }, () => LONGEST) });
    const { Value } = submitTag(longest);
    expect(Value).toMatch(/^[\w .:/=+@-]+$/);
    expect(Value.length).toBeLessThanOrEqual(256);
  });

  test.each(['', '1', 'v1 1803686400', '1 tomorrow', 'true'])('in the unknown format "%s" counts as none', (Value) => {
    expect(pendingSubmitOf([{ Key: 'cdk-sms-registration:submit', Value }])).toBeUndefined();
  });

  test('may be missing', () => expect(pendingSubmitOf([])).toBeUndefined());
});

describe('the tag of an association', () => {
  test.each(['phone-0123456789abcdef', 'arn:aws-us-gov:sms-voice:us-gov-west-1:111122223333:sender-id/ABCDEFGHIJK/US'])('of %s is read as it was written', (target) => {
    const tag = associateTag({ target, until: UNTIL });
    expect(tag).toEqual({ Key: `cdk-sms-registration:associate:${target}`, Value: '1803686400' });
    expect(tag.Key.length).toBeLessThanOrEqual(128);
    expect(pendingAssociationsOf([{ Key: 'Name', Value: 'x' }, tag])).toEqual([{ target, until: UNTIL }]);
  });

  test('in an unknown format counts as none', () => {
    expect(pendingAssociationsOf([{ Key: 'cdk-sms-registration:associate:phone-0123', Value: 'later' }])).toEqual([]);
  });
});

test.each([
  ['before its end', UNTIL - 1, { unassociated: ['phone-0123'], expired: [] }],
  ['at its end', UNTIL, { unassociated: [], expired: ['phone-0123'] }],
])('an association %s is tried or has expired', (_, now, expected) => {
  expect(targetsAt(now, [{ target: 'phone-0123', until: UNTIL }])).toEqual(expected);
});
