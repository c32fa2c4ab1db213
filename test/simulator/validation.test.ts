import { PinpointSMSVoiceV2 } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { model } from './model';
import { OPERATIONS } from './operations';
import { refusal, useSimulator } from './support';
import { validateInput } from './validate';

const setup = useSimulator();

test('every operation of the model exists', () => {
  expect(Object.keys(OPERATIONS).sort()).toEqual(Object.keys(model.operations).sort());
});

describe('input is checked by the model', () => {
  const id = `registration-${'0'.repeat(32)}`;
  const CASES: [what: string, call: (api: PinpointSMSVoiceV2) => Promise<unknown>, fields: string[]][] = [
    ['a string above its maximum', (api) => api.createRegistration({ RegistrationType: 'X'.repeat(65) }), ['registrationType']],
    ['a string below its minimum', (api) => api.putRegistrationFieldValue({ RegistrationId: id, FieldPath: 'a.b', TextValue: '' }), ['textValue']],
    ['a string off its pattern', (api) => api.createRegistration({ RegistrationType: 'US-TOLL-FREE' }), ['registrationType']],
    ['a ClientToken above its maximum', (api) => api.createRegistration({ RegistrationType: 'X', ClientToken: 'x'.repeat(65) }), ['clientToken']],
    ['a list above its maximum', (api) => api.describeRegistrations({ RegistrationIds: Array.from({ length: 6 }, () => id) }), ['registrationIds']],
    ['a list below its minimum', (api) => api.tagResource({ ResourceArn: 'arn:aws:sms-voice:us-east-1:0:registration/x', Tags: [] }), ['tags']],
    ['a number above its maximum', (api) => api.describeRegistrations({ MaxResults: 101 }), ['maxResults']],
    ['a number below its minimum', (api) => api.describeRegistrations({ MaxResults: 0 }), ['maxResults']],
    ['a value outside its enum', (api) => api.describeRegistrations({ Filters: [{ Name: 'no-such-name' as never, Values: ['x'] }] }), ['filters.1.member.name']],
    ['a member of a list', (api) => api.createRegistration({ RegistrationType: 'X', Tags: [{ Key: 'k'.repeat(129), Value: '' }] }), ['tags.1.member.key']],
    ['a blob above its maximum', (api) => api.createRegistrationAttachment({ AttachmentBody: Buffer.alloc(5 * 1024 * 1024 + 2) }), ['attachmentBody']],
  ];

  test.each(CASES)('%s is refused', async (_, call, fields) => {
    expect(await refusal(call(setup.api))).toEqual({ name: 'ValidationException', reason: 'FIELD_VALIDATION_FAILED', fields });
  });

  test('a missing member is named', async () => {
    expect(await refusal(setup.api.createRegistrationAssociation({} as never)))
      .toEqual({ name: 'ValidationException', reason: 'MISSING_PARAMETER', fields: ['registrationId', 'resourceId'] });
  });

  test('unknown members are dropped, null is absence, wrong types are refused', () => {
    expect(validateInput('CreateRegistrationRequest', { RegistrationType: 'X', Later: 1, ClientToken: null })).toEqual({ RegistrationType: 'X' });
    expect(() => validateInput('CreateRegistrationRequest', { RegistrationType: 7 })).toThrow('Member must be a string');
    expect(() => validateInput('DescribeRegistrationsRequest', { MaxResults: 'ten' })).toThrow('Member must be an integer');
    expect(() => validateInput('DescribeRegistrationsRequest', { RegistrationIds: 'one' })).toThrow('Member must be a list');
  });
});

describe('the wire', () => {
  const post = (target: string, body: string) => fetch(setup.simulator.endpoint, {
    method: 'POST', body, headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': target },
  });

  test('errors are HTTP 400 with the type, the message and the modelled members', async () => {
    const response = await post('PinpointSMSVoiceV2.DeleteRegistration', '{"RegistrationId":"registration-1"}');
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.0');
    expect(await response.json()).toEqual({
      __type: 'com.amazonaws.pinpointsmsvoicev2#ResourceNotFoundException',
      Message: expect.any(String),
      ResourceType: 'registration',
      ResourceId: 'registration-1',
    });
  });

  test('timestamps are seconds', async () => {
    const response = await post('PinpointSMSVoiceV2.CreateRegistration', '{"RegistrationType":"US_TEN_DLC_BRAND_VETTING"}');
    const { CreatedTimestamp } = await response.json() as { CreatedTimestamp: number };
    expect(String(Math.trunc(CreatedTimestamp))).toHaveLength(10);
  });

  test.each([
    ['an unknown operation', 'PinpointSMSVoiceV2.DoSomething', '{}', 'UNKNOWN_OPERATION'],
    ['a body that is not JSON', 'PinpointSMSVoiceV2.DescribeRegistrations', '{"', 'CANNOT_PARSE'],
  ])('%s is refused', async (_, target, body, reason) => {
    expect(await (await post(target, body)).json()).toMatchObject({ Reason: reason });
  });
});
