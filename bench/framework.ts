import * as http from 'http';
import type { AddressInfo } from 'net';
import { FOR_PEERS } from './functions';
import type { Synthesis } from './synthesis';
import { LambdaHost } from '../test/cloudformation';

/** Milliseconds from the start of a process to the moment at which the provider framework in it calls the function of its user. */
export async function frameworkStart({ functions }: Synthesis, event: object): Promise<number> {
  const { folder } = functions.find(({ handler }) => handler === 'framework.onEvent')!;
  let called!: () => void;
  const calling = new Promise<void>((resolve) => { called = resolve; });
  const lambda = http.createServer(() => called());
  await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
  const host = new LambdaHost({
    bundle: `${folder}/framework.js`,
    exportName: 'onEvent',
    env: {
      ...FOR_PEERS,
      AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      USER_ON_EVENT_FUNCTION_ARN: 'arn:aws:lambda:us-east-1:111122223333:function:user',
    },
  });
  void host.invoke(event);
  const started = performance.now();
  await calling;
  const took = performance.now() - started;
  await host.close();
  lambda.closeAllConnections();
  await new Promise((resolve) => lambda.close(resolve));
  return took;
}
