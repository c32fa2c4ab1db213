import { Annotations, Arn, ArnFormat, CfnDeletionPolicy, CfnResource, Duration, IResource, ITaggable, Lazy, RemovalPolicy, Resource, Stack, TagManager, TagType, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { FieldValue } from './field-value';
import { Associations } from './private/associations';
import { renderFields } from './private/fields';
import { formWarnings } from './private/form-warnings';
import { HandlerResource } from './private/handler-resource';
import { assertValid, OWN_TAGS_OF_REGISTRATION } from './private/limits';
import { READ_ACTIONS } from './private/permissions';
import { present } from './private/present';
import { policyWarnings, protectionWarnings, restsOn } from './private/protection';
import { arnProblems, declaredFields, documentOf, idProblems, registrationProblems } from './private/registration-checks';
import { missingAssociationWarnings } from './private/required-associations';
import { renderTags } from './private/tags';
import { DEFAULT_DELETION_TIMEOUT } from './private/timeouts';
import { RegistrationHandler } from './registration-handler';
import { RegistrationType } from './registration-type';
import type { DeclaredField, RegistrationAttributes, RegistrationResourceProperties, RegistrationResourceType } from '../contract/registration-resource';

const RESOURCE_TYPE: RegistrationResourceType = 'Custom::SMSVoiceRegistration';
const WARNING = 'cdk-sms-registration:';

/** The registrations to take over, by the props that `Registration.adopt` passes on: nothing else can adopt. */
const ADOPTED = new WeakMap<RegistrationBaseProps, { readonly registrationId: string }>();

/** What happens to an approval when something that it rests on is deleted. */
const LOSSES = {
  number: 'CloudFormation releases it with the stack, and then the service closes the registration',
  document: 'CloudFormation tries to delete it with the stack, which the service refuses while the registration shows it',
};

/**
 * A registration of AWS End User Messaging SMS, from this stack or from elsewhere.
 */
export interface IRegistration extends IResource {
  /**
   * The id, for example `registration-30a16a8b7cec478a8e37febbb9005348`.
   * @attribute
   */
  readonly registrationId: string;

  /**
   * The ARN, for example `arn:aws:sms-voice:us-east-1:111122223333:registration/registration-30a16a8b7cec478a8e37febbb9005348`.
   * @attribute
   */
  readonly registrationArn: string;

  /**
   * Lets a principal read this registration: its status, its versions, the values of its form, its associations and its tags.
   *
   * The values of a form are what carriers ask for, including tax ids and contacts. Listing all registrations is not included.
   *
   * @param grantee for example the role of a function that follows the review
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;

  /**
   * Grants a principal the given actions on this registration.
   *
   * Not every action supports registrations as a resource: `sms-voice:CreateRegistration`, for example, can only be granted on all resources.
   *
   * @param grantee for example a role
   * @param actions with their prefix, for example `sms-voice:SubmitRegistrationVersion`
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_pinpoint-sms-voice-v2.html
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;
}

/** What every registration has in common, wherever it was created. */
abstract class RegistrationBase extends Resource implements IRegistration {
  public abstract readonly registrationId: string;
  public abstract readonly registrationArn: string;

  /**
   * Lets a principal read this registration: its status, its versions, the values of its form, its associations and its tags.
   *
   * The values of a form are what carriers ask for, including tax ids and contacts. Listing all registrations is not included.
   *
   * @param grantee for example the role of a function that follows the review
   */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ...READ_ACTIONS);
  }

  /**
   * Grants a principal the given actions on this registration.
   *
   * Not every action supports registrations as a resource: `sms-voice:CreateRegistration`, for example, can only be granted on all resources.
   *
   * @param grantee for example a role
   * @param actions with their prefix, for example `sms-voice:SubmitRegistrationVersion`
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_pinpoint-sms-voice-v2.html
   */
  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.registrationArn] });
  }
}

/**
 * What every registration of a stack declares, whether the stack creates it or takes it over.
 */
export interface RegistrationBaseProps {
  /**
   * The form to fill in.
   *
   * It can never change: another type would be another registration, and replacing an approved one costs its fees and its review.
   * A deploy with another type is refused: give the construct a new ID to create a registration of that type.
   */
  readonly registrationType: RegistrationType;

  /**
   * The values of the form by field path, for example `companyInfo.companyName`.
   *
   * Field paths are 1 to 100 letters, digits, underscores and dots. A template has at most 1 MB, all texts included. To list the fields of a
   * form, which of them are required, and which values they take, run
   * `aws pinpoint-sms-voice-v2 describe-registration-field-definitions --registration-type …`.
   *
   * At synth the fields are compared with the form as public sources show it. A mismatch is a warning, never an error, because the live form
   * decides; it can be acknowledged by its id. A field that is `undefined` or `null`, or that has no value at the deploy (`AWS::NoValue`, a
   * parameter of the template without a value), is not declared.
   *
   * A field that is removed from the stack is emptied, unless it is required: then it keeps its value. Fields that were filled in elsewhere
   * and were never declared in the stack are left alone.
   *
   * @default - an empty form
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations.html
   */
  readonly fields?: { [fieldPath: string]: FieldValue };

  /**
   * Whether a deploy submits the form for review, the first time and after every change of it.
   *
   * Submitting costs money and cannot be undone: fees are not refunded, even if the form is denied. A deploy never waits for a review, which
   * takes days to months; it ends when the form is submitted. It only checks for fifteen seconds whether the form is denied at once: an
   * update then fails with every reason (see `failOnDenial` for the first deploy). A form that cannot be submitted yet, because the brand or
   * a vetting of it is still under review, is submitted later, see `pendingSteps`.
   *
   * What a later deploy does depends on the review: a submitted form that is not under review yet is discarded and submitted again; a denied
   * form gets a new version with all fields; a change of a form that is under review is refused, and so is one of an approved form, see
   * `updateApproved`. A form that has not changed is not submitted again, see `resubmit`. Without `submit` the form stays a draft.
   *
   * @default false
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-status.html
   */
  readonly submit?: boolean;

  /**
   * Submits the same form once more, whenever this text changes: after a denial whose cause is fixed outside of the form (for example on
   * your website), after a revocation, or after a submitted form was discarded. Only with `submit`.
   *
   * The text is yours, for example a date or a ticket: `2026-11-28`. It has no effect on a form that is approved or under review.
   * Each submission has its fees.
   *
   * @default - a form that has not changed is not submitted again
   */
  readonly resubmit?: string;

  /**
   * Reads the values of `FieldValue.fromSecret` and `FieldValue.fromParameter` again, whenever this text changes.
   *
   * CloudFormation does not notice that a secret or parameter has a new value. The text is yours, for example a date or a version:
   * `2026-11-28`. A value that turns out to be different is a change of the form like any other.
   *
   * @default - they are read when anything else of the registration changes
   */
  readonly refreshSecrets?: string;

  /**
   * Whether AWS reviews the form before the carriers do: a free check that answers with hints on form and fields. A form that passes is
   * forwarded to the carriers automatically. Only with `submit`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-genai-feedback.html
   */
  readonly awsReview?: boolean;

  /**
   * Whether the deploy that creates the registration fails when its form is denied at once. Only with `submit`.
   *
   * CloudFormation would then delete the registration with the whole form. By default that deploy succeeds, the log has a warning with
   * the reasons, and `registrationStatus` is `REQUIRES_UPDATES`. Later deploys fail in any case, and roll back.
   *
   * @default false
   */
  readonly failOnDenial?: boolean;

  /**
   * Whether a change of the form opens a new version of an approved registration. That version goes through the whole review again, with its
   * fees; the approved version stays valid until the new one is approved. Otherwise such a deploy is refused.
   *
   * @default false
   */
  readonly updateApproved?: boolean;

  /**
   * Tags of the registration, in addition to those of its stack and of `Tags.of(…)`. The console shows the tag `Name` as its name.
   *
   * At most 190, with keys of 1 to 128 and values of up to 256 characters. The library keeps ten for itself: for the stack and resource that
   * the registration belongs to, for its protection, and for the progress of its updates.
   *
   * @default - only the tags of the stack and of `Tags.of(…)`
   */
  readonly tags?: { [key: string]: string };

  /**
   * Whether every delete of the registration is refused, even by `cdk destroy`.
   *
   * Phone numbers and sender IDs of the stack that are associated with it get `DeletionProtectionEnabled`, unless you set that property
   * yourself: CloudFormation would release them first. To delete a protected registration, deploy it with `false` first. A create of it that
   * fails half-way is rolled back in any case; once it is complete and another resource of the stack fails, the rollback stops here.
   * Removed from the template, a protected registration stays in the account, and CloudFormation no longer knows it.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;

  /**
   * How long a delete tries, and waits until the registration is gone, before it fails.
   *
   * The service refuses a delete while numbers are associated with the registration, or while it is under review. The delete is tried again
   * for half a minute, because the same stack may be releasing the numbers, and then fails. 30 seconds to 14 minutes.
   *
   * @default Duration.minutes(10)
   */
  readonly deletionTimeout?: Duration;

  /**
   * The handler that manages the registration. It belongs to the same stack.
   *
   * It can never change: CloudFormation refuses to give a resource to another function, see `RegistrationHandler`.
   *
   * @default - the stack's own handler, which its registrations and attachments share
   */
  readonly handler?: RegistrationHandler;
}

/**
 * A registration that the stack creates.
 */
export interface RegistrationProps extends RegistrationBaseProps {
  /**
   * What happens to the registration when it is removed from the stack, or the stack is deleted.
   *
   * By default the stack deletes what it has created. For a submitted registration this cannot be undone: its fees are not refunded, a
   * deleted 10DLC campaign cannot be restored, and a new one goes through the whole review again, which takes days to months. Keep an
   * approved registration with `removalPolicy: RemovalPolicy.RETAIN`. With `RETAIN_ON_UPDATE_OR_DELETE` a create that fails is still cleaned
   * up, which `RETAIN` leaves to you.
   *
   * Phone numbers, sender IDs and documents of the stack that the registration rests on are retained with it, unless they have a policy of
   * their own.
   *
   * @default RemovalPolicy.DESTROY
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-delete.html
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A registration that was created elsewhere, and what the stack declares about it from now on.
 */
export interface AdoptedRegistrationProps extends RegistrationBaseProps {
  /**
   * Id or ARN of the registration, for example `registration-30a16a8b7cec478a8e37febbb9005348`, or the attribute `RegistrationId` of an
   * `AWS::SMSVOICE::Registration`. It is in the stack's own account and Region.
   *
   * It can never change. A deploy with another one is refused: give the construct a new ID to take over another registration.
   */
  readonly registrationId: string;

  /**
   * What happens to the registration when it is removed from the stack, or the stack is deleted.
   *
   * The stack has not created it, so by default it stays. With `DESTROY` the stack deletes it, and synth warns unless it has
   * `deletionProtection`. Phone numbers, sender IDs and documents of the stack that the registration rests on follow its policy, unless they
   * have one of their own.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A registration of AWS End User Messaging SMS: the form that carriers approve before a company may text its customers.
 *
 * A deploy creates it, fills in its form, and submits it if `submit` is true. A destroy deletes it and waits until it is gone.
 * A deploy never waits for a review.
 *
 * The first registration of a stack adds the handler that does this, see `RegistrationHandler`; each additional registration adds one custom
 * resource and nothing else.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations.html
 * @resource AWS::CloudFormation::CustomResource
 */
export class Registration extends RegistrationBase implements ITaggable {
  /**
   * Imports a registration by its id. It is in the stack's own account and Region. Imported registrations are never modified or deleted.
   *
   * @param registrationId for example `registration-30a16a8b7cec478a8e37febbb9005348`
   */
  public static fromRegistrationId(scope: Construct, id: string, registrationId: string): IRegistration {
    assertValid('Registration.fromRegistrationId', idProblems(registrationId));
    const registrationArn = Stack.of(scope).formatArn({ service: 'sms-voice', resource: 'registration', resourceName: registrationId });
    return new ImportedRegistration(scope, id, registrationId, registrationArn);
  }

  /**
   * Imports a registration by its ARN. Imported registrations are never modified or deleted.
   *
   * @param registrationArn for example `arn:aws:sms-voice:us-east-1:111122223333:registration/registration-30a16a8b7cec478a8e37febbb9005348`
   */
  public static fromRegistrationArn(scope: Construct, id: string, registrationArn: string): IRegistration {
    if (!Token.isUnresolved(registrationArn)) {
      assertValid('Registration.fromRegistrationArn', arnProblems(registrationArn));
    }
    const { resourceName } = Arn.split(registrationArn, ArnFormat.SLASH_RESOURCE_NAME);
    return new ImportedRegistration(scope, id, resourceName!, registrationArn);
  }

  /**
   * Takes over a registration that was created elsewhere: in the console, by a script, or as the native `AWS::SMSVOICE::Registration`.
   *
   * A deploy marks it as the stack's by its tags, and then brings it to the declared state as every update does: declared fields are
   * written, other fields keep their values, and a change of a form that is approved or under review is refused. A registration of
   * another stack is refused; one that this stack has under another ID is taken over, which is how to rename a construct. A failed adoption
   * deletes nothing, and what it has changed stays.
   *
   * It is deleted with the stack only if `removalPolicy` says so: **the default is `RETAIN` here**.
   *
   * @param props the id of the registration, and the declared state
   */
  public static adopt(scope: Construct, id: string, props: AdoptedRegistrationProps): Registration {
    const { registrationId, ...declared } = present(props);
    const own: RegistrationProps = { ...declared, removalPolicy: declared.removalPolicy ?? RemovalPolicy.RETAIN };
    ADOPTED.set(own, { registrationId });
    return new Registration(scope, id, own);
  }

  /**
   * The id, for example `registration-30a16a8b7cec478a8e37febbb9005348`.
   * @attribute
   */
  public readonly registrationId: string;

  /**
   * The ARN.
   * @attribute
   */
  public readonly registrationArn: string;

  /**
   * The status at the time of the last deploy that changed the registration or its associations, for example `CREATED`.
   * It does not follow a review.
   * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_RegistrationInformation.html
   * @attribute
   */
  public readonly registrationStatus: string;

  /**
   * What the last deploy that changed the registration could not do yet, and what each step waits for, in words; `none` if nothing waits.
   *
   * For example, a campaign is submitted only when its brand is approved. The next deploy that changes the registration tries again.
   * @attribute
   */
  public readonly pendingSteps: string;

  /** The type of the registration. */
  public readonly registrationType: RegistrationType;

  /** The tags of the registration; `Tags.of(…)` adds to them. */
  public readonly tags: TagManager;

  private readonly associations: Associations;
  private readonly resource: HandlerResource;
  private readonly isAdopted: boolean;
  /** The documents of the stack that the form shows. */
  private readonly documents: CfnResource[];
  private readonly props: RegistrationProps;

  constructor(scope: Construct, id: string, props: RegistrationProps) {
    super(scope, id);
    const where = `Registration "${this.node.path}"`;
    const adopted = props ? ADOPTED.get(props) : undefined;
    const declared = present(props);
    assertValid(where, registrationProblems(this, declared, adopted));
    const fields = declaredFields(declared.fields);
    const rendered = fields.map(([path, value]) => value._render(path) as DeclaredField);
    this.props = declared;
    this.isAdopted = adopted !== undefined;
    this.registrationType = declared.registrationType;
    this.tags = new TagManager(TagType.STANDARD, RESOURCE_TYPE);
    Object.entries(present(declared.tags)).forEach(([key, value]) => this.tags.setTag(key, value));
    formWarnings(this.registrationType.id, rendered, declared.submit === true && !adopted)
      .forEach((warning) => Annotations.of(this).addWarningV2(warning.id, warning.message));

    const conduct = {
      Submit: declared.submit || undefined,
      AwsReview: declared.awsReview || undefined,
      FailOnDenial: declared.failOnDenial || undefined,
      DeletionProtection: declared.deletionProtection || undefined,
    };
    // Absent unless asked for, so that existing stacks show no change.
    const properties: { [name in keyof RegistrationResourceProperties]: unknown } = {
      RegistrationType: this.registrationType.id,
      Fields: Lazy.any({ produce: () => renderFields(where, this, rendered, this.associations.later) }),
      Tags: Lazy.any({ produce: () => renderTags(where, this, OWN_TAGS_OF_REGISTRATION, this.associations.later) }),
      DeletionTimeout: (declared.deletionTimeout ?? DEFAULT_DELETION_TIMEOUT).toSeconds(),
      RegistrationId: adopted?.registrationId,
      UpdateApproved: declared.updateApproved || undefined,
      Resubmit: declared.resubmit || undefined,
      RefreshSecrets: declared.refreshSecrets || undefined,
      ...conduct,
      Associations: Lazy.list({ produce: () => this.associations.ids }, { omitEmpty: true }),
      SubmitAfter: Lazy.list({ produce: () => this.associations.submitAfter }, { omitEmpty: true }),
      SubmitByAssociations: Lazy.any({ produce: () => this.associations.submitsLater || undefined }),
    };
    const handler = RegistrationHandler._for(this, declared.handler);
    this.resource = new HandlerResource(this, 'Resource', handler, RESOURCE_TYPE, properties);
    handler._addRegistration(this.resource);
    this.resource.applyRemovalPolicy(declared.removalPolicy, { default: RemovalPolicy.DESTROY });
    this.resource.node.addDependency(...fields.flatMap(([, value]) => value._allowReading(handler)));
    this.documents = rendered.flatMap(documentOf).filter((document) => document.stack === this.resource.stack);
    this.documents.forEach((document) => restsOn(this.resource, document, 'deletionPolicy'));
    this.associations = new Associations(this.resource, this.registrationType.id, handler, { ...conduct, Adopted: this.isAdopted || undefined });
    const arn: keyof RegistrationAttributes = 'RegistrationArn';
    this.registrationId = this.resource.ref;
    this.registrationArn = Token.asString(this.resource.getAtt(arn));
    this.registrationStatus = this.associations.attribute('RegistrationStatus');
    this.pendingSteps = this.associations.attribute('PendingSteps');
    this.node.addValidation({ validate: () => this.checkStack() });
  }

  /**
   * Associates the registration with its subject: a campaign or a vetting with its brand, a toll-free registration with its number, an RCS
   * registration with its agent.
   *
   * A deploy associates it before the form is submitted. An association that the registration type allows only once the registration is
   * `COMPLETE` is made later, see `pendingSteps`; one that the service makes on approval needs nothing. Phone numbers and sender IDs of the
   * same stack are created before the form is submitted, and released before the registration is deleted. Everything else exists before the
   * registration, and is deleted after it. A campaign is submitted after the vettings of its brand that the same stack submits.
   *
   * The service has no API to disassociate. An association that is removed from the stack stays until the number is released or the
   * registration is deleted.
   *
   * @param target a registration; a phone number, sender ID, RCS agent or registration of `aws-cdk-lib/aws-smsvoice`
   *   (`CfnPhoneNumber`, `CfnSenderId`, `CfnRcsAgent`, `CfnRegistration`); or the id or ARN of one from elsewhere, in the stack's own account
   *   and Region. Use the ARN of a sender ID. Use the id of anything that is only known at deploy time, unless it is part of this app.
   * @returns this registration
   * @throws an error that says what is accepted
   * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_CreateRegistrationAssociation.html
   */
  public associate(target: IRegistration | CfnResource | string): Registration {
    this.associations.add(target);
    return this;
  }

  /** Called when everything in the stack is declared, and Aspects have been applied. */
  private checkStack(): string[] {
    const { submit, deletionProtection } = this.props;
    const { later } = this.associations;
    const warnings: Record<string, string[]> = {
      'missing-association': submit && !this.isAdopted && this.associations.isEmpty ? missingAssociationWarnings(this.registrationType.id) : [],
      'adopted-not-retained': this.isAdopted && !deletionProtection && this.resource.cfnOptions.deletionPolicy === CfnDeletionPolicy.DELETE
        ? ['the stack has not created this registration, but deletes it with its DeletionPolicy Delete. Retain it, or set deletionProtection'] : [],
      'not-retained': [
        ...later.flatMap((one) => policyWarnings(this.resource, one, nounOf(one), LOSSES.number, 'deletionPolicy', 'updateReplacePolicy')),
        ...this.documents.flatMap((one) => policyWarnings(this.resource, one, 'the document', LOSSES.document, 'deletionPolicy')),
      ],
      'not-protected': deletionProtection ? later.flatMap((one) => protectionWarnings(one, nounOf(one), LOSSES.number)) : [],
    };
    // On the resource: older versions of the CDK ignore an earlier acknowledgement on the construct of the warning itself, but not above it.
    Object.entries(warnings).forEach(([topic, messages]) => messages.forEach((message) => (
      Annotations.of(this.resource).addWarningV2(`${WARNING}${topic}`, `Registration "${this.node.path}": ${message}`)
    )));
    return [];
  }
}

class ImportedRegistration extends RegistrationBase {
  constructor(scope: Construct, id: string, public readonly registrationId: string, public readonly registrationArn: string) {
    super(scope, id, { environmentFromArn: registrationArn });
  }
}

function nounOf({ cfnResourceType }: CfnResource): string {
  return cfnResourceType.endsWith('PhoneNumber') ? 'its phone number' : 'its sender ID';
}
