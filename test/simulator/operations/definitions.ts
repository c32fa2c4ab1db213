import type {
  DescribeRegistrationFieldDefinitionsRequest,
  DescribeRegistrationFieldDefinitionsResult,
  DescribeRegistrationSectionDefinitionsRequest,
  DescribeRegistrationSectionDefinitionsResult,
  DescribeRegistrationTypeDefinitionsRequest,
  DescribeRegistrationTypeDefinitionsResult,
  RegistrationTypeDefinition,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { invalidMember } from '../errors';
import { fieldDefinition, supportedAssociation, title } from '../forms';
import { applyFilters, page } from '../paging';
import { Service } from '../service';
import { Checked } from '../types';

export function describeRegistrationTypeDefinitions(
  service: Service, input: Checked<DescribeRegistrationTypeDefinitionsRequest>,
): Checked<DescribeRegistrationTypeDefinitionsResult> {
  const types = input.RegistrationTypes?.length ? input.RegistrationTypes : service.forms.types();
  const rows = applyFilters(types.map((type) => typeDefinition(service, type)), input.Filters, {
    'supported-association-resource-type': (row) => row.SupportedAssociations?.map(({ ResourceType }) => ResourceType),
    'supported-association-iso-country-code': (row) => row.SupportedAssociations?.flatMap(({ IsoCountryCode }) => IsoCountryCode ?? []),
  });
  const { items, NextToken } = page('DescribeRegistrationTypeDefinitions', rows, input, service.switches.pageSize, {
    key: ({ RegistrationType }) => RegistrationType,
    keys: types,
  });
  return { RegistrationTypeDefinitions: items, NextToken };
}

function typeDefinition(service: Service, type: string): Checked<RegistrationTypeDefinition> {
  const form = service.forms.get(type);
  return {
    RegistrationType: type,
    SupportedAssociations: form.associations.map(supportedAssociation),
    DisplayHints: { Title: form.displayTitle ?? title(type) },
  };
}

export function describeRegistrationSectionDefinitions(
  service: Service, input: Checked<DescribeRegistrationSectionDefinitionsRequest>,
): Checked<DescribeRegistrationSectionDefinitionsResult> {
  const type = input.RegistrationType;
  const sections = input.SectionPaths?.length
    ? input.SectionPaths.map((section) => findSection(service, type, section))
    : service.forms.sections(type);
  const rows = sections.map((section) => ({
    SectionPath: section,
    DisplayHints: { Title: title(section), ShortDescription: title(section) },
  }));
  const { items, NextToken } = page('DescribeRegistrationSectionDefinitions', rows, input, service.switches.pageSize, {
    key: ({ SectionPath }) => SectionPath,
    keys: sections,
  });
  return { RegistrationType: type, RegistrationSectionDefinitions: items, NextToken };
}

export function describeRegistrationFieldDefinitions(
  service: Service, input: Checked<DescribeRegistrationFieldDefinitionsRequest>,
): Checked<DescribeRegistrationFieldDefinitionsResult> {
  const type = input.RegistrationType;
  const fields = input.FieldPaths?.length
    ? input.FieldPaths.map((path) => service.forms.field(type, path))
    : service.forms.get(type).fields;
  const section = input.SectionPath && findSection(service, type, input.SectionPath);
  const rows = fields
    .filter((field) => !section || field.section === section)
    .map((field) => fieldDefinition(field, service.switches));
  const { items, NextToken } = page('DescribeRegistrationFieldDefinitions', rows, input, service.switches.pageSize, {
    key: ({ FieldPath }) => FieldPath,
    keys: fields.map(({ path }) => path),
  });
  return { RegistrationType: type, RegistrationFieldDefinitions: items, NextToken };
}

export function findSection(service: Service, type: string, section: string): string {
  if (!service.forms.sections(type).includes(section)) {
    throw invalidMember('UNKNOWN_REGISTRATION_SECTION', 'SectionPath', `The registration type ${type} has no section ${section}.`);
  }
  return section;
}
