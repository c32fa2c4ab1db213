export const POLICIES = ['DESTROY', 'RETAIN', 'RETAIN_ON_UPDATE_OR_DELETE'] as const;
export const HANGING = ['nothing', 'number', 'foreign number', 'document', 'campaign', 'correction', 'adopted'] as const;
export const STATUSES = ['draft', 'submitted', 'in review', 'denied', 'approved'] as const;
export const HAPPENINGS = [
  'destroyed', 'taken out', 'renamed', 'create rolled back', 'create cancelled', 'update rolled back', 'put back',
] as const;

export type Policy = typeof POLICIES[number];
/** `foreign number`: made elsewhere. `campaign`: of the same stack, not protected, with the default policy. `correction`: submitted, on an approval. */
export type Hanging = typeof HANGING[number];
export type Status = typeof STATUSES[number];
/** `renamed`: the construct ID changed. `put back`: taken out, then put back in a deploy that is cancelled, and in another one. */
export type Happening = typeof HAPPENINGS[number];

/** One case: a registration, and what happens to it. */
export interface Combination {
  readonly policy: Policy;
  readonly deletionProtection: boolean;
  readonly hanging: Hanging;
  readonly status: Status;
  readonly happening: Happening;
}

/** Why there is no such case; undefined where there is one. */
export function nonsense({ hanging, status, happening }: Omit<Combination, 'policy' | 'deletionProtection'>): string | undefined {
  if (hanging === 'correction' && status !== 'approved') {
    return 'a correction stands on an approval';
  }
  const isCreate = happening === 'create rolled back' || happening === 'create cancelled';
  if (!isCreate || hanging === 'adopted') {
    return undefined;
  }
  if (status === 'approved') {
    return 'no deploy waits for an approval';
  }
  if (happening === 'create cancelled' && (status === 'in review' || status === 'denied')) {
    return 'a deploy ends seconds after the form was submitted';
  }
  return undefined;
}

/** Every case there is. */
export function combinations(): Combination[] {
  return HAPPENINGS.flatMap((happening) => POLICIES.flatMap((policy) => [false, true].flatMap((deletionProtection) => (
    HANGING.flatMap((hanging) => STATUSES.map((status) => ({ policy, deletionProtection, hanging, status, happening })))
  )))).filter((combination) => nonsense(combination) === undefined);
}

export function nameOf({ policy, deletionProtection, hanging, status, happening }: Combination): string {
  return `${happening}: ${policy}${deletionProtection ? ', protected' : ''}, ${hanging}, ${status}`;
}

/**
 * A selection in which every two values of different kinds meet at least once, as far as such a case exists. Greedy: the next one is always
 * that in which the most pairs are new.
 */
export function covering(all = combinations()): Combination[] {
  const left = new Set(all.flatMap(pairs));
  const chosen: Combination[] = [];
  while (left.size > 0) {
    const gain = (one: Combination) => pairs(one).filter((pair) => left.has(pair)).length;
    const best = all.reduce((one, other) => gain(other) > gain(one) ? other : one);
    pairs(best).forEach((pair) => left.delete(pair));
    chosen.push(best);
  }
  return chosen;
}

function pairs(combination: Combination): string[] {
  const values = Object.entries(combination).map(([kind, value]) => `${kind} ${String(value)}`);
  return values.flatMap((one, index) => values.slice(index + 1).map((other) => `${one}, ${other}`));
}
