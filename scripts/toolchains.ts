import { spawnSync } from 'child_process';

/** The languages that jsii-pacmak makes packages for. */
export const LANGUAGES = ['js', 'python', 'java', 'dotnet', 'go'] as const;
export type Language = typeof LANGUAGES[number];

interface Toolchain {
  /** Each succeeds where the toolchain is installed. */
  readonly commands: readonly (readonly [command: string, ...args: string[]])[];
  readonly needs: string;
}

const TOOLCHAINS: Record<Language, Toolchain> = {
  js: { commands: [['npm', '--version']], needs: 'npm' },
  python: { commands: [['python3', '-c', 'import ensurepip, venv']], needs: 'python3 with the modules venv and pip' },
  java: { commands: [['mvn', '--version'], ['javac', '-version']], needs: 'a JDK and Maven' },
  dotnet: { commands: [['dotnet', '--version']], needs: 'the .NET SDK' },
  go: { commands: [['go', 'version']], needs: 'Go' },
};

/** What this machine lacks to build and use packages of the language, or undefined. */
export function missingToolchain(language: Language): string | undefined {
  const { commands, needs } = TOOLCHAINS[language];
  return commands.every(([command, ...args]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0) ? undefined : needs;
}
