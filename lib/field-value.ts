import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { IDependable } from 'constructs';
import { FieldSource, parameterSource, secretId, secretSource } from './private/field-source';
import { choicesProblems, jsonKeyProblems, textProblems } from './private/limits';
import { kindOf } from './private/present';
import { IRegistrationAttachment } from './registration-attachment';
import { RegistrationHandler } from './registration-handler';
import type { DeclaredField } from '../contract/registration-resource';

/** A field without its path. */
type Content<F = DeclaredField> = F extends DeclaredField ? Omit<F, 'FieldPath'> : never;

/**
 * The value of one field of a registration's form.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_PutRegistrationFieldValue.html
 * @exampleMetadata fixture=registrations
 * @example
 *
 * const company = secretsmanager.Secret.fromSecretNameV2(stack, 'Company', 'texts/company');
 * const fields = {
 *   'companyInfo.companyName': FieldValue.text('Example Corp'),
 *   'companyInfo.legalType': FieldValue.choices('PRIVATE_PROFIT'),
 *   'companyInfo.taxId': FieldValue.fromSecretsManager(company, 'taxId'),
 * };
 */
export class FieldValue {
  /**
   * A text, for a field of the type TEXT.
   *
   * It is in the template exactly as written here. Use `fromSecretsManager` or `fromSsmParameter` for anything that readers of the template
   * must not see. There is no empty value: leave the field out instead.
   *
   * @param value 1 to 2048 characters, unless the field allows fewer
   */
  public static text(value: string): FieldValue {
    return new FieldValue('TEXT', { TextValue: value }, textProblems(value));
  }

  /**
   * One or more choices, for a field of the type SELECT.
   *
   * @param choices 1 to 100 choices of 1 to 256 characters, spelled as the form lists them, in any order
   */
  public static choices(...choices: string[]): FieldValue {
    return new FieldValue('SELECT', { SelectChoices: choices }, choicesProblems(choices));
  }

  /**
   * A document, for a field of the type ATTACHMENT.
   *
   * @param attachment from this stack or imported
   */
  public static attachment(attachment: IRegistrationAttachment): FieldValue {
    const RegistrationAttachmentId = (attachment as Partial<IRegistrationAttachment> | undefined)?.registrationAttachmentId;
    return typeof RegistrationAttachmentId === 'string'
      ? new FieldValue('ATTACHMENT', { RegistrationAttachmentId }, [])
      : FieldValue.invalid('ATTACHMENT', 'FieldValue.attachment', attachment, 'a RegistrationAttachment');
  }

  /**
   * A text that is kept in AWS Secrets Manager, for a field of the type TEXT: for example a tax ID.
   *
   * The template names the secret and never contains its value. The handler may read this secret only, and reads its current version.
   * CloudFormation does not notice when the value changes: change `refreshSecrets` of the registration to have it read again.
   * Import a secret that is encrypted with a customer managed key together with its `encryptionKey`.
   *
   * @param secret in the Region of the stack, with 1 to 2048 characters, unless the field allows fewer
   * @param jsonKey if the secret is a JSON object, the member to take, which must be a string
   */
  public static fromSecretsManager(secret: secretsmanager.ISecret, jsonKey?: string): FieldValue {
    if (typeof (secret as Partial<secretsmanager.ISecret> | undefined)?.secretArn !== 'string') {
      return FieldValue.invalid('TEXT', 'FieldValue.fromSecretsManager', secret, 'a secret of AWS Secrets Manager');
    }
    const JsonKey = jsonKey ?? undefined;
    return new FieldValue('TEXT', { TextFromSecret: { SecretArn: secretId(secret), JsonKey } }, jsonKeyProblems(JsonKey), secretSource(secret));
  }

  /**
   * A text that is kept in the Parameter Store of AWS Systems Manager, for a field of the type TEXT.
   *
   * The template names the parameter, of type String or SecureString, and never contains its value. The handler may read this parameter
   * only, and reads its latest version. CloudFormation does not notice when the value changes: change `refreshSecrets` of the
   * registration to have it read again.
   *
   * @param parameter in the Region of the stack, with 1 to 2048 characters, unless the field allows fewer
   */
  public static fromSsmParameter(parameter: ssm.IParameter): FieldValue {
    if (typeof (parameter as Partial<ssm.IParameter> | undefined)?.parameterName !== 'string') {
      return FieldValue.invalid('TEXT', 'FieldValue.fromSsmParameter', parameter, 'a parameter of AWS Systems Manager');
    }
    return new FieldValue('TEXT', { TextFromParameter: { ParameterName: parameter.parameterName } }, [], parameterSource(parameter));
  }

  /** Reported together with the construct and the field that it is given to. */
  private static invalid(fieldType: string, method: string, given: unknown, expected: string): FieldValue {
    return new FieldValue(fieldType, {} as Content, [`${method} got ${kindOf(given)}; ${expected} is expected`]);
  }

  private constructor(
    /** The type of the fields that take this value: `TEXT`, `SELECT` or `ATTACHMENT`. */
    public readonly fieldType: string,
    private readonly value: Content,
    private readonly problems: readonly string[],
    private readonly source?: FieldSource,
  ) {}

  /**
   * What is wrong with the value, without quoting it.
   * @internal
   */
  public _problems(): readonly string[] {
    return this.problems;
  }

  /**
   * The field as the handler reads it.
   * @internal
   */
  public _render(fieldPath: string): DeclaredField {
    return { FieldPath: fieldPath, ...this.value };
  }

  /**
   * Lets the handler read the value if it is kept elsewhere. Whatever is returned must exist before the value is read.
   * @internal
   */
  public _allowReading(handler: RegistrationHandler): IDependable[] {
    return this.source ? handler._allowReading(this.source) : [];
  }
}
