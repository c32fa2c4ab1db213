import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { IDependable } from 'constructs';
import { FieldSource, parameterSource, secretSource } from './private/field-source';
import { choicesProblems, jsonKeyProblems, textProblems } from './private/limits';
import { IRegistrationAttachment } from './registration-attachment';
import { RegistrationHandler } from './registration-handler';
import type { DeclaredField } from '../contract/registration-resource';

/** A field without its path. */
type Content<F = DeclaredField> = F extends DeclaredField ? Omit<F, 'FieldPath'> : never;

/**
 * What stands in one field of a registration's form.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_PutRegistrationFieldValue.html
 */
export class FieldValue {
  /**
   * A text, for a field of the kind TEXT.
   *
   * It stands in the template as it is written here: take what the template's readers must not see from a secret.
   *
   * @param value 1 to 2048 characters; the field itself may allow fewer. There is no empty value: leave the field out instead.
   */
  public static text(value: string): FieldValue {
    return new FieldValue({ TextValue: value }, textProblems(value));
  }

  /**
   * One or more choices, for a field of the kind SELECT.
   *
   * @param choices 1 to 100 choices of 1 to 256 characters, written as the form lists them; their order has no meaning
   */
  public static select(...choices: string[]): FieldValue {
    return new FieldValue({ SelectChoices: choices }, choicesProblems(choices));
  }

  /**
   * A document, for a field of the kind ATTACHMENT.
   *
   * @param attachment made in this stack or elsewhere
   */
  public static attachment(attachment: IRegistrationAttachment): FieldValue {
    return new FieldValue({ RegistrationAttachmentId: attachment.attachmentId }, []);
  }

  /**
   * A text that is kept in AWS Secrets Manager, for a field of the kind TEXT: for example a tax id.
   *
   * The template only names the secret. A deploy reads its current version, and may read just this one. CloudFormation does not
   * notice when the value changes: it is read again when something else of the registration changes, for example a tag.
   * A secret with a key of your own from elsewhere has to be known by `encryptionKey`.
   *
   * @param secret in the Region of the stack; its text, 1 to 2048 characters, is the text of the field
   * @param jsonKey the member of the secret to take, if it is a JSON object; that has to be a string
   */
  public static fromSecret(secret: secretsmanager.ISecret, jsonKey?: string): FieldValue {
    const SecretArn = secret.secretFullArn ?? secret.secretArn;
    return new FieldValue({ TextFromSecret: { SecretArn, JsonKey: jsonKey } }, jsonKeyProblems(jsonKey), secretSource(secret));
  }

  /**
   * A text that is kept in the Parameter Store of AWS Systems Manager, for a field of the kind TEXT.
   *
   * The template only names the parameter, whose type is String or SecureString. A deploy reads its newest version, and may read
   * just this one. CloudFormation does not notice when the value changes: it is read again when something else of the registration
   * changes, for example a tag.
   *
   * @param parameter in the Region of the stack; its value, 1 to 2048 characters, is the text of the field
   */
  public static fromParameter(parameter: ssm.IParameter): FieldValue {
    return new FieldValue({ TextFromParameter: { ParameterName: parameter.parameterName } }, [], parameterSource(parameter));
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
    // The contract's types are not published, so they cannot stand in a signature.
    const field: DeclaredField = { FieldPath: fieldPath, ...this.value };
    return field;
  }

  /**
   * Lets the handler read the value, if it stands elsewhere; what is returned has to be there first.
   * @internal
   */
  public _allowReading(handler: RegistrationHandler): IDependable[] {
    return this.source ? [handler._allowReading(this.source.construct, this.source.statements)] : [];
  }
}
