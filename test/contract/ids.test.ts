import { ATTACHMENT_ID, idOf, REGISTRATION_ID, targetKindOf } from '../../contract/ids';

test.each<[string, string | undefined]>([
  ['registration-0123', 'registration'],
  ['phone-0123', 'phone-number'],
  ['rcs-0123', 'rcs-agent'],
  ['arn:aws:sms-voice:us-east-1:111122223333:registration/registration-0123', 'registration'],
  ['arn:aws-us-gov:sms-voice:us-gov-west-1:111122223333:phone-number/phone-0123', 'phone-number'],
  ['arn:aws:sms-voice:us-east-1:111122223333:rcs-agent/rcs-0123', 'rcs-agent'],
  ['arn:aws:sms-voice:us-east-1:111122223333:sender-id/EXAMPLE/GB', 'sender-id'],
  ['arn:aws:sms-voice:::registration/registration-0123', 'registration'],
  ['arn:aws:sms-voice:us-east-1:111122223333:pool/pool-0123', undefined],
  ['arn:aws:sms-voice:us-east-1:111122223333:registration/', undefined],
  ['arn:aws:sms-voice:us-east-1:111122223333:registration', undefined],
  ['arn:aws:sns:us-east-1:111122223333:registration/registration-0123', undefined],
  ['arn::sms-voice:us-east-1:111122223333:registration/registration-0123', undefined],
  ['to arn:aws:sms-voice:us-east-1:111122223333:registration/registration-0123', undefined],
  ['registration-', undefined],
  ['phone-', undefined],
  ['phone-+12065550100', undefined],
  ['+phone-0123', undefined],
  ['phone-0123 ', undefined],
  ['undefined-0123', undefined],
  ['EXAMPLE', undefined],
  ['+12065550100', undefined],
  ['', undefined],
])('%j is of the kind %s', (target, kind) => {
  expect(targetKindOf(target)).toBe(kind);
});

test.each([
  ['phone-0123', 'phone-0123'],
  ['EXAMPLE/GB', 'EXAMPLE/GB'],
  ['arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-0123', 'phone-0123'],
  ['arn:aws:sms-voice:us-east-1:111122223333:sender-id/EXAMPLE/GB', 'EXAMPLE/GB'],
])('the ID of %s is %s', (target, id) => {
  expect(idOf(target)).toBe(id);
});

test.each<[string, RegExp, boolean]>([
  ['registration-30a16a8b7cec478a8e37febbb9005348', REGISTRATION_ID, true],
  ['registration-0aZ', REGISTRATION_ID, true],
  ['registration-', REGISTRATION_ID, false],
  ['registration-0a-1b', REGISTRATION_ID, false],
  ['my-registration-0a', REGISTRATION_ID, false],
  ['registration-0a/associations', REGISTRATION_ID, false],
  ['attachment-0aZ', ATTACHMENT_ID, true],
  ['attachment-0a1b-2c', ATTACHMENT_ID, true],
  ['attachment-', ATTACHMENT_ID, false],
  ['my-attachment-0a', ATTACHMENT_ID, false],
  ['attachment-0a.png', ATTACHMENT_ID, false],
])('%s matches %s: %s', (id, pattern, expected) => {
  expect(pattern.test(id)).toBe(expected);
});
