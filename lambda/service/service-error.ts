import { PinpointSMSVoiceV2ServiceException } from '@aws-sdk/client-pinpoint-sms-voice-v2';

/** The members of the service's exceptions that are worth showing. */
interface ModelledMembers {
  readonly Reason?: string;
  readonly ResourceType?: string;
  readonly ResourceId?: string;
  readonly Fields?: readonly { readonly Name?: string }[];
}

/** Operations whose requests contain field values, which the service's message may quote. */
const CARRIES_VALUES = new Set(['PutRegistrationFieldValue']);

/** The name of the error that ends a call at the deadline. */
export const OUT_OF_TIME = 'OutOfTime';

/** The attempt that failed. */
interface Try {
  readonly fieldPath?: string;
  /** Counted from 1. */
  readonly attempt?: number;
}

/** A failed call, with everything that is safe to show about it: never a field value. */
export class ServiceError extends Error {
  public override readonly name = 'ServiceError';
  /** The service's reason, such as RESOURCE_NOT_EMPTY. */
  public readonly reason?: string;
  /** What the refusal is about, unless it is the registration itself. */
  public readonly resource?: string;
  /** The parameters that the service did not accept. */
  public readonly invalid: readonly string[];
  /** The number of the attempt. */
  private readonly attempt: number;
  /** The HTTP status. */
  private readonly status: number;
  /** The service's message, unless it may quote a value. */
  public readonly detail?: string;
  public readonly fieldPath?: string;

  constructor(
    public readonly operation: string,
    /** The name of the exception or of the network error. */
    public readonly code: string,
    cause?: unknown,
    { fieldPath, attempt = 1 }: Try = {},
  ) {
    super(`${operation}: ${code}`);
    this.fieldPath = fieldPath;
    this.attempt = attempt;
    this.status = (cause as Partial<PinpointSMSVoiceV2ServiceException> | undefined)?.$metadata?.httpStatusCode ?? 0;
    if (cause instanceof PinpointSMSVoiceV2ServiceException) {
      const members = cause as ModelledMembers;
      this.reason = members.Reason;
      this.resource = members.ResourceType && members.ResourceType !== 'registration'
        ? `${members.ResourceType} ${members.ResourceId ?? ''}`.trim()
        : undefined;
      this.detail = CARRIES_VALUES.has(operation) && code !== 'AccessDeniedException' ? undefined : cause.message || undefined;
    }
    this.invalid = ((cause as ModelledMembers | undefined)?.Fields ?? []).flatMap((field) => field.Name ?? []);
  }

  /**
   * The service certainly did nothing: the first attempt was refused for a reason that does not depend on earlier calls. A quota or a
   * conflict may result from an earlier attempt whose response was lost.
   */
  public get isRefusal(): boolean {
    return REFUSALS.has(this.code) && this.attempt === 1;
  }

  /** Nothing is wrong with the request: it may succeed later. */
  public get isTransient(): boolean {
    return TRANSIENT.has(this.code) || this.status >= 500 || this.isThrottling;
  }

  public get isThrottling(): boolean {
    return this.code === 'ThrottlingException' || this.status === 429;
  }

  public get isAccessDenied(): boolean {
    return this.code === 'AccessDeniedException';
  }

  /** The run ended before there was a response. */
  public get isOutOfTime(): boolean {
    return this.code === OUT_OF_TIME;
  }

  public get isConflict(): boolean {
    return this.code === 'ConflictException';
  }

  public get isNotFound(): boolean {
    return this.code === 'ResourceNotFoundException';
  }
}

/** Turns whatever the SDK throws into a ServiceError. */
export function serviceErrorOf(operation: string, error: unknown, about?: Try): ServiceError {
  const { code, name } = error as NodeJS.ErrnoException;
  return new ServiceError(operation, code ?? name ?? 'Error', error, about);
}

const REFUSALS = new Set(['AccessDeniedException', 'ValidationException']);

const TRANSIENT = new Set([
  'InternalServerException', 'TimeoutError',
  // A truncated response: as with a lost connection, the request may have been carried out.
  'SyntaxError',
  'ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN',
]);
