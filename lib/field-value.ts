import type { FieldProperty } from '../contract/registration-resource';
import { choicesProblems, textProblems } from './private/limits';
import { IRegistrationAttachment } from './registration-attachment';

/**
 * What stands in one field of a registration's form.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_PutRegistrationFieldValue.html
 */
export class FieldValue {
  /**
   * A text, for a field of the kind TEXT.
   *
   * It stands in the template as it is written here.
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

  private constructor(
    private readonly value: Omit<FieldProperty, 'FieldPath'>,
    private readonly problems: readonly string[],
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
    const field: FieldProperty = { FieldPath: fieldPath, ...this.value };
    return field;
  }
}
