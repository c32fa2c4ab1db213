import * as path from 'path';
import { CustomResource, Duration, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime, RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import { Provider } from 'aws-cdk-lib/custom-resources';

const HANDLER = path.join(__dirname, 'provider-handler');
export const QUERY_SECONDS = 5;

/** The same registration by the CDK's provider framework and functions of one's own, which wait until a delete has ended. */
export function provider(stack: Stack): void {
  const code = Code.fromAsset(HANDLER);
  const runtime = new Runtime('nodejs24.x', RuntimeFamily.NODEJS);
  const handlers = ['onEvent', 'isComplete'].map((name) => {
    const handler = new LambdaFunction(stack, name, { code, runtime, handler: `index.${name}`, timeout: Duration.minutes(5) });
    handler.addToRolePolicy(new PolicyStatement({
      actions: ['Create', 'Delete', 'Describe'].map((verb) => `sms-voice:${verb}Registration${verb === 'Describe' ? 's' : ''}`)
        .concat('sms-voice:PutRegistrationFieldValue'),
      resources: ['*'],
    }));
    return handler;
  });
  const { serviceToken } = new Provider(stack, 'Provider', {
    onEventHandler: handlers[0]!, isCompleteHandler: handlers[1], queryInterval: Duration.seconds(QUERY_SECONDS), totalTimeout: Duration.minutes(20),
  });
  new CustomResource(stack, 'Registration', {
    serviceToken,
    resourceType: 'Custom::Registration',
    properties: { RegistrationType: 'US_TOLL_FREE_REGISTRATION', Fields: { 'companyInfo.companyName': 'Example Corp.' } },
  });
}
