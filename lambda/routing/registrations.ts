import { registrationOperation, requestOf, outcomeOf, within } from './operation-of';
import { registrationToDelete } from '../cloudformation/physical-id';
import type { ExistingRequest, Resource, Run } from '../cloudformation/protocol';
import { adoptionHasLasted, onAdopt, release } from '../operations/registrations/on-adopt';
import { onCreate } from '../operations/registrations/on-create';
import { deleteLeftOvers, onDelete } from '../operations/registrations/on-delete';
import { onUpdate } from '../operations/registrations/on-update';
import { readDeletionProtection, readDeletionTimeout } from '../properties/reading';
import { readAdopted, readPreviousState, readDesiredState } from '../properties/registration';
import { loadSecrets } from '../secrets/load';
import { resolveUpdate, resolveDesiredState } from '../secrets/resolve';

export const registrations: Resource = {
  onCreate: async (request, run) => {
    const operation = registrationOperation(request, run);
    const declared = readDesiredState(request.properties);
    if (declared.adopted === undefined) {
      const outcome = outcomeOf(request, run);
      // From the first moment: an earlier delivery of the same event may have created it.
      outcome.maybeCreated();
      return onCreate(await resolveDesiredState(declared, loadSecrets(run)), requestOf(request), operation, outcome);
    }
    const attributes = await onAdopt(declared.adopted, await resolveDesiredState(declared, loadSecrets(run)), operation, outcomeOf(request, run));
    // Only now: the rollback of an adoption that failed must not delete anything.
    run.identify(declared.adopted);
    return attributes;
  },
  onUpdate: async (request, run) => {
    const { physicalId, properties, oldProperties } = request;
    const { desired, previous } = await resolveUpdate(
      physicalId, readDesiredState(properties), readPreviousState(oldProperties), loadSecrets(run), run.log,
    );
    return onUpdate(physicalId, desired, previous, registrationOperation(request, run, oldProperties));
  },
  onDelete: async (request, run) => {
    const adopted = readAdopted(request.properties);
    if (adopted !== undefined) {
      const operation = registrationOperation(request, run);
      if (request.physicalId !== adopted && await operation.deploy.holds(adopted)) {
        run.log.info(`Nothing to delete: the stack has adopted ${adopted} since the attempt that this request cleans up`, { registrationId: adopted });
        return;
      }
      if (request.physicalId !== adopted || !await adoptionHasLasted(adopted, operation)) {
        return release(adopted, operation);
      }
    }
    return deleteRegistration(request, adopted !== undefined, run);
  },
};

async function deleteRegistration(request: ExistingRequest, isAdopted: boolean, run: Run): Promise<void> {
  const { physicalId, logicalId, properties } = request;
  const target = registrationToDelete(physicalId, logicalId);
  if (target.kind === 'left-overs') {
    return deleteLeftOvers({ ...target, deletionProtection: readDeletionProtection(properties) }, registrationOperation(request, run));
  }
  const what = { isAdopted, deletionProtection: readDeletionProtection(properties) };
  return onDelete(target.id, what, registrationOperation(request, within(readDeletionTimeout(properties), run)));
}
