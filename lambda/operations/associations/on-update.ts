import { bringAssociations } from './on-create';
import type { AssociationsAttributes } from '../../../contract/associations-resource';
import type { AssociationsWish, FormerAssociations } from '../../associations-properties';
import type { Operation } from '../operation';

/** Associates what came to the stack. Another registration, made to replace this one, has none of it yet. */
export async function onUpdate(wish: AssociationsWish, former: FormerAssociations, operation: Operation): Promise<AssociationsAttributes> {
  return bringAssociations(wish, former.registrationId === wish.registrationId ? former : undefined, operation);
}
