import { CompanyProfile } from './company-profile.generated';
import { FieldValue } from '../field-value';

/**
 * What every typed form takes beside its own fields.
 * @internal
 */
export interface FormFields {
  /**
   * Further fields by field path: those that the form has beside the props of this construct, and texts that are kept in a secret or a
   * parameter although their prop takes a string.
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
   *   additionalFields: { 'contactInfo.newField': FieldValue.text('what the service has asked for since yesterday') },
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
   * What the company says in several forms. A prop of the form overrides it.
   *
   * @default - the form says all of it
   */
  readonly company?: CompanyProfile;
}
