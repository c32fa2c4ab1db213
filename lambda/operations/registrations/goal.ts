import type { DesiredState, PreviousState } from '../../properties/registration';
import type { Registration } from '../../service/types';
import type { Operation } from '../operation';

/** What a deploy does with a registration. */
export type Kind = 'create' | 'adoption' | 'update' | 'rollback';

/** Before a create or an adoption: anything that is already filled in comes from elsewhere and is left alone. */
export const NOTHING_DECLARED: PreviousState = { fields: [], tags: [], submit: false, associations: [] };

export interface Goal {
  readonly kind: Kind;
  readonly desired: DesiredState;
  readonly previous: PreviousState;
  /** Called after all checks, before anything else is changed. */
  readonly beforeWrite?: () => Promise<void>;
}

/** One attempt to reach a goal. */
export interface Task extends Goal {
  readonly registration: Registration;
  readonly operation: Operation;
}
