import { answerBody, MAX_ANSWER_BYTES, type Answer } from '../../../lambda/cloudformation/answer';
import { answerReserve } from '../../../lambda/cloudformation/protocol';

const failed = (Reason: string): Answer => ({
  Status: 'FAILED', Reason, PhysicalResourceId: 'registration-1', StackId: 'arn:stack', RequestId: 'request', LogicalResourceId: 'Logical',
});

describe('the body of an answer', () => {
  test('a reason that fits is not cut', () => {
    expect(JSON.parse(answerBody(failed('because'))).Reason).toBe('because');
  });

  test.each([
    ['plain letters', 'x'],
    ['letters of two bytes', 'ä'],
    ['emoji of four bytes', '😀'],
    ['quotes, which JSON escapes', '"'],
    ['control characters, which JSON escapes to six bytes', '\u0001'],
    ['unpaired surrogates', '\ud800'],
  ])('a reason of 10,000 %s is cut to what CloudFormation reads', (_, character) => {
    const body = answerBody(failed(character.repeat(10_000)));
    const reason: string = JSON.parse(body).Reason;
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_ANSWER_BYTES);
    expect(Buffer.byteLength(body)).toBeGreaterThan(MAX_ANSWER_BYTES - 200);
    expect(reason.replaceAll(character, '')).toBe('…');
  });

  test('a reason of exactly the limit is not cut, one byte more is', () => {
    const room = MAX_ANSWER_BYTES - Buffer.byteLength(answerBody(failed('')));
    expect(JSON.parse(answerBody(failed('x'.repeat(room)))).Reason).toHaveLength(room);
    expect(JSON.parse(answerBody(failed('x'.repeat(room + 1)))).Reason).toMatch(/…$/);
  });
});

describe('the time that is kept for the answer', () => {
  test.each([[900_000, 20_000], [100_000, 20_000], [10_000, 2_000]])('of %d ms it is %d ms', (remaining, reserve) => {
    expect(answerReserve(remaining)).toBe(reserve);
  });
});
