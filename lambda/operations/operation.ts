import type { TagProperty } from '../../contract/registration-resource';
import type { Log } from '../log';
import type { Registrations } from '../service/registrations';

/** What every operation works with, independent of CloudFormation's events. */
export interface Operation {
  readonly registrations: Registrations;
  readonly log: Log;
  /** Epoch milliseconds after which every call fails. */
  readonly deadline: number;
  readonly change: Change;
  readonly deploy: Deploy;
  readonly arnOf: (registrationId: string) => string;
  /** The tags of what belongs to this resource of this stack. The first one names the stack. */
  readonly ownership: readonly TagProperty[];
}

/** The current request, with hashes of the declared form before and after it. */
export interface Change {
  /** The same for every delivery of one request. */
  readonly request: string;
  /** Epoch milliseconds. Of two requests for a registration, the later one wins. */
  readonly sent: number;
  /** Undefined for a create. */
  readonly from?: string;
  readonly to: string;
}

/** What is known about the deploy that the request belongs to. */
export interface Deploy {
  /** Whether an update is a rollback; undefined if that is unknown. A result other than expected is checked again. */
  isRollback(expected?: boolean): Promise<boolean | undefined>;
  /** Whether CloudFormation no longer waits for this create or update. False does not prove that it still waits. */
  isOvertaken(): Promise<boolean>;
  /** Whether CloudFormation is rolling back a create that has just finished, or has already done so. */
  isCancelled(): Promise<boolean>;
  /** Whether the stack has certainly never been updated, so that it has had no other resource under the same logical ID. */
  isNeverUpdated(): Promise<boolean>;
  /** Whether the stack certainly has that registration under the logical ID of this request. */
  holds(registrationId: string): Promise<boolean>;
  /** Whether a delete belongs to a rollback or was requested by the user; `none` if CloudFormation no longer waits for it. */
  originOfDelete(): Promise<'rollback' | 'user' | 'unknown' | 'none'>;
}

/** Reports the physical ID under which CloudFormation has to know what a create has created. */
export interface Outcome {
  /** A call has been made whose response may be lost. */
  maybeCreated(): void;
  nothingCreated(): void;
  created(physicalId: string): void;
}
