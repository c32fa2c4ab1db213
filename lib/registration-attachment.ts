import {
  Annotations, CfnDeletionPolicy, Duration, IResource, ITaggable, Lazy, RemovalPolicy, Resource, Stack, TagManager, TagType, Token,
} from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { Findings, inspectDocument } from './private/document';
import { HandlerResource } from './private/handler-resource';
import { assertValid } from './private/limits';
import { kindOf, present } from './private/present';
import { followRegistrations } from './private/protection';
import { renderTags } from './private/tags';
import { DEFAULT_DELETION_TIMEOUT, timeoutProblems } from './private/timeouts';
import { RegistrationHandler } from './registration-handler';
import type { AttachmentAttributes, AttachmentResourceProperties, AttachmentResourceType } from '../contract/attachment-resource';

const RESOURCE_TYPE: AttachmentResourceType = 'Custom::SMSVoiceRegistrationAttachment';
/** The stack and the logical id that the attachment belongs to, the document that it was made of, and whether its create has finished. */
const OWN_TAGS = 4;
const MAX_KEY = 1024;

/**
 * A document that a field of a registration shows, from this stack or from elsewhere.
 */
export interface IRegistrationAttachment extends IResource {
  /**
   * The id, for example `attachment-0a1b2c3d4e5f60718293a4b5c6d7e8f9`.
   * @attribute
   */
  readonly attachmentId: string;

  /**
   * The ARN, for example `arn:aws:sms-voice:us-east-1:111122223333:registration-attachment/attachment-0a1b2c3d4e5f60718293a4b5c6d7e8f9`.
   * @attribute
   */
  readonly attachmentArn: string;
}

/**
 * Everything about an attachment except its document.
 */
export interface RegistrationAttachmentProps {
  /**
   * Tags of the attachment, in addition to those of its stack and of `Tags.of(…)`.
   *
   * At most 196, with keys of 1 to 128 and values of up to 256 characters. The library keeps four for itself, among them the stack and resource that the attachment
   * belongs to, and the document that it was made of.
   *
   * @default - only the tags of the stack and of `Tags.of(…)`
   */
  readonly tags?: { [key: string]: string };

  /**
   * What happens to the attachment when it is removed from the stack, its document changes, or the stack is deleted.
   *
   * An account has room for 25 attachments, so by default the stack deletes what it has created. A document that a retained registration
   * of the same stack shows is retained with it, because the service does not delete it; a document that was replaced is deleted.
   *
   * @default - the policy of the registrations of the stack that show it, if they are retained; otherwise RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * How long a delete tries, and waits until the attachment is gone, before it fails.
   *
   * The service keeps an attachment for half a minute after the last registration that shows it was deleted. A delete that is still refused
   * after a minute fails, because another registration shows it. 30 seconds to 14 minutes.
   *
   * @default Duration.minutes(10)
   */
  readonly deletionTimeout?: Duration;

  /**
   * The handler that manages the attachment. It belongs to the same stack, and need not be that of the registrations that show the document.
   *
   * It can never change: CloudFormation refuses to give a resource to another function, see `RegistrationHandler`.
   *
   * @default - the stack's own handler, which its registrations and attachments share
   */
  readonly handler?: RegistrationHandler;
}

/**
 * A document for a field of the kind ATTACHMENT: the picture of an opt-in, a letter of authorization, a certificate of incorporation.
 *
 * A deploy uploads it and waits until the service has it. A changed document creates another attachment: the form is updated to show that one,
 * and the old one is deleted last. An unchanged document is not uploaded again, even for a new version of the form.
 * A destroy deletes it after the registrations that show it. It is a PDF, JPEG or PNG document.
 *
 * Use it in a form with `FieldValue.attachment(attachment)`.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_CreateRegistrationAttachment.html
 * @resource AWS::CloudFormation::CustomResource
 */
export class RegistrationAttachment extends Resource implements IRegistrationAttachment, ITaggable {
  /**
   * A file of this project, which the CDK uploads to its bootstrap bucket.
   *
   * It is checked at synth: its content must be a PDF, JPEG or PNG document of at most 5 MiB. The AWS documentation names limits from
   * 500 kB to 5 MB, and some fields have tighter ones, so there is a warning above 500 kB.
   *
   * @param path the file, relative to the working directory
   * @throws an error that names the file and the limit
   */
  public static fromAsset(scope: Construct, id: string, path: string, props?: RegistrationAttachmentProps): RegistrationAttachment {
    return new RegistrationAttachment(scope, id, present(props), inspectDocument(path), (attachment) => {
      const asset = new Asset(attachment, 'Asset', { path });
      return { bucket: asset.bucket, key: asset.s3ObjectKey, contentHash: asset.assetHash };
    });
  }

  /**
   * An object that exists in a bucket when the stack is deployed.
   *
   * The handler may read this object only, and decrypt with the key of the bucket if that is known. A bucket of another account has to allow
   * it as well. A document that is replaced under the same key is not noticed, and the service does not take the version of an object: give
   * a changed document another key.
   *
   * @param key 1 to 1024 bytes, without spaces and without `*`, `?` and `${`, which would be patterns
   */
  public static fromBucket(
    scope: Construct, id: string, bucket: s3.IBucket, key: string, props?: RegistrationAttachmentProps,
  ): RegistrationAttachment {
    const problems = [...bucketProblems(bucket), ...keyProblems(key)];
    return new RegistrationAttachment(scope, id, present(props), { problems, warnings: [] }, () => ({ bucket, key }));
  }

  /**
   * Imports an attachment that was created elsewhere, in the stack's own account and Region: in the console, by a script, or as the native
   * `AWS::SMSVOICE::RegistrationAttachment` (its attribute `RegistrationAttachmentId`). Imported attachments are never modified or deleted.
   *
   * @param attachmentId for example `attachment-0a1b2c3d4e5f60718293a4b5c6d7e8f9`
   */
  public static fromAttachmentId(scope: Construct, id: string, attachmentId: string): IRegistrationAttachment {
    assertValid('RegistrationAttachment.fromAttachmentId', idProblems(attachmentId));
    return new ImportedAttachment(scope, id, attachmentId);
  }

  /**
   * The id.
   * @attribute
   */
  public readonly attachmentId: string;

  /**
   * The ARN.
   * @attribute
   */
  public readonly attachmentArn: string;

  /** The tags of the attachment; `Tags.of(…)` adds to them. */
  public readonly tags: TagManager;

  private constructor(
    scope: Construct, id: string, props: RegistrationAttachmentProps, { problems, warnings }: Findings, locate: (attachment: Construct) => Location,
  ) {
    super(scope, id);
    const where = `RegistrationAttachment "${this.node.path}"`;
    const deletionTimeout = props.deletionTimeout ?? DEFAULT_DELETION_TIMEOUT;
    assertValid(where, [...problems, ...timeoutProblems(deletionTimeout)]);
    warnings.forEach((warning) => Annotations.of(this).addWarningV2('cdk-sms-registration:document', warning));
    this.tags = new TagManager(TagType.STANDARD, RESOURCE_TYPE);
    Object.entries(present(props.tags)).forEach(([key, value]) => this.tags.setTag(key, value));

    const handler = RegistrationHandler._for(this, props.handler);
    const { bucket, key, contentHash } = locate(this);
    allowReading(handler, bucket, key);
    const properties: { [name in keyof AttachmentResourceProperties]: unknown } = {
      AttachmentUrl: bucket.s3UrlForObject(key),
      ContentHash: contentHash,
      Tags: Lazy.any({ produce: () => renderTags(where, this, OWN_TAGS) }),
      DeletionTimeout: deletionTimeout.toSeconds(),
    };
    const resource = new HandlerResource(this, 'Resource', handler, RESOURCE_TYPE, properties);
    if (props.removalPolicy !== undefined) {
      resource.applyRemovalPolicy(props.removalPolicy);
    }
    // A document that was replaced, and that no form shows any more, need not be kept.
    followRegistrations(resource, ['deletionPolicy'], CfnDeletionPolicy.DELETE);
    const arn: keyof AttachmentAttributes = 'RegistrationAttachmentArn';
    this.attachmentId = resource.ref;
    this.attachmentArn = Token.asString(resource.getAtt(arn));
  }
}

interface Location {
  readonly bucket: s3.IBucket;
  readonly key: string;
  readonly contentHash?: string;
}

/** The service reads the object with the credentials of the handler. */
function allowReading(handler: RegistrationHandler, bucket: s3.IBucket, key: string): void {
  handler._allow('s3:GetObject', bucket.arnForObjects(key));
  if (bucket.encryptionKey) {
    handler._allow('kms:Decrypt', bucket.encryptionKey.keyArn);
  }
}

class ImportedAttachment extends Resource implements IRegistrationAttachment {
  public readonly attachmentArn: string;

  constructor(scope: Construct, id: string, public readonly attachmentId: string) {
    super(scope, id);
    this.attachmentArn = Stack.of(this).formatArn({ service: 'sms-voice', resource: 'registration-attachment', resourceName: attachmentId });
  }
}

function idProblems(attachmentId: string): string[] {
  if (typeof attachmentId !== 'string') {
    return [`attachmentId is ${kindOf(attachmentId)}; the id of an attachment is expected`];
  }
  const good = Token.isUnresolved(attachmentId) || /^attachment-[0-9A-Za-z-]+$/.test(attachmentId);
  const hint = attachmentId.startsWith('arn:') ? '; an ARN ends in it' : '';
  return good ? [] : [`"${attachmentId}" is not the id of an attachment, which starts with attachment-${hint}`];
}

function bucketProblems(bucket: s3.IBucket): string[] {
  const { bucketName } = (bucket ?? {}) as Partial<s3.IBucket>;
  return typeof bucketName === 'string' ? [] : [`bucket is ${kindOf(bucket)}; a bucket of aws-cdk-lib/aws-s3 is expected`];
}

function keyProblems(key: string): string[] {
  if (Token.isUnresolved(key)) {
    return [];
  }
  if (typeof key !== 'string') {
    return [`the key is ${kindOf(key)}; a string of 1 to ${MAX_KEY} bytes is expected`];
  }
  if (key.length === 0 || Buffer.byteLength(key) > MAX_KEY) {
    return [`the key has ${Buffer.byteLength(key)} bytes, 1 to ${MAX_KEY} are allowed`];
  }
  return [
    ...(/\s/.test(key) ? [`the key "${key}" contains a space, which the URL of an attachment cannot have`] : []),
    ...(/[*?]|\$\{/.test(key) ? [`the key "${key}" contains *, ? or \${: the permission to read it would include other objects`] : []),
  ];
}
