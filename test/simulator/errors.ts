import type { ConflictExceptionReason, ResourceType, ServiceQuotaExceededExceptionReason, ValidationExceptionReason } from '@aws-sdk/client-pinpoint-sms-voice-v2';

export type ErrorName =
  | 'AccessDeniedException'
  | 'ConflictException'
  | 'InternalServerException'
  | 'ResourceNotFoundException'
  | 'ServiceQuotaExceededException'
  | 'ThrottlingException'
  | 'ValidationException';

export interface InvalidField {
  readonly Name: string;
  readonly Message: string;
}

/** The modelled members of an error's body, apart from its message. */
export interface ErrorDetails {
  readonly Reason?: string;
  readonly ResourceType?: ResourceType;
  readonly ResourceId?: string;
  readonly Fields?: InvalidField[];
  readonly RequestId?: string;
}

/** An answer of the service that is not a success. */
export class ServiceError extends Error {
  constructor(public readonly errorName: ErrorName, message: string, public readonly details: ErrorDetails = {}) {
    super(message);
    this.name = errorName;
  }

  public get statusCode(): number {
    return this.errorName === 'InternalServerException' ? 500 : 400;
  }

  public toJSON(): object {
    return { __type: `com.amazonaws.pinpointsmsvoicev2#${this.errorName}`, Message: this.message, ...this.details };
  }
}

export interface Resource {
  readonly type: ResourceType;
  readonly id: string;
}

export function conflict(reason: ConflictExceptionReason, resource: Resource, message: string): ServiceError {
  return new ServiceError('ConflictException', message, { Reason: reason, ResourceType: resource.type, ResourceId: resource.id });
}

export function notFound(resource: Resource): ServiceError {
  return new ServiceError('ResourceNotFoundException', `The ${resource.type} ${resource.id} does not exist.`, {
    ResourceType: resource.type,
    ResourceId: resource.id,
  });
}

export function invalid(reason: ValidationExceptionReason, message: string, fields?: InvalidField[]): ServiceError {
  return new ServiceError('ValidationException', message, { Reason: reason, ...(fields && { Fields: fields }) });
}

/** A refusal of one input member; the service names members in lower camel case (`textValue`). */
export function invalidMember(reason: ValidationExceptionReason, member: string, message: string): ServiceError {
  return invalid(reason, message, [{ Name: lowerCamel(member), Message: message }]);
}

export function quotaExceeded(reason: ServiceQuotaExceededExceptionReason, message: string): ServiceError {
  return new ServiceError('ServiceQuotaExceededException', message, { Reason: reason });
}

export function lowerCamel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
