import { PNG, refusal, useSimulator } from './support';

const setup = useSimulator();

async function upload(): Promise<string> {
  return (await setup.api.createRegistrationAttachment({ AttachmentBody: PNG })).RegistrationAttachmentId!;
}

async function attachmentStatus(id: string): Promise<string | undefined> {
  return (await setup.api.describeRegistrationAttachments({ RegistrationAttachmentIds: [id] })).RegistrationAttachments![0]?.AttachmentStatus;
}

const remove = (RegistrationAttachmentId: string) => setup.api.deleteRegistrationAttachment({ RegistrationAttachmentId });

test('an upload is in progress at first, then complete', async () => {
  const id = await upload();
  expect(id).toMatch(/^attachment-[0-9a-f]{32}$/);
  expect(await attachmentStatus(id)).toBe('UPLOAD_IN_PROGRESS');
  setup.simulator.control.advance({ ms: 2_000 });
  expect(await attachmentStatus(id)).toBe('UPLOAD_COMPLETE');
});

test('an upload can fail', async () => {
  setup.simulator.control.setSwitches({ uploadEnds: 'UPLOAD_FAILED', uploadMs: 0 });
  const id = await upload();
  const { RegistrationAttachments } = await setup.api.describeRegistrationAttachments({ RegistrationAttachmentIds: [id] });
  expect(RegistrationAttachments![0]).toMatchObject({ AttachmentStatus: 'UPLOAD_FAILED', AttachmentUploadErrorReason: 'INTERNAL_ERROR' });
});

test('an object in S3 is taken by its URL', async () => {
  await setup.api.createRegistrationAttachment({ AttachmentUrl: 's3://example-bucket/opt-in.png' });
});

test.each([
  ['both a body and a URL', { AttachmentBody: PNG, AttachmentUrl: 's3://example-bucket/a.png' }, 'PARAMETERS_CANNOT_BE_USED_TOGETHER'],
  ['neither a body nor a URL', {}, 'MISSING_PARAMETER'],
  ['a URL of another scheme', { AttachmentUrl: 'https://example.com/a.png' }, 'INVALID_PARAMETER'],
  ['a body that is no document', { AttachmentBody: Buffer.from('hello') }, 'ATTACHMENT_TYPE_NOT_SUPPORTED'],
  ['a body above 500 KB', { AttachmentBody: Buffer.concat([PNG, Buffer.alloc(500 * 1024)]) }, 'MAXIMUM_SIZE_EXCEEDED'],
])('%s is refused', async (_, request, reason) => {
  expect(await refusal(setup.api.createRegistrationAttachment(request))).toMatchObject({ name: 'ValidationException', reason });
});

test('the largest size can be set', async () => {
  setup.simulator.control.setSwitches({ maxAttachmentBytes: 10 });
  expect(await refusal(upload())).toMatchObject({ reason: 'MAXIMUM_SIZE_EXCEEDED' });
});

test('the same ClientToken and bytes give the same attachment, other bytes a Conflict', async () => {
  const request = { AttachmentBody: PNG, ClientToken: 'token-1' };
  const first = await setup.api.createRegistrationAttachment(request);
  expect((await setup.api.createRegistrationAttachment(request)).RegistrationAttachmentId).toBe(first.RegistrationAttachmentId);
  expect(await refusal(setup.api.createRegistrationAttachment({ ...request, AttachmentBody: Buffer.concat([PNG, PNG]) })))
    .toMatchObject({ name: 'ConflictException' });
});

test('the quota is 25; a deleted attachment does not count', async () => {
  const ids = await Promise.all(Array.from({ length: 25 }, upload));
  expect(await refusal(upload())).toEqual({ name: 'ServiceQuotaExceededException', reason: 'REGISTRATION_ATTACHMENTS_PER_ACCOUNT' });
  expect(await remove(ids[0]!)).toMatchObject({ AttachmentStatus: 'DELETED' });
  await upload();
});

test('an attachment stays as long as a registration refers to it, and a while longer', async () => {
  const attachmentId = await upload();
  const { RegistrationId } = await setup.api.createRegistration({ RegistrationType: 'US_TOLL_FREE_REGISTRATION' });
  await setup.api.putRegistrationFieldValue({ RegistrationId, FieldPath: 'messagingUseCase.optInImage', RegistrationAttachmentId: attachmentId });
  const refused = {
    name: 'ConflictException', reason: 'RESOURCE_DELETION_NOT_ALLOWED', resourceType: 'registration-attachment', resourceId: attachmentId,
  };
  expect(await refusal(remove(attachmentId))).toEqual(refused);
  await setup.api.deleteRegistration({ RegistrationId });
  expect(await refusal(remove(attachmentId))).toEqual(refused);
  setup.simulator.control.advance({ ms: 25_000 });
  await remove(attachmentId);
  expect(await refusal(remove(attachmentId))).toMatchObject({ name: 'ResourceNotFoundException' });
});

test('attachments can be filtered by status', async () => {
  const { simulator: { control }, api } = setup;
  await upload();
  control.advance({ ms: 2_000 });
  await upload();
  const { RegistrationAttachments } = await api.describeRegistrationAttachments({ Filters: [{ Name: 'attachment-status', Values: ['UPLOAD_COMPLETE'] }] });
  expect(RegistrationAttachments).toHaveLength(1);
});
