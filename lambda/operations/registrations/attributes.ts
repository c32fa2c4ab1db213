import type { Reconciled } from './reconcile';
import type { RegistrationAttributes } from '../../../contract/registration-resource';

/** CloudFormation fails an Fn::GetAtt of an attribute without a value, so every one always has one. */
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
