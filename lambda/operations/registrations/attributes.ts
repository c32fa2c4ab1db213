import type { Reconciled } from './reconcile';
import type { RegistrationAttributes } from '../../../contract/registration-resource';
import type { Operation } from '../operation';
import { shortened } from '../own-tags';

/** CloudFormation fails on Fn::GetAtt of a missing attribute, so each one always has a value. */
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
