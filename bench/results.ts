import type { Deployments } from './deployments';
import type { Story } from './left-behind';
import { NAMES, type Peer } from './peers';
import type { Synthesis } from './synthesis';

/** All that one run has measured. */
export interface Results {
  readonly syntheses: Record<Peer, Synthesis>;
  /** Milliseconds from the start of the function's process to its first call, turn by turn. */
  readonly starts: Record<Peer, number[]>;
  /** By the names of the stories. */
  readonly left: Record<string, Record<Peer, Story>>;
  readonly deployed: Record<Peer, Deployments>;
}

export const OTHERS = NAMES.filter((peer) => peer !== 'ours');
