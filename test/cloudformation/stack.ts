import { CustomResource, WireProperties } from './events';
import { SentRequest } from './requests';

/** A line of the stack events. */
export interface StackEvent {
  /** The stack's name for the stack itself. */
  readonly logicalId: string;
  /** CREATE_IN_PROGRESS, UPDATE_FAILED, DELETE_SKIPPED ... */
  readonly status: string;
  readonly physicalId?: string;
  readonly reason?: string;
}

/** How one stack operation ended. */
export interface OperationResult {
  readonly succeeded: boolean;
  /** The stack's status: CREATE_COMPLETE, ROLLBACK_COMPLETE, UPDATE_ROLLBACK_FAILED, DELETE_FAILED ... */
  readonly status: string;
  /** Why the first resource failed. */
  readonly reason?: string;
  /** The requests of this operation, in order. */
  readonly requests: readonly SentRequest[];
  readonly events: readonly StackEvent[];
}

export interface OperationOptions {
  /** Aborted: CloudFormation stops waiting and rolls back, as when another resource fails or a user cancels an update. */
  readonly cancel?: AbortSignal;
  /** A failure is not rolled back: what has failed only goes back to the state that was stable. */
  readonly disableRollback?: boolean;
}

/** A resource that the stack holds. */
export interface StackResource {
  readonly definition: CustomResource;
  readonly properties: WireProperties;
  readonly physicalId: string;
  readonly attributes: Record<string, unknown>;
  readonly status: string;
  /** Of the answer that the attributes came with. */
  readonly requestId: string;
}

/** Why a Delete is due. Each has a policy of its own. */
export type DeleteReason = 'resource' | 'rollback of create' | 'replacement';

export function retained(definition: CustomResource, why: DeleteReason): boolean {
  if (why === 'replacement') return definition.updateReplacePolicy === 'Retain';
  if (why === 'rollback of create') return definition.deletionPolicy === 'Retain';
  return definition.deletionPolicy === 'Retain' || definition.deletionPolicy === 'RetainExceptOnCreate';
}
