import { Annotations, Arn, ArnFormat, CfnResource, Duration, IResource, ITaggable, Lazy, RemovalPolicy, Resource, Stack, TagManager, TagType, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { FieldValue } from './field-value';
import { Associations } from './private/associations';
import { formWarnings } from './private/form-warnings';
import { assertValid, elsewhereProblems, fieldPathProblems } from './private/limits';
import { READ_ACTIONS } from './private/permissions';
import { renderFields } from './private/secure-references';
import { renderTags } from './private/tags';
import { DEFAULT_DELETION_TIMEOUT, deletionTimeoutProblems, SERVICE_TIMEOUT } from './private/timeouts';
import { RegistrationHandler } from './registration-handler';
import { RegistrationType } from './registration-type';
import type { DeclaredField, RegistrationAttributes, RegistrationResourceProperties, RegistrationResourceType } from '../contract/registration-resource';

const RESOURCE_TYPE: RegistrationResourceType = 'Custom::SMSVoiceRegistration';

/**
 * A registration of AWS End User Messaging SMS, made in this stack or elsewhere.
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
   * Lets somebody read this registration: its status, its versions, the values of its form, what is associated with it, its tags.
   *
   * The values of a form are what the carriers ask for, tax ids and contacts included. A list of all registrations is not part of it.
   *
   * @param grantee for example the role of a function that follows the review
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;

  /**
   * Lets somebody do what the actions say with this registration.
   *
   * Not every action knows registrations: `sms-voice:CreateRegistration`, for example, is only granted on all resources.
   *
   * @param grantee for example a role
   * @param actions with their prefix, for example `sms-voice:SubmitRegistrationVersion`
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_pinpoint-sms-voice-v2.html
   */
  grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant;
}

/** What every registration can do, wherever it was made. */
abstract class RegistrationBase extends Resource implements IRegistration {
  public abstract readonly registrationId: string;
  public abstract readonly registrationArn: string;

  /**
   * Lets somebody read this registration: its status, its versions, the values of its form, what is associated with it, its tags.
   *
   * The values of a form are what the carriers ask for, tax ids and contacts included. A list of all registrations is not part of it.
   *
   * @param grantee for example the role of a function that follows the review
   */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ...READ_ACTIONS);
  }

  /**
   * Lets somebody do what the actions say with this registration.
   *
   * Not every action knows registrations: `sms-voice:CreateRegistration`, for example, is only granted on all resources.
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
 * What a registration is and what its form says.
 */
export interface RegistrationProps {
  /**
   * Which form is filled.
   *
   * It can never change: another type would be another registration, and replacing an approved one costs its fees and its review.
   * A deploy with another type is refused: give the construct a new ID to create a registration of that type.
   */
  readonly registrationType: RegistrationType;

  /**
   * The form, by field path, for example `companyInfo.companyName`.
   *
   * Field paths are 1 to 100 letters, digits, underscores and dots. A template has at most 1 MB, all texts included. Which fields there are, which are required and what they
   * take is listed by `aws pinpoint-sms-voice-v2 describe-registration-field-definitions --registration-type …`.
   * At synth they are compared with what public sources tell about the form: what does not fit is a warning, which can be
   * acknowledged by its id, and never an error, because the live form rules.
   * A field that is taken out of the stack is emptied, unless it is required: then it keeps its value. Fields that were filled
   * elsewhere and never stood in the stack are left alone.
   *
   * @default - an empty form
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations.html
   */
  readonly fields?: { [fieldPath: string]: FieldValue };

  /**
   * Whether a deploy submits the form for review, at first and after every change of it.
   *
   * A filing costs money and cannot be taken back: fees are not refunded, also when it is denied. A deploy is finished when the form is
   * submitted; it never waits for the review, which takes days to months. It does look for fifteen seconds whether the form is denied
   * at once: that fails an update, with every reason (see `failOnDenial` for the first deploy).
   *
   * What a later deploy does depends on the review: a submitted form that nobody has looked at yet is discarded and submitted anew, a
   * denied one gets a new version with all fields, under review every change of the form is refused, and so it is when the form is
   * approved, see `updateApproved`. A form that did not change is never submitted again, nor is one that was denied before.
   * Without `submit` the form stays a draft.
   *
   * @default false
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-status.html
   */
  readonly submit?: boolean;

  /**
   * Whether AWS looks at the form before the carriers do: a free check that answers with hints on form and fields. What passes goes on
   * to the carriers by itself. Only with `submit`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-genai-feedback.html
   */
  readonly awsReview?: boolean;

  /**
   * Whether the deploy that makes the registration fails when its form is denied at once. Only with `submit`.
   *
   * CloudFormation would then delete the registration with the whole form. By default that deploy succeeds, the log has a warning with
   * the reasons, and `registrationStatus` is `REQUIRES_UPDATES`. Later deploys fail in any case, and roll back.
   *
   * @default false
   */
  readonly failOnDenial?: boolean;

  /**
   * Whether a change of the form opens a new version of an approved registration, which goes through the whole review again, with its
   * fees. The approved version stands until the new one is approved. Otherwise such a deploy is refused.
   *
   * @default false
   */
  readonly updateApproved?: boolean;

  /**
   * Tags of the registration; `Tags.of(…)` reaches it as well. The tag `Name` is its name in the console.
   *
   * At most 195, keys of 1 to 128 and values of up to 256 characters. Five more are the library's own: to which stack and resource it
   * belongs, whether it is protected, and how far its last updates came.
   *
   * @default - only what `Tags.of(…)` adds
   */
  readonly tags?: { [key: string]: string };

  /**
   * What happens to the registration when it leaves the stack, or the stack is deleted.
   *
   * By default what the stack made the stack deletes. For a registration that was submitted this cannot be undone: its fees are
   * not refunded, a deleted 10DLC campaign never comes back, and a new one goes through the whole review again, which takes days
   * to months. Keep an approved registration with `removalPolicy: RemovalPolicy.RETAIN`; with `RETAIN_ON_UPDATE_OR_DELETE` a create
   * that fails is still cleaned up, which `RETAIN` leaves to you.
   *
   * @default RemovalPolicy.DESTROY
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-delete.html
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Whether every delete of the registration is refused, also by `cdk destroy`.
   *
   * To delete it all the same, deploy it with `false` first. A create of it that fails half-way is rolled back in any case; when it was
   * finished and another resource of the stack fails, the rollback stops here. Taken out of the template, a protected registration
   * stays in the account, and CloudFormation knows it no more.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;

  /**
   * How long a delete tries, and waits until the registration is gone, before it fails.
   *
   * A delete is refused while numbers are associated with the registration; it goes on trying, because the same stack may be
   * releasing them. Under review it is refused after half a minute already. 30 seconds to 14 minutes.
   *
   * @default Duration.minutes(10)
   */
  readonly deletionTimeout?: Duration;
}

/**
 * A registration that was made elsewhere, and what the stack wants of it from now on.
 */
export interface AdoptedRegistrationProps extends RegistrationProps {
  /**
   * Id or ARN of the registration, for example `registration-30a16a8b7cec478a8e37febbb9005348`, or the attribute `RegistrationId` of an
   * `AWS::SMSVOICE::Registration`. It is in the stack's own account and Region.
   */
  readonly registrationId: string;
}

/**
 * A registration of AWS End User Messaging SMS: the form that carriers approve before a company may text its customers.
 *
 * A deploy creates it, fills its form and submits it if told so; a destroy deletes it and waits until it is gone.
 * A deploy never waits for a review.
 *
 * The first registration of a stack adds the handler that does this, see `RegistrationHandler`; further ones add nothing but themselves.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations.html
 * @resource AWS::CloudFormation::CustomResource
 */
export class Registration extends RegistrationBase implements ITaggable {
  /**
   * A registration that was made elsewhere, by its id. It is in the stack's own account and Region, and is never changed or deleted.
   *
   * @param registrationId for example `registration-30a16a8b7cec478a8e37febbb9005348`
   */
  public static fromRegistrationId(scope: Construct, id: string, registrationId: string): IRegistration {
    assertValid('Registration.fromRegistrationId', idProblems(registrationId));
    const registrationArn = Stack.of(scope).formatArn({ service: 'sms-voice', resource: 'registration', resourceName: registrationId });
    return new ImportedRegistration(scope, id, registrationId, registrationArn);
  }

  /**
   * A registration that was made elsewhere, by its ARN. It is never changed or deleted.
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
   * Takes over a registration that was made elsewhere: in the console, by a script, or as the native `AWS::SMSVOICE::Registration`.
   *
   * A deploy marks it as the stack's by its tags, and then brings it to the declared state as every update does: what is declared is
   * written, what was filled elsewhere stays, and a form that is approved or under review is refused if it differs. A registration of
   * another stack is refused. An adoption that fails changes nothing back, and deletes nothing.
   *
   * It is deleted with the stack only if `removalPolicy` says so; **the default is `RETAIN` here**. With `DESTROY` also a deploy that adopts
   * it and then fails deletes it when it rolls back: adopt it in one deploy, and set `DESTROY` in the next one.
   *
   * @param props its id, and what else there is to declare
   */
  public static adopt(scope: Construct, id: string, props: AdoptedRegistrationProps): Registration {
    return new Registration(scope, id, { removalPolicy: RemovalPolicy.RETAIN, ...props });
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
   * The status at the time of the last deploy that changed the registration or what is associated with it, for example `CREATED`.
   * It does not follow a review.
   * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_RegistrationInformation.html
   * @attribute
   */
  public readonly registrationStatus: string;

  /** Which form is filled. */
  public readonly registrationType: RegistrationType;

  /** The tags of the registration, to which `Tags.of(…)` adds. */
  public readonly tags: TagManager;

  private readonly associations: Associations;

  private readonly filing: { readonly [name in 'Submit' | 'AwsReview' | 'FailOnDenial']?: boolean };

  constructor(scope: Construct, id: string, props: RegistrationProps) {
    super(scope, id);
    const fields = Object.entries(props.fields ?? {});
    // Only `adopt` gives it.
    const { registrationId: adopted } = props as Partial<AdoptedRegistrationProps>;
    const deletionTimeout = props.deletionTimeout ?? DEFAULT_DELETION_TIMEOUT;
    assertValid(`Registration "${this.node.path}"`, [
      ...Object.getPrototypeOf(props.fields ?? {}) instanceof FieldValue ? ['fields names __proto__ in a way that JavaScript takes for something else; write ["__proto__"]'] : [],
      ...fields.flatMap(([path, value]) => [...fieldPathProblems(path), ...value._problems().map((problem) => `fields["${path}"]: ${problem}`)]),
      ...deletionTimeoutProblems(deletionTimeout),
      ...filingProblems(props),
      ...adopted === undefined ? [] : [...adoptedProblems(adopted), ...elsewhereProblems(adopted, this)],
    ]);
    const rendered = fields.map(([path, value]) => value._render(path) as DeclaredField);
    formWarnings(props.registrationType.id, rendered).forEach((warning) => Annotations.of(this).addWarningV2(warning.id, warning.message));
    this.registrationType = props.registrationType;
    this.tags = new TagManager(TagType.STANDARD, RESOURCE_TYPE);
    Object.entries(props.tags ?? {}).forEach(([key, value]) => this.tags.setTag(key, value));

    this.filing = { Submit: props.submit || undefined, AwsReview: props.awsReview || undefined, FailOnDenial: props.failOnDenial || undefined };
    const properties: { [name in keyof RegistrationResourceProperties]: unknown } = {
      RegistrationType: props.registrationType.id,
      Fields: Lazy.any({ produce: () => renderFields(`Registration "${this.node.path}"`, this, rendered) }),
      Tags: Lazy.any({ produce: () => renderTags(`Registration "${this.node.path}"`, this.tags) }),
      DeletionTimeout: deletionTimeout.toSeconds(),
      // Absent unless asked for, so that the stacks of earlier versions show no change.
      DeletionProtection: props.deletionProtection || undefined,
      RegistrationId: adopted,
      UpdateApproved: props.updateApproved || undefined,
      Resubmit: undefined,
      RefreshSecrets: undefined,
      SubmitAfter: undefined,
      ...this.filing,
      Associations: Lazy.list({ produce: () => this.associations.ids }, { omitEmpty: true }),
      SubmitLater: Lazy.any({ produce: () => this.associations.submitsLater || undefined }),
    };
    const handler = RegistrationHandler.getOrCreate(this);
    // Not the CustomResource of aws-cdk-lib: its older versions cannot set a service timeout.
    const resource = new CfnResource(this, 'Resource', {
      type: RESOURCE_TYPE,
      properties: {
        ServiceToken: handler.serviceToken,
        ServiceTimeout: SERVICE_TIMEOUT.toSeconds(),
        ...properties,
      },
    });
    resource.applyRemovalPolicy(props.removalPolicy, { default: RemovalPolicy.DESTROY });
    resource.node.addDependency(...fields.flatMap(([, value]) => value._allowReading(handler)));
    const attribute = (name: keyof RegistrationAttributes) => Token.asString(resource.getAtt(name));
    this.registrationId = resource.ref;
    this.registrationArn = attribute('RegistrationArn');
    this.associations = new Associations(resource, handler, this.filing);
    this.registrationStatus = this.associations.status;
  }

  /**
   * Associates the registration with what it is about: a campaign or a vetting with its brand, a toll-free registration with its number,
   * an RCS registration with its agent.
   *
   * A deploy associates it before the form is submitted. Where the registration type wants that only later, a deploy of a registration
   * that is not `COMPLETE` yet is refused, or with the first deploy leaves it to you; what the service associates by itself on approval
   * needs nothing. A phone number or sender ID of the same stack is made before the form is submitted, and released before the
   * registration is deleted; everything else is there before the registration, and goes after it.
   *
   * The service has no call that takes an association back. Taken out of the stack, it stays until the number is released or the
   * registration is deleted.
   *
   * @param target a registration; a phone number, sender ID, RCS agent or registration of `aws-cdk-lib/aws-smsvoice`
   *   (`CfnPhoneNumber`, `CfnSenderId`, `CfnRcsAgent`, `CfnRegistration`); or the id or ARN of one that was made elsewhere, in the stack's
   *   own account and Region. A sender ID is named by its ARN; what is only known at the deploy by its id, unless it is of this app.
   * @returns this registration
   * @throws an error that says what is accepted
   * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_CreateRegistrationAssociation.html
   */
  public associate(target: IRegistration | CfnResource | string): Registration {
    this.associations.add(target);
    return this;
  }
}

class ImportedRegistration extends RegistrationBase {
  constructor(scope: Construct, id: string, public readonly registrationId: string, public readonly registrationArn: string) {
    super(scope, id, { environmentFromArn: registrationArn });
  }
}

function filingProblems({ submit, awsReview, failOnDenial }: RegistrationProps): string[] {
  return Object.entries({ awsReview, failOnDenial }).flatMap(([name, value]) => value && !submit ? [`${name} is of no use without submit`] : []);
}

function idProblems(registrationId: string): string[] {
  const good = Token.isUnresolved(registrationId) || /^registration-[0-9A-Za-z]+$/.test(registrationId);
  const hint = registrationId.startsWith('arn:') ? '; Registration.fromRegistrationArn takes an ARN' : '';
  return good ? [] : [`"${registrationId}" is not the id of a registration, which starts with registration-${hint}`];
}

function adoptedProblems(idOrArn: string): string[] {
  return Token.isUnresolved(idOrArn) || !idOrArn.startsWith('arn:') ? idProblems(idOrArn) : arnProblems(idOrArn);
}

function arnProblems(arn: string): string[] {
  const resourceName = /^arn:[^:]+:sms-voice:[^:]*:[^:]*:registration\/(.*)$/s.exec(arn)?.[1];
  return resourceName === undefined
    ? [`"${arn}" is not the ARN of a registration, which ends in :registration/registration-…`]
    : idProblems(resourceName);
}
