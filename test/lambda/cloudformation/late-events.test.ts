import { TagResourceCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { ResponseServer, type CustomResource, type CustomResourceEvent } from '../../cloudformation';
import { deliver } from '../deliver';
import { associations, empty, letBeEmpty, makeNumber } from '../operations/associations/associations';
import { attachment, IMAGE_PATH } from '../operations/attachments/attachment';
import { FIELDS, registration, Stage } from '../stage';

/** As the resources of this file declare it. */
const SERVICE_TIMEOUT_MS = 1_200_000;
const HOUR_MS = 3_600_000;

let stage: Stage;

beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.close());

/** What CloudFormation would send for a resource of the stack. */
function eventOf(RequestType: CustomResourceEvent['RequestType'], logicalId: string): CustomResourceEvent {
  const { event } = stage.stack.sent.find((request) => request.event.LogicalResourceId === logicalId)!;
  const { physicalId: PhysicalResourceId } = stage.stack.resource(logicalId)!;
  const request = { ...event, RequestId: `late-${RequestType}` };
  switch (RequestType) {
    case 'Create':
      return { ...request, RequestType };
    case 'Delete':
      return { ...request, RequestType, PhysicalResourceId };
    case 'Update': {
      // Something that every resource would have to write.
      const changed = { Tags: [{ Key: 'Name', Value: 'late' }], AttachmentUrl: 's3://example-bucket/late.png', Associations: [] };
      const known = Object.fromEntries(Object.entries(changed).filter(([name]) => name in event.ResourceProperties));
      const OldResourceProperties = event.ResourceProperties;
      return { ...request, RequestType, PhysicalResourceId, OldResourceProperties, ResourceProperties: { ...OldResourceProperties, ...known } };
    }
  }
}

async function deployAll(): Promise<void> {
  const number = await makeNumber(stage);
  const Fields = [...FIELDS, { FieldPath: IMAGE_PATH, RegistrationAttachmentId: { Ref: 'Image' } }] as unknown as CustomResource['properties'][];
  const tollFree = registration({ Fields });
  const { status, reason } = await stage.stack.deploy([attachment(), tollFree, associations([number])]);
  expect({ status, reason }).toEqual({ status: 'CREATE_COMPLETE' });
  await stage.cloud.lambda.idle();
  stage.control.clearJournal();
}

describe('An event that CloudFormation no longer waits for', () => {
  test('fails and calls nothing, whatever it is and however late it comes', async () => {
    await deployAll();
    const before = stage.control.state();
    for (const logicalId of ['TollFree', 'Associations', 'Image']) {
      for (const requestType of ['Create', 'Update', 'Delete'] as const) {
        for (const age of [SERVICE_TIMEOUT_MS, 6 * HOUR_MS]) {
          const { succeeded, reason } = await deliver(stage, eventOf(requestType, logicalId), age);
          expect({ succeeded, reason }).toEqual({
            succeeded: false,
            reason: expect.stringContaining(`${requestType} of ${logicalId} arrived too late: CloudFormation no longer waits for it. Nothing was changed.`),
          });
        }
      }
    }
    expect(stage.calls).toEqual([]);
    expect(stage.control.state()).toEqual(before);
  });

  test('is not answered for ever when its URL has expired', async () => {
    await deployAll();
    const responses = await ResponseServer.start({ now: () => stage.now() - 6 * HOUR_MS });
    responses.failNext({ status: 403 }, 1_000);
    const event = eventOf('Delete', 'TollFree');
    const began = stage.now();
    const outcome = await stage.cloud.lambda.invoke({ ...event, ResponseURL: responses.open(event).url });
    await responses.close();
    expect(outcome.kind).toBe('failed');
    expect(stage.now() - began).toBeLessThan(60_000);
    expect(responses.puts.length).toBeGreaterThan(1);
    expect(stage.calls).toEqual([]);
  });

  test('does not include an event that comes later than usual', async () => {
    await deployAll();
    expect(await deliver(stage, eventOf('Update', 'TollFree'), SERVICE_TIMEOUT_MS / 2)).toMatchObject({ succeeded: true });
    expect(stage.writes).toContain('TagResource');
  });
});

test('A create that comes too late is answered so that its delete finds what an earlier delivery of it has made', async () => {
  await stage.stack.create(registration({ Fields: [] }));
  const create = eventOf('Create', 'TollFree');
  const RegistrationId = stage.registrationId;
  await stage.client.send(new TagResourceCommand({
    ResourceArn: `arn:aws:sms-voice:us-east-1:111122223333:registration/${RegistrationId}`, Tags: [{ Key: 'cdk-sms-registration:unfinished', Value: '0123456789abcdef' }],
  }));
  const { succeeded, physicalId: PhysicalResourceId } = await deliver(stage, create, SERVICE_TIMEOUT_MS - 10_000);
  expect(succeeded).toBe(false);
  expect(stage.living).toHaveLength(1);
  const remove = { ...eventOf('Delete', 'TollFree'), PhysicalResourceId } as CustomResourceEvent;
  expect((await deliver(stage, remove)).succeeded).toBe(true);
  expect(stage.living).toEqual([]);
});

describe('An event that comes a minute before the end of CloudFormation\'s patience is answered by then', () => {
  const AGE = SERVICE_TIMEOUT_MS - 60_000;

  async function endsInTime(event: CustomResourceEvent): Promise<void> {
    const { succeeded, afterMs } = await deliver(stage, event, AGE);
    expect(succeeded).toBe(false);
    expect(afterMs).toBeGreaterThan(AGE + 15_000);
    expect(afterMs).toBeLessThan(SERVICE_TIMEOUT_MS);
    const { length } = stage.calls;
    // Nothing of it goes on.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(stage.calls).toHaveLength(length);
  }

  test('the delete of a registration that is never gone', async () => {
    await stage.stack.create(registration());
    stage.control.setSwitches({ gone: 'lag', deletionLagMs: HOUR_MS });
    await endsInTime(eventOf('Delete', 'TollFree'));
  });

  test('a create, which creates nothing: no delete would look for it any more', async () => {
    await stage.stack.create(attachment());
    const before = stage.control.state();
    const { succeeded, afterMs } = await deliver(stage, eventOf('Create', 'Image'), AGE);
    expect(succeeded).toBe(false);
    expect(afterMs).toBeLessThan(SERVICE_TIMEOUT_MS);
    expect(stage.control.state()).toEqual(before);
  });

  test('the update of a registration whose calls are throttled', async () => {
    await stage.stack.create(registration());
    stage.control.injectFault({ kind: 'throttle', operation: 'TagResource', times: 1_000 });
    await endsInTime(eventOf('Update', 'TollFree'));
  });

  test('the create of associations whose calls are throttled', async () => {
    letBeEmpty(stage, 'US_TOLL_FREE_REGISTRATION');
    await stage.stack.deploy([empty('US_TOLL_FREE_REGISTRATION', 'TollFree'), associations([await makeNumber(stage)])]);
    stage.control.injectFault({ kind: 'throttle', operation: 'ListRegistrationAssociations', times: 1_000 });
    await endsInTime(eventOf('Create', 'Associations'));
  });
});
