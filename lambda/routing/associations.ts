import { operationOf } from './operation-of';
import { associationsOf } from '../cloudformation/physical-id';
import type { Resource } from '../cloudformation/protocol';
import { onCreate } from '../operations/associations/on-create';
import { onDelete } from '../operations/associations/on-delete';
import { onUpdate } from '../operations/associations/on-update';
import { readDesiredAssociations, readPreviousAssociations } from '../properties/associations';

export const associations: Resource = {
  onCreate: (request, run) => {
    const desired = readDesiredAssociations(request.properties);
    run.identify(associationsOf(desired.registrationId));
    return onCreate(desired, operationOf(request, run));
  },
  onUpdate: (request, run) => {
    const desired = readDesiredAssociations(request.properties);
    run.identify(associationsOf(desired.registrationId));
    return onUpdate(desired, readPreviousAssociations(request.oldProperties), operationOf(request, run));
  },
  onDelete: (request, run) => onDelete(readPreviousAssociations(request.properties), operationOf(request, run)),
};
