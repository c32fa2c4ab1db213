import * as fs from 'fs';
import * as path from 'path';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { associate, newStack, resources } from './stacks';
import { FieldValue, Registration, RegistrationAttachment, RegistrationDocument, RegistrationHandler, RegistrationType } from '../../lib';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000';

/** The actions of every policy in a stack that uses all that asks for a permission. */
function grantedActions(): Set<string> {
  const stack = newStack();
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', KEY);
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'documents', encryptionKey });
  const secret = secretsmanager.Secret.fromSecretAttributes(stack, 'Secret', {
    encryptionKey, secretCompleteArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:tax-AbCdEf',
  });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['us-east-1a'], privateSubnetIds: ['subnet-0123456789abcdef0'] });
  const notificationTopic = new sns.Topic(stack, 'Topic', { masterKey: encryptionKey });
  new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, { vpc, notificationTopic });
  associate(new Registration(stack, 'TollFree', {
    registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
    fields: {
      'companyInfo.companyName': FieldValue.fromSecretsManager(secret),
      'companyInfo.website': FieldValue.fromSsmParameter(ssm.StringParameter.fromStringParameterName(stack, 'Parameter', '/website')),
      'messagingUseCase.optInImage': FieldValue.attachment(new RegistrationAttachment(stack, 'Image', { document: RegistrationDocument.fromBucket(bucket, 'opt-in.pdf') })),
    },
  }), 'phone-0123');
  // The keys of conditions look the same, but for the colon after them.
  const templates = ['AWS::IAM::Role', 'AWS::IAM::Policy'].map((type) => JSON.stringify(resources(stack, type)));
  return new Set(templates.flatMap((text) => [...text.matchAll(/"([a-z0-9-]+:[A-Z][A-Za-z]+)"(?!:)/g)].map(([, action]) => action!)));
}

test('docs/permissions.md names every action that the role of the handler may be given, and no other', () => {
  const page = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'permissions.md'), 'utf8');
  // In its table the actions have no prefix.
  const named = [...page.matchAll(/`((?:[a-z0-9-]+:)?[A-Z][A-Za-z]+)`/g)].map(([, action]) => action!.includes(':') ? action! : `sms-voice:${action!}`);
  const granted = [...grantedActions()].filter((action) => action !== 'sts:AssumeRole');
  expect([...new Set(named)].sort()).toEqual(granted.sort());
});
