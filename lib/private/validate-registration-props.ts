import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { adoptedTwiceProblems } from './adopted-once';
import { targetProblems } from './association-targets';
import type { Declaration } from './declaration';
import { assertValid, elsewhereProblems, fieldPathProblems, otherStackProblems, stringProblems, switchProblems } from './limits';
import { kindOf } from './present';
import { pathOf } from './protection';
import { resourceReferredTo } from './referred-resource';
import { submitAfterProblems } from './submit-after';
import { continueForProblems, timeoutProblems } from './timeouts';
import { REGISTRATION_ID } from '../../contract/ids';
import type { FieldValue } from '../field-value';
import type { AdoptedRegistrationProps, RegistrationProps } from '../registration';

type Fields = { readonly [fieldPath: string]: FieldValue };

/** Everything that is wrong with the props of a registration. Not every language checks types before this. */
export function registrationProblems(
  scope: IConstruct, props: RegistrationProps & Partial<AdoptedRegistrationProps>, declaration: Declaration,
): string[] {
  const { submit, awsReview, failOnDenial, updateApproved, deletionProtection, continuation } = props;
  const { resubmit, refreshSecrets, deletionTimeout, continueFor, submitAfter } = props;
  const { adopted } = declaration;
  return [
    ...declaration.problems,
    ...typeProblems(props.registrationType),
    ...fieldsProblems(scope, props.fields, declaration),
    ...associationsProblems(scope, props.associations, declaration),
    ...submitAfterProblems(scope, submitAfter),
    ...deletionTimeout === undefined ? [] : timeoutProblems(deletionTimeout),
    ...continueFor === undefined ? [] : continueForProblems(continueFor),
    ...switchProblems({ submit, awsReview, failOnDenial, updateApproved, deletionProtection, continuation }),
    ...stringProblems({ resubmit, refreshSecrets }),
    ...submitProblems(props),
    ...adopted === undefined ? strayIdProblems(props, declaration) : adoptedProblems(scope, adopted.registrationId),
  ];
}

/** A typed construct inherits Registration.adopt, which knows nothing of its form. Not every language tells on which class it is called. */
export function assertNotInherited(caller: unknown): void {
  const { name, adoptExisting } = (caller ?? {}) as { readonly name?: string; readonly adoptExisting?: unknown };
  if (typeof adoptExisting === 'function') {
    assertValid(`${name}.adopt`, [`it returns a plain Registration of any type; use ${name}.adoptExisting, or Registration.adopt`]);
  }
}

/** The declared fields by path: undefined and null mean that a field is not declared. */
export function declaredFields(fields: Fields | undefined): [string, FieldValue][] {
  return Object.entries(fields ?? {})
    .filter(([, value]) => value !== undefined && value !== null)
    .sort(([one], [other]) => one < other ? -1 : 1);
}

export function registrationIdProblems(registrationId: string): string[] {
  if (typeof registrationId !== 'string') {
    return [`registrationId is ${kindOf(registrationId)}; the ID of a registration is expected`];
  }
  const good = Token.isUnresolved(registrationId) || REGISTRATION_ID.test(registrationId);
  const hint = registrationId.startsWith('arn:') ? '; use Registration.fromRegistrationArn for an ARN' : '';
  return good ? [] : [`"${registrationId}" is not the ID of a registration, which starts with registration-${hint}`];
}

export function registrationArnProblems(arn: string): string[] {
  const resourceName = /^arn:[^:]+:sms-voice:[^:]*:[^:]*:registration\/(.*)$/s.exec(arn)?.[1];
  return resourceName === undefined
    ? [`"${arn}" is not the ARN of a registration, which ends in :registration/registration-…`]
    : registrationIdProblems(resourceName);
}

function typeProblems(registrationType: unknown): string[] {
  const { id } = (registrationType ?? {}) as { readonly id?: unknown };
  return typeof id === 'string' ? [] : [
    `registrationType is ${kindOf(registrationType)}; a RegistrationType is expected, such as RegistrationType.US_TOLL_FREE_REGISTRATION or RegistrationType.of('…')`,
  ];
}

function fieldsProblems(scope: IConstruct, fields: Fields | undefined, { fieldName }: Declaration): string[] {
  if (fields !== undefined && (typeof fields !== 'object' || Array.isArray(fields) || Token.isUnresolved(fields))) {
    return [`fields is ${kindOf(fields)}; an object of field paths and FieldValues is expected`];
  }
  return [
    ...isFieldValue(Object.getPrototypeOf(fields ?? {})) ? ['fields sets its prototype instead of a field named __proto__; write ["__proto__"]'] : [],
    ...declaredFields(fields).flatMap(([path, value]) => [
      ...fieldPathProblems(path),
      ...(isFieldValue(value) ? valueProblems(scope, path, value) : [`it is ${kindOf(value)}; a FieldValue is expected, such as FieldValue.text('…')`])
        .map((problem) => `${fieldName(path)}: ${problem}`),
    ]),
  ];
}

/** Not by its class: an app may have more than one copy of the library. */
function isFieldValue(value: unknown): value is FieldValue {
  return typeof (value as Partial<FieldValue> | null)?._render === 'function';
}

function valueProblems(scope: IConstruct, path: string, value: FieldValue): readonly string[] {
  const problems = value._problems();
  return problems.length > 0 ? problems : documentOf(value._render(path)).flatMap((document) => (
    otherStackProblems(document, scope).map((problem) => `its document "${pathOf(document)}": ${problem}`)
  ));
}

/** The attachment of this app that a field shows. */
export function documentOf(field: object): CfnResource[] {
  const { RegistrationAttachmentId } = field as { readonly RegistrationAttachmentId?: string };
  const document = RegistrationAttachmentId === undefined ? undefined : resourceReferredTo(RegistrationAttachmentId);
  return document === undefined ? [] : [document];
}

function associationsProblems(scope: IConstruct, associations: unknown = [], { associationName }: Declaration): string[] {
  if (!Array.isArray(associations)) {
    return [`associations is ${kindOf(associations)}; an array of AssociationTargets is expected`];
  }
  return associations.flatMap((target, index) => targetProblems(scope, target).map((problem) => `${associationName(index)}: ${problem}`));
}

function submitProblems({ submit, awsReview, failOnDenial, resubmit, submitAfter = [], continueFor, continuation }: RegistrationProps): string[] {
  return [
    ...Object.entries({ awsReview, failOnDenial, resubmit, submitAfter: submitAfter.length > 0 }).flatMap(([name, value]) => (
      value && !submit ? [`${name} has no effect unless submit is true`] : []
    )),
    ...continueFor !== undefined && continuation === false ? ['continueFor has no effect when continuation is false'] : [],
  ];
}

function strayIdProblems({ registrationId }: Partial<AdoptedRegistrationProps>, { construct, adoptMethod }: Declaration): string[] {
  return registrationId === undefined ? [] : [
    `registrationId is set, but new ${construct} creates a registration; use ${construct}.${adoptMethod} to adopt an existing one`,
  ];
}

function adoptedProblems(scope: IConstruct, idOrArn: string | undefined): string[] {
  if (typeof idOrArn !== 'string') {
    return [`registrationId is ${kindOf(idOrArn)}; the ID or ARN of a registration is expected`];
  }
  const problems = Token.isUnresolved(idOrArn) || !idOrArn.startsWith('arn:') ? registrationIdProblems(idOrArn) : registrationArnProblems(idOrArn);
  return [...problems, ...elsewhereProblems(idOrArn, Stack.of(scope)), ...adoptedTwiceProblems(scope, idOrArn)];
}
