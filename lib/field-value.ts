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
 */
export class FieldValue {
  /**
   * A text, for a field of the kind TEXT.
   *
   * It appears in the template as written here. Use `fromSecret` or `fromParameter` for anything that readers of the template must not see.
   *
   * @param value 1 to 2048 characters; the field itself may allow fewer. There is no empty value: leave the field out instead.
   */
  public static text(value: string): FieldValue {
    return new FieldValue({ TextValue: value }, textProblems(value));
  }

  /**
   * One or more choices, for a field of the kind SELECT.
   *
   * @param choices 1 to 100 choices of 1 to 256 characters, spelled as the form lists them; their order has no meaning
   */
  public static select(...choices: string[]): FieldValue {
    return new FieldValue({ SelectChoices: choices }, choicesProblems(choices));
  }

  /**
   * A document, for a field of the kind ATTACHMENT.
   *
   * @param attachment from this stack or from elsewhere
   */
  public static attachment(attachment: IRegistrationAttachment): FieldValue {
    const RegistrationAttachmentId = (attachment as Partial<IRegistrationAttachment> | undefined)?.registrationAttachmentId;
    return typeof RegistrationAttachmentId === 'string'
      ? new FieldValue({ RegistrationAttachmentId }, [])
      : FieldValue.invalid('FieldValue.attachment', attachment, 'a RegistrationAttachment');
  }

  /**
   * A text that is kept in AWS Secrets Manager, for a field of the kind TEXT: for example a tax id.
   *
   * The template names the secret and never contains its value. The handler may read this secret only, and reads its current version.
   * CloudFormation does not notice when the value changes: change `refreshSecrets` of the registration to have it read again.
   * A secret that was created elsewhere and encrypted with a customer managed key must be imported with its `encryptionKey`.
   *
   * @param secret in the Region of the stack; its text, 1 to 2048 characters, becomes the text of the field
   * @param jsonKey the member to take if the secret is a JSON object; that member must be a string
   */
  public static fromSecret(secret: secretsmanager.ISecret, jsonKey?: string): FieldValue {
    if (typeof (secret as Partial<secretsmanager.ISecret> | undefined)?.secretArn !== 'string') {
      return FieldValue.invalid('FieldValue.fromSecret', secret, 'a secret of AWS Secrets Manager');
    }
    const JsonKey = jsonKey ?? undefined;
    return new FieldValue({ TextFromSecret: { SecretArn: secretId(secret), JsonKey } }, jsonKeyProblems(JsonKey), secretSource(secret));
  }

  /**
   * A text that is kept in the Parameter Store of AWS Systems Manager, for a field of the kind TEXT.
   *
   * The template names the parameter, of type String or SecureString, and never contains its value. The handler may read this parameter
   * only, and reads its latest version. CloudFormation does not notice when the value changes: change `refreshSecrets` of the
   * registration to have it read again.
   *
   * @param parameter in the Region of the stack; its value, 1 to 2048 characters, becomes the text of the field
   */
  public static fromParameter(parameter: ssm.IParameter): FieldValue {
    if (typeof (parameter as Partial<ssm.IParameter> | undefined)?.parameterName !== 'string') {
      return FieldValue.invalid('FieldValue.fromParameter', parameter, 'a parameter of AWS Systems Manager');
    }
    return new FieldValue({ TextFromParameter: { ParameterName: parameter.parameterName } }, [], parameterSource(parameter));
  }

  /** Reported together with the construct and the field that it is given to. */
  private static invalid(method: string, given: unknown, expected: string): FieldValue {
    return new FieldValue({} as Content, [`${method} got ${kindOf(given)}; ${expected} is expected`]);
  }

  private constructor(
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
  public _render(fieldPath: string): object {
    // The contract's types are not published, so they cannot appear in a signature.
    const field: DeclaredField = { FieldPath: fieldPath, ...this.value };
    return field;
  }

  /**
   * Lets the handler read the value if it is kept elsewhere. Whatever is returned must exist before the value is read.
   * @internal
   */
  public _allowReading(handler: RegistrationHandler): IDependable[] {
    return this.source ? handler._allowReading(this.source) : [];
  }
}
