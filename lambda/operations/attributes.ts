import type { Operation } from './operation';
import { shortened } from './own-tags';
import type { Reconciled } from './reconcile';
import type { RegistrationAttributes } from '../../contract/registration-resource';

/** CloudFormation fails an Fn::GetAtt of an attribute without a value, so every one always has one. */
export function attributesOf({ registration, versionNumber, pending, isLeft }: Reconciled, { change }: Pick<Operation, 'change'>): RegistrationAttributes {
  return {
    RegistrationId: registration.RegistrationId,
    RegistrationArn: registration.RegistrationArn,
    RegistrationStatus: registration.RegistrationStatus,
    RegistrationType: registration.RegistrationType,
    VersionNumber: versionNumber,
    VersionToSubmit: `${isLeft ? versionNumber : 'none'} ${shortened(change.request)}`,
    PendingSteps: pending.text,
  };
}
