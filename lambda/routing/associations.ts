import { operationOf } from './operation-of';
import { associationsOf } from '../cloudformation/physical-id';
import type { Resource } from '../cloudformation/protocol';
import { onCreate } from '../operations/associations/on-create';
import { onDelete } from '../operations/associations/on-delete';
import { onUpdate } from '../operations/associations/on-update';
import { readAssociationsWish, readFormerAssociations } from '../properties/associations';

export const associations: Resource = {
  onCreate: (request, run) => {
    const wish = readAssociationsWish(request.properties);
    run.identify(associationsOf(wish.registrationId));
    return onCreate(wish, operationOf(request, run));
  },
  onUpdate: (request, run) => {
    const wish = readAssociationsWish(request.properties);
    run.identify(associationsOf(wish.registrationId));
    return onUpdate(wish, readFormerAssociations(request.oldProperties), operationOf(request, run));
  },
  onDelete: (request, run) => onDelete(readFormerAssociations(request.properties), operationOf(request, run)),
};
