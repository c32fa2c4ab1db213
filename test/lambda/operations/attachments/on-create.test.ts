import { attachment, called, livingIds, tagsOf } from './attachment';
import { onStage, Stage } from '../../stage';

let stage: Stage;

afterEach(() => stage.close());

const creates = () => stage.calls.filter((call) => call === 'CreateRegistrationAttachment').length;

describe('onCreate of an attachment', () => {
  test('waits until the document is uploaded and answers with every attribute', async () => {
    stage = await Stage.open();
    const result = await stage.stack.create(attachment());
    const [id] = livingIds(stage);
    expect(result.status).toBe('CREATE_COMPLETE');
    expect(stage.stack.ref('Image')).toBe(id);
    expect(stage.stack.resource('Image')!.attributes).toEqual({
      RegistrationAttachmentId: id,
      RegistrationAttachmentArn: `arn:aws:sms-voice:us-east-1:111122223333:registration-attachment/${id}`,
    });
    expect(stage.control.state().attachments).toEqual([{ attachmentId: id, status: 'UPLOAD_COMPLETE' }]);
    expect(await tagsOf(stage, id!)).toEqual({
      'Name': 'opt-in',
      'cdk-sms-registration:stack-id': stage.stack.stackId,
      'cdk-sms-registration:logical-id': 'Image',
      'cdk-sms-registration:source': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('needs two calls when the upload takes no time, and two to finish', async () => {
    stage = await Stage.open({ switches: { uploadMs: 0 } });
    await stage.stack.create(attachment());
    expect(stage.calls).toEqual(['CreateRegistrationAttachment', 'DescribeRegistrationAttachments', 'ListTagsForResource', 'UntagResource']);
  });

  test('waits for an attachment that is not visible to other calls yet', async () => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'error', operation: 'DescribeRegistrationAttachments', error: { name: 'ResourceNotFoundException' } });
    expect((await stage.stack.create(attachment())).status).toBe('CREATE_COMPLETE');
  });

  test.each(['twice', 'concurrently'] as const)('makes one attachment of an event that is delivered %s', async (delivery) => {
    stage = await Stage.open();
    stage.cloud.lambda.delivery = delivery;
    expect((await stage.stack.create(attachment())).succeeded).toBe(true);
    await stage.cloud.lambda.idle();
    expect(stage.cloud.lambda.invocations).toHaveLength(2);
    expect(livingIds(stage)).toHaveLength(1);
  });

  test('continues where it stopped when it is delivered again after a crash', async () => {
    stage = await Stage.open();
    const creating = stage.stack.create(attachment());
    await called(stage, 'DescribeRegistrationAttachments');
    expect(stage.cloud.lambda.killBusy()).toBe(1);
    expect((await creating).succeeded).toBe(true);
    expect(livingIds(stage)).toHaveLength(1);
  });

  test('says so when the upload failed, and the rollback deletes the attachment', async () => {
    stage = await Stage.open({ switches: { uploadEnds: 'UPLOAD_FAILED' } });
    const result = await stage.stack.create(attachment());
    const id = (result.requests[1]!.event as { PhysicalResourceId?: string }).PhysicalResourceId;
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(id).toMatch(/^attachment-/);
    expect(result.reason).toMatch(new RegExp(
      `: Attachment ${id} cannot be uploaded: the service could not process the document\\. Make sure that .* \\(status UPLOAD_FAILED; waited \\d+ m?s\\)`));
    expect(livingIds(stage)).toEqual([]);
  });

  test.concurrent('says so when the upload does not end in time, and the rollback deletes the attachment', () => onStage(async (own) => {
    const result = await own.stack.create(attachment());
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(/cannot be uploaded: (the service has not processed the document after \d s|DescribeRegistrationAttachments failed).*status UPLOAD_IN_PROGRESS/);
    expect(livingIds(own)).toEqual([]);
  }, { switches: { uploadMs: 600_000 }, timeoutMs: 6_000 }));

  test('says so when it may not look how the upload goes', async () => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'access-denied', operation: 'DescribeRegistrationAttachments' });
    const result = await stage.stack.create(attachment());
    expect(result.reason).toMatch(/Attachment attachment-\w+ cannot be uploaded: DescribeRegistrationAttachments failed/);
    expect(livingIds(stage)).toEqual([]);
  });

  test('waits for a permission that was given in the same deploy', async () => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'access-denied', operation: 'CreateRegistrationAttachment' });
    expect((await stage.stack.create(attachment())).status).toBe('CREATE_COMPLETE');
    expect(creates()).toBe(2);
    stage.control.injectFault({
      kind: 'error', operation: 'CreateRegistrationAttachment', error: { name: 'ValidationException', reason: 'RESOURCE_NOT_ACCESSIBLE' },
    });
    expect((await stage.stack.create(attachment({}, 'Other'))).status).toBe('UPDATE_COMPLETE');
    expect(creates()).toBe(4);
  });

  test.each([
    ['a permission that never comes', { name: 'AccessDeniedException' }, /s3:\/\/example-bucket\/first\.png cannot be uploaded.*read the object \(s3:GetObject/],
    ['an account that is refused', { name: 'AccessDeniedException', reason: 'ACCOUNT_DISABLED' }, /refuses requests from this account\. Open a case with AWS Support/],
    ['a document of another kind', { name: 'ValidationException', reason: 'ATTACHMENT_TYPE_NOT_SUPPORTED' }, /Use a PDF, JPEG or PNG/],
    ['a document that is too large', { name: 'ValidationException', reason: 'MAXIMUM_SIZE_EXCEEDED' }, /Make the document smaller/],
    ['a full account', { name: 'ServiceQuotaExceededException', reason: 'REGISTRATION_ATTACHMENTS_PER_ACCOUNT' }, /request a higher quota/],
  ] as const)('answers %s with the reason, and its rollback changes nothing', async (_, error, reason) => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'error', operation: 'CreateRegistrationAttachment', error, times: 100 });
    const result = await stage.stack.create(attachment());
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(reason);
    expect(new Set(stage.writes)).toEqual(new Set(['CreateRegistrationAttachment']));
  });

  test('does not wait where the service refuses the account itself', async () => {
    stage = await Stage.open();
    const error = { name: 'AccessDeniedException', reason: 'ACCOUNT_DISABLED' } as const;
    stage.control.injectFault({ kind: 'error', operation: 'CreateRegistrationAttachment', error, times: 100 });
    expect((await stage.stack.create(attachment())).status).toBe('ROLLBACK_COMPLETE');
    expect(creates()).toBe(1);
  });

  test('that is refused leaves nothing to look for', async () => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'error', operation: 'CreateRegistrationAttachment', error: { name: 'ValidationException' }, times: 100 });
    expect((await stage.stack.create(attachment())).status).toBe('ROLLBACK_COMPLETE');
    expect(new Set(stage.calls)).toEqual(new Set(['CreateRegistrationAttachment']));
  });

  test.each([
    ['a reset before the effect', 'reset-before'],
    ['a reset after the effect', 'reset-after'],
    ['an error of the service after the effect', 'error500-after'],
    ['throttling', 'throttle'],
    ['a cut-off answer', 'malformed'],
  ] as const)('survives %s of any call', async (_, kind) => {
    stage = await Stage.open();
    for (const operation of ['CreateRegistrationAttachment', 'DescribeRegistrationAttachments']) {
      stage.control.injectFault({ kind, operation });
    }
    expect((await stage.stack.create(attachment())).status).toBe('CREATE_COMPLETE');
    expect(livingIds(stage)).toHaveLength(1);
  });

  test.concurrent.each([
    ['lost for good', { kind: 'reset-after', times: 1_000 }],
    ['cut off for good', { kind: 'malformed', times: 1_000 }],
    ['without an id', { kind: 'replace', member: 'RegistrationAttachmentId', value: null }],
  ] as const)('leaves nothing behind when the answer of CreateRegistrationAttachment is %s', (_, fault) => onStage(async (own) => {
    own.control.injectFault({ operation: 'CreateRegistrationAttachment', ...fault });
    const result = await own.stack.create(attachment());
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.requests[1]!.event).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: expect.stringMatching(/^cdk-sms-registration:maybe-created:by:[0-9a-f]{16}$/) });
    expect(own.calls).toContain('DeleteRegistrationAttachment');
    expect(livingIds(own)).toEqual([]);
  }, { timeoutMs: 6_000 }));

  test.concurrent('deletes what a cancelled create has made', () => onStage(async (own) => {
    const cancel = new AbortController();
    const creating = own.stack.create(attachment(), { cancel: cancel.signal });
    await called(own, 'DescribeRegistrationAttachments');
    cancel.abort();
    const result = await creating;
    expect(result.requests[1]!.event).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: expect.stringMatching(/^SmsStack-Image-[A-Z0-9]+$/) });
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(livingIds(own)).toEqual([]);
  }, { switches: { uploadMs: 60_000 } }));

  test.each([
    ['an unknown property', { Colour: 'red' }, /the property Colour is unknown/],
    ['a missing document', { AttachmentUrl: '' }, /AttachmentUrl must be a string/],
    ['a tag of no known form', { Tags: [{ Value: 'a' }] }, /entry 1 of Tags has an unknown format/],
  ])('rejects %s before it calls anything', async (_, properties, reason) => {
    stage = await Stage.open();
    const result = await stage.stack.create(attachment(properties));
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(reason);
    expect(stage.calls).toEqual([]);
  });

  test('of a type that the handler does not know is refused', async () => {
    stage = await Stage.open();
    const result = await stage.stack.create({ ...attachment(), resourceType: 'Custom::SMSVoiceOther' });
    expect(result.reason).toContain('The handler does not support the resource type Custom::SMSVoiceOther');
    expect(result.status).toBe('ROLLBACK_COMPLETE');
  });
});
