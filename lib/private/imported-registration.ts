import { Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { assertValid } from './limits';
import { registrationArnProblems, registrationIdProblems } from './validate-registration-props';
import { RegistrationBase } from '../registration-base';

/** A registration that is never modified or deleted. */
export class ImportedRegistration extends RegistrationBase {
  public static fromId(scope: Construct, id: string, registrationId: string): ImportedRegistration {
    assertValid('Registration.fromRegistrationId', registrationIdProblems(registrationId));
    const registrationArn = Stack.of(scope).formatArn({ service: 'sms-voice', resource: 'registration', resourceName: registrationId });
    return new ImportedRegistration(scope, id, registrationId, registrationArn);
  }

  public static fromArn(scope: Construct, id: string, registrationArn: string): ImportedRegistration {
    if (!Token.isUnresolved(registrationArn)) {
      assertValid('Registration.fromRegistrationArn', registrationArnProblems(registrationArn));
    }
    const { resourceName } = Arn.split(registrationArn, ArnFormat.SLASH_RESOURCE_NAME);
    return new ImportedRegistration(scope, id, resourceName!, registrationArn);
  }

  private constructor(scope: Construct, id: string, public readonly registrationId: string, public readonly registrationArn: string) {
    super(scope, id, { environmentFromArn: registrationArn });
  }
}
