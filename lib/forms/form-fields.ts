import { CompanyProfile } from './company-profile.generated';
import { FieldValue } from '../field-value';

/**
 * What every typed form takes beside its own fields.
 * @internal
 */
export interface FormFields {
  /**
   * Additional fields by field path: those that have no prop in this construct, and texts that are kept in a secret or a parameter although
   * their prop takes a string.
   *
   * @default - only the fields of the props
   * @exampleMetadata fixture=registrations
   * @example
   * import { Vertical } from 'cdk-sms-registration';
   *
   * new TenDlcBrand(stack, 'Brand', {
   *   company: exampleCorp,
   *   dbaName: 'Example',
   *   vertical: Vertical.TECHNOLOGY,
   *   additionalFields: { 'contactInfo.newField': FieldValue.text('a field that the service has added recently') },
   * });
   */
  readonly additionalFields?: { [fieldPath: string]: FieldValue };
}

/**
 * What a typed form about a company takes beside its own fields.
 * @internal
 */
export interface CompanyFormFields extends FormFields {
  /**
   * What several forms ask about the company. A prop of the form overrides it.
   *
   * @default - only the props of the form
   */
  readonly company?: CompanyProfile;
}
