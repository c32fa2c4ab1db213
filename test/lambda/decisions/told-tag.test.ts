import { MAX_TAG_VALUE } from '../../../contract/limits';
import { DONE_KINDS, isBeingTold, toldOf, toldTag, TOLD_WORDS, type Claim, type Told } from '../../../lambda/decisions/told-tag';

const AT = 1_764_388_000_000;
const CLAIM: Claim = { words: ['day-5'], at: AT, token: '1c29e0aa' };
const told: Told = { version: 2, words: ['REQUIRES_AUTHENTICATION', 'day-1'], owed: ['submitted'] };

describe('The tag that says what people were told', () => {
  test.each<[string, Told, Claim | undefined, string]>([
    ['what was told', { ...told, owed: [] }, undefined, '2 REQUIRES_AUTHENTICATION day-1'],
    ['nothing', { version: 1, words: [], owed: [] }, undefined, '1'],
    ['what is owed', told, undefined, '2 REQUIRES_AUTHENTICATION day-1 owed=submitted'],
    ['what a run is about to tell', told, CLAIM, '2 REQUIRES_AUTHENTICATION day-1 owed=submitted telling=day-5@1764388000@1c29e0aa'],
    ['a run that tells only what is owed', { ...told, words: [] }, { ...CLAIM, words: [] }, '2 owed=submitted telling=@1764388000@1c29e0aa'],
  ])('has %s', (_, one, claim, value) => {
    expect(toldTag(one, claim)).toEqual({ Key: 'cdk-sms-registration:notified', Value: value });
    expect(toldOf(value)).toEqual(one);
    expect(isBeingTold(value, AT + 1)).toBe(claim !== undefined);
  });

  test.each([undefined, '', 'REQUIRES_UPDATES', '-1 COMPLETE'])('may be absent, or of somebody else: %s', (value) => {
    expect(toldOf(value)).toBeUndefined();
    expect(isBeingTold(value, AT)).toBe(false);
  });

  test('may have words of a later version', () => {
    expect(toldOf('3 COMPLETE day-100 owed=submitted:discarded')).toEqual({ version: 3, words: ['COMPLETE'], owed: ['submitted'] });
  });

  test.each([[0, true], [14, true], [15, false]])('says after %d minutes whether its run still tells: %s', (minutes, is) => {
    expect(isBeingTold(toldTag(told, CLAIM).Value, AT + minutes * 60_000)).toBe(is);
  });

  test('has characters and a length that tags may have', () => {
    const { Value } = toldTag({ version: 1_000_000, words: TOLD_WORDS, owed: DONE_KINDS }, { ...CLAIM, words: TOLD_WORDS });
    expect(Value).toMatch(/^[\w .:/=+@-]*$/);
    expect(Value.length).toBeLessThanOrEqual(MAX_TAG_VALUE);
  });
});
