import { Simulator } from '../simulator';
import { LocalCloud } from './local-cloud';
import { Operations } from './operations';
import { Probe } from './probe';

export interface ProbedCloud {
  simulator: Simulator;
  probe: Probe;
  cloud: LocalCloud;
  stacks: Operations;
}

/** A local cloud for the tests of one file, whose functions write down what they are told. Its members are there once the tests run. */
export function useProbedCloud(environment: Readonly<Record<string, string>> = {}): Readonly<ProbedCloud> {
  const local = {} as ProbedCloud;
  beforeAll(async () => {
    local.simulator = await Simulator.start();
    local.probe = new Probe();
    const functionEnvironment = { ...local.probe.functionEnvironment, ...environment };
    local.cloud = await LocalCloud.start({ simulatorEndpoint: local.simulator.endpoint, functionEnvironment });
    local.stacks = new Operations(local.cloud);
  });
  afterAll(async () => {
    await local.cloud?.stop();
    await local.simulator?.stop();
    local.probe?.remove();
  });
  beforeEach(() => {
    local.probe.clear();
    local.probe.answer({});
  });
  return local;
}
