import { MAX_TAG_VALUE } from '../../../contract/limits';
import { DONE_KINDS, isBeingNotified, notifiedOf, notifiedTag, NOTIFIED_WORDS, type Claim, type Notified } from '../../../lambda/decisions/notified-tag';

const AT = 1_764_388_000_000;
const CLAIM: Claim = { words: ['day-5'], at: AT, token: '1c29e0aa' };
const told: Notified = { version: 2, words: ['REQUIRES_AUTHENTICATION', 'day-1'], owed: ['submitted'] };

describe('The tag that says what people were told', () => {
  test.each<[string, Notified, Claim | undefined, string]>([
    ['what was told', { ...told, owed: [] }, undefined, '2 REQUIRES_AUTHENTICATION day-1'],
    ['nothing', { version: 1, words: [], owed: [] }, undefined, '1'],
    ['what is owed', told, undefined, '2 REQUIRES_AUTHENTICATION day-1 owed=submitted'],
    ['what a run is about to tell', told, CLAIM, '2 REQUIRES_AUTHENTICATION day-1 owed=submitted telling=day-5@1764388000@1c29e0aa'],
    ['a run that tells only what is owed', { ...told, words: [] }, { ...CLAIM, words: [] }, '2 owed=submitted telling=@1764388000@1c29e0aa'],
  ])('has %s', (_, one, claim, value) => {
    expect(notifiedTag(one, claim)).toEqual({ Key: 'cdk-sms-registration:notified', Value: value });
    expect(notifiedOf(value)).toEqual(one);
    expect(isBeingNotified(value, AT + 1)).toBe(claim !== undefined);
  });

  test.each([undefined, '', 'REQUIRES_UPDATES', '-1 COMPLETE'])('may be absent, or of somebody else: %s', (value) => {
    expect(notifiedOf(value)).toBeUndefined();
    expect(isBeingNotified(value, AT)).toBe(false);
  });

  test('may have words of a later version', () => {
    expect(notifiedOf('3 COMPLETE day-100 owed=submitted:discarded')).toEqual({ version: 3, words: ['COMPLETE'], owed: ['submitted'] });
  });

  test.each([[0, true], [14, true], [15, false]])('says after %d minutes whether its run still tells: %s', (minutes, is) => {
    expect(isBeingNotified(notifiedTag(told, CLAIM).Value, AT + minutes * 60_000)).toBe(is);
  });

  test('has characters and a length that tags may have', () => {
    // A claim is of words that were not told before.
    const [first, ...others] = NOTIFIED_WORDS;
    const { Value } = notifiedTag({ version: 1_000_000, words: [first], owed: DONE_KINDS }, { ...CLAIM, words: others });
    expect(Value).toMatch(/^[\w .:/=+@-]*$/);
    expect(Value.length).toBeLessThanOrEqual(MAX_TAG_VALUE);
  });
});
