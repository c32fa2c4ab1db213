import type {
  CreateRegistrationAttachmentRequest,
  CreateRegistrationAttachmentResult,
  DeleteRegistrationAttachmentRequest,
  DeleteRegistrationAttachmentResult,
  DescribeRegistrationAttachmentsRequest,
  DescribeRegistrationAttachmentsResult,
  RegistrationAttachmentsInformation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { conflict, invalid, invalidMember, notFound, quotaExceeded } from '../errors';
import { newId } from '../ids';
import { applyFilters, page } from '../paging';
import { isLive, Service, tagList } from '../service';
import { Attachment, existingVersions, Registration } from '../state';
import { Checked } from '../types';
import { newTags } from './new-tags';

const DAY_MS = 24 * 60 * 60 * 1000;

/** PDF, PNG, JPEG, and GIF, which MMS samples may be: the first bytes tell. */
const SIGNATURES = ['25504446', '89504e47', 'ffd8ff', '47494638'];

export function createRegistrationAttachment(
  service: Service, input: Checked<CreateRegistrationAttachmentRequest>,
): Checked<CreateRegistrationAttachmentResult> {
  // The body is compared as base64: two uploads of the same bytes are the same request.
  const comparable = { ...input, AttachmentBody: input.AttachmentBody && Buffer.from(input.AttachmentBody).toString('base64') };
  return service.once('CreateRegistrationAttachment', comparable, () => {
    checkSource(service, input);
    checkQuotas(service);
    const created: Attachment = {
      id: newId('attachment'),
      status: 'UPLOAD_IN_PROGRESS',
      createdAt: service.clock.date(),
      tags: newTags(service, input.Tags),
    };
    service.state.attachments.set(created.id, created);
    service.clock.schedule(service.switches.uploadMs, () => { created.status = service.switches.uploadEnds; });
    return { ...identity(service, created), Tags: tagList(created.tags) };
  });
}

function checkSource(service: Service, { AttachmentBody: body, AttachmentUrl: url }: Checked<CreateRegistrationAttachmentRequest>): void {
  if (body && url) throw invalid('PARAMETERS_CANNOT_BE_USED_TOGETHER', 'AttachmentBody and AttachmentUrl cannot be used together.');
  if (!body && !url) throw invalid('MISSING_PARAMETER', 'One of AttachmentBody and AttachmentUrl is needed.');
  if (url && !/^s3:\/\/[^/]+\/.+$/.test(url)) {
    throw invalidMember('INVALID_PARAMETER', 'AttachmentUrl', 'The URL must have the form s3://BucketName/FileName');
  }
  // What is behind a URL is not read: nothing is known about how the service refuses it.
  if (body) checkBody(service, body);
}

function checkBody(service: Service, body: Uint8Array): void {
  const limit = service.switches.maxAttachmentBytes;
  if (body.length > limit) throw invalidMember('MAXIMUM_SIZE_EXCEEDED', 'AttachmentBody', `An attachment has at most ${limit} bytes.`);
  const start = Buffer.from(body.subarray(0, 4)).toString('hex');
  if (!SIGNATURES.some((signature) => start.startsWith(signature))) {
    throw invalidMember('ATTACHMENT_TYPE_NOT_SUPPORTED', 'AttachmentBody', 'An attachment is a PDF, JPEG or PNG document.');
  }
}

function checkQuotas(service: Service): void {
  const { attachmentsPerDay = Infinity, registrationAttachments } = service.switches.quotas;
  const all = [...service.state.attachments.values()];
  if (all.filter(isLive).length >= registrationAttachments) {
    throw quotaExceeded('REGISTRATION_ATTACHMENTS_PER_ACCOUNT', `The account has its ${registrationAttachments} registration attachments.`);
  }
  if (all.filter(({ createdAt }) => createdAt.getTime() > service.clock.now() - DAY_MS).length >= attachmentsPerDay) {
    throw quotaExceeded('REGISTRATION_ATTACHMENTS_CREATED_PER_DAY', `The account has created its ${attachmentsPerDay} attachments of today.`);
  }
}

export function describeRegistrationAttachments(
  service: Service, input: Checked<DescribeRegistrationAttachmentsRequest>,
): Checked<DescribeRegistrationAttachmentsResult> {
  const ids = input.RegistrationAttachmentIds?.map((id) => service.arns.id('registration-attachment', id)) ?? [];
  const candidates = ids.length > 0
    ? service.describedById(
      ids,
      (id) => service.state.attachments.get(id),
      (id) => notFound({ type: 'registration-attachment', id }),
    )
    : service.described(service.state.attachments.values());
  const rows = applyFilters(candidates.map((row) => information(service, row)), input.Filters, {
    'attachment-status': (row) => row.AttachmentStatus,
  });
  const { items, NextToken } = page('DescribeRegistrationAttachments', rows, input, service.switches.pageSize, {
    key: ({ RegistrationAttachmentId }) => RegistrationAttachmentId,
    keys: ids.length > 0 ? ids : service.state.attachments.keys(),
  });
  return { RegistrationAttachments: items, NextToken };
}

export function deleteRegistrationAttachment(
  service: Service, input: Checked<DeleteRegistrationAttachmentRequest>,
): Checked<DeleteRegistrationAttachmentResult> {
  const found = attachment(service, input.RegistrationAttachmentId);
  if ([...service.state.registrations.values()].some((registration) => holds(service, registration, found.id))) {
    throw conflict('RESOURCE_DELETION_NOT_ALLOWED', { type: 'registration-attachment', id: found.id }, 'The attachment is in use by a registration.');
  }
  found.deletedAt = service.clock.date();
  return { ...identity(service, found), AttachmentStatus: 'DELETED' };
}

/** A registration holds what any version of it references; a deleted one for a while longer. */
function holds(service: Service, registration: Registration, attachmentId: string): boolean {
  const until = registration.deletedAt ? registration.deletedAt.getTime() + service.switches.attachmentHeldMs : Infinity;
  return service.clock.now() < until && existingVersions(registration).some((version) =>
    [...version.values.values()].some(({ value }) => value.RegistrationAttachmentId === attachmentId));
}

/** The live attachment of that id or ARN. */
export function attachment(service: Service, idOrArn: string): Attachment {
  const id = service.arns.id('registration-attachment', idOrArn);
  const found = service.state.attachments.get(id);
  if (!found || !isLive(found)) throw notFound({ type: 'registration-attachment', id });
  return found;
}

function information(service: Service, row: Attachment): Checked<RegistrationAttachmentsInformation> {
  return {
    ...identity(service, row),
    ...(row.status === 'UPLOAD_FAILED' && { AttachmentUploadErrorReason: 'INTERNAL_ERROR' as const }),
    ...(row.status === 'UPLOAD_COMPLETE' && { AttachmentUrl: `https://attachments.example.com/${row.id}` }),
  };
}

function identity(service: Service, row: Attachment) {
  return {
    RegistrationAttachmentArn: service.arns.of('registration-attachment', row.id),
    RegistrationAttachmentId: row.id,
    AttachmentStatus: service.showsAsDeleted(row) ? 'DELETED' as const : row.status,
    CreatedTimestamp: row.createdAt,
  };
}
