import { registration, Stage } from '../lambda/stage';
let stage: Stage;
afterEach(() => stage.close());
test('x', async () => {
  stage = await Stage.open();
  stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrationVersions', member: 'RegistrationVersionStatus', value: 'A_STATUS_OF_THE_FUTURE' });
  const result = await stage.stack.create(registration());
  console.log(result.events.map((e) => JSON.stringify(e)).join('\n'));
  console.log(stage.cloud.lambda.logs.map((l) => l.text).join('\n'));
});
