import { Annotations, CfnResource, Duration, ITaggable, Lazy, RemovalPolicy, TagManager, TagType, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AssociationTarget } from './association-target';
import { FieldValue } from './field-value';
import { targetProblems } from './private/association-targets';
import { Associations, Lifecycle } from './private/associations';
import { adopting, Declaration, declarationOf } from './private/declaration';
import { renderFields } from './private/fields';
import { formWarnings } from './private/form-warnings';
import { HandlerResource, PropertiesOf } from './private/handler-resource';
import { ImportedRegistration } from './private/imported-registration';
import { assertValid } from './private/limits';
import { present } from './private/present';
import { isDeletedTogether, restsOn } from './private/protection';
import { registrationWarnings } from './private/registration-warnings';
import { reviewAtSynth } from './private/review-registrations';
import { submitAfterTargets } from './private/submit-after';
import { renderTags } from './private/tags';
import { DEFAULT_CONTINUE_FOR, DEFAULT_DELETION_TIMEOUT } from './private/timeouts';
import { assertNotInherited, declaredFields, documentOf, registrationProblems } from './private/validate-registration-props';
import { IRegistration, RegistrationBase } from './registration-base';
import { RegistrationHandler } from './registration-handler';
import { RegistrationType } from './registration-type';
import { DeclaredField, REGISTRATION_RESOURCE, RegistrationAttributes, RegistrationResourceProperties } from '../contract/registration-resource';
import { TAGS_OF_REGISTRATION } from '../contract/tags';

/** Not `instanceof`: an app may have more than one copy of the library. */
const REGISTRATION = Symbol.for('cdk-sms-registration.Registration');

/**
 * What a stack declares about a registration besides its form, whether it creates or adopts it.
 */
export interface RegistrationOptions {
  /**
   * What the registration is associated with: a campaign or a vetting with its brand, a toll-free registration with its number, an RCS
   * registration with its agent.
   *
   * A deploy associates it before the form is submitted. An association that the registration type allows only once the registration is
   * `COMPLETE` is made later, see `registrationPendingSteps`. One that the service makes on approval needs no declaration. A campaign is submitted after
   * the vettings of its brand that the same stack submits.
   *
   * The service has no API to disassociate. An association that is removed from the stack stays until the number is released or the
   * registration is deleted.
   *
   * @default - only what `addAssociation` adds
   * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_CreateRegistrationAssociation.html
   * @exampleMetadata fixture=registrations
   * @example
   *
   * new Registration(stack, 'TollFree', {
   *   registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
   *   associations: [AssociationTarget.fromResource(phoneNumber)],
   * });
   */
  readonly associations?: AssociationTarget[];

  /**
   * Whether a deploy submits the form for review, the first time and after every change of it.
   *
   * Submitting costs money and cannot be undone: fees are not refunded, even if the form is denied. A deploy never waits for a review, which
   * takes days to months: it ends when the form is submitted. It only checks for fifteen seconds whether the form is denied at once, and
   * then an update fails with every reason (see `failOnDenial` for the first deploy).
   *
   * **The handler submits a form that has to wait days or weeks after the deploy, and it incurs its fees then.** It waits for the
   * registrations that it is associated with, such as the brand of a campaign, for the vettings of that brand in the same stack, and for
   * those in `submitAfter`. If it is denied only because something else had to finish first, the same form is submitted again, at the
   * earliest a day later and at most three times, each time with its fees. The handler continues for as long as `continueFor` says, 90 days
   * by default, and every deploy that changes the registration restarts that time. To end it, deploy `submit: false` or
   * `continuation: false`.
   *
   * What a later deploy does depends on the review. A submitted form that is not under review yet is discarded and submitted again. A denied
   * form gets a new version with all fields. A change of a form that is under review is refused, and so is a change of an approved form, see
   * `updateApproved`. A form that has not changed is not submitted again, see `resubmit`. Without `submit` the form stays a draft.
   *
   * @default false
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-status.html
   */
  readonly submit?: boolean;

  /**
   * Other registrations whose review has to end before the form is submitted, for example a vetting of the brand in another stack. It has no
   * effect unless `submit` is true.
   *
   * The form waits while one of them is a draft or under review. They need not be approved. A registration that the form is associated with,
   * such as the brand of a campaign, always has to be approved first, and the form always waits for the vettings of that brand in the same
   * stack; synth warns about a vetting in another stack of the app that is not named here. At most six in all, those vettings included,
   * because one tag of the registration names them. Registrations of the same stack are created before this one.
   *
   * @default - only the vettings of its brand that the same stack submits
   * @exampleMetadata fixture=registrations
   * @example
   *
   * new Registration(stack, 'Campaign', {
   *   registrationType: RegistrationType.US_TEN_DLC_CAMPAIGN_REGISTRATION,
   *   associations: [AssociationTarget.fromRegistration(brand)],
   *   submit: true,
   *   submitAfter: [Registration.fromRegistrationId(stack, 'Vetting', 'registration-51b2c3d4e5f60718293a4b5c6d7e8f90')],
   * });
   */
  readonly submitAfter?: IRegistration[];

  /**
   * For how long after a deploy the handler takes pending steps, a submit or an association: 1 hour to 365 days, in whole seconds.
   *
   * Every deploy that changes the registration restarts that time. Steps that are still pending when it ends are left to the next deploy.
   *
   * @default Duration.days(90)
   */
  readonly continueFor?: Duration;

  /**
   * Whether the handler takes pending steps after a deploy: it submits the form when its brand is approved, and associates numbers once the
   * registration is `COMPLETE`.
   *
   * Such a submit incurs its fees days or weeks after the deploy. With `false` every step is left to the next deploy that changes the
   * registration, including the steps that an earlier deploy has left to the handler.
   *
   * @default true
   */
  readonly continuation?: boolean;

  /**
   * A text whose change submits the same form once more. It has no effect unless `submit` is true.
   *
   * Change it after a denial whose cause was fixed outside of the form (for example on your website), after a revocation, or after a
   * submitted form was discarded. Use any text, for example a date or a ticket: `2026-11-28`. It has no effect on a form that is
   * approved or under review. Each submission has its fees.
   *
   * @default - a form that has not changed is not submitted again
   */
  readonly resubmit?: string;

  /**
   * A text whose change reads the values of `FieldValue.fromSecretsManager` and `FieldValue.fromSsmParameter` again.
   *
   * CloudFormation does not notice that a secret or parameter has a new value. Use any text, for example a date or a version:
   * `2026-11-28`. A value that turns out to be different is a change of the form like any other.
   *
   * @default - they are read when anything else about the registration changes
   */
  readonly refreshSecrets?: string;

  /**
   * Whether AWS reviews the form before the carriers do: a free check that returns hints on the form and its fields. It has no effect
   * unless `submit` is true.
   *
   * A form that passes is forwarded to the carriers automatically.
   *
   * @default false
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-genai-feedback.html
   */
  readonly awsReview?: boolean;

  /**
   * Whether a change of the form opens a new version of an approved registration. Without it, such a deploy is refused.
   *
   * The new version goes through the whole review again, with its fees. The approved version stays valid until the new one is approved.
   *
   * @default false
   */
  readonly updateApproved?: boolean;

  /**
   * Tags of the registration, in addition to those of its stack and of `Tags.of(…)`. The console shows the tag `Name` as its name.
   *
   * At most 190, and one less for each association, with keys of 1 to 128 and values of up to 256 characters. The library keeps ten for
   * itself: for the stack and resource that the registration belongs to, for the progress of its updates, and for its submit. An association
   * that has to wait needs one more.
   *
   * @default - only the tags of the stack and of `Tags.of(…)`
   */
  readonly tags?: { [key: string]: string };

  /**
   * Whether every delete of the registration is refused, including `cdk destroy`.
   *
   * Phone numbers and sender IDs that are associated with it, in the same stack or in one nested with it, get `DeletionProtectionEnabled`,
   * unless you set that property yourself, because CloudFormation would release them first. To delete a protected registration, deploy it with `false` first. A create
   * that fails half-way is rolled back all the same. Once the create is complete and another resource of the stack fails, the rollback stops
   * here. A protected registration that is removed from the template stays in the account, and CloudFormation no longer knows it.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;

  /**
   * How long a delete waits until the registration is gone before it fails: 30 seconds to 14 minutes.
   *
   * The service refuses a delete while numbers are associated with the registration, or while it is under review. Such a delete is retried for
   * half a minute, because the same stack may be releasing the numbers, and then fails.
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
 * What a stack declares about a registration that it creates, besides the form.
 */
export interface CreatedRegistrationOptions extends RegistrationOptions {
  /**
   * Whether the first deploy of the registration fails when its form is denied at once. It has no effect unless `submit` is true.
   *
   * CloudFormation then deletes the registration that it has just created, with the whole form. By default that deploy succeeds, the log has
   * a warning with the reasons, and `registrationStatus` is `REQUIRES_UPDATES`. Later deploys always fail in that case, and roll back; so
   * does an adoption, which deletes nothing.
   *
   * @default false
   */
  readonly failOnDenial?: boolean;

  /**
   * What happens to the registration when it is removed from the stack, or the stack is deleted.
   *
   * By default the stack deletes what it has created. For a submitted registration this cannot be undone: its fees are not refunded, a
   * deleted 10DLC campaign cannot be restored, and a new one goes through the whole review again, which takes days to months. Keep an
   * approved registration with `RemovalPolicy.RETAIN`. With `RETAIN_ON_UPDATE_OR_DELETE` a create that fails is still cleaned up, which
   * `RETAIN` leaves to you.
   *
   * Phone numbers, sender IDs and documents that the registration rests on, in the same stack or in one nested with it, are retained with it,
   * unless they have a policy of their own.
   *
   * @default RemovalPolicy.DESTROY
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-delete.html
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A registration that the stack creates.
 *
 * @exampleMetadata fixture=registrations
 * @example
 *
 * const props: RegistrationProps = {
 *   registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
 *   fields: { 'companyInfo.companyName': FieldValue.text('Example Corp') },
 *   associations: [AssociationTarget.fromResource(phoneNumber)],
 *   submit: true,
 *   removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
 * };
 */
export interface RegistrationProps extends CreatedRegistrationOptions {
  /**
   * The form to fill in.
   *
   * It can never change, because another type is another registration, and replacing an approved one costs its fees and its review.
   * A deploy with another type is refused: give the construct a new ID to create a registration of that type.
   */
  readonly registrationType: RegistrationType;

  /**
   * The values of the form by field path, for example `companyInfo.companyName`.
   *
   * Field paths are 1 to 100 letters, digits, underscores and dots. A template has at most 1 MB, all texts included. To list the fields of a
   * form, which of them are required, and which values they take, run `npx cdk-sms-registration fields <type>`.
   *
   * Synth compares the fields with the form as public sources show it. A mismatch is a warning, not an error, because the live form decides.
   * You can acknowledge the warning by its ID. A field that is `undefined` or `null`, or that has no value at deploy time (`AWS::NoValue`, a
   * template parameter without a value), is not declared.
   *
   * A field that is removed from the stack is emptied, unless it is required: then it keeps its value. Fields that were filled in elsewhere
   * and were never declared in the stack are left alone.
   *
   * @default - an empty form
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations.html
   * @exampleMetadata fixture=registrations
   * @example
   *
   * new Registration(stack, 'Brand', {
   *   registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION,
   *   fields: {
   *     'companyInfo.companyName': FieldValue.text('Example Corp'),
   *     'companyInfo.legalType': FieldValue.choices('PRIVATE_PROFIT'),
   *   },
   * });
   */
  readonly fields?: { [fieldPath: string]: FieldValue };
}

/**
 * What a stack declares about a registration that was created elsewhere, besides the form.
 */
export interface AdoptedRegistrationOptions extends RegistrationOptions {
  /**
   * The ID or ARN of the registration, for example `registration-30a16a8b7cec478a8e37febbb9005348`, or the attribute `RegistrationId` of an
   * `AWS::SMSVOICE::Registration`. It is in the account and Region of the stack.
   *
   * It can never change. A deploy with another one is refused: give the construct a new ID to adopt another registration.
   */
  readonly registrationId: string;

  /**
   * What happens to the registration when it is removed from the stack, or the stack is deleted.
   *
   * The stack did not create it, so by default it stays. With `DESTROY` the stack deletes it, and synth warns unless it has
   * `deletionProtection`. Phone numbers, sender IDs and documents that the registration rests on, in the same stack or in one nested with it,
   * follow its policy, unless they have one of their own.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A registration that was created elsewhere, and what the stack declares about it from now on.
 *
 * @exampleMetadata fixture=registrations
 * @example
 *
 * const props: AdoptedRegistrationProps = {
 *   registrationId: 'registration-30a16a8b7cec478a8e37febbb9005348',
 *   registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION,
 *   fields: { 'companyInfo.companyName': FieldValue.text('Example Corp') },
 * };
 */
export interface AdoptedRegistrationProps extends AdoptedRegistrationOptions {
  /**
   * The form of the registration, as in `RegistrationProps`.
   */
  readonly registrationType: RegistrationType;

  /**
   * The values of the form that the stack declares from now on, by field path, as in `RegistrationProps`.
   *
   * Fields that are not declared keep the values that they have.
   *
   * @default - the form stays the way it is
   */
  readonly fields?: { [fieldPath: string]: FieldValue };
}

/**
 * A registration of AWS End User Messaging SMS: the form that carriers approve before a company may text its customers.
 *
 * A deploy creates it, fills in its form, and submits it if `submit` is true, but never waits for a review. A destroy deletes it and waits
 * until it is gone.
 *
 * The first registration of a stack adds the handler that does this, see `RegistrationHandler`. Each additional registration adds one custom
 * resource and nothing else, unless a number or sender ID of the same stack is associated with it.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations.html
 * @resource AWS::CloudFormation::CustomResource
 * @exampleMetadata fixture=registrations
 * @example
 *
 * new Registration(stack, 'Campaign', {
 *   registrationType: RegistrationType.US_TEN_DLC_CAMPAIGN_REGISTRATION,
 *   fields: {
 *     'campaignInfo.campaignName': FieldValue.text('Example sends one-time passcodes to customers who sign in to their account.'),
 *     'campaignUseCase.useCase': FieldValue.choices('TWO_FACTOR_AUTHENTICATION'),
 *   },
 *   associations: [AssociationTarget.fromRegistration(brand)],
 *   submit: true, // costs money, and cannot be undone
 *   removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
 * });
 */
export class Registration extends RegistrationBase implements ITaggable {
  /**
   * Whether a value is a `Registration` of this library. An imported registration is not.
   *
   * @param x any value
   */
  public static isRegistration(x: unknown): x is Registration {
    return typeof x === 'object' && x !== null && REGISTRATION in x;
  }

  /**
   * Imports a registration of the account and Region of the stack by its ID. Imported registrations are never modified or deleted.
   *
   * @param registrationId for example `registration-30a16a8b7cec478a8e37febbb9005348`
   */
  public static fromRegistrationId(scope: Construct, id: string, registrationId: string): IRegistration {
    return ImportedRegistration.fromId(scope, id, registrationId);
  }

  /**
   * Imports a registration by its ARN. Imported registrations are never modified or deleted.
   *
   * @param registrationArn for example `arn:aws:sms-voice:us-east-1:111122223333:registration/registration-30a16a8b7cec478a8e37febbb9005348`
   */
  public static fromRegistrationArn(scope: Construct, id: string, registrationArn: string): IRegistration {
    return ImportedRegistration.fromArn(scope, id, registrationArn);
  }

  /**
   * Adopts a registration that was created elsewhere: in the console, by a script, or as the native `AWS::SMSVOICE::Registration`.
   *
   * A deploy tags it as part of the stack, and then brings it to the declared state, as any update does. Declared fields are written,
   * other fields keep their values, and a change of a form that is approved or under review is refused. A registration of another stack is
   * refused. A registration that this stack has under another construct ID is taken over, which is how to rename a construct. A failed
   * adoption deletes nothing, and what it has changed stays.
   *
   * It is deleted with the stack only if `removalPolicy` says so: **the default is `RETAIN` here**.
   *
   * It returns a plain `Registration` of the given type. The classes of the well-known forms, such as `TenDlcBrand`, inherit it, but adopt
   * with `adoptExisting`: `TenDlcBrand.adopt` is refused in the languages whose calls say which class they are made on.
   *
   * @param props the ID of the registration, and the declared state
   * @exampleMetadata fixture=registrations
   * @example
   *
   * Registration.adopt(stack, 'Brand', {
   *   registrationId: 'registration-30a16a8b7cec478a8e37febbb9005348',
   *   registrationType: RegistrationType.US_TEN_DLC_BRAND_REGISTRATION,
   * });
   */
  public static adopt(scope: Construct, id: string, props: AdoptedRegistrationProps): Registration {
    assertNotInherited(this);
    return new Registration(scope, id, adopting<RegistrationProps>(props));
  }

  public readonly registrationId: string;
  public readonly registrationArn: string;

  /**
   * The status at the time of the last deploy that changed the registration or its associations, see `RegistrationStatus`.
   * It does not follow a review.
   * @attribute
   */
  public readonly registrationStatus: string;

  /**
   * The number of the newest version of the form at the time of the last deploy that changed the registration, for example `1`.
   * @attribute
   */
  public readonly registrationVersionNumber: string;

  /**
   * The steps that the last deploy that changed the registration could not do yet, and what each of them waits for, in words. `none` if
   * nothing is pending.
   *
   * For example, a campaign is submitted only when its brand is approved, and a number is associated only when the campaign is. The handler
   * does these steps by itself as soon as they are possible, without changing this attribute, for as long as `continueFor` says (90 days by
   * default). A submit costs its fees then. To end it, deploy `submit: false`, remove the association, or set `continuation: false`: then
   * the next deploy that changes the registration tries again.
   * @attribute
   */
  public readonly registrationPendingSteps: string;

  /** The type of the registration. */
  public readonly registrationType: RegistrationType;

  /** The tags of the registration. `Tags.of(…)` adds to them. */
  public readonly tags: TagManager;

  private readonly associations: Associations;
  private readonly resource: HandlerResource;
  private readonly isAdopted: boolean;
  /** The documents that the form shows, and that are deleted with the registration. */
  private readonly documents: CfnResource[];
  private readonly props: RegistrationProps;
  private readonly declaration: Declaration;
  /** The construct, as errors and warnings name it. */
  private readonly where: string;

  constructor(scope: Construct, id: string, props: RegistrationProps) {
    super(scope, id);
    Object.defineProperty(this, REGISTRATION, { value: true });
    this.declaration = declarationOf(props);
    this.where = `${this.declaration.construct} "${this.node.path}"`;
    this.props = present(props);
    this.isAdopted = this.declaration.adopted !== undefined;
    assertValid(this.where, registrationProblems(this, this.props, this.declaration));
    this.registrationType = this.props.registrationType;
    this.tags = new TagManager(TagType.STANDARD, REGISTRATION_RESOURCE);
    Object.entries(present(this.props.tags)).forEach(([key, value]) => this.tags.setTag(key, value));

    const values = declaredFields(this.props.fields);
    const fields = values.map(([path, value]) => value._render(path));
    const misfits = formWarnings(this.registrationType.id, fields, this.props.submit === true && !this.isAdopted, this.declaration.fieldName);
    misfits.forEach((warning) => Annotations.of(this).addWarningV2(warning.id, warning.message));
    const handler = RegistrationHandler._for(this, this.props.handler);
    this.resource = this.createResource(handler, fields);
    handler._addRegistration(this.resource);
    this.resource.node.addDependency(...values.flatMap(([, value]) => value._allowReading(handler)));
    const attachments = new Map(fields.flatMap((field) => documentOf(field).map((document) => [field.FieldPath, document] as const)));
    this.documents = [...attachments.values()].filter((document) => isDeletedTogether(this.resource, document));
    this.documents.forEach((document) => restsOn(this.resource, document, 'deletionPolicy'));
    this.associations = new Associations(this.resource, this.registrationType.id, handler, {
      ...this.lifecycle(), Adopted: this.isAdopted || undefined,
    });
    this.props.associations?.forEach((target) => this.associations.add(target._target()));
    submitAfterTargets(this.props.submitAfter).forEach((target) => this.associations.addSubmitAfter(target));

    this.registrationId = this.resource.ref;
    this.registrationArn = Token.asString(this.resource.getAtt('RegistrationArn' satisfies keyof RegistrationAttributes));
    this.registrationVersionNumber = Token.asString(this.resource.getAtt('VersionNumber' satisfies keyof RegistrationAttributes));
    this.registrationStatus = this.associations.attribute('RegistrationStatus');
    this.registrationPendingSteps = this.associations.attribute('PendingSteps');
    this.node.addValidation({ validate: () => this.check() });
    reviewAtSynth({
      where: this.where,
      resource: this.resource,
      registrationType: this.registrationType.id,
      associations: this.associations,
      isSubmitted: this.props.submit === true,
      misfits: misfits.flatMap(({ field }) => field ?? []),
      attachments,
      fieldName: this.declaration.fieldName,
    });
  }

  /**
   * Associates the registration with something else, as the prop `associations` does.
   *
   * @param target for example `AssociationTarget.fromRegistration(brand)`
   */
  public addAssociation(target: AssociationTarget): void {
    assertValid(this.where, targetProblems(this, target, this.resource).map((problem) => `addAssociation: ${problem}`));
    this.associations.add(target._target());
  }

  private createResource(handler: RegistrationHandler, fields: readonly DeclaredField[]): HandlerResource {
    const { deletionTimeout = DEFAULT_DELETION_TIMEOUT, updateApproved, resubmit, refreshSecrets, removalPolicy } = this.props;
    // Unset properties are left out, so that existing stacks show no change.
    const properties: PropertiesOf<RegistrationResourceProperties> = {
      RegistrationType: this.registrationType.id,
      Fields: Lazy.any({ produce: () => renderFields(this.where, this, fields, this.associations.createdAfter, this.declaration.fieldName) }),
      Tags: Lazy.any({ produce: () => this.renderTags() }),
      DeletionTimeout: deletionTimeout.toSeconds(),
      RegistrationId: this.declaration.adopted?.registrationId,
      UpdateApproved: updateApproved || undefined,
      Resubmit: resubmit || undefined,
      RefreshSecrets: refreshSecrets || undefined,
      ...this.lifecycle(),
      Associations: Lazy.list({ produce: () => this.associations.idsBefore }, { omitEmpty: true }),
      SubmitAfter: Lazy.list({ produce: () => this.associations.submitAfter }, { omitEmpty: true }),
      ContinueFor: Lazy.any({ produce: () => this.associations.continueFor }),
      SubmitByAssociations: Lazy.any({ produce: () => this.associations.submitsAfterwards || undefined }),
    };
    const resource = new HandlerResource(this, 'Resource', handler, REGISTRATION_RESOURCE, properties);
    resource.applyRemovalPolicy(removalPolicy, { default: RemovalPolicy.DESTROY });
    return resource;
  }

  /** The properties that the associations need as well. */
  private lifecycle(): Omit<Lifecycle, 'Adopted'> {
    const { submit, awsReview, failOnDenial, deletionProtection, continuation = true, continueFor = DEFAULT_CONTINUE_FOR } = this.props;
    return {
      Submit: submit || undefined,
      AwsReview: awsReview || undefined,
      FailOnDenial: failOnDenial || undefined,
      DeletionProtection: deletionProtection || undefined,
      ContinueFor: continuation ? continueFor.toSeconds() : undefined,
    };
  }

  /** An association that has to wait is kept in a tag of its own. */
  private renderTags(): RegistrationResourceProperties['Tags'] {
    return renderTags(this.where, this, TAGS_OF_REGISTRATION + this.associations.size, this.associations.createdAfter);
  }

  /** Called when everything in the stack is declared, and Aspects have been applied. */
  private check(): string[] {
    const { associations, declaration: { isTyped }, documents, isAdopted, resource, props: { submit, deletionProtection } } = this;
    const warnings = registrationWarnings({
      registrationType: this.registrationType.id,
      isTyped,
      isSubmitted: submit === true,
      isAdopted,
      isProtected: deletionProtection === true,
      resource,
      associations,
      documents,
    });
    // On the resource: older versions of the CDK ignore an earlier acknowledgement on the construct of the warning itself, but not above it.
    Object.entries(warnings).forEach(([topic, messages]) => messages.forEach((message) => (
      Annotations.of(resource).addWarningV2(`cdk-sms-registration:${topic}`, `${this.where}: ${message}`)
    )));
    return associations.submitAfterProblems.map((problem) => `${this.where}: ${problem}`);
  }
}
