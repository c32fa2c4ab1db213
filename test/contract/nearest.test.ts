import { distanceOf, nearest } from '../../contract/nearest';

const PATHS = ['companyInfo.companyName', 'companyInfo.city', 'contactInfo.firstName', 'messagingUseCase.useCaseDetails'];

test.each([
  ['companyInfo.companyNme', 'companyInfo.companyName'],
  ['compnyInfo.companyNme', 'companyInfo.companyName'],
  ['companyinfo.CITY', 'companyInfo.city'],
  ['companyInfo.firstName', 'contactInfo.firstName'],
  ['useCaseDetails', 'messagingUseCase.useCaseDetails'],
  ['city', 'companyInfo.city'],
  ['taxId', undefined],
  ['', undefined],
])('nearest to "%s" is %s', (path, expected) => {
  expect(nearest(path, PATHS)).toBe(expected);
});

test('nothing is nearest among nothing', () => expect(nearest('companyInfo.city', [])).toBeUndefined());

test.each<[string, string, string | undefined]>([['abcd', 'abce', 'abce'], ['abcd', 'abef', undefined], ['abcd', 'aefg', undefined]])(
  'a word is near only with more than half of its letters: %s, %s', (word, candidate, expected) => {
    expect(nearest(word, [candidate])).toBe(expected);
  },
);

test.each([
  ['', '', 0], ['', 'abc', 3], ['abc', '', 3], ['abc', 'abc', 0], ['a', 'b', 1], ['abc', 'abd', 1], ['abc', 'xbc', 1], ['ab', 'ba', 2], ['flaw', 'lawn', 2],
  ['kitten', 'sitting', 3], ['aaa', 'aba', 1], ['bab', 'b', 2],
])('from "%s" to "%s" it is %i letters', (from, to, distance) => {
  expect([distanceOf(from, to), distanceOf(to, from)]).toEqual([distance, distance]);
});
