import { CloudFormation, CloudFormationOptions } from './driver';
import { EventBus } from './event-bus';
import { LambdaHost, LambdaHostOptions, secondMs } from './lambda-host';
import { ResponseServer } from './response-server';
import { StackApi } from './stack-api';

export * from './answers';
export * from './driver';
export * from './event-bus';
export * from './events';
export * from './lambda-host';
export type { Outcome } from './lambda-instance';
export * from './logs';
export * from './native';
export * from './requests';
export * from './response-server';
export * from './stack-api';
export * from './synthesized';
export type { OperationOptions, OperationResult, StackEvent, StackResource } from './stack';

export interface CloudOptions extends LambdaHostOptions, Pick<CloudFormationOptions, 'nativeResources' | 'stackName'> {
  /** Response URLs by https, with a certificate that the function trusts. */
  readonly tls?: boolean;
}

/** A function, a stack that uses it, and the place for its answers. */
export interface Cloud {
  readonly lambda: LambdaHost;
  readonly responses: ResponseServer;
  readonly stackApi: StackApi;
  /** Its rules are those of the stacks. */
  readonly eventBus: EventBus;
  readonly cloudFormation: CloudFormation;
  /** Another stack that uses the same function. */
  stack(stackName: string, parentId?: string): CloudFormation;
  close(): Promise<void>;
}

/** Nothing listens there: what a test has not set up must not be looked for elsewhere. */
const NOWHERE = 'http://127.0.0.1:9';

export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const now = options.time && (() => options.time!.now());
  const responses = await ResponseServer.start({ tls: options.tls, now });
  const stackApi = await StackApi.start(now);
  const trust: Record<string, string> = responses.caFile ? { NODE_EXTRA_CA_CERTS: responses.caFile } : {};
  const endpoints = { AWS_ENDPOINT_URL: NOWHERE, AWS_ENDPOINT_URL_CLOUDFORMATION: stackApi.endpoint };
  const lambda = new LambdaHost({ ...options, env: { ...trust, ...endpoints, ...options.env } });
  const eventBus = new EventBus({ target: lambda, secondMs: secondMs(options), now });
  const nativeResources = { ...eventBus.resources, ...options.nativeResources };
  const stack = (stackName?: string, parentId?: string) => (
    new CloudFormation({ ...options, nativeResources, secondMs: secondMs(options), target: lambda, responses, stackApi, now, parentId, stackName })
  );
  const close = async () => {
    await eventBus.close();
    await lambda.close();
    await responses.close();
    await stackApi.close();
  };
  return { lambda, responses, stackApi, eventBus, cloudFormation: stack(options.stackName), stack, close };
}
