import { deniedReasons } from '../../../lambda/decisions/denied-reasons';

test('names every reason of the form, then those of its fields by path', () => {
  expect(deniedReasons({
    DeniedReasons: [{ Reason: 'INCOMPLETE', ShortDescription: 'Missing field.', LongDescription: 'The form is not complete.' }, { Reason: 'X', ShortDescription: 'X' }],
    Feedback: 'Say more',
  }, [
    { FieldPath: 'b.second', DeniedReason: 'Too short' },
    { FieldPath: 'a.first', DeniedReason: 'Not reachable.', Feedback: 'Check the address' },
    { FieldPath: 'c.third' },
  ])).toEqual([
    'INCOMPLETE: Missing field: The form is not complete', 'X', 'Say more', 'a.first: Not reachable: Check the address', 'b.second: Too short',
  ]);
});

test('shows no value that a reviewer quotes, the longest first', () => {
  expect(deniedReasons({ DeniedReasons: [{ ShortDescription: 'Example Corp Ltd is not Example Corp; NGO' }] }, [
    { FieldPath: 'companyName', TextValue: 'Example Corp' },
    { FieldPath: 'legalName', TextValue: 'Example Corp Ltd', DeniedReason: 'companyName does not match Example Corp' },
    { FieldPath: 'vertical', SelectChoices: ['NGO'] },
  ])).toEqual(['… is not …; NGO', 'legalName: companyName does not match …']);
});

test('keeps the points within a reason, and takes a value of four characters for one that nobody shows', () => {
  expect(deniedReasons({ DeniedReasons: [{ Reason: ' See example.com. Then ask Acme. ' }] }, [{ FieldPath: 'name', TextValue: 'Acme' }])).toEqual([
    'See example.com. Then ask …',
  ]);
});

test('a field without a value hides nothing', () => {
  expect(deniedReasons({ Feedback: 'Nothing is hidden' }, [{ FieldPath: 'name' }])).toEqual(['Nothing is hidden']);
});

test('a denial may come without any reason', () => {
  expect(deniedReasons({}, [])).toEqual([]);
});
