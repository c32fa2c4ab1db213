import { continueNow } from './continuation';
import type { Properties } from '../../../cloudformation';
import { brand, Stage } from '../../stage';
import { empty } from '../associations/associations';

test('A registration whose calls keep failing leaves the others their time', async () => {
  const continued = { Submit: true, ContinueFor: '86400' };
  // One attempt takes a whole time limit of Lambda.
  const stage = await Stage.open({ retryAfterSeconds: [] });
  try {
    stage.reviewersTakeUp();
    const vetting = (logicalId: string) => empty('US_TEN_DLC_BRAND_VETTING', logicalId, { ...continued, Associations: [{ Ref: 'Brand' }] as unknown as Properties[] });
    expect(await stage.stack.deploy([brand({}, continued), vetting('First'), vetting('Second')])).toMatchObject({ status: 'CREATE_COMPLETE' });
    stage.control.clearJournal();
    stage.control.injectFault({ kind: 'error500', operation: 'DescribeRegistrationVersions', times: 9_999 });
    await continueNow(stage, ['First', 'Second']);
    for (const logicalId of ['First', 'Second']) {
      const tried = stage.control.journal().filter(({ operation, registrationId }) => (
        operation === 'DescribeRegistrationVersions' && registrationId === stage.stack.ref(logicalId)
      ));
      expect(tried.length).toBeGreaterThan(3);
    }
  } finally {
    await stage.close();
  }
}, 120_000);
