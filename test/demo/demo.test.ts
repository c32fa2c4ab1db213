import * as path from 'path';
import { Program } from '../local-cloud/program';

test('Ctrl-C in the middle of the demo leaves neither files nor processes', async () => {
  const demo = new Program(path.join(__dirname, 'main.ts'));
  try {
    // Now everything runs at once: the CLI, its app, the cloud and a function of it.
    await demo.says('CREATE_IN_PROGRESS Custom::SMSVoiceRegistration');
    expect(demo.leftovers()).toContainEqual(expect.stringMatching(/^local-cloud-cdk-/));
    expect(demo.leftovers()).toContainEqual(expect.stringContaining('aws-cdk/bin/cdk'));
    expect(demo.leftovers()).toContainEqual(expect.stringContaining('serve.py'));
    expect(await demo.interrupt()).toBe('SIGINT');
    await demo.leavesNothing();
  } finally {
    demo.remove();
  }
});
