import { CreateRegistrationVersionCommand, DeleteRegistrationAttachmentCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { attachment, called, changed, IMAGE_PATH, livingIds, showing, tagsOf } from './attachment';
import type { CustomResource } from '../../../cloudformation';
import { onStage, withFields, Stage, type StageOptions } from '../../stage';

let stage: Stage;

afterEach(() => stage.close());

async function deployed(template?: CustomResource[], options?: StageOptions): Promise<string> {
  stage = await Stage.open(options);
  return deployedOn(stage, template);
}

async function deployedOn(one: Stage, template: CustomResource[] = [attachment()]): Promise<string> {
  expect((await one.stack.deploy(template)).succeeded).toBe(true);
  one.control.clearJournal();
  return one.stack.ref('Image');
}

const shown = async () => (await stage.values(stage.registrationId))[IMAGE_PATH];

describe('onUpdate of an attachment', () => {
  test('another document: a new attachment, then the field, then the old attachment is deleted', async () => {
    const old = await deployed([attachment(), showing()]);
    expect(await shown()).toBe(old);
    const result = await stage.stack.deploy([changed(), showing()]);
    expect(result.status).toBe('UPDATE_COMPLETE');
    expect(stage.writes).toEqual(['CreateRegistrationAttachment', 'UntagResource', 'TagResource', 'PutRegistrationFieldValue', 'DeleteRegistrationAttachment']);
    const renewed = stage.stack.ref('Image');
    expect(renewed).not.toBe(old);
    expect(await shown()).toBe(renewed);
    expect(livingIds(stage)).toEqual([renewed]);
  });

  test('other tags: they are changed in place', async () => {
    const id = await deployed();
    const result = await stage.stack.update(attachment({ Tags: [{ Key: 'Team', Value: 'texts' }] }));
    expect(result.status).toBe('UPDATE_COMPLETE');
    expect(stage.writes).toEqual(['TagResource', 'UntagResource']);
    expect(stage.stack.ref('Image')).toBe(id);
    expect(await tagsOf(stage, id)).toEqual({
      'Team': 'texts',
      'cdk-sms-registration:stack-id': stage.stack.stackId,
      'cdk-sms-registration:logical-id': 'Image',
      'cdk-sms-registration:source': expect.any(String),
    });
  });

  test('nothing that the service knows: two looks', async () => {
    const id = await deployed();
    expect((await stage.stack.update(attachment({ DeletionTimeout: 60 }))).status).toBe('UPDATE_COMPLETE');
    expect(stage.calls).toEqual(['DescribeRegistrationAttachments', 'ListTagsForResource']);
    expect(stage.stack.ref('Image')).toBe(id);
  });

  test.each(['gone', 'tombstone'] as const)('uploads again what was deleted elsewhere, and is shown as %s', async (gone) => {
    const id = await deployed([attachment()], { switches: { gone } });
    await stage.client.send(new DeleteRegistrationAttachmentCommand({ RegistrationAttachmentId: id }));
    expect((await stage.stack.update(attachment({ DeletionTimeout: 60 }))).status).toBe('UPDATE_COMPLETE');
    expect(livingIds(stage)).toEqual([stage.stack.ref('Image')]);
  });

  describe('the same document', () => {
    const FIRST = 's3://example-bucket/first.png';
    const HASH = 'a'.repeat(64);

    test.each<[string, CustomResource, CustomResource]>([
      ['under another URL, known by its content', attachment({ ContentHash: HASH }), attachment({ AttachmentUrl: 's3://other/first.png', ContentHash: HASH })],
      ['whose content became known with a new version of the library', attachment(), attachment({ ContentHash: HASH })],
      ['whose content is not known any more', attachment({ ContentHash: HASH }), attachment()],
    ])('%s, is not uploaded again', async (_, before, after) => {
      const id = await deployed([before]);
      expect((await stage.stack.update(after)).status).toBe('UPDATE_COMPLETE');
      expect(stage.writes.filter((call) => call !== 'TagResource')).toEqual([]);
      expect(stage.stack.ref('Image')).toBe(id);
      expect(livingIds(stage)).toEqual([id]);
    });

    test('is known by its content from then on', async () => {
      const id = await deployed([attachment({ AttachmentUrl: FIRST })]);
      await stage.stack.update(attachment({ AttachmentUrl: FIRST, ContentHash: HASH }));
      expect((await stage.stack.update(attachment({ AttachmentUrl: 's3://other/first.png', ContentHash: HASH }))).status).toBe('UPDATE_COMPLETE');
      expect(stage.stack.ref('Image')).toBe(id);
      expect(stage.calls).not.toContain('CreateRegistrationAttachment');
    });

    test('stays when a deploy that had another reason to fail is rolled back', async () => {
      const id = await deployed([attachment(), showing()]);
      stage.control.injectFault({ kind: 'error', operation: 'PutRegistrationFieldValue', error: { name: 'ValidationException' } });
      const other = showing({ Fields: [{ FieldPath: 'companyInfo.companyName', TextValue: 'Other' }] });
      expect((await stage.stack.deploy([attachment({ ContentHash: HASH }), other])).status).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(stage.calls).not.toContain('CreateRegistrationAttachment');
      expect(livingIds(stage)).toEqual([id]);
    });

    test.each([FIRST, 's3://other/first.png'])('is another one when its content says so: %s', async (AttachmentUrl) => {
      const id = await deployed([attachment({ AttachmentUrl: FIRST, ContentHash: HASH })]);
      expect((await stage.stack.update(attachment({ AttachmentUrl, ContentHash: 'b'.repeat(64) }))).status).toBe('UPDATE_COMPLETE');
      expect(stage.stack.ref('Image')).not.toBe(id);
      expect(livingIds(stage)).toEqual([stage.stack.ref('Image')]);
    });
  });

  test('a tag that is refused is reported, with what it was about', async () => {
    const id = await deployed();
    stage.control.injectFault({ kind: 'error', operation: 'TagResource', error: { name: 'ValidationException' } });
    const result = await stage.stack.update(attachment({ Tags: [{ Key: 'Team', Value: 'texts' }] }));
    expect(result).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', reason: expect.stringContaining(`Attachment ${id} cannot be updated: TagResource failed`) });
    expect(livingIds(stage)).toEqual([id]);
  });

  test('a new version of a denied form shows the same attachment, without another upload', async () => {
    const id = await deployed([attachment(), showing()]);
    const registrationId = stage.registrationId;
    stage.control.setStatus({ registrationId, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED' });
    await stage.client.send(new CreateRegistrationVersionCommand({ RegistrationId: registrationId }));
    stage.control.clearJournal();
    expect((await stage.stack.deploy([attachment(), showing({ DeletionTimeout: 60 })])).status).toBe('UPDATE_COMPLETE');
    expect(stage.writes).toEqual(['PutRegistrationFieldValue']);
    expect((await stage.values(registrationId, 2))[IMAGE_PATH]).toBe(id);
    expect(livingIds(stage)).toEqual([id]);
  });

  test('a form that shows the attachment by its ARN has nothing to change', async () => {
    const id = await deployed([attachment(), showing()]);
    const arn = `arn:aws:sms-voice:us-east-1:111122223333:registration-attachment/${id}`;
    expect((await stage.stack.update(withFields({ FieldPath: IMAGE_PATH, RegistrationAttachmentId: arn }))).status).toBe('UPDATE_COMPLETE');
    expect(stage.writes).toEqual(['TagResource']);
  });

  test('a form that is refused afterwards: it shows the old attachment again, and the new one is deleted', async () => {
    const old = await deployed([attachment(), showing()]);
    stage.control.injectFault({ kind: 'error', operation: 'PutRegistrationFieldValue', error: { name: 'ValidationException' } });
    const result = await stage.stack.deploy([changed(), showing()]);
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stage.stack.ref('Image')).toBe(old);
    expect(await shown()).toBe(old);
    expect(livingIds(stage)).toEqual([old]);
  });

  test('an upload that fails: the new attachment is deleted, and the old one stays', async () => {
    const old = await deployed([attachment(), showing()]);
    stage.control.setSwitches({ uploadEnds: 'UPLOAD_FAILED' });
    const result = await stage.stack.deploy([changed(), showing()]);
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(result.reason).toContain('the service could not process the document');
    expect(stage.writes).toEqual(['CreateRegistrationAttachment', 'DeleteRegistrationAttachment']);
    expect(livingIds(stage)).toEqual([old]);
  });

  test('a create that is refused: its rollback changes nothing, and the old attachment stays', async () => {
    const old = await deployed();
    stage.control.injectFault({ kind: 'error', operation: 'CreateRegistrationAttachment', error: { name: 'ServiceQuotaExceededException' } });
    const result = await stage.stack.update(changed());
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stage.writes).toEqual(['CreateRegistrationAttachment']);
    expect(stage.stack.ref('Image')).toBe(old);
    expect(livingIds(stage)).toEqual([old]);
  });

  test.concurrent('an answer that is lost for good: what it made is deleted, and the old attachment stays', () => onStage(async (own) => {
    const old = await deployedOn(own);
    own.control.injectFault({ kind: 'reset-after', operation: 'CreateRegistrationAttachment', times: 1_000 });
    const result = await own.stack.update(changed());
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(result.requests[1]!.event).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: expect.stringMatching(/^cdk-sms-registration:maybe-created:by:[0-9a-f]{16}$/) });
    expect(own.writes).toContain('DeleteRegistrationAttachment');
    expect(own.stack.ref('Image')).toBe(old);
    expect(livingIds(own)).toEqual([old]);
  }, { timeoutMs: 6_000 }));

  test.concurrent('an update that is cancelled: its rollback uploads nothing and deletes what it made', () => onStage(async (own) => {
    const old = await deployedOn(own);
    own.control.setSwitches({ uploadMs: 60_000 });
    const cancel = new AbortController();
    const updating = own.stack.update(changed(), { cancel: cancel.signal });
    await called(own, 'CreateRegistrationAttachment');
    cancel.abort();
    const result = await updating;
    expect(result.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(result.requests.map(({ event }) => event.RequestType)).toEqual(['Update', 'Update']);
    expect(own.writes).toEqual(['CreateRegistrationAttachment', 'DeleteRegistrationAttachment']);
    expect(own.stack.ref('Image')).toBe(old);
    expect(livingIds(own)).toEqual([old]);
  }));

  test('a rollback ends well although what the cancelled update made cannot be deleted', async () => {
    const old = await deployed([attachment()]);
    stage.control.injectFault({ kind: 'access-denied', operation: 'DeleteRegistrationAttachment', times: 100 });
    const cancel = new AbortController();
    const updating = stage.stack.update(changed(), { cancel: cancel.signal });
    await called(stage, 'CreateRegistrationAttachment');
    cancel.abort();
    expect((await updating).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    await stage.cloud.lambda.idle();
    expect(stage.logLines).toContainEqual(expect.objectContaining({ level: 'WARN', attachmentId: old, outcome: expect.stringContaining('AccessDenied') }));
  });

  test.each(['twice', 'concurrently'] as const)('makes one new attachment of an event that is delivered %s', async (delivery) => {
    await deployed();
    stage.cloud.lambda.delivery = delivery;
    expect((await stage.stack.update(changed())).succeeded).toBe(true);
    await stage.cloud.lambda.idle();
    expect(stage.writes.filter((call) => call === 'CreateRegistrationAttachment').length).toBeGreaterThanOrEqual(1);
    expect(livingIds(stage)).toEqual([stage.stack.ref('Image')]);
  });
});
