import { idOf, targetKindOf } from '../../contract/ids';
import { OWN_TAGS } from '../../contract/tags';
import { kindOfType } from '../../lambda/decisions/association-step';
import { valuesOf } from '../../lambda/decisions/form-behavior';
import { isOwnTag, untagCommand } from '../../lambda/decisions/tag-changes';
import type { ServiceReads } from '../aws/service-reads';
import { exportedApp, type ExistingRegistration } from '../code/exported';
import type { Outcome, Session } from '../command';
import { EXIT_CODE } from '../exit-code';
import { languageOf, type FieldsOptions } from './fields';
import { inspect, tagValue, type Inspected } from '../status/inspect';

/** `export <registration...>`: the code that adopts what exists. */
export async function exportCode({ connect, showValues }: Session, names: readonly string[], options: FieldsOptions): Promise<Outcome> {
  const language = languageOf(options) ?? 'typescript';
  const { region, reads } = await connect();
  const { inspected } = await inspect(reads, names);
  const registrations: ExistingRegistration[] = [];
  for (const one of inspected) {
    registrations.push(await existing(one, reads));
  }
  const account = inspected[0]!.registration.RegistrationArn.split(':')[4]!;
  const code = exportedApp(registrations, { account, region, showValues }, language);
  return { data: { region, language, code }, exitCode: EXIT_CODE.ok, show: (paper) => paper.line(code) };
}

async function existing({ registration, tags, versions, associations = [] }: Inspected, reads: ServiceReads): Promise<ExistingRegistration> {
  const { RegistrationId: id, RegistrationType: type, RegistrationStatus: status, CurrentVersionNumber } = registration;
  const stackId = tagValue(tags, OWN_TAGS.stackId);
  const version = versions[0]?.VersionNumber ?? CurrentVersionNumber;
  const values = await reads.fieldValues(id, version);
  const supported = associations.length > 0 ? await reads.supportedAssociations(type) : [];
  return {
    id,
    type,
    status,
    version,
    name: tagValue(tags, 'Name'),
    tags: tags.filter((tag) => !isOwnTag(tag) && !tag.Key?.startsWith('aws:')).map(({ Key: key = '', Value: value = '' }) => ({ key, value })),
    fields: values.filter((field) => valuesOf(field).length > 0).map(({ FieldPath: path, TextValue, SelectChoices, RegistrationAttachmentId }) => (
      { path, text: TextValue, choices: SelectChoices, attachmentId: RegistrationAttachmentId }
    )),
    // A brand may list the campaigns that depend on it, which are not its own associations.
    associations: associations.filter((association) => supported.some(({ ResourceType = '' }) => kindOfType(ResourceType) === kindOfType(association.ResourceType)))
      .map(({ ResourceId, ResourceArn }) => targetKindOf(ResourceId) === undefined ? ResourceArn : idOf(ResourceId)),
    stack: stackId === undefined ? undefined : { name: stackId.split('/')[1] ?? stackId, untag: untagCommand(registration.RegistrationArn, tags) },
  };
}
