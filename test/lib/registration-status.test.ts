import { RegistrationStatus as Status } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RegistrationStatus } from '../../lib';

test('The constants are the statuses of the service, each under its own name', () => {
  expect({ ...RegistrationStatus }).toEqual(Status);
});
