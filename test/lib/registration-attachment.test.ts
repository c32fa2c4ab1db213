import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, CfnParameter, CfnResource, DefaultStackSynthesizer, Duration, LegacyStackSynthesizer, RemovalPolicy, Stack, TagManager, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { census, ENV, messageOf, newApp, newStack, newStackWithOther, only, resources } from './stacks';
import { FieldValue, Registration, RegistrationAttachment, RegistrationAttachmentProps, RegistrationDocument, RegistrationDocumentConfig, RegistrationHandler, RegistrationType } from '../../lib';

const CUSTOM = 'Custom::SMSVoiceRegistrationAttachment';
const ID = 'attachment-0a1b2c3d4e5f60718293a4b5c6d7e8f9';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const PDF = Buffer.from('%PDF-1.7\n');
const GIF = Buffer.from('GIF89a');

// The newest CDK prints every warning, which is what these tests are about.
beforeAll(() => { jest.spyOn(console, 'error').mockReturnValue(); });
afterAll(() => jest.restoreAllMocks());

let directory: string;
beforeAll(() => { directory = fs.mkdtempSync(path.join(os.tmpdir(), 'attachments-')); });
afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

/** A file with that content, filled up with zeros to that size. */
function file(name: string, content: Buffer, size = content.length): string {
  const place = path.join(directory, name);
  fs.writeFileSync(place, content);
  fs.truncateSync(place, size);
  return place;
}

function fromAsset(stack: Stack, place = file('opt-in.png', PNG), props?: Partial<RegistrationAttachmentProps>, id = 'Image'): RegistrationAttachment {
  return new RegistrationAttachment(stack, id, { document: RegistrationDocument.fromAsset(place), ...props });
}

function fromBucket(stack: Stack, props?: Partial<RegistrationAttachmentProps>, key = 'documents/opt-in.png'): RegistrationAttachment {
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'example-bucket');
  return new RegistrationAttachment(stack, 'Image', { document: RegistrationDocument.fromBucket(bucket, key), ...props });
}

interface Statement { readonly Action: unknown; readonly Resource: unknown }

/** What the role may do besides its work on the service, and its log. */
function grants(stack: Stack): Statement[] {
  const [policy] = only(stack, 'AWS::IAM::Role').Properties.Policies as { PolicyDocument: { Statement: Statement[] } }[];
  return policy!.PolicyDocument.Statement
    .filter(({ Action }) => [Action].flat().some((action) => /^(s3|kms):/.test(String(action))))
    .map(({ Action, Resource }) => ({ Action, Resource }));
}

const warnings = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));

describe('An attachment in the template', () => {
  test('is one custom resource with everything that the handler needs', () => {
    const stack = newStack();
    fromBucket(stack, { tags: { Name: 'opt-in' }, deletionTimeout: Duration.minutes(5) });
    expect(only(stack, CUSTOM)).toEqual({
      logicalId: expect.stringMatching(/^Image/),
      Type: CUSTOM,
      Properties: {
        ServiceToken: { 'Fn::GetAtt': [only(stack, 'AWS::Lambda::Function').logicalId, 'Arn'] },
        ServiceTimeout: 1200,
        AttachmentUrl: 's3://example-bucket/documents/opt-in.png',
        Tags: [{ Key: 'Name', Value: 'opt-in' }],
        DeletionTimeout: 300,
      },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  test('has no tags and ten minutes for its deletion by default', () => {
    const stack = newStack();
    fromBucket(stack);
    expect(only(stack, CUSTOM).Properties).toMatchObject({ Tags: [], DeletionTimeout: 600 });
  });

  test('shares the function of the registrations, and needs nothing else', () => {
    const stack = newStack();
    new Registration(stack, 'Registration', {
      registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
      fields: { 'messagingUseCase.optInImage': FieldValue.attachment(fromAsset(stack)) },
    });
    fromAsset(stack, file('second.pdf', PDF), {}, 'Second');
    expect(census(stack)).toEqual({
      [CUSTOM]: 2, 'Custom::SMSVoiceRegistration': 1, 'AWS::Lambda::Function': 1, 'AWS::IAM::Role': 1, 'AWS::Logs::LogGroup': 1,
    });
  });

  test('is known by its id and its ARN', () => {
    const stack = newStack();
    const attachment = fromBucket(stack);
    const { logicalId } = only(stack, CUSTOM);
    expect(stack.resolve(attachment.registrationAttachmentId)).toEqual({ Ref: logicalId });
    expect(stack.resolve(attachment.registrationAttachmentArn)).toEqual({ 'Fn::GetAtt': [logicalId, 'RegistrationAttachmentArn'] });
  });

  test.each([
    [RemovalPolicy.RETAIN, 'Retain', 'Retain'],
    [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, 'RetainExceptOnCreate', 'Retain'],
  ])('is kept with the removal policy %s', (removalPolicy, DeletionPolicy, UpdateReplacePolicy) => {
    const stack = newStack();
    fromBucket(stack, { removalPolicy });
    expect(only(stack, CUSTOM)).toMatchObject({ DeletionPolicy, UpdateReplacePolicy });
  });

  test('has a deletion timeout within the same limits as a registration', () => {
    expect(messageOf(() => fromBucket(newStack(), { deletionTimeout: Duration.seconds(29) }))).toBe(
      'RegistrationAttachment "Stack/Image": deletionTimeout must be 30 seconds to 14 minutes, but is 29 seconds',
    );
  });
});

describe('The tags of an attachment', () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'x']));
  const rendered = (tags: Record<string, string>) => {
    const stack = newStack();
    fromBucket(stack, { tags });
    return only(stack, CUSTOM).Properties.Tags;
  };

  test('come from Tags.of(...), too', () => {
    const stack = newStack();
    const attachment = fromBucket(stack, { tags: { Name: 'opt-in' } });
    Tags.of(stack).add('Team', 'texts');
    Tags.of(attachment).add('Kind', 'image', { includeResourceTypes: [CUSTOM] });
    expect(only(stack, CUSTOM).Properties.Tags).toEqual(expect.arrayContaining([
      { Key: 'Name', Value: 'opt-in' }, { Key: 'Team', Value: 'texts' }, { Key: 'Kind', Value: 'image' },
    ]));
    expect(TagManager.isTaggable(attachment)).toBe(true);
  });

  test('come from new Stack(…, { tags }), too', () => {
    const stack = newStack({ tags: { Team: 'texts' } });
    fromBucket(stack);
    expect(only(stack, CUSTOM).Properties.Tags).toEqual([{ Key: 'Team', Value: 'texts' }]);
  });

  test('may be 196', () => {
    expect(rendered(many(196))).toHaveLength(196);
  });

  test.each([
    ['197', many(197), 'at most 196 tags are allowed, but there are 197'],
    ['a secret', { Name: '{{resolve:secretsmanager:tax-id}}' }, 'the tag "Name" contains a dynamic reference to secretsmanager'],
    ['one of our own', { 'cdk-sms-registration:source': 'x' }, 'the tag key "cdk-sms-registration:source" starts with the reserved prefix "cdk-sms-registration:"'],
  ])('cannot be %s', (_, tags: Record<string, string>, message) => {
    expect(messageOf(() => rendered(tags))).toContain(`RegistrationAttachment "Stack/Image": ${message}`);
  });
});

describe('RegistrationDocument.fromAsset', () => {
  test('names the object that the CDK puts into its bucket, and lets the handler read that one alone', () => {
    const stack = newStack();
    fromAsset(stack);
    const url = only(stack, CUSTOM).Properties.AttachmentUrl as string;
    const [, bucket, key] = /^s3:\/\/([^/]+)\/([0-9a-f]{64}\.png)$/.exec(url)!;
    expect(bucket).toBe('cdk-hnb659fds-assets-111122223333-us-east-1');
    const resource = JSON.stringify(grants(stack).map(({ Resource }) => Resource));
    expect(resource).toContain(`:s3:::${bucket}/${key}"`);
    expect(grants(stack)).toEqual([{ Action: 's3:GetObject', Resource: expect.anything() }]);
  });

  test('names its content, which is the same document under any URL', () => {
    const [one, same, other] = [PNG, PNG, Buffer.concat([PNG, PNG])].map((content, index) => {
      const stack = newStack({ env: ENV, synthesizer: new DefaultStackSynthesizer({ qualifier: `q${index}` }) });
      fromAsset(stack, file('content.png', content));
      return only(stack, CUSTOM).Properties;
    });
    expect(one!.ContentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(same!.ContentHash).toBe(one!.ContentHash);
    expect(same!.AttachmentUrl).not.toBe(one!.AttachmentUrl);
    expect(other!.ContentHash).not.toBe(one!.ContentHash);
  });

  test('gives another object to another content', () => {
    const urls = [PNG, Buffer.concat([PNG, PNG])].map((content) => {
      const stack = newStack();
      fromAsset(stack, file('changed.png', content));
      return only(stack, CUSTOM).Properties.AttachmentUrl;
    });
    expect(urls[0]).not.toEqual(urls[1]);
  });

  test('grants each of several files, in one statement', () => {
    const stack = newStack();
    fromAsset(stack, file('one.png', PNG), {}, 'One');
    fromAsset(stack, file('two.pdf', PDF), {}, 'Two');
    expect(grants(stack)).toEqual([{ Action: 's3:GetObject', Resource: [expect.anything(), expect.anything()] }]);
  });

  test('works in a stack without account and Region, and with the synthesizer of the first CDK', () => {
    const anywhere = newStack({});
    fromAsset(anywhere);
    expect(JSON.stringify(only(anywhere, CUSTOM).Properties.AttachmentUrl)).toContain('cdk-hnb659fds-assets-');
    const legacy = new Stack(newApp(), 'Legacy', { env: ENV, synthesizer: new LegacyStackSynthesizer() });
    fromAsset(legacy);
    expect(JSON.stringify(only(legacy, CUSTOM).Properties.AttachmentUrl)).toContain('s3://');
    expect(grants(legacy)).toHaveLength(1);
  });

  test.each([
    ['a PNG image', PNG],
    ['a JPEG image', JPEG],
    ['a PDF document', PDF],
    ['a PDF document that starts a little later', Buffer.concat([Buffer.from('\ufeff\n'), PDF])],
  ])('takes %s, whatever its name says', (_, content) => {
    const stack = newStack();
    fromAsset(stack, file('document.bin', content));
    expect(census(stack)[CUSTOM]).toBe(1);
    expect(warnings(stack)).toEqual([]);
  });

  test.each([
    ['500000 bytes', 500_000, 0],
    ['500001 bytes', 500_001, 1],
    ['5 MiB', 5_242_880, 1],
  ])('takes %s', (_, size, count) => {
    const stack = newStack();
    const place = file('size.png', PNG, size);
    fromAsset(stack, place);
    expect(warnings(stack)).toHaveLength(count);
    warnings(stack).forEach((warning) => expect(warning).toContain(`"${place}" has ${size} bytes, and the service may refuse more than 500000`));
  });

  test('takes a GIF image with a warning', () => {
    const stack = newStack();
    fromAsset(stack, file('opt-in.gif', GIF));
    expect(warnings(stack)).toEqual([expect.stringContaining('is a GIF image, which only some fields accept')]);
  });

  test.each<[string, () => string, string]>([
    ['more than 5 MiB', () => file('large.png', PNG, 5_242_881), 'must have at most 5242880 bytes, but has 5242881'],
    ['an empty file', () => file('empty.png', Buffer.alloc(0)), 'is empty'],
    ['a text', () => file('text.pdf', Buffer.from('hello')), 'is not a PDF, JPEG or PNG document, judging by its content'],
    ['a folder', () => directory, 'is not a file'],
    ['what is not there', () => path.join(directory, 'missing.png'), 'does not exist'],
  ])('refuses %s, and leaves nothing in the stack', (_, make, message) => {
    const stack = newStackWithOther();
    const place = make();
    expect(messageOf(() => fromAsset(stack, place))).toBe(`RegistrationAttachment "Stack/Image": "${place}" ${message}`);
    expect(census(stack)).toEqual({});
  });
});

describe('RegistrationDocument.fromBucket', () => {
  const inBucket = (bucketOf: (stack: Stack) => s3.IBucket) => {
    const stack = newStack();
    new RegistrationAttachment(stack, 'Image', { document: RegistrationDocument.fromBucket(bucketOf(stack), 'opt-in.png') });
    return stack;
  };

  test('lets the handler read that object alone', () => {
    const stack = newStack();
    fromBucket(stack);
    expect(JSON.stringify(grants(stack)[0]!.Resource)).toContain(':s3:::example-bucket/documents/opt-in.png');
    expect(grants(stack)).toHaveLength(1);
  });

  test('takes a bucket of the stack, which has to be there before', () => {
    const stack = inBucket((scope) => new s3.Bucket(scope, 'Own'));
    const { logicalId } = only(stack, 'AWS::S3::Bucket');
    expect(only(stack, CUSTOM).Properties.AttachmentUrl).toEqual({ 'Fn::Join': ['', ['s3://', { Ref: logicalId }, '/opt-in.png']] });
    expect(grants(stack)).toEqual([{ Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [logicalId, 'Arn'] }, '/opt-in.png']] } }]);
  });

  test('lets the handler decrypt with the key of the bucket', () => {
    const stack = inBucket((scope) => new s3.Bucket(scope, 'Own', { encryptionKey: new kms.Key(scope, 'Key') }));
    expect(grants(stack)).toContainEqual({ Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': [only(stack, 'AWS::KMS::Key').logicalId, 'Arn'] } });
  });

  test('adds the grants to the policy of a role that is given', () => {
    const stack = newStack();
    new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, { role: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/handler') });
    fromBucket(stack);
    expect(JSON.stringify(only(stack, 'AWS::IAM::Policy').Properties.PolicyDocument)).toContain('s3:GetObject');
  });

  test('takes a token for the key', () => {
    const stack = newStack();
    fromBucket(stack, {}, new CfnParameter(stack, 'Key').valueAsString);
    expect(only(stack, CUSTOM).Properties.AttachmentUrl).toEqual({ 'Fn::Join': ['', ['s3://example-bucket/', { Ref: 'Key' }]] });
  });

  test.each([
    ['', 'the key must have 1 to 1024 bytes, but has 0'],
    ['k'.repeat(1025), 'the key must have 1 to 1024 bytes, but has 1025'],
    ['opt in.png', 'the key "opt in.png" contains a space, which is not allowed in the URL of an attachment'],
    ['opt-*.png', 'the key "opt-*.png" contains *, ? or ${: the permission to read it would include other objects'],
    ['${aws:username}.png', 'the key "${aws:username}.png" contains *, ? or ${: the permission to read it would include other objects'],
  ])('refuses the key %j', (key, message) => {
    expect(messageOf(() => fromBucket(newStack(), {}, key))).toBe(`RegistrationAttachment "Stack/Image": ${message}`);
  });
});

describe('A document of any other origin', () => {
  class Generated extends RegistrationDocument {
    public bind(scope: Construct): RegistrationDocumentConfig {
      return { bucket: new s3.Bucket(scope, 'Bucket'), objectKey: 'generated.pdf', contentHash: 'abc' };
    }
  }

  test('says where it is, and how to recognize it', () => {
    const stack = newStack();
    new RegistrationAttachment(stack, 'Image', { document: new Generated() });
    expect(only(stack, CUSTOM).Properties).toMatchObject({
      AttachmentUrl: { 'Fn::Join': ['', ['s3://', { Ref: only(stack, 'AWS::S3::Bucket').logicalId }, '/generated.pdf']] }, ContentHash: 'abc',
    });
    expect(grants(stack)).toHaveLength(1);
  });
});

test('One document can be shown by two attachments', () => {
  const stack = newStack();
  const document = RegistrationDocument.fromAsset(file('shared.png', PNG));
  ['One', 'Two'].forEach((id) => new RegistrationAttachment(stack, id, { document }));
  const [one, two] = Object.values(resources(stack, CUSTOM)).map(({ Properties }) => Properties);
  expect(one!.ContentHash).toBe(two!.ContentHash);
  expect(grants(stack)).toEqual([{ Action: 's3:GetObject', Resource: expect.anything() }]);
});

describe('RegistrationAttachment.fromRegistrationAttachmentId', () => {
  test('is an attachment in the account and Region of the stack, and adds nothing to it', () => {
    const stack = newStackWithOther();
    const attachment = RegistrationAttachment.fromRegistrationAttachmentId(stack, 'Image', ID);
    expect(attachment.registrationAttachmentId).toBe(ID);
    expect(stack.resolve(attachment.registrationAttachmentArn)).toBe(`arn:aws:sms-voice:us-east-1:111122223333:registration-attachment/${ID}`);
    expect(census(stack)).toEqual({});
  });

  test('takes the id of the native resource', () => {
    const stack = newStack();
    const native = new CfnResource(stack, 'Native', {
      type: 'AWS::SMSVOICE::RegistrationAttachment', properties: { AttachmentUrl: 's3://example-bucket/opt-in.png' },
    });
    const attachmentId = native.getAtt('RegistrationAttachmentId').toString();
    new Registration(stack, 'Registration', {
      registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
      fields: { 'messagingUseCase.optInImage': FieldValue.attachment(RegistrationAttachment.fromRegistrationAttachmentId(stack, 'Image', attachmentId)) },
    });
    expect(only(stack, 'Custom::SMSVoiceRegistration').Properties.Fields).toEqual([
      { FieldPath: 'messagingUseCase.optInImage', RegistrationAttachmentId: { 'Fn::GetAtt': ['Native', 'RegistrationAttachmentId'] } },
    ]);
  });

  test.each(['', 'attachment-', 'opt-in.png'])('refuses %j', (id) => {
    expect(messageOf(() => RegistrationAttachment.fromRegistrationAttachmentId(newStack(), 'Image', id))).toBe(
      `RegistrationAttachment.fromRegistrationAttachmentId: "${id}" is not the ID of an attachment, which starts with attachment-`,
    );
  });
});

describe('FieldValue.attachment', () => {
  test('is the id of the attachment, by which CloudFormation knows the order', () => {
    const stack = newStack();
    new Registration(stack, 'Registration', {
      registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
      fields: { 'messagingUseCase.optInImage': FieldValue.attachment(fromAsset(stack)) },
    });
    expect(only(stack, 'Custom::SMSVoiceRegistration').Properties.Fields).toEqual([
      { FieldPath: 'messagingUseCase.optInImage', RegistrationAttachmentId: { Ref: only(stack, CUSTOM).logicalId } },
    ]);
  });

  test('takes an attachment of another stack', () => {
    const app = new App();
    const [producer, consumer] = [new Stack(app, 'Producer', { env: ENV }), new Stack(app, 'Consumer', { env: ENV })];
    new Registration(consumer, 'Registration', {
      registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
      fields: { 'messagingUseCase.optInImage': FieldValue.attachment(fromBucket(producer)) },
    });
    expect(JSON.stringify(Template.fromStack(consumer).toJSON())).toContain('Producer:ExportsOutputRef');
  });
});

test('The resource types of the handler are as long as CloudFormation allows', () => {
  expect(CUSTOM.length).toBeLessThanOrEqual(60);
  const stack = newStack();
  fromBucket(stack);
  expect(Object.keys(resources(stack, CUSTOM))).toHaveLength(1);
});
