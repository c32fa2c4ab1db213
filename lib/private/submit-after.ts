import { IConstruct } from 'constructs';
import { registrationTarget, Target } from './association-targets';
import { elsewhereProblems, otherStackProblems } from './limits';
import { kindOf } from './present';
import { pathOf } from './protection';
import type { IRegistration } from '../registration-base';

/** A tag of the registration names all of them, and its value has room for so many IDs. */
export const MAX_SUBMIT_AFTER = 6;

/** What is wrong with the registrations after which a form is submitted. Not every language checks types before this. */
export function submitAfterProblems(scope: IConstruct, submitAfter: unknown = []): string[] {
  if (!Array.isArray(submitAfter)) {
    return [`submitAfter is ${kindOf(submitAfter)}; an array of registrations is expected`];
  }
  return submitAfter.flatMap((one, index) => registrationProblems(scope, one).map((problem) => `submitAfter[${index}]: ${problem}`));
}

export function submitAfterTargets(submitAfter: readonly IRegistration[] = []): Target[] {
  return submitAfter.map(registrationTarget);
}

function registrationProblems(scope: IConstruct, registration: unknown): readonly string[] {
  const { resource, arn, idOrArn, problems } = registrationTarget(registration);
  if (problems.length > 0) {
    return [`it is ${kindOf(registration)}; a registration is expected, such as one of Registration.fromRegistrationId`];
  }
  return resource === undefined ? elsewhereProblems(arn ?? idOrArn, scope) : otherStackProblems(resource, scope).map((problem) => (
    `"${pathOf(resource)}" cannot be waited for: ${problem}`
  ));
}
