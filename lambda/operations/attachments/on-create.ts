import { attributesOf, type AttachmentOperation } from './attachment-operation';
import { sourceTag } from './source';
import type { AttachmentAttributes } from '../../../contract/attachment-resource';
import { uploadStep } from '../../decisions/upload-step';
import { failure, formatDuration, serviceFailure } from '../../failure';
import { poll, type Patience } from '../../poll';
import type { DesiredAttachment } from '../../properties/attachment';
import { ServiceError } from '../../service/service-error';
import type { Attachment } from '../../service/types';
import { finish } from '../finish';
import { timeLeftToCreate } from '../left-overs';
import type { Outcome } from '../operation';
import { unfinishedTag } from '../own-tags';
import { isNotPermittedYet, unlessRefused } from '../when-visible';

/** A permission granted in the same deploy takes seconds to take effect everywhere. */
const PERMITTED_WITHIN: Patience = { atMost: 60_000, minDelay: 2, maxDelay: 10 };
const UPLOADED_WITHIN_MS = 300_000;
const AGAIN = 'then deploy again.';

/** What to do next, by error code or by the service's reason. */
const READABLE = `Allow the role of the handler to call CreateRegistrationAttachment and to read the object (s3:GetObject, and kms:Decrypt if it is encrypted with a key), ${AGAIN}`;
const ADVICE: Record<string, string> = {
  AccessDeniedException: READABLE,
  RESOURCE_NOT_ACCESSIBLE: READABLE,
  ATTACHMENT_TYPE_NOT_SUPPORTED: `Use a PDF, JPEG or PNG document, ${AGAIN}`,
  MAXIMUM_SIZE_EXCEEDED: `Make the document smaller, ${AGAIN}`,
};

/**
 * Creates an attachment and waits until the service has its document.
 *
 * The create is the one step that cannot be repeated, so it has a token for which the service returns the same attachment again.
 */
export async function onCreate(
  desired: DesiredAttachment, clientToken: string, operation: AttachmentOperation, outcome: Outcome,
): Promise<AttachmentAttributes> {
  outcome.maybeCreated();
  const attachment = await createWhenPermitted(desired, clientToken, operation).catch((error: unknown) => {
    if (error instanceof ServiceError) {
      if (error.isRefusal) {
        outcome.nothingCreated();
      }
      throw serviceFailure('uploaded', error, { subject: `The attachment ${desired.url}` }, adviceOn(error));
    }
    throw error;
  });
  outcome.created(attachment.RegistrationAttachmentId);
  await waitUntilUploaded(attachment, operation);
  await finishCreate(attachment, operation);
  return attributesOf(attachment);
}

async function finishCreate(attachment: Attachment, operation: AttachmentOperation): Promise<void> {
  const subject = `Attachment ${attachment.RegistrationAttachmentId}`;
  try {
    if (!await finish(operation.attachments, attachment, operation)) {
      throw failure('uploaded', 'CloudFormation no longer waits for this request', 'The rollback deletes this attachment.', { subject });
    }
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('uploaded', error, { subject }) : error;
  }
}

async function createWhenPermitted(desired: DesiredAttachment, clientToken: string, operation: AttachmentOperation): Promise<Attachment> {
  const { attachments, ownership } = operation;
  const tags = [...desired.tags, ...ownership, sourceTag(desired), unfinishedTag(operation)];
  const mayPass = (error: ServiceError) => error.reason === 'RESOURCE_NOT_ACCESSIBLE' || isNotPermittedYet(error);
  return unlessRefused(operation, PERMITTED_WITHIN, () => attachments.create(desired.url, tags, clientToken, timeLeftToCreate(operation)), mayPass);
}

async function waitUntilUploaded({ RegistrationAttachmentId: attachmentId }: Attachment, operation: AttachmentOperation): Promise<void> {
  const started = Date.now();
  let status: string | undefined;
  const errorContext = () => ({ subject: `Attachment ${attachmentId}`, status, waited: Date.now() - started });
  try {
    const uploaded = await poll(operation, { atMost: UPLOADED_WITHIN_MS, minDelay: 1, maxDelay: 5 }, async () => {
      status = (await operation.attachments.find(attachmentId))?.AttachmentStatus;
      const step = uploadStep(status);
      if (step === 'fail') {
        throw failure('uploaded', 'the service could not process the document',
          `Make sure that it is a valid PDF, JPEG or PNG document that the role of the handler can read, ${AGAIN}`, errorContext());
      }
      return step === 'done';
    });
    if (!uploaded) {
      throw failure('uploaded', `the service has not processed the document after ${formatDuration(Date.now() - started)}`, 'Deploy again.', errorContext());
    }
  } catch (error) {
    throw error instanceof ServiceError ? serviceFailure('uploaded', error, errorContext()) : error;
  }
}

function adviceOn({ code, reason }: ServiceError): string | undefined {
  return ADVICE[reason ?? code];
}
