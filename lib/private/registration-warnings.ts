import { CfnDeletionPolicy, CfnResource } from 'aws-cdk-lib';
import { Associations } from './associations';
import { isDeletedTogether, pathOf, policyWarnings, protectionWarnings } from './protection';
import { missingAssociationWarnings } from './required-associations';

/** How a stack declares a registration, as far as the warnings depend on it. */
export interface DeclaredRegistration {
  readonly registrationType: string;
  readonly isTyped: boolean;
  readonly isSubmitted: boolean;
  readonly isAdopted: boolean;
  readonly isProtected: boolean;
  readonly resource: CfnResource;
  readonly associations: Associations;
  /** The documents that the form shows, and that are deleted with the registration. */
  readonly documents: readonly CfnResource[];
}

/** What happens to an approval when something that it rests on is deleted. */
const LOSSES = {
  number: 'CloudFormation releases it with the stack, and then the service closes the registration',
  document: 'CloudFormation tries to delete it with the stack, which the service refuses while the registration shows it',
};

/** Warnings about the whole stack, by the topic under which they are acknowledged. */
export function registrationWarnings(declared: DeclaredRegistration): Record<string, string[]> {
  return {
    'missing-association': missingAssociations(declared),
    'adopted-not-retained': adoptedNotRetained(declared),
    'not-retained': notRetained(declared),
    'not-protected': declared.isProtected ? deletedWith(declared).flatMap((one) => protectionWarnings(one, nounOf(one), LOSSES.number)) : [],
    'number-elsewhere': numbersElsewhere(declared),
    'vetting-elsewhere': declared.associations.vettingsElsewhere.map((one) => (
      `"${pathOf(one)}" vets its brand in another stack, and the form does not wait for it: carriers deny a campaign whose brand is still being vetted. Add it to submitAfter`
    )),
  };
}

/** An adopted registration may be associated already. */
function missingAssociations({ registrationType, isTyped, isSubmitted, isAdopted, associations }: DeclaredRegistration): string[] {
  return isSubmitted && !isAdopted && associations.size === 0 ? missingAssociationWarnings(registrationType, isTyped) : [];
}

function adoptedNotRetained({ isAdopted, isProtected, resource }: DeclaredRegistration): string[] {
  return isAdopted && !isProtected && resource.cfnOptions.deletionPolicy === CfnDeletionPolicy.DELETE
    ? ['its DeletionPolicy is Delete, so the stack deletes a registration that it did not create. Retain it, or set deletionProtection'] : [];
}

function notRetained(declared: DeclaredRegistration): string[] {
  const { resource, documents } = declared;
  return [
    ...deletedWith(declared).flatMap((one) => policyWarnings(resource, one, nounOf(one), LOSSES.number, 'deletionPolicy', 'updateReplacePolicy')),
    ...documents.flatMap((one) => policyWarnings(resource, one, 'the document', LOSSES.document, 'deletionPolicy')),
  ];
}

/** The numbers and sender IDs that one delete includes with the registration. */
function deletedWith({ resource, associations }: DeclaredRegistration): CfnResource[] {
  return associations.numbers.filter((one) => isDeletedTogether(resource, one));
}

/** Those of the stack are released first. */
function numbersElsewhere({ resource, isProtected, associations }: DeclaredRegistration): string[] {
  const isDeleted = !isProtected && resource.cfnOptions.deletionPolicy === CfnDeletionPolicy.DELETE;
  return associations.numbers.filter(({ stack }) => isDeleted && stack !== resource.stack).map((one) => (
    `${nounOf(one)} "${pathOf(one)}" is in another stack, which releases it only after this stack has deleted the registration, and the service refuses that delete `
    + 'while the number is associated. Declare both in one stack, or retain the registration'
  ));
}

function nounOf({ cfnResourceType }: CfnResource): string {
  return cfnResourceType.endsWith('PhoneNumber') ? 'its phone number' : 'its sender ID';
}
