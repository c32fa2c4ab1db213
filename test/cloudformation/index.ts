import { CloudFormation, CloudFormationOptions } from './driver';
import { LambdaHost, LambdaHostOptions, secondMs } from './lambda-host';
import { ResponseServer } from './response-server';

export * from './answers';
export * from './driver';
export * from './events';
export * from './lambda-host';
export type { Outcome } from './lambda-instance';
export * from './logs';
export * from './requests';
export * from './response-server';
export type { OperationOptions, OperationResult, StackEvent, StackResource } from './stack';

export interface CloudOptions extends LambdaHostOptions, Pick<CloudFormationOptions, 'stackName'> {
  /** Response URLs by https, with a certificate that the function trusts. */
  readonly tls?: boolean;
}

/** A function, a stack that uses it, and the place for its answers. */
export interface Cloud {
  readonly lambda: LambdaHost;
  readonly responses: ResponseServer;
  readonly cloudFormation: CloudFormation;
  /** Another stack that uses the same function. */
  stack(stackName: string): CloudFormation;
  close(): Promise<void>;
}

export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const responses = await ResponseServer.start({ tls: options.tls, now: options.time && (() => options.time!.now()) });
  const trust: Record<string, string> = responses.caFile ? { NODE_EXTRA_CA_CERTS: responses.caFile } : {};
  const lambda = new LambdaHost({ ...options, env: { ...trust, ...options.env } });
  const stack = (stackName?: string) => new CloudFormation({ ...options, secondMs: secondMs(options), target: lambda, responses, stackName });
  const close = async () => {
    await lambda.close();
    await responses.close();
  };
  return { lambda, responses, cloudFormation: stack(options.stackName), stack, close };
}
