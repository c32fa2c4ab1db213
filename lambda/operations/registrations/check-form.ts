import { abbreviate } from '../../../contract/limits';
import { formProblems, type FormProblem, type FormToBe } from '../../decisions/form-problems';
import { listing } from '../../decisions/listing';
import { failure, type ErrorContext } from '../../failure';
import { ServiceError } from '../../service/service-error';
import type { Operation } from '../operation';

/** A response to CloudFormation is limited to 4096 bytes. Everything but the list takes less than 1,500. */
const MAX_LIST_BYTES = 2_500;

export interface CheckOptions {
  /** Undefined for a registration that is about to be created. */
  readonly registrationId?: string;
  /** Other problems to report in the same message. */
  readonly others?: readonly FormProblem[];
}

/**
 * Fails with every problem of a form before anything is changed. Forms change, so the current definitions are read. A form that is neither
 * written nor submitted is not checked and takes no call.
 */
export async function checkForm(
  registrationType: string, form: FormToBe, operation: Operation, { registrationId, others = [] }: CheckOptions = {},
): Promise<void> {
  const where = { registrationType, registrationId };
  const isUntouched = form.put.length === 0 && !form.complete;
  const ofForm = isUntouched ? [] : formProblems(await definitions(registrationType, operation, where), form);
  const problems = [...ofForm, ...others];
  if (problems.length > 0) {
    const list = listing(problems.map(({ path, problem }) => `${abbreviate(path)}: ${problem}`), MAX_LIST_BYTES);
    throw failure(actionOf(where), `${count(problems.length)}: ${list}`,
      `Correct the stack, then deploy again. ${undone(where)}`, where);
  }
}

async function definitions(registrationType: string, { registrations }: Operation, where: ErrorContext) {
  try {
    return await registrations.fieldDefinitions(registrationType);
  } catch (error) {
    if (error instanceof ServiceError && error.reason === 'UNKNOWN_REGISTRATION_TYPE') {
      throw failure(actionOf(where), `the service does not offer the registration type ${registrationType} in this Region`,
        `Correct the type in the stack, or deploy in a Region that offers it. ${undone(where)}`, where, error);
    }
    throw error;
  }
}

function count(problems: number): string {
  return problems === 1 ? 'there is 1 problem' : `there are ${problems} problems`;
}

function actionOf({ registrationId }: ErrorContext): 'created' | 'updated' {
  return registrationId === undefined ? 'created' : 'updated';
}

function undone({ registrationId }: ErrorContext): string {
  return registrationId === undefined ? 'Nothing was created.' : 'Nothing was changed.';
}
