import { ErrorName } from './errors';

/**
 * - `throttle`, `access-denied`, `error500`: refused without effect
 * - `error`: any other modelled error, see `error`
 * - `error500-after`: the effect happens, the answer is InternalServerException
 * - `reset-before`, `reset-after`: the connection is destroyed before or after the effect
 * - `delay`: the effect comes `delayMs` later
 * - `malformed`: the effect happens, the body of the answer is cut off
 * - `replace`: every member named `member` in the answer has `value` instead, for instance a status of the future
 */
export type FaultKind =
  | 'throttle' | 'access-denied' | 'error500' | 'error' | 'error500-after'
  | 'reset-before' | 'reset-after' | 'delay' | 'malformed' | 'replace';

export interface FaultRule {
  readonly kind: FaultKind;
  /** Default: every operation. */
  readonly operation?: string;
  /** The first matching call that is hit, counted from the injection. Default: 1 */
  readonly nth?: number;
  /** How many calls are hit from there on. Default: 1 */
  readonly times?: number;
  readonly delayMs?: number;
  readonly member?: string;
  readonly value?: unknown;
  readonly error?: { readonly name: ErrorName; readonly reason?: string; readonly message?: string };
}

const KINDS: FaultKind[] = [
  'throttle', 'access-denied', 'error500', 'error', 'error500-after',
  'reset-before', 'reset-after', 'delay', 'malformed', 'replace',
];

export class Faults {
  private rules: { readonly rule: FaultRule; calls: number }[] = [];

  public inject(rule: FaultRule): void {
    if (!KINDS.includes(rule.kind)) throw new Error(`unknown kind of fault: ${rule.kind}; known: ${KINDS.join(', ')}`);
    if (rule.kind === 'error' && !rule.error) throw new Error('a fault of kind error needs an error');
    if (rule.kind === 'replace' && !rule.member) throw new Error('a fault of kind replace needs a member and a value');
    this.rules.push({ rule, calls: 0 });
  }

  public list(): FaultRule[] {
    return this.rules.map(({ rule }) => rule);
  }

  public clear(): void {
    this.rules = [];
  }

  /** Counts a call and returns the rules that hit it. */
  public hit(operation: string): FaultRule[] {
    return this.rules.filter((entry) => {
      const { rule } = entry;
      if (rule.operation !== undefined && rule.operation !== operation) return false;
      entry.calls += 1;
      const first = rule.nth ?? 1;
      return entry.calls >= first && entry.calls < first + (rule.times ?? 1);
    }).map(({ rule }) => rule);
  }
}

/** The answer with every member of that name replaced, at any depth. */
export function replaceMember(value: unknown, member: string, replacement: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => replaceMember(entry, member, replacement));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value)
    .map(([name, entry]) => [name, name === member ? replacement : replaceMember(entry, member, replacement)]));
}
