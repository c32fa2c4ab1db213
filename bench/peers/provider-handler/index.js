'use strict';
// The functions of a careful user: the SDK comes with Lambda's runtime, and a delete is complete when the service shows no registration.
const {
  PinpointSMSVoiceV2Client, CreateRegistrationCommand, DeleteRegistrationCommand, DescribeRegistrationsCommand, PutRegistrationFieldValueCommand,
} = require('@aws-sdk/client-pinpoint-sms-voice-v2');

const client = new PinpointSMSVoiceV2Client({});

exports.onEvent = async ({ RequestType, RequestId, PhysicalResourceId, ResourceProperties: { RegistrationType, Fields } }) => {
  switch (RequestType) {
    case 'Create': {
      // The framework sends no delete for a create that has failed.
      const { RegistrationId } = await client.send(new CreateRegistrationCommand({ RegistrationType, ClientToken: RequestId }));
      await fill(RegistrationId, Fields).catch(async (error) => {
        await remove(RegistrationId);
        throw error;
      });
      return { PhysicalResourceId: RegistrationId };
    }
    case 'Update':
      await fill(PhysicalResourceId, Fields);
      return { PhysicalResourceId };
    case 'Delete':
      await remove(PhysicalResourceId);
      return { PhysicalResourceId };
  }
};

async function fill(RegistrationId, fields) {
  for (const [FieldPath, TextValue] of Object.entries(fields)) {
    await client.send(new PutRegistrationFieldValueCommand({ RegistrationId, FieldPath, TextValue }));
  }
}

async function remove(RegistrationId) {
  await client.send(new DeleteRegistrationCommand({ RegistrationId })).catch(unlessGone);
}

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
