import type { TagProperty } from '../../contract/registration-resource';
import type { Log } from '../log';
import type { Registrations } from '../service/registrations';

/** What every operation works with; nothing of it belongs to CloudFormation. */
export interface Operation {
  readonly registrations: Registrations;
  readonly log: Log;
  /** Epoch milliseconds after which every call fails. */
  readonly deadline: number;
  readonly change: Change;
  readonly deploy: Deploy;
  readonly arnOf: (registrationId: string) => string;
  /** The tags by which the registration is known to belong to whoever asks: the first says to which stack. */
  readonly ownership: readonly TagProperty[];
}

/** The request that is worked on, and what it does to the form: hashes of the state before it and of the desired one. */
export interface Change {
  /** The same for every delivery of one request. */
  readonly request: string;
  /** Epoch milliseconds. Of two requests for one registration the one that was sent later counts. */
  readonly sent: number;
  /** Undefined for a create. */
  readonly from?: string;
  readonly to: string;
}

/** What is known of the deploy that the request belongs to. */
export interface Deploy {
  /** Whether an update takes back what another one did; undefined when nobody can tell. Another answer than expected is doubted. */
  isRollback(expected?: boolean): Promise<boolean | undefined>;
  /** Whether nobody waits any more for this create or update. That it is not known to be so does not mean that it is not. */
  isOvertaken(): Promise<boolean>;
  /** Whether CloudFormation is taking back the create that is at its end, or has done so. */
  isCancelled(): Promise<boolean>;
  /** Whether a delete belongs to a rollback, or is what the user asks for; `none` when nobody waits for it any more. */
  originOfDelete(): Promise<'rollback' | 'user' | 'unknown' | 'none'>;
}

/** Tells under which id CloudFormation has to know what a create makes. */
export interface Outcome {
  /** A call is out whose answer may be lost. */
  maybeCreated(): void;
  nothingCreated(): void;
  created(physicalId: string): void;
}
