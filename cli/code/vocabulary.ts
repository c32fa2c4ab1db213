import { call, list, make, name, record, struct, text, type Code, type Member, type Statement } from './syntax';
import type { FormField } from '../../lib/private/forms';
import { choiceMember, knownField, lastPart, typedConstruct } from '../forms/known';

const STACK = name('stack');
const SECRET = name('secret');
const SECRET_NAME = 'texts/company';

/** What a field is given. */
export type FieldContent =
  | { readonly text: string }
  | { readonly choices: readonly string[] }
  | { readonly attachment: Code }
  /** The text is kept in a secret, under this key. */
  | { readonly secret: string };

export interface CodeField {
  readonly path: string;
  readonly content: FieldContent;
  readonly comment?: string;
  readonly isOff?: boolean;
}

/** The app and its stack. */
export function stackStatements(env?: { readonly account: string; readonly region: string }): Statement[] {
  const props: Member[] = env === undefined ? [] : [
    { name: 'env', value: struct('Environment', [{ name: 'account', value: text(env.account) }, { name: 'region', value: text(env.region) }]) },
  ];
  return [
    { kind: 'blank' },
    { kind: 'assign', variable: 'app', value: make('App') },
    { kind: 'assign', variable: 'stack', value: make('Stack', [name('app'), text('SmsRegistrations')], props) },
  ];
}

/** The secret that fields are taken from. Create it before the deploy. */
export function secretStatements(fields: readonly CodeField[]): Statement[] {
  const keys = fields.flatMap(({ content, isOff }) => 'secret' in content && !isOff ? [content.secret] : []);
  return keys.length === 0 ? [] : [
    { kind: 'blank' },
    { kind: 'comment', text: `A JSON object in AWS Secrets Manager with the keys ${keys.join(', ')}, which keeps these values out of the template.` },
    { kind: 'assign', variable: 'secret', value: call('secretsmanager.Secret.fromSecretNameV2', [STACK, text('Secret'), text(SECRET_NAME)]) },
  ];
}

/** The key of a field in the secret: the last part of its path, or the whole path if another field ends with the same part. */
export function secretKey(path: string, fields: readonly { readonly path: string }[]): string {
  const isAlone = fields.filter((field) => lastPart(field.path) === lastPart(path)).length === 1;
  return isAlone ? lastPart(path) : path.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export function constructOf(registrationType: string): string {
  return typedConstruct(registrationType) ?? 'Registration';
}

/** The typed constructs whose prop `brand` says what they are associated with. */
const BELONG_TO_A_BRAND: readonly string[] = ['TenDlcCampaign', 'TenDlcBrandVetting'];

export function belongsToBrand(registrationType: string): boolean {
  return BELONG_TO_A_BRAND.includes(constructOf(registrationType));
}

/** A registration that the app does not declare. */
export function importedRegistration(id: string, registrationId: string): Code {
  return call('Registration.fromRegistrationId', [STACK, text(id), text(registrationId)]);
}

/** A document that the app does not declare. */
export function importedAttachment(id: string, attachmentId: string): Code {
  return call('RegistrationAttachment.fromRegistrationAttachmentId', [STACK, text(id), text(attachmentId)]);
}

/** The members that say the type and the form: props of a typed construct, or a record of paths. */
export function formMembers(registrationType: string, fields: readonly CodeField[]): Member[] {
  if (typedConstruct(registrationType) === undefined) {
    return [{ name: 'registrationType', value: call('RegistrationType.of', [text(registrationType)]) }, ...recordOf('fields', fields)];
  }
  const props = fields.filter((field) => propFor(registrationType, field) !== undefined);
  return [
    ...props.map((field) => {
      const { path: _, content, ...shown } = field;
      const known = propFor(registrationType, field)!;
      return { ...shown, name: known.prop!, value: propCode(known, content) };
    }),
    ...recordOf('additionalFields', fields.filter((field) => !props.includes(field))),
  ];
}

/** The field whose prop takes such a content: the service may have more in a field than the prop takes. */
function propFor(registrationType: string, { path, content }: CodeField): FormField | undefined {
  const known = knownField(registrationType, path);
  return known?.prop !== undefined && takes(known, content) ? known : undefined;
}

function takes({ kind, several }: FormField, content: FieldContent): boolean {
  if ('choices' in content) {
    return kind === 'SELECT' && (several === true || content.choices.length === 1);
  }
  return kind === ('attachment' in content ? 'ATTACHMENT' : 'TEXT');
}

function recordOf(member: string, fields: readonly CodeField[]): Member[] {
  const members = fields.map(({ path, content, ...shown }) => ({ ...shown, name: path, value: fieldValueCode(content) }));
  return members.length === 0 ? [] : [{ name: member, value: record(members) }];
}

function fieldValueCode(content: FieldContent): Code {
  if ('secret' in content) {
    return call('FieldValue.fromSecretsManager', [SECRET, text(content.secret)]);
  }
  if ('text' in content) {
    return call('FieldValue.text', [text(content.text)]);
  }
  return 'choices' in content ? call('FieldValue.choices', content.choices.map(text)) : call('FieldValue.attachment', [content.attachment]);
}

function propCode({ sensitive, choiceClass, several }: FormField, content: FieldContent): Code {
  if ('text' in content && !sensitive) {
    return text(content.text);
  }
  if ('attachment' in content) {
    return content.attachment;
  }
  if ('choices' in content && choiceClass !== undefined) {
    const choices = content.choices.map((choice) => choiceCode(choiceClass, choice));
    return several ? list(choices) : choices[0]!;
  }
  return fieldValueCode(content);
}

function choiceCode(choiceClass: string, choice: string): Code {
  const member = choiceMember(choiceClass, choice);
  return member === undefined ? call(`${choiceClass}.of`, [text(choice)]) : name(`${choiceClass}.${member}`);
}

/** `Example Corp toll-free` and `US_TOLL_FREE_REGISTRATION` as the ID of a construct. */
export function constructId(words: string): string {
  const parts = words.normalize('NFKD').split(/[^A-Za-z0-9]+/).filter(Boolean);
  const id = parts.map((part) => part[0]!.toUpperCase() + (part === part.toUpperCase() ? part.slice(1).toLowerCase() : part.slice(1))).join('');
  return /^[A-Za-z]/.test(id) ? id : `Registration${id}`;
}
