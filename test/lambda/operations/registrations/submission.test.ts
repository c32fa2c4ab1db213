import { brand, CANARY, Stage } from '../../stage';

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

  test('is watched also while the version still reads DRAFT: it may be denied by then', async () => {
    stage.control.setSwitches({ versionStatusLagMs: 5_000 });
    const creating = stage.stack.create(brand({}, { FailOnDenial: true }));
    await stage.called('SubmitRegistrationVersion');
    stage.control.deny({ registrationId: stage.registrationId });
    expect(await creating).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining('its version 1 was denied') });
  });

  test.each([
    ['fails with what the denial code asks for, in one line', { FailOnDenial: true }, 'ROLLBACK_COMPLETE'],
    ['says in one warning what the denial code asks for', {}, 'CREATE_COMPLETE'],
  ])('that is denied %s', async (_, overrides, status) => {
    const creating = stage.stack.create(brand({}, overrides));
    await stage.called('SubmitRegistrationVersion');
    const { registrationId } = stage;
    stage.control.startReview({ registrationId });
    stage.control.deny({
      registrationId,
      reasons: [{ Reason: 'PRIVACY_POLICY_MISSING', ShortDescription: `No policy\nat \u0007https://${CANARY}.example.com` }],
    });
    const { status: ended, reason } = await creating;
    const message = `Registration ${registrationId} was not approved: its version 1 was denied: PRIVACY_POLICY_MISSING: No policy at …. `
      + 'Fix this outside of the form: Publish the privacy policy at a public address that works. '
      + 'Then change resubmit in the stack and deploy again to submit the same form again.';
    expect(ended).toBe(status);
    const warnings = stage.logLines.filter(({ level, requestType }) => level === 'WARN' && requestType === 'Create').map((line) => line.message);
    if (status === 'CREATE_COMPLETE') {
      expect(warnings).toEqual([message]);
    } else {
      expect(reason).toContain(message);
      expect(warnings).toEqual([expect.stringMatching(/^Create of Brand failed after \d+ m?s: /)]);
      expect(warnings[0]).toContain(message);
    }
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
  expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringContaining('cannot be filled in: DescribeRegistrationVersions failed') });
  expect(stage.calls.filter((call) => call === 'DescribeRegistrationVersions')).toHaveLength(1);
  expect(stage.living).toEqual([]);
});

test('A registration that cannot be finished is not left behind', async () => {
  stage.control.injectFault({ kind: 'error', operation: 'UntagResource', times: 100, error: { name: 'ValidationException' } });
  const result = await stage.stack.create(brand({}, { Submit: false, DeletionProtection: true }));
  expect(result.status).toBe('ROLLBACK_COMPLETE');
  expect(result.reason).toContain(`Registration ${stage.registrationId} cannot be created: UntagResource failed`);
  expect(stage.living).toEqual([]);
});
