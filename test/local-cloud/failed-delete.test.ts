import {
  CloudFormationClient, CreateStackCommand, DeleteStackCommand, waitUntilStackCreateComplete, waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { LocalCloud, REGION } from './local-cloud';
import { DeployedStack } from './stack';

const REFUSAL = 'it is under review';

/** Answers success, but refuses the first delete. */
const HANDLER = `
const http = require('http');
let refused = false;
exports.handler = (event) => new Promise((resolve) => {
  const refuse = event.RequestType === 'Delete' && !refused;
  refused = refused || refuse;
  console.log(event.RequestType, process.env.AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2, process.env.FROM_THE_TEST);
  const { StackId, RequestId, LogicalResourceId } = event;
  http.request(event.ResponseURL, { method: 'PUT' }, (response) => response.resume().on('end', resolve)).end(JSON.stringify({
    Status: refuse ? 'FAILED' : 'SUCCESS', Reason: '${REFUSAL}', PhysicalResourceId: 'thing', StackId, RequestId, LogicalResourceId,
  }));
});`;

const TEMPLATE = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
    Group: { Type: 'AWS::Logs::LogGroup' },
    Unrelated: { Type: 'AWS::Logs::LogGroup' },
    Handler: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { ZipFile: HANDLER },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        LoggingConfig: { LogGroup: { Ref: 'Group' } },
      },
    },
    Thing: { Type: 'Custom::Thing', Properties: { ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] } } },
  },
};

test('after a failed delete the stack keeps what a second delete needs, as CloudFormation does', async () => {
  const simulatorEndpoint = 'http://127.0.0.1:9';
  const cloud = await LocalCloud.start({ simulatorEndpoint, functionEnvironment: { FROM_THE_TEST: 'yes' } });
  try {
    const client = new CloudFormationClient({
      endpoint: cloud.endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const waiter = { client, maxWaitTime: 60, minDelay: 0.1, maxDelay: 0.5 };
    const { StackId } = await client.send(new CreateStackCommand({ StackName: 'Refusing', TemplateBody: JSON.stringify(TEMPLATE) }));
    await waitUntilStackCreateComplete(waiter, { StackName: StackId });
    const stack = new DeployedStack(cloud, `${StackId}`);
    expect(await stack.functionLogs()).toContain(`Create ${simulatorEndpoint} yes`);

    await client.send(new DeleteStackCommand({ StackName: StackId }));
    await expect(waitUntilStackDeleteComplete(waiter, { StackName: StackId })).rejects.toThrow();
    expect(await stack.status()).toBe('DELETE_FAILED');
    expect((await stack.events()).filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED')).toMatchObject([
      { LogicalResourceId: 'Thing', ResourceStatusReason: REFUSAL },
      { LogicalResourceId: 'Refusing', ResourceStatusReason: expect.stringContaining('[Thing]') },
    ]);
    const left = (await stack.resources()).map(({ LogicalResourceId }) => LogicalResourceId);
    expect(left.sort()).toEqual(['Group', 'Handler', 'Role', 'Thing']);

    await client.send(new DeleteStackCommand({ StackName: StackId }));
    await waitUntilStackDeleteComplete(waiter, { StackName: StackId });
    expect(await stack.status()).toBe('DELETE_COMPLETE');
    expect(await stack.resources()).toEqual([]);
  } finally {
    await cloud.stop();
  }
});
