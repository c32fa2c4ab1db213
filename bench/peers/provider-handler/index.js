'use strict';
// The functions of a careful user: the SDK comes with Lambda's runtime, and a delete is complete when the service shows no registration.
const {
  PinpointSMSVoiceV2Client, CreateRegistrationCommand, DeleteRegistrationCommand, DescribeRegistrationsCommand, PutRegistrationFieldValueCommand,
} = require('@aws-sdk/client-pinpoint-sms-voice-v2');

const client = new PinpointSMSVoiceV2Client({});

exports.onEvent = async ({ RequestType, PhysicalResourceId, ResourceProperties: { RegistrationType, Fields } }) => {
  if (RequestType === 'Delete') {
    await client.send(new DeleteRegistrationCommand({ RegistrationId: PhysicalResourceId })).catch(unlessGone);
    return { PhysicalResourceId };
  }
  const RegistrationId = PhysicalResourceId ?? (await client.send(new CreateRegistrationCommand({ RegistrationType }))).RegistrationId;
  for (const [FieldPath, TextValue] of Object.entries(Fields)) {
    await client.send(new PutRegistrationFieldValueCommand({ RegistrationId, FieldPath, TextValue }));
  }
  return { PhysicalResourceId: RegistrationId };
};

exports.isComplete = async ({ RequestType, PhysicalResourceId }) => ({
  IsComplete: RequestType !== 'Delete' || await isGone(PhysicalResourceId),
});

async function isGone(RegistrationId) {
  const page = await client.send(new DescribeRegistrationsCommand({ RegistrationIds: [RegistrationId] })).catch(unlessGone);
  return !page?.Registrations?.length || page.Registrations[0].RegistrationStatus === 'DELETED';
}

function unlessGone(error) {
  if (error.name !== 'ResourceNotFoundException') throw error;
}
