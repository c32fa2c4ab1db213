import type { Reconciled } from './reconcile';
import type { RegistrationAttributes } from '../../../contract/registration-resource';

/** CloudFormation fails on Fn::GetAtt of a missing attribute, so each one always has a value. */
export function attributesOf({ registration, versionNumber, pending, versionToSubmit }: Reconciled): RegistrationAttributes {
  return {
    RegistrationId: registration.RegistrationId,
    RegistrationArn: registration.RegistrationArn,
    RegistrationStatus: registration.RegistrationStatus,
    RegistrationType: registration.RegistrationType,
    VersionNumber: versionNumber,
    VersionToSubmit: versionToSubmit ?? 'none',
    PendingSteps: pending.text,
  };
}
