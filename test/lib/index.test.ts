import * as library from '../../lib';

test('The package exports its constructs and values, and nothing else', () => {
  expect(Object.keys(library).sort()).toEqual([
    'AssociationTarget', 'FieldValue', 'Registration', 'RegistrationAttachment', 'RegistrationBase', 'RegistrationDocument',
    'RegistrationHandler', 'RegistrationStatus', 'RegistrationStatusChangeEvent', 'RegistrationType',
  ]);
});
