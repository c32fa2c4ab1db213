import { reviewsToRead } from '../../../lambda/decisions/reviews-to-read';

const registrations = (count: number, RegistrationStatus: string) => (
  Array.from({ length: count }, (_, index) => ({ RegistrationId: `${RegistrationStatus}-${index}`, RegistrationStatus }))
);

test.each([
  ['no approved one and no draft', [...registrations(9, 'COMPLETE'), ...registrations(9, 'CREATED')], 0],
  ['every one of few', registrations(10, 'REVIEWING'), 10],
  ['some of many', registrations(100, 'REVIEWING'), 10],
  ['all that wait for an e-mail, besides', [...registrations(100, 'REVIEWING'), ...registrations(20, 'REQUIRES_AUTHENTICATION')], 30],
])('A sweep reads %s', (_, all, expected) => {
  const read = reviewsToRead(all);
  expect(read.size).toBe(expected);
  all.filter(({ RegistrationStatus }) => RegistrationStatus === 'REQUIRES_AUTHENTICATION').forEach(({ RegistrationId }) => expect(read).toContain(RegistrationId));
});

test('Another sweep reads others', () => {
  const all = registrations(11, 'REVIEWING');
  let rank = 0;
  const first = reviewsToRead(all, () => rank += 1);
  expect([...first]).not.toContain('REVIEWING-10');
  expect([...reviewsToRead(all, () => rank -= 1)]).toContain('REVIEWING-10');
});
