import * as library from '../../lib';

test('The package exports its constructs and values, and nothing else', () => {
  expect(Object.keys(library).sort()).toEqual(['FieldValue', 'Registration', 'RegistrationAttachment', 'RegistrationHandler', 'RegistrationType']);
});
