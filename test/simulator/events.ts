import { randomUUID } from 'crypto';
import type { Service } from './service';
import { currentVersion, Registration } from './state';

/** `Registration Status Change` as EventBridge delivers it: no previous status, no tags, no reasons. */
export interface RegistrationEvent {
  readonly 'version': '0';
  readonly 'id': string;
  readonly 'detail-type': 'Registration Status Change';
  readonly 'source': 'aws.sms-voice';
  readonly 'account': string;
  readonly 'time': string;
  readonly 'region': string;
  readonly 'resources': string[];
  readonly 'detail': {
    readonly registrationDetails: {
      readonly registrationId: string;
      readonly registrationVersionNumber: number;
      readonly registrationType: string;
      readonly registrationStatusChangeTimestamp: number;
      readonly currentStatus: string;
    };
    readonly registrationArn: string;
  };
}

export function statusChangeEvent(service: Service, registration: Registration, at: Date): RegistrationEvent {
  const arn = service.arns.of('registration', registration.id);
  return {
    'version': '0',
    'id': randomUUID(),
    'detail-type': 'Registration Status Change',
    'source': 'aws.sms-voice',
    'account': service.account,
    'time': `${at.toISOString().slice(0, 19)}Z`,
    'region': service.region,
    'resources': [arn],
    'detail': {
      registrationDetails: {
        registrationId: registration.id,
        registrationVersionNumber: currentVersion(registration).number,
        registrationType: registration.type,
        registrationStatusChangeTimestamp: at.getTime(),
        currentStatus: registration.status,
      },
      registrationArn: arn,
    },
  };
}
