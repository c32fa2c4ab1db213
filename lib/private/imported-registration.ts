import { Construct } from 'constructs';
import { RegistrationBase } from '../registration-base';

/** A registration that is neither modified nor deleted. */
export class ImportedRegistration extends RegistrationBase {
  constructor(scope: Construct, id: string, public readonly registrationId: string, public readonly registrationArn: string) {
    super(scope, id, { environmentFromArn: registrationArn });
  }
}
