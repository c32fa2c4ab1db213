import * as library from '../../lib';
import { CHOICES } from '../../lib/private/forms';

test('The package exports its constructs and values, and nothing else', () => {
  expect(Object.keys(library).sort()).toEqual([
    'AssociationTarget', 'FieldValue', 'Registration', 'RegistrationAttachment', 'RegistrationBase', 'RegistrationDocument',
    'RegistrationHandler', 'RegistrationStatus', 'RegistrationStatusChangeEvent', 'RegistrationType',
    'IndiaSenderIdRegistration', 'IndonesiaSenderIdRegistration', 'RcsTestLaunch', 'TenDlcBrand', 'TenDlcBrandVetting', 'TenDlcCampaign',
    'TollFreeRegistration',
    ...CHOICES.keys(),
  ].sort());
});
