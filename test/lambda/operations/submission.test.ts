import { brand, Stage } from '../stage';

let stage: Stage;
beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.close());

const versions = () => stage.living[0]!.versions.map(({ number, status }) => `${number} ${status}`);
const submits = () => stage.calls.filter((call) => call === 'SubmitRegistrationVersion');

describe('A submit', () => {
  test('that meets a conflict and leaves a draft fails, and its rollback leaves nothing behind', async () => {
    stage.control.injectFault({ kind: 'error', operation: 'SubmitRegistrationVersion', error: { name: 'ConflictException', reason: 'RESOURCE_MODIFICATION_NOT_ALLOWED' } });
    const result = await stage.stack.create(brand());
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringMatching(/cannot be submitted: .*RESOURCE_MODIFICATION_NOT_ALLOWED; status CREATED/) });
    expect(submits()).toHaveLength(1);
    expect(stage.living).toEqual([]);
  });

  test('that is refused is not tried again', async () => {
    stage.control.injectFault({ kind: 'access-denied', operation: 'SubmitRegistrationVersion', times: 100 });
    const result = await stage.stack.create(brand());
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(new RegExp(`Registration ${stage.registrationId} cannot be submitted: SubmitRegistrationVersion failed.*; status CREATED\\)`));
    expect(submits()).toHaveLength(1);
  });

  test('is watched while the service itself looks at the form: it may deny it at once', async () => {
    const creating = stage.stack.create(brand({}, { AwsReview: true, FailOnDenial: true }));
    await stage.called('SubmitRegistrationVersion');
    stage.control.startAwsReview({ registrationId: stage.registrationId });
    stage.after(5_000, () => stage.control.deny({ registrationId: stage.registrationId }));
    expect(await creating).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining('its version 1 was denied') });
  });

  test('is not watched any longer when somebody has begun to look at the form', async () => {
    stage.reviewersTakeUp();
    expect(await stage.stack.create(brand())).toMatchObject({ succeeded: true });
    const looks = stage.calls.slice(stage.calls.indexOf('SubmitRegistrationVersion')).filter((call) => call === 'DescribeRegistrationVersions');
    expect(looks.length).toBeLessThanOrEqual(2);
  });

  test('is watched for a quarter of a minute while nobody looks at the form', async () => {
    expect(await stage.stack.create(brand())).toMatchObject({ succeeded: true });
    const looks = stage.calls.slice(stage.calls.indexOf('SubmitRegistrationVersion')).filter((call) => call === 'DescribeRegistrationVersions');
    expect(looks.length).toBeGreaterThanOrEqual(3);
    expect(versions()).toEqual(['1 SUBMITTED']);
  });
});

test('A refusal of the first look at a new registration is not waited out, unless it is what a new one gives', async () => {
  stage.control.injectFault({ kind: 'error', operation: 'DescribeRegistrationVersions', times: 100, error: { name: 'ValidationException' } });
  const result = await stage.stack.create(brand());
  expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining('cannot be filled: DescribeRegistrationVersions failed') });
  expect(stage.calls.filter((call) => call === 'DescribeRegistrationVersions')).toHaveLength(1);
  expect(stage.living).toEqual([]);
});

test('A registration that cannot be protected is not left behind', async () => {
  stage.control.injectFault({ kind: 'error', operation: 'TagResource', times: 100, error: { name: 'ValidationException' } });
  const result = await stage.stack.create(brand({}, { Submit: false, DeletionProtection: true }));
  expect(result.status).toBe('ROLLBACK_COMPLETE');
  expect(result.reason).toContain(`Registration ${stage.registrationId} cannot be protected: TagResource failed`);
  expect(stage.living).toEqual([]);
});
