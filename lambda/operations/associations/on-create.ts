import { reconcileAssociations } from './reconcile';
import type { AssociationsAttributes } from '../../../contract/associations-resource';
import type { DesiredAssociations } from '../../properties/associations';
import type { Operation } from '../operation';

export async function onCreate(desired: DesiredAssociations, operation: Operation): Promise<AssociationsAttributes> {
  return reconcileAssociations({ kind: 'create', desired, previous: { associations: [] } }, operation);
}
