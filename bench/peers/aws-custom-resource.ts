import type { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, PhysicalResourceIdReference } from 'aws-cdk-lib/custom-resources';

const service = 'PinpointSMSVoiceV2';

/** The same registration by the CDK's generic resource, as a careful user would write it: one resource for each call. */
export function awsCustomResource(stack: Stack): void {
  const registration = new AwsCustomResource(stack, 'Registration', {
    onCreate: {
      service,
      action: 'createRegistration',
      parameters: { RegistrationType: 'US_TOLL_FREE_REGISTRATION' },
      physicalResourceId: PhysicalResourceId.fromResponse('RegistrationId'),
      outputPaths: ['RegistrationId'],
    },
    onDelete: {
      service,
      action: 'deleteRegistration',
      parameters: { RegistrationId: new PhysicalResourceIdReference() },
      ignoreErrorCodesMatching: 'ResourceNotFoundException',
    },
    policy: allow('CreateRegistration', 'DeleteRegistration'),
    installLatestAwsSdk: false,
  });
  const put = {
    service,
    action: 'putRegistrationFieldValue',
    parameters: {
      RegistrationId: registration.getResponseField('RegistrationId'), FieldPath: 'companyInfo.companyName', TextValue: 'Example Corp.',
    },
    physicalResourceId: PhysicalResourceId.of('companyInfo.companyName'),
    outputPaths: ['FieldPath'],
  };
  new AwsCustomResource(stack, 'Field', { onCreate: put, onUpdate: put, policy: allow('PutRegistrationFieldValue'), installLatestAwsSdk: false });
}

function allow(...actions: string[]): AwsCustomResourcePolicy {
  return AwsCustomResourcePolicy.fromStatements([new PolicyStatement({ actions: actions.map((action) => `sms-voice:${action}`), resources: ['*'] })]);
}
