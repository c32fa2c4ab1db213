import {
  CreateRegistrationAttachmentCommand, CreateRegistrationCommand, DeleteRegistrationAttachmentCommand, DeleteRegistrationCommand,
  PutRegistrationFieldValueCommand, type Tag,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { attachment, IMAGE_PATH, livingIds, showing } from './attachment';
import type { CustomResource } from '../../../cloudformation';
import { onStage, Stage, type StageOptions } from '../../stage';

let stage: Stage;

afterEach(() => stage.close());

async function created(options?: StageOptions, resource?: CustomResource): Promise<string> {
  stage = await Stage.open(options);
  return createdOn(stage, resource);
}

async function createdOn(one: Stage, resource = attachment()): Promise<string> {
  expect((await one.stack.create(resource)).succeeded).toBe(true);
  one.control.clearJournal();
  return one.stack.ref('Image');
}

/** A registration outside of the stack whose form shows the attachment. */
async function shownElsewhere(attachmentId: string, one = stage): Promise<string> {
  const { RegistrationId } = await one.client.send(new CreateRegistrationCommand({ RegistrationType: 'US_TOLL_FREE_REGISTRATION' }));
  await one.client.send(new PutRegistrationFieldValueCommand({ RegistrationId, FieldPath: IMAGE_PATH, RegistrationAttachmentId: attachmentId }));
  one.control.clearJournal();
  return RegistrationId!;
}

describe('onDelete of an attachment', () => {
  test('reads the status, deletes, and checks the result: three calls', async () => {
    await created();
    expect((await stage.stack.delete('Image')).succeeded).toBe(true);
    expect(stage.calls).toEqual(['DescribeRegistrationAttachments', 'DeleteRegistrationAttachment', 'DescribeRegistrationAttachments']);
    expect(livingIds(stage)).toEqual([]);
  });

  test.each(['gone', 'tombstone', 'not-found', 'lag'] as const)('finds it gone when the service shows %s', async (gone) => {
    await created({ switches: { gone, deletionLagMs: 3_000 } });
    expect((await stage.stack.delete('Image')).succeeded).toBe(true);
    expect(livingIds(stage)).toEqual([]);
  });

  test('of something already gone succeeds', async () => {
    const id = await created();
    await stage.client.send(new DeleteRegistrationAttachmentCommand({ RegistrationAttachmentId: id }));
    expect((await stage.stack.delete('Image')).succeeded).toBe(true);
  });

  test('waits for an attachment that is not visible to other calls yet, as long as a create does', async () => {
    await created();
    const unknown = { kind: 'error', error: { name: 'ResourceNotFoundException' }, times: 4 } as const;
    stage.control.injectFault({ operation: 'DescribeRegistrationAttachments', ...unknown });
    stage.control.injectFault({ operation: 'DeleteRegistrationAttachment', ...unknown });
    expect((await stage.stack.delete('Image')).succeeded).toBe(true);
    expect(livingIds(stage)).toEqual([]);
  });

  test('comes after the registration that shows it, and waits until the service lets it go', async () => {
    stage = await Stage.open({ switches: { attachmentHeldMs: 600_000 } });
    expect((await stage.stack.deploy([attachment(), showing()])).succeeded).toBe(true);
    const destroying = stage.stack.destroy();
    await stage.called('DeleteRegistrationAttachment');
    stage.control.setSwitches({ attachmentHeldMs: 0 });
    const result = await destroying;
    expect(result.status).toBe('DELETE_COMPLETE');
    expect(result.requests.map(({ event }) => event.LogicalResourceId)).toEqual(['TollFree', 'Image']);
    expect(stage.calls.filter((call) => call === 'DeleteRegistrationAttachment').length).toBeGreaterThan(1);
    expect(stage.living).toEqual([]);
    expect(livingIds(stage)).toEqual([]);
  });

  test('is refused at the end of its time while a registration shows it, with the reason, and succeeds afterwards', async () => {
    const id = await created({}, attachment({ DeletionTimeout: 4 }));
    const registrationId = await shownElsewhere(id);
    const refused = await stage.stack.delete('Image');
    expect(refused.status).toBe('DELETE_FAILED');
    expect(refused.reason).toMatch(new RegExp(
      `: Attachment ${id} cannot be deleted: a version of a registration still refers to it.*run the delete again.*`
      + '\\(DeleteRegistrationAttachment: ConflictException RESOURCE_DELETION_NOT_ALLOWED; status UPLOAD_COMPLETE; waited [1-5] s\\)'));
    await stage.client.send(new DeleteRegistrationCommand({ RegistrationId: registrationId }));
    stage.control.advance({ ms: 25_000 });
    expect((await stage.stack.delete('Image')).succeeded).toBe(true);
    expect(livingIds(stage)).toEqual([]);
  });

  test.concurrent('is refused after a minute, not at the end of its time: a document that is still shown then is not released', () => onStage(async (own) => {
    const id = await createdOn(own);
    await shownElsewhere(id, own);
    const refused = await own.stack.delete('Image');
    expect(refused.status).toBe('DELETE_FAILED');
    expect(refused.reason).toMatch(new RegExp(
      `: Attachment ${id} cannot be deleted: a version of a registration still refers to it, .* Delete that registration, then run the delete again\\. `
      + 'To keep the registration, retain the attachment as well: .*waited (5\\d|6\\d|7\\d) s\\)'));
    expect(livingIds(own)).toEqual([id]);
  }));

  test('waits through the lag of the service, as long as AWS documents it', async () => {
    const id = await created({ switches: { attachmentHeldMs: 30_000 } });
    const registrationId = await shownElsewhere(id);
    await stage.client.send(new DeleteRegistrationCommand({ RegistrationId: registrationId }));
    expect((await stage.stack.delete('Image')).succeeded).toBe(true);
  });

  test.concurrent('of an id that may be the service\'s or CloudFormation\'s asks the service before it succeeds', () => onStage(async (own) => {
    await createdOn(own);
    const { event } = own.stack.sent[0]!;
    await own.cloud.lambda.invoke({ ...event, RequestType: 'Delete', PhysicalResourceId: 'attachment-0A1b-2C' });
    expect(own.calls).toContain('DescribeRegistrationAttachments');
    expect(own.control.state().attachments).toHaveLength(1);
  }));

  test.concurrent('says so when the delete was accepted and the attachment stays', () => onStage(async (own) => {
    await createdOn(own, attachment({ DeletionTimeout: 60 }));
    expect((await own.stack.delete('Image')).reason).toMatch(/the service accepted the delete, but the attachment is not gone after \d+ s\. Run the delete again/);
  }, { switches: { gone: 'lag', deletionLagMs: 600_000 } }));

  test.each(['twice', 'concurrently'] as const)('succeeds when it is delivered %s', async (delivery) => {
    await created();
    stage.cloud.lambda.delivery = delivery;
    expect((await stage.stack.delete('Image')).succeeded).toBe(true);
    await stage.cloud.lambda.idle();
    expect(stage.outcomes.slice(1)).toEqual(['returned', 'returned']);
  });

  test.each(['throttle', 'error500', 'reset-before', 'reset-after', 'error500-after'] as const)('survives %s', async (kind) => {
    await created();
    stage.control.injectFault({ kind, operation: 'DescribeRegistrationAttachments', times: 2 });
    stage.control.injectFault({ kind, operation: 'DeleteRegistrationAttachment', times: 2 });
    expect((await stage.stack.delete('Image')).succeeded).toBe(true);
    expect(livingIds(stage)).toEqual([]);
  });

  test('fails at once where it may not, and names the attachment', async () => {
    const id = await created();
    stage.control.injectFault({ kind: 'access-denied', operation: 'DeleteRegistrationAttachment' });
    const refused = await stage.stack.delete('Image');
    expect(refused.reason).toMatch(new RegExp(`: Attachment ${id} cannot be deleted: DeleteRegistrationAttachment failed.*AccessDeniedException`));
    expect((await stage.stack.delete('Image')).succeeded).toBe(true);
  });

  test('reports a refusal that comes after a conflict', async () => {
    const id = await created();
    await shownElsewhere(id);
    stage.control.injectFault({ kind: 'access-denied', operation: 'DeleteRegistrationAttachment', nth: 2 });
    expect((await stage.stack.delete('Image')).reason).toMatch(/cannot be deleted: DeleteRegistrationAttachment failed.*AccessDeniedException/);
  });

  test.concurrent('says what it knows when the service stops responding', () => onStage(async (own) => {
    const id = await createdOn(own);
    await shownElsewhere(id, own);
    const deleting = own.stack.delete('Image');
    await own.called('DeleteRegistrationAttachment');
    own.control.injectFault({ kind: 'delay', operation: 'DescribeRegistrationAttachments', delayMs: 60_000, times: 100 });
    expect((await deleting).reason).toMatch(/a version of a registration still refers to it.*ConflictException/);
    own.control.clearFaults();
  }, { timeoutMs: 8_000 }));

  test.each(['gone', 'tombstone'] as const)('finds it gone when permissions that depend on its tags are denied, and the service shows %s', async (gone) => {
    await created({ switches: { gone } });
    // The delete takes effect, its answer is lost, and to repeat it is not permitted any more.
    stage.control.injectFault({ kind: 'reset-after', operation: 'DeleteRegistrationAttachment' });
    stage.control.injectFault({ kind: 'access-denied', operation: 'DeleteRegistrationAttachment', nth: 2, times: 100 });
    expect((await stage.stack.delete('Image')).succeeded).toBe(true);
    expect(livingIds(stage)).toEqual([]);
  });

  test.concurrent('takes no ID that CloudFormation invented for one of the service, whatever the stack is called', () => onStage(async (own) => {
    const cancel = new AbortController();
    own.control.setSwitches({ uploadMs: 60_000 });
    const creating = own.stack.create(attachment(), { cancel: cancel.signal });
    await own.called('CreateRegistrationAttachment');
    cancel.abort();
    const result = await creating;
    expect(result.requests[1]!.event).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: expect.stringMatching(/^attachment-Image-/) });
    expect(livingIds(own)).toEqual([]);
  }, { stackName: 'attachment' }));

  test.concurrent('of an ID that CloudFormation invented deletes only what carries the tags of that resource, and no deploy has finished', () => onStage(async (own) => {
    const ownership = (logicalId: string) => [
      { Key: 'cdk-sms-registration:stack-id', Value: own.stack.stackId }, { Key: 'cdk-sms-registration:logical-id', Value: logicalId },
    ];
    const unfinished = { Key: 'cdk-sms-registration:unfinished', Value: 'a-request' };
    const make = async (Tags: Tag[]) => (await own.client.send(new CreateRegistrationAttachmentCommand({
      AttachmentUrl: 's3://example-bucket/a.png', Tags,
    }))).RegistrationAttachmentId!;
    // Only in a stack that was updated before can an earlier deploy have finished one.
    await own.stack.create(attachment({}, 'First'));
    const [first] = livingIds(own);
    const [others, lost, foreign] = [await make([...ownership('Other'), unfinished]), await make([...ownership('Image'), unfinished]), await make([unfinished])];
    // Finished by an earlier deploy, and kept with its registration.
    const kept = await make(ownership('Image'));
    const cancel = new AbortController();
    own.control.injectFault({ kind: 'error', operation: 'CreateRegistrationAttachment', error: { name: 'ValidationException' } });
    own.control.injectFault({ kind: 'delay', operation: 'CreateRegistrationAttachment', delayMs: 7_000 });
    const creating = own.stack.create(attachment(), { cancel: cancel.signal });
    await own.asked();
    cancel.abort();
    expect((await creating).status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(livingIds(own)).not.toContain(lost);
    expect(livingIds(own).sort()).toEqual([first, others, foreign, kept].sort());
  }));
});
