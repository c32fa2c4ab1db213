import type { ColdStarts } from './cold-start';
import type { Continuations } from './continuations';
import type { Deployments } from './deployments';
import type { Story } from './left-behind';
import { NAMES, type Peer } from './peers';
import type { Synthesis } from './synthesis';

/** All that one run has measured. */
export interface Results {
  readonly syntheses: Record<Peer, Synthesis>;
  readonly starts: Record<Peer, ColdStarts>;
  /** By the names of the stories. */
  readonly left: Record<string, Record<Peer, Story>>;
  readonly deployed: Record<Peer, Deployments>;
  readonly continued: Continuations;
}

export const OTHERS = NAMES.filter((peer) => peer !== 'ours');
