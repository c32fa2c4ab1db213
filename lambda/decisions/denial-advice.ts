import type { DenialCode, RemedyKind } from './denial-codes';
import { listing } from './listing';

/** A response to CloudFormation is limited to 4096 bytes. */
const MAX_REMEDIES_BYTES = 1_050;

const NEW_REGISTRATION = 'Give the construct a new ID to create a new registration.';

/**
 * What to do about a denial.
 *
 * @param isUnclear some of its reasons are not in AWS's list
 */
export function denialAdvice(codes: readonly DenialCode[], isUnclear: boolean): string {
  const final = codes.filter(({ resubmittable }) => resubmittable === 'no');
  return final.length > 0 ? finalAdvice(final) : openAdvice(codes, isUnclear || codes.length === 0);
}

/** Nothing else matters once one of the reasons is final. */
function finalAdvice(codes: readonly DenialCode[]): string {
  return [
    'It cannot be submitted again.',
    remediesOf(codes, MAX_REMEDIES_BYTES),
    ...codes.some(({ remedyKind }) => remedyKind === 'new-registration') ? [NEW_REGISTRATION] : [],
  ].join(' ');
}

/** The remedies that lead to another submission, in order, each with its introduction. */
const STEPS: readonly (readonly [RemedyKind, string])[] = [
  ['new-registration', ''],
  ['wait', ''],
  ['outside', 'Fix this outside of the form: '],
  ['form', 'Correct the form in the stack: '],
];

function openAdvice(codes: readonly DenialCode[], isUnclear: boolean): string {
  const kinds = new Set(codes.map(({ remedyKind }) => remedyKind));
  const maxBytes = MAX_REMEDIES_BYTES / Math.max(kinds.size, 1);
  const steps = STEPS.filter(([kind]) => kinds.has(kind)).map(([kind, introduction]) => (
    introduction + remediesOf(codes.filter(({ remedyKind }) => remedyKind === kind), maxBytes)
  ));
  return [
    ...steps,
    ...isUnclear && !kinds.has('form') ? ['Correct the form in the stack.'] : [],
    lastStep(kinds, isUnclear),
    ...codes.some(({ resubmittable }) => resubmittable === 'depends') ? ['Banned content stays banned.'] : [],
  ].join(' ');
}

function lastStep(kinds: ReadonlySet<RemedyKind>, isUnclear: boolean): string {
  if (kinds.has('form') || isUnclear) {
    const otherwise = isUnclear ? ' If nothing in the form is wrong, change resubmit in the stack to submit the same form again.' : '';
    return `Then deploy again: that opens a new version and submits it.${otherwise}`;
  }
  if (kinds.has('outside')) {
    return 'Then change resubmit in the stack and deploy again to submit the same form again.';
  }
  return kinds.has('wait') ? 'A deploy after that submits the same form again.' : NEW_REGISTRATION;
}

/** Codes may share a remedy. */
function remediesOf(codes: readonly DenialCode[], maxBytes: number): string {
  return listing([...new Set(codes.map(({ remedy }) => remedy))], maxBytes, ' ');
}
