import { Annotations, CfnResource, Duration, IResource, ITaggable, Lazy, RemovalPolicy, Resource, Stack, TagManager, TagType, Token } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { Findings, inspectDocument } from './private/document';
import { assertValid } from './private/limits';
import { renderTags } from './private/tags';
import { DEFAULT_DELETION_TIMEOUT, deletionTimeoutProblems, SERVICE_TIMEOUT } from './private/timeouts';
import { RegistrationHandler } from './registration-handler';
import type { AttachmentAttributes, AttachmentResourceProperties, AttachmentResourceType } from '../contract/attachment-resource';

const RESOURCE_TYPE: AttachmentResourceType = 'Custom::SMSVoiceRegistrationAttachment';
/** Two say to whom the attachment belongs, one of what it was made. */
const OWN_TAGS = 3;
const MAX_KEY = 1024;

/**
 * A document that a field of a registration shows, made in this stack or elsewhere.
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
 * What happens to an attachment beside its document.
 */
export interface RegistrationAttachmentProps {
  /**
   * Tags of the attachment; `Tags.of(…)` reaches it as well.
   *
   * At most 197, keys of 1 to 128 and values of up to 256 characters. Three more say to which stack and resource it belongs and
   * of what it was made.
   *
   * @default - only what `Tags.of(…)` adds
   */
  readonly tags?: { [key: string]: string };

  /**
   * What happens to the attachment when it leaves the stack, its document changes, or the stack is deleted.
   *
   * An account has room for 25 attachments, so what the stack made the stack deletes.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * How long a delete tries, and waits until the attachment is gone, before it fails.
   *
   * The service keeps an attachment as long as any version of a registration shows it, and for half a minute after that
   * registration was deleted. 30 seconds to 14 minutes.
   *
   * @default Duration.minutes(10)
   */
  readonly deletionTimeout?: Duration;
}

/**
 * A document for a field of the kind ATTACHMENT: the picture of an opt-in, a letter of authorization, a certificate of incorporation.
 *
 * A deploy uploads it and waits until the service has it. Another document makes another attachment; the form is changed to
 * show that one, and the old one is deleted last. What did not change is not uploaded again, also for a new version of the form.
 * A destroy deletes it after the registrations that show it. It is a PDF, JPEG or PNG document.
 *
 * Use it in a form by `FieldValue.attachment(attachment)`.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_CreateRegistrationAttachment.html
 * @resource AWS::CloudFormation::CustomResource
 */
export class RegistrationAttachment extends Resource implements IRegistrationAttachment, ITaggable {
  /**
   * A file of this project, which the CDK puts into its bootstrap bucket.
   *
   * It is checked at synth: a PDF, JPEG or PNG document by its content, and at most 5 MiB. Documents of AWS name limits from
   * 500 kB to 5 MB, and single fields have tighter ones, so there is a warning above 500 kB.
   *
   * @param path the file, relative to the working directory
   * @throws an error that names the file and the limit
   */
  public static fromAsset(scope: Construct, id: string, path: string, props: RegistrationAttachmentProps = {}): RegistrationAttachment {
    return new RegistrationAttachment(scope, id, props, inspectDocument(path), (attachment) => {
      const asset = new Asset(attachment, 'Asset', { path });
      return { bucket: asset.bucket, key: asset.s3ObjectKey };
    });
  }

  /**
   * An object that is in a bucket when the stack is deployed.
   *
   * The handler is allowed to read this one object, and to decrypt with the key of the bucket if that is known. A bucket of another
   * account has to allow it as well. Another document under the same key is not noticed, and the service cannot be told
   * a version of the object: give a changed document another key.
   *
   * @param key 1 to 1024 bytes, without spaces and the signs of a pattern: `*`, `?` and `${`
   */
  public static fromBucket(
    scope: Construct, id: string, bucket: s3.IBucket, key: string, props: RegistrationAttachmentProps = {},
  ): RegistrationAttachment {
    return new RegistrationAttachment(scope, id, props, { problems: keyProblems(key), warnings: [] }, () => ({ bucket, key }));
  }

  /**
   * An attachment that was made elsewhere, in the stack's own account and Region: in the console, by a script, or as the native
   * `AWS::SMSVOICE::RegistrationAttachment` (its attribute `RegistrationAttachmentId`). It is never changed or deleted.
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

  /** The tags of the attachment, to which `Tags.of(…)` adds. */
  public readonly tags: TagManager;

  private constructor(
    scope: Construct, id: string, props: RegistrationAttachmentProps, { problems, warnings }: Findings, locate: (attachment: Construct) => Location,
  ) {
    super(scope, id);
    const where = `RegistrationAttachment "${this.node.path}"`;
    const deletionTimeout = props.deletionTimeout ?? DEFAULT_DELETION_TIMEOUT;
    assertValid(where, [...problems, ...deletionTimeoutProblems(deletionTimeout)]);
    warnings.forEach((warning) => Annotations.of(this).addWarningV2('cdk-sms-registration:document', warning));
    this.tags = new TagManager(TagType.STANDARD, RESOURCE_TYPE);
    Object.entries(props.tags ?? {}).forEach(([key, value]) => this.tags.setTag(key, value));

    const handler = RegistrationHandler.getOrCreate(this);
    const { bucket, key } = locate(this);
    allowReading(handler, bucket, key);
    const properties: { [name in keyof AttachmentResourceProperties]: unknown } = {
      AttachmentUrl: bucket.s3UrlForObject(key),
      ContentHash: undefined,
      Tags: Lazy.any({ produce: () => renderTags(where, this.tags, OWN_TAGS) }),
      DeletionTimeout: deletionTimeout.toSeconds(),
    };
    const resource = new CfnResource(this, 'Resource', {
      type: RESOURCE_TYPE,
      properties: { ServiceToken: handler.serviceToken, ServiceTimeout: SERVICE_TIMEOUT.toSeconds(), ...properties },
    });
    resource.applyRemovalPolicy(props.removalPolicy, { default: RemovalPolicy.DESTROY });
    const arn: keyof AttachmentAttributes = 'RegistrationAttachmentArn';
    this.attachmentId = resource.ref;
    this.attachmentArn = Token.asString(resource.getAtt(arn));
  }
}

interface Location {
  readonly bucket: s3.IBucket;
  readonly key: string;
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
  const good = Token.isUnresolved(attachmentId) || /^attachment-[0-9A-Za-z-]+$/.test(attachmentId);
  const hint = attachmentId.startsWith('arn:') ? '; an ARN ends in it' : '';
  return good ? [] : [`"${attachmentId}" is not the id of an attachment, which starts with attachment-${hint}`];
}

function keyProblems(key: string): string[] {
  if (Token.isUnresolved(key)) {
    return [];
  }
  if (key.length === 0 || Buffer.byteLength(key) > MAX_KEY) {
    return [`the key has ${Buffer.byteLength(key)} bytes, 1 to ${MAX_KEY} are allowed`];
  }
  return [
    ...(/\s/.test(key) ? [`the key "${key}" has a space in it, which the URL of an attachment cannot have`] : []),
    ...(/[*?]|\$\{/.test(key) ? [`the key "${key}" has *, ? or \${ in it, with which a permission would be for other objects, too`] : []),
  ];
}
