import type { ListTagsForResourceRequest, ListTagsForResourceResult, TagResourceRequest, UntagResourceRequest } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { invalidMember, notFound } from '../errors';
import { isLive, Service, tagList } from '../service';
import { Tags } from '../state';
import { Checked } from '../types';
import { attachment } from './attachments';
import { checkTags } from './new-tags';
import { phoneNumber } from './phone-numbers';
import { findSenderId } from './sender-ids';

export function tagResource(service: Service, input: Checked<TagResourceRequest>): object {
  const tags = tagsOf(service, input.ResourceArn);
  checkTags(service, input.Tags, tags);
  for (const { Key, Value } of input.Tags) tags.set(Key, Value);
  return {};
}

export function untagResource(service: Service, input: Checked<UntagResourceRequest>): object {
  const tags = tagsOf(service, input.ResourceArn);
  for (const key of input.TagKeys) tags.delete(key);
  return {};
}

export function listTagsForResource(service: Service, input: Checked<ListTagsForResourceRequest>): Checked<ListTagsForResourceResult> {
  return { ResourceArn: input.ResourceArn, Tags: tagList(tagsOf(service, input.ResourceArn)) };
}

const FINDERS: Record<string, (service: Service, id: string) => { readonly tags: Tags }> = {
  'registration': (service, id) => service.registration(id),
  'registration-attachment': attachment,
  'phone-number': phoneNumber,
  'sender-id': findSenderId,
  'rcs-agent': rcsAgent,
};

function tagsOf(service: Service, arn: string): Tags {
  const { kind, id } = service.arns.parse(arn) ?? {};
  const find = kind && FINDERS[kind];
  if (!find || !id) throw invalidMember('INVALID_ARN', 'ResourceArn', `${arn} names no resource of this account and Region.`);
  return find(service, id).tags;
}

function rcsAgent(service: Service, id: string): { readonly tags: Tags } {
  const found = service.state.rcsAgents.get(id);
  if (!found || !isLive(found)) throw notFound({ type: 'rcs-agent', id });
  return found;
}
