import type { Connection } from './aws/connection';
import type { ExitCode } from './exit-code';
import type { Paper } from './output/paper';

/** What a command works with. */
export interface Session {
  /** Opens the connection to AWS the first time: some commands need none. */
  readonly connect: () => Promise<Connection>;
  /** Print values of forms, and whole phone numbers. */
  readonly showValues: boolean;
}

/** What a command has found out. */
export interface Outcome {
  /** For programs: what `--json` prints. */
  readonly data: object;
  /** For people. */
  readonly show: (paper: Paper) => void;
  readonly exitCode: ExitCode;
}
