import { readFileSync } from 'fs';
import { join } from 'path';
import type {
  ConditionalBehavior,
  FieldRequirement,
  FieldType,
  RegistrationAssociationBehavior,
  RegistrationDisassociationBehavior,
  RegistrationFieldDefinition,
  SelectValidation,
  SupportedAssociation,
  TextValidation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { invalidMember } from './errors';
import type { Switches } from './switches';
import { Checked } from './types';

const FORMS_FILE = join(__dirname, '..', '..', 'scripts', 'forms', 'forms.json');

/** The types whose order the service minds. */
export const BRAND = 'US_TEN_DLC_BRAND_REGISTRATION';
export const VETTING = 'US_TEN_DLC_BRAND_VETTING';
export const CAMPAIGN = 'US_TEN_DLC_CAMPAIGN_REGISTRATION';

/** A field as public sources describe it; what they do not say is absent. */
export interface FormField {
  readonly path: string;
  readonly section: string;
  readonly type: FieldType;
  readonly requirement: FieldRequirement | 'UNKNOWN';
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly options?: string[];
  readonly minChoices?: number;
  readonly maxChoices?: number;
  /** Of a field that is CONDITIONAL: what it is, by the values of other fields. */
  readonly conditional?: Checked<ConditionalBehavior>;
}

export interface FormAssociation {
  readonly resourceType: string;
  readonly isoCountryCode?: string;
  readonly associationBehavior: RegistrationAssociationBehavior;
  readonly disassociationBehavior: RegistrationDisassociationBehavior;
  /** Members that no source states. */
  readonly inferred?: string[];
}

/** A registration type: its form, and what it can be associated with. */
export interface Form {
  readonly displayTitle?: string;
  /** Default: every Region. */
  readonly regions?: string[];
  readonly associations: FormAssociation[];
  readonly fields: FormField[];
}

// Every TEXT field has a validation, though few are public: these refuse nothing that the API itself takes.
const ANY_TEXT = { minLength: 1, maxLength: 2048, pattern: '^[\\s\\S]*$' };

/** The registration types of a Region. */
export class Forms {
  private readonly forms: Map<string, Form>;

  constructor(private readonly region: string) {
    const { forms } = JSON.parse(readFileSync(FORMS_FILE, 'utf8')) as { readonly forms: Record<string, Form> };
    this.forms = new Map(Object.entries(forms));
  }

  /** Adds a type or replaces its form, as AWS does from time to time. */
  public define(type: string, form: Form): void {
    this.forms.set(type, form);
  }

  public types(): string[] {
    return [...this.forms.keys()].filter((type) => this.offered(type));
  }

  public has(type: string): boolean {
    return this.forms.has(type) && this.offered(type);
  }

  public get(type: string): Form {
    const form = this.forms.get(type);
    if (!form || !this.offered(type)) {
      throw invalidMember('UNKNOWN_REGISTRATION_TYPE', 'RegistrationType', `The registration type ${type} does not exist in this Region.`);
    }
    return form;
  }

  public field(type: string, path: string): FormField {
    const field = this.get(type).fields.find((candidate) => candidate.path === path);
    if (!field) throw invalidMember('UNKNOWN_REGISTRATION_FIELD', 'FieldPath', `The registration type ${type} has no field ${path}.`);
    return field;
  }

  public sections(type: string): string[] {
    return [...new Set(this.get(type).fields.map((field) => field.section))];
  }

  private offered(type: string): boolean {
    const regions = this.forms.get(type)?.regions;
    return !regions || regions.includes(this.region);
  }
}

export function requirement(field: FormField, unknown: FieldRequirement): FieldRequirement {
  return field.requirement === 'UNKNOWN' ? unknown : field.requirement;
}

export function textValidation(field: FormField): Checked<TextValidation> {
  return {
    MinLength: field.minLength ?? ANY_TEXT.minLength,
    MaxLength: field.maxLength ?? ANY_TEXT.maxLength,
    Pattern: field.pattern ?? ANY_TEXT.pattern,
  };
}

export function selectValidation(field: FormField): Checked<SelectValidation> {
  return { MinChoices: field.minChoices ?? 1, MaxChoices: field.maxChoices ?? 1, Options: field.options ?? [] };
}

export function fieldDefinition(
  field: FormField, { unknownRequirement: unknown, conditionalBehavior }: Pick<Switches, 'unknownRequirement' | 'conditionalBehavior'>,
): Checked<RegistrationFieldDefinition> {
  return {
    SectionPath: field.section,
    FieldPath: field.path,
    FieldType: field.type,
    FieldRequirement: requirement(field, unknown),
    ...(field.type === 'TEXT' && { TextValidation: textValidation(field) }),
    ...(field.type === 'SELECT' && { SelectValidation: selectValidation(field) }),
    ...(field.conditional && conditionalBehavior === 'served' && { ConditionalBehavior: field.conditional }),
    DisplayHints: { Title: title(field.path.split('.').pop()!), ShortDescription: title(field.path.split('.').pop()!) },
  };
}

export function supportedAssociation(association: FormAssociation): Checked<SupportedAssociation> {
  return {
    ResourceType: association.resourceType,
    IsoCountryCode: association.isoCountryCode,
    AssociationBehavior: association.associationBehavior,
    DisassociationBehavior: association.disassociationBehavior,
  };
}

/** `companyName` as `Company name`: the published titles of few fields are known. */
export function title(name: string): string {
  const words = name.replace(/_/g, ' ').replace(/([a-z])([A-Z0-9])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
