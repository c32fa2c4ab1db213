import type { Declaration } from './world';

/** What its user knows of a stack, and what an invariant has to forgive. */
export interface Model {
  readonly declared: Map<string, Declaration>;
  /** An operation has failed so that CloudFormation lets the stack only be deleted. */
  isStuck: boolean;
  /** Approved versions, by registration. */
  readonly approved: Map<string, number>;
  /** Filings over an approval that were judged already. */
  readonly judged: Set<string>;
  /** Numbers that were not released. */
  readonly numbers: Set<string>;
  /** Registrations that CloudFormation has given up after their delete has failed. */
  readonly abandoned: Set<string>;
  /** Registrations that a deploy has finished, and that a policy has kept when they left the stack. */
  readonly kept: Set<string>;
  /** Registrations that a deploy has finished. */
  readonly finished: Set<string>;
}

export function newModel(): Model {
  return {
    declared: new Map(),
    isStuck: false,
    approved: new Map(),
    judged: new Set(),
    numbers: new Set(),
    abandoned: new Set(),
    kept: new Set(),
    finished: new Set(),
  };
}
