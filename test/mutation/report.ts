import type { Mutant } from './handler';
import type { Result } from './main';
export function writeReport(_results: readonly Result[], _mutants: readonly Mutant[]): void {}
