import type { Construct } from 'constructs';
import * as library from '../../../lib';
import { Form, FormField, FORMS } from '../../../lib/private/forms';

export const { FieldValue, Registration, RegistrationAttachment } = library;

/** The forms that have a construct, by registration type. */
export const TYPED = [...FORMS].filter((entry): entry is [string, Form & { readonly construct: string }] => entry[1].construct !== undefined);

type Props = Record<string, unknown>;

interface Class {
  new (scope: Construct, id: string, props: Props): library.Registration;
  adoptExisting(scope: Construct, id: string, props: Props): library.Registration;
}

export const classOf = (construct: string) => (library as unknown as Record<string, Class>)[construct]!;

interface Choices { of(value: string): { readonly value: string } }

const choicesOf = (choiceClass: string) => (library as unknown as Record<string, Choices>)[choiceClass]!;

/** What the props that associate take, if the construct requires them. */
export const REQUIRED_ASSOCIATIONS: Readonly<Record<string, readonly string[]>> = { TenDlcBrandVetting: ['brand'], TenDlcCampaign: ['brand'] };

export const BRAND_ID = 'registration-30a16a8b7cec478a8e37febbb9005348';
const ATTACHMENT_ID = 'attachment-0a1b2c3d4e5f60718293a4b5c6d7e8f9';

/** A value that fits the field, as its prop takes it and as the template has it. */
export function sampleOf(scope: Construct, field: FormField): { readonly said: unknown; readonly written: object } {
  const text = 'x'.repeat(field.maxLength ?? 40);
  const choice = field.options?.[0] ?? 'A choice';
  switch (field.kind) {
    case 'TEXT': return { said: field.sensitive ? FieldValue.text(text) : text, written: { TextValue: text } };
    case 'SELECT': {
      const said = choicesOf(field.choiceClass!).of(choice);
      return { said: field.several ? [said] : said, written: { SelectChoices: [choice] } };
    }
    case 'ATTACHMENT': {
      const said = scope.node.tryFindChild('Document') ?? RegistrationAttachment.fromRegistrationAttachmentId(scope, 'Document', ATTACHMENT_ID);
      return { said, written: { RegistrationAttachmentId: ATTACHMENT_ID } };
    }
  }
}

/** The props of a typed construct for the given fields, with what it has to be associated with. */
export function propsOf(scope: Construct, construct: string, fields: readonly FormField[]): Props {
  const brand = () => scope.node.tryFindChild('TheBrand') ?? Registration.fromRegistrationId(scope, 'TheBrand', BRAND_ID);
  const associations = Object.fromEntries((REQUIRED_ASSOCIATIONS[construct] ?? []).map((prop) => [prop, brand()]));
  return { ...associations, ...Object.fromEntries(fields.map((field) => [field.prop!, sampleOf(scope, field).said])) };
}
