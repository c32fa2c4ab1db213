import { storedText } from '../../../lambda/decisions/stored-text';

const json = (value: unknown) => JSON.stringify(value);

describe('the text of a field', () => {
  test.each([
    ['is the whole secret', 'x', undefined, 'x'],
    ['is the whole secret, also if it is JSON', '{"a":"b"}', undefined, '{"a":"b"}'],
    ['is as it is stored, line breaks and spaces included', ' x\n', undefined, ' x\n'],
    ['is one member of the secret', json({ a: 'x', b: 'y' }), 'b', 'y'],
    ['may have 2048 characters of 4 bytes', '😀'.repeat(2048), undefined, '😀'.repeat(2048)],
    ['may be in a member with a strange name', '{"__proto__":"x"}', '__proto__', 'x'],
  ])('%s', (_, stored, jsonKey, text) => {
    expect(storedText(stored, jsonKey)).toEqual({ text });
  });

  test.each([
    ['a binary secret', undefined, undefined, 'is binary, but a field needs text'],
    ['a binary secret with a key', undefined, 'a', 'is binary, but a field needs text'],
    ['an empty one', '', undefined, 'is empty'],
    ['one that is too long', 'x'.repeat(2049), undefined, 'has more than 2048 characters'],
    ['one that is not JSON', '12-3456789', 'a', 'is not a JSON object, so it has no key "a"'],
    ['a JSON string', '"12-3456789"', 'a', 'is not a JSON object, so it has no key "a"'],
    ['a JSON list', '["x"]', '0', 'is not a JSON object, so it has no key "0"'],
    ['a JSON null', 'null', 'a', 'is not a JSON object, so it has no key "a"'],
    ['one without the key', json({ A: 'x' }), 'a', 'has no key "a"'],
    ['one without the key, which every object inherits', '{}', 'toString', 'has no key "toString"'],
    ['one with a number at the key', json({ a: 123456789 }), 'a', 'has no string at the key "a"'],
    ['one with nothing at the key', json({ a: '' }), 'a', 'is empty at the key "a"'],
    ['one with too much at the key', json({ a: 'x'.repeat(2049) }), 'a', 'has more than 2048 characters at the key "a"'],
  ])('is not taken from %s, which is never quoted', (_, stored, jsonKey, problem) => {
    const found = storedText(stored, jsonKey);
    expect(found).toEqual({ problem, advice: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(JSON.stringify(found)).not.toContain('3456789');
  });
});
