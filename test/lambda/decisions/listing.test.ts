import { listing } from '../../../lambda/decisions/listing';

const bytes = (text: string) => Buffer.byteLength(JSON.stringify(text));

describe('a listing', () => {
  test.each<[string, string[], number, string]>([
    ['shows everything that fits', ['one', 'two'], 20, 'one; two'],
    ['leaves out whole entries, and counts them', ['one', 'two', 'three'], 18, 'one; two; … and 1 more'],
    ['shows nothing after what was left out', ['one', 'a very long one', 'two'], 18, 'one; … and 2 more'],
    ['counts the bytes of JSON', ['"\\"', 'ééé'], 10, '"\\"; … and 1 more'],
    ['only counts where not even one fits', ['a very long one'], 5, '… and 1 more'],
    ['of nothing is empty', [], 5, ''],
  ])('%s', (_, entries, maxBytes, expected) => {
    expect(listing(entries, maxBytes)).toBe(expected);
  });

  test('is no longer than it may be, but for the number of what was left out', () => {
    const entries = Array.from({ length: 100 }, (_, index) => `entry "${index}"`);
    expect(bytes(listing(entries, 500))).toBeLessThanOrEqual(500 + bytes('… and 100 more'));
  });
});
