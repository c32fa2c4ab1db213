import {
  Annotations, CfnDeletionPolicy, Duration, IResource, ITaggable, Lazy, RemovalPolicy, Resource, Stack, TagManager, TagType, Token,
} from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Findings } from './private/document';
import { HandlerResource, PropertiesOf } from './private/handler-resource';
import { noteDocument } from './private/known-documents';
import { assertValid } from './private/limits';
import { kindOf, present } from './private/present';
import { followRegistrations } from './private/protection';
import { renderTags } from './private/tags';
import { DEFAULT_DELETION_TIMEOUT, timeoutProblems } from './private/timeouts';
import { RegistrationDocument } from './registration-document';
import { RegistrationHandler } from './registration-handler';
import { ATTACHMENT_RESOURCE, AttachmentAttributes, AttachmentResourceProperties } from '../contract/attachment-resource';
import { ATTACHMENT_ID } from '../contract/ids';
import { TAGS_OF_ATTACHMENT } from '../contract/tags';

/**
 * A document that a field of a registration shows, from this stack or imported.
 */
export interface IRegistrationAttachment extends IResource {
  /**
   * The ID, for example `attachment-0a1b2c3d4e5f60718293a4b5c6d7e8f9`.
   * @attribute
   */
  readonly registrationAttachmentId: string;

  /**
   * The ARN, for example `arn:aws:sms-voice:us-east-1:111122223333:registration-attachment/attachment-0a1b2c3d4e5f60718293a4b5c6d7e8f9`.
   * @attribute
   */
  readonly registrationAttachmentArn: string;
}

/**
 * A document, and what the stack declares about it.
 *
 * @exampleMetadata fixture=registrations
 * @example
 *
 * const props: RegistrationAttachmentProps = {
 *   document: RegistrationDocument.fromAsset('documents/opt-in.png'),
 *   tags: { Name: 'opt-in' },
 * };
 */
export interface RegistrationAttachmentProps {
  /**
   * The document to upload, for example `RegistrationDocument.fromAsset('documents/opt-in.png')`.
   *
   * A changed document creates another attachment, see `RegistrationAttachment`.
   */
  readonly document: RegistrationDocument;

  /**
   * Tags of the attachment, in addition to those of its stack and of `Tags.of(…)`.
   *
   * At most 196, with keys of 1 to 128 and values of up to 256 characters. The library keeps four for itself, among them the stack and
   * resource that the attachment belongs to, and the document that it was made of.
   *
   * @default - only the tags of the stack and of `Tags.of(…)`
   */
  readonly tags?: { [key: string]: string };

  /**
   * What happens to the attachment when it is removed from the stack, its document changes, or the stack is deleted.
   *
   * An account has room for 25 attachments, so by default the stack deletes what it has created. A document that a retained registration
   * of the same stack shows is retained with it, because the service refuses to delete it. A document that was replaced is deleted.
   *
   * @default - the policy of the registrations of the stack that show it, if they are retained, otherwise RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * How long a delete waits until the attachment is gone before it fails: 30 seconds to 14 minutes.
   *
   * The service keeps an attachment for half a minute after the last registration that shows it was deleted. A delete that is still refused
   * after a minute fails, because another registration shows the attachment.
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
 * A document for a field of the type ATTACHMENT: the picture of an opt-in, a letter of authorization, a certificate of incorporation.
 *
 * A deploy uploads the document and waits until the service has it. A changed document creates another attachment: the form is updated to
 * show the new one, and the old one is deleted last. An unchanged document is not uploaded again, even for a new version of the form.
 * A destroy deletes the attachment after the registrations that show it.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_CreateRegistrationAttachment.html
 * @resource AWS::CloudFormation::CustomResource
 * @exampleMetadata fixture=registrations
 * @example
 *
 * const optIn = new RegistrationAttachment(stack, 'OptIn', {
 *   document: RegistrationDocument.fromAsset('documents/opt-in.png'),
 * });
 * new Registration(stack, 'TollFree', {
 *   registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
 *   fields: { 'messagingUseCase.optInImage': FieldValue.attachment(optIn) },
 * });
 */
export class RegistrationAttachment extends Resource implements IRegistrationAttachment, ITaggable {
  /**
   * Imports an attachment of the account and Region of the stack. Imported attachments are never modified or deleted.
   *
   * It may have been created in the console, by a script, or as the native `AWS::SMSVOICE::RegistrationAttachment`, which has the attribute
   * `RegistrationAttachmentId`.
   *
   * @param registrationAttachmentId for example `attachment-0a1b2c3d4e5f60718293a4b5c6d7e8f9`
   */
  public static fromRegistrationAttachmentId(scope: Construct, id: string, registrationAttachmentId: string): IRegistrationAttachment {
    assertValid('RegistrationAttachment.fromRegistrationAttachmentId', attachmentIdProblems(registrationAttachmentId));
    return new ImportedAttachment(scope, id, registrationAttachmentId);
  }

  public readonly registrationAttachmentId: string;
  public readonly registrationAttachmentArn: string;

  /** The tags of the attachment. `Tags.of(…)` adds to them. */
  public readonly tags: TagManager;

  constructor(scope: Construct, id: string, props: RegistrationAttachmentProps) {
    super(scope, id);
    const where = `RegistrationAttachment "${this.node.path}"`;
    const { document, tags, removalPolicy, deletionTimeout = DEFAULT_DELETION_TIMEOUT } = present(props);
    const { problems, warnings, document: known } = inspect(document);
    assertValid(where, [...problems, ...timeoutProblems(deletionTimeout)]);
    warnings.forEach((warning) => Annotations.of(this).addWarningV2('cdk-sms-registration:document', warning));
    this.tags = new TagManager(TagType.STANDARD, ATTACHMENT_RESOURCE);
    Object.entries(present(tags)).forEach(([key, value]) => this.tags.setTag(key, value));

    const handler = RegistrationHandler._for(this, props.handler);
    const { bucket, objectKey, contentHash } = document.bind(this);
    allowReading(handler, bucket, objectKey);
    const properties: PropertiesOf<AttachmentResourceProperties> = {
      AttachmentUrl: bucket.s3UrlForObject(objectKey),
      ContentHash: contentHash,
      Tags: Lazy.any({ produce: () => renderTags(where, this, TAGS_OF_ATTACHMENT) }),
      DeletionTimeout: deletionTimeout.toSeconds(),
    };
    const resource = new HandlerResource(this, 'Resource', handler, ATTACHMENT_RESOURCE, properties);
    noteDocument(resource, known);
    if (removalPolicy !== undefined) {
      resource.applyRemovalPolicy(removalPolicy);
    }
    // A document that was replaced, and that no form shows any more, need not be kept.
    followRegistrations(resource, ['deletionPolicy'], CfnDeletionPolicy.DELETE);
    const arn: keyof AttachmentAttributes = 'RegistrationAttachmentArn';
    this.registrationAttachmentId = resource.ref;
    this.registrationAttachmentArn = Token.asString(resource.getAtt(arn));
  }
}

/** Not every language checks types before this. */
function inspect(document: unknown): Findings {
  // Not by its class: an app may have more than one copy of the library.
  return typeof (document as Partial<RegistrationDocument> | null | undefined)?._inspect === 'function' ? (document as RegistrationDocument)._inspect() : {
    problems: [`document is ${kindOf(document)}; a RegistrationDocument is expected, such as RegistrationDocument.fromAsset('…')`], warnings: [],
  };
}

/** The service reads the object with the credentials of the handler. */
function allowReading(handler: RegistrationHandler, bucket: s3.IBucket, key: string): void {
  handler._allow('s3:GetObject', bucket.arnForObjects(key));
  if (bucket.encryptionKey) {
    handler._allow('kms:Decrypt', bucket.encryptionKey.keyArn);
  }
}

class ImportedAttachment extends Resource implements IRegistrationAttachment {
  public readonly registrationAttachmentArn: string;

  constructor(scope: Construct, id: string, public readonly registrationAttachmentId: string) {
    super(scope, id);
    this.registrationAttachmentArn = Stack.of(this).formatArn({ service: 'sms-voice', resource: 'registration-attachment', resourceName: registrationAttachmentId });
  }
}

function attachmentIdProblems(registrationAttachmentId: string): string[] {
  if (typeof registrationAttachmentId !== 'string') {
    return [`registrationAttachmentId is ${kindOf(registrationAttachmentId)}; the ID of an attachment is expected`];
  }
  const good = Token.isUnresolved(registrationAttachmentId) || ATTACHMENT_ID.test(registrationAttachmentId);
  const hint = registrationAttachmentId.startsWith('arn:') ? '; the ARN of an attachment ends with its ID' : '';
  return good ? [] : [`"${registrationAttachmentId}" is not the ID of an attachment, which starts with attachment-${hint}`];
}
