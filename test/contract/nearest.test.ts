import { nearest } from '../../contract/nearest';

const PATHS = ['companyInfo.companyName', 'companyInfo.city', 'contactInfo.firstName', 'messagingUseCase.useCaseDetails'];

test.each([
  ['companyInfo.companyNme', 'companyInfo.companyName'],
  ['compnyInfo.companyNme', 'companyInfo.companyName'],
  ['companyinfo.CITY', 'companyInfo.city'],
  ['companyInfo.firstName', 'contactInfo.firstName'],
  ['useCaseDetails', 'messagingUseCase.useCaseDetails'],
  ['taxId', undefined],
  ['', undefined],
])('nearest to "%s" is %s', (path, expected) => {
  expect(nearest(path, PATHS)).toBe(expected);
});

test('nothing is nearest among nothing', () => expect(nearest('companyInfo.city', [])).toBeUndefined());
