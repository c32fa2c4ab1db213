import { spawn } from 'child_process';

/** The end of an output that says why a program failed. */
const LAST_LINES = 60;

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program without what Jest, the CDK CLI and Python read from the environment, and returns its output. */
export async function run(command: string, args: readonly string[], { cwd, env }: RunOptions): Promise<string> {
  const child = spawn(command, args, { cwd, env: { ...inherited(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  [child.stdout, child.stderr].forEach((stream) => stream.setEncoding('utf8').on('data', (text: string) => { output += text; }));
  const ending = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  if (ending !== 0) {
    throw new Error(`${command} ${args.join(' ')} in ${cwd} ended with ${ending}:\n${output.split('\n').slice(-LAST_LINES).join('\n')}`);
  }
  return output;
}

function inherited(): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(CDK_|JEST_|PYTHON|NODE_OPTIONS$)/.test(name))),
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: 'true',
  };
}
