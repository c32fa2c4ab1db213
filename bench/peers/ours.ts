import type { Stack } from 'aws-cdk-lib';
import { FieldValue, Registration, RegistrationType } from '../../lib';

/** What this library needs for one registration with one field. */
export function ours(stack: Stack): void {
  new Registration(stack, 'Registration', {
    registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
    fields: { 'companyInfo.companyName': FieldValue.text('Example Corp.') },
  });
}
