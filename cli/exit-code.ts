/** What a script can tell from the exit code of a command. */
export const EXIT_CODE = {
  ok: 0,
  /** The command has found something that a person should see to. */
  findings: 1,
  /** The command line is wrong, or names something that does not exist. */
  usage: 2,
  /** AWS refused or could not be reached, or there are no credentials. */
  aws: 3,
  /** A bug of the program. */
  bug: 4,
} as const;

export type ExitCode = typeof EXIT_CODE[keyof typeof EXIT_CODE];
