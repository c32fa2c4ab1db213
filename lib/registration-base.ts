import { Duration, IResource, Resource } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { MANAGE_ACTIONS, READ_ACTIONS } from './private/permissions';
import { STATUS_CHANGE } from './private/status-change';
import { RegistrationStatus } from './registration-status';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE, REGISTRATION_METRICS } from '../contract/metrics';

/** The handler looks twice a day if no event wakes it. */
const MAXIMUM_OF_DAY: cloudwatch.MetricOptions = { statistic: cloudwatch.Stats.MAXIMUM, period: Duration.days(1) };

/**
 * A registration of AWS End User Messaging SMS, from this stack or imported.
 */
export interface IRegistration extends IResource {
  /**
   * The ID, for example `registration-30a16a8b7cec478a8e37febbb9005348`.
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
   * The values of a form are what carriers ask for, including tax IDs and contacts. Listing all registrations is not included.
   *
   * @param grantee for example the role of a function that follows the review
   */
  grantRead(grantee: iam.IGrantable): iam.Grant;

  /**
   * Lets a principal do by hand what the stack does: read this registration, change, submit and discard its form, associate it, and delete it.
   *
   * Its tags are not included, because they say which stack it belongs to. An association needs `sms-voice:CreateRegistrationAssociation` on
   * the other resource too.
   *
   * @param grantee for example the role of the people who answer the carriers
   */
  grantManage(grantee: iam.IGrantable): iam.Grant;

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

  /**
   * Adds an Amazon EventBridge rule for each change of the status of this registration.
   *
   * The service sends these events on a best-effort basis, and none for `AWS_REVIEWING`. `RegistrationStatusChangeEvent` has the fields of the event.
   *
   * @param id the ID of the rule in the scope of the registration
   * @param options a target, and what else the event has to match
   * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/monitor-event-bridge.html
   */
  onStatusChange(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * Adds a rule for the approval of this registration: its status has become `COMPLETE`.
   *
   * @param id the ID of the rule in the scope of the registration
   * @param options a target, and what else the event has to match
   */
  onApproved(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * Adds a rule for a denial: the status has become `REQUIRES_UPDATES`. The event does not say why the form was denied, see
   * `RegistrationHandlerProps.notificationTopic`.
   *
   * @param id the ID of the rule in the scope of the registration
   * @param options a target, and what else the event has to match
   */
  onRequiresUpdates(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * Adds a rule for a 10DLC brand whose contact has to answer an e-mail: the status has become `REQUIRES_AUTHENTICATION`.
   *
   * @param id the ID of the rule in the scope of the registration
   * @param options a target, and what else the event has to match
   */
  onRequiresAuthentication(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * Adds a rule for the end of a registration whose number or sender ID was released: the status has become `CLOSED`.
   *
   * @param id the ID of the rule in the scope of the registration
   * @param options a target, and what else the event has to match
   */
  onClosed(id: string, options?: events.OnEventOptions): events.Rule;

  /**
   * A metric of this registration, which the handler of its stack writes to its log each time it checks the registration.
   *
   * It looks when the status of a registration changes, and at each sweep, see `RegistrationHandlerProps.sweepInterval`. There is no such
   * metric for a registration that cannot have pending steps, such as a draft, unless the handler has a `notificationTopic`.
   *
   * @param metricName for example `DaysInStatus`
   * @param props anything that differs from the defaults of `cloudwatch.Metric`
   */
  metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * For how many days the registration has been in a status that should change: submitted, under review, waiting for an authentication, or denied.
   * It is a count with a fraction, written each time the handler looks, see `metric`. It is 0 for a draft, and in `COMPLETE` and `CLOSED`.
   *
   * @param props anything that differs from the maximum over a day
   * @exampleMetadata fixture=registrations
   * @example
   *
   * brand.metricDaysInStatus().createAlarm(stack, 'BrandIsSlow', { threshold: 14, evaluationPeriods: 1 });
   */
  metricDaysInStatus(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Whether the newest version of the form is denied: 1 or 0, written each time the handler looks, see `metric`.
   *
   * @param props anything that differs from the maximum over a day
   * @exampleMetadata fixture=registrations
   * @example
   *
   * brand.metricDenials().createAlarm(stack, 'BrandIsDenied', { threshold: 1, evaluationPeriods: 1 });
   */
  metricDenials(props?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How many steps wait until they are possible, for example the submit of a campaign until its brand is approved. It is a count, written
   * each time the handler looks, see `metric`.
   *
   * @param props anything that differs from the maximum over a day
   * @exampleMetadata fixture=registrations
   * @example
   *
   * // Something has waited for a week.
   * brand.metricPendingSteps({ statistic: 'Minimum' }).createAlarm(stack, 'BrandIsPending', { threshold: 1, evaluationPeriods: 7 });
   */
  metricPendingSteps(props?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/**
 * What created, adopted and imported registrations have in common.
 *
 * @exampleMetadata fixture=registrations
 * @example
 *
 * brand.grantRead(role);
 * brand.grant(role, 'sms-voice:SubmitRegistrationVersion');
 */
export abstract class RegistrationBase extends Resource implements IRegistration {
  public abstract readonly registrationId: string;

  public abstract readonly registrationArn: string;

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ...READ_ACTIONS);
  }

  public grantManage(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee, ...MANAGE_ACTIONS);
  }

  public grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.registrationArn] });
  }

  public onStatusChange(id: string, options: events.OnEventOptions = {}): events.Rule {
    const rule = new events.Rule(this, id, options);
    rule.addTarget(options.target);
    rule.addEventPattern({ ...STATUS_CHANGE, detail: { registrationDetails: { registrationId: [this.registrationId] } } });
    return rule;
  }

  public onApproved(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onStatus(RegistrationStatus.COMPLETE, id, options);
  }

  public onRequiresUpdates(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onStatus(RegistrationStatus.REQUIRES_UPDATES, id, options);
  }

  public onRequiresAuthentication(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onStatus(RegistrationStatus.REQUIRES_AUTHENTICATION, id, options);
  }

  public onClosed(id: string, options?: events.OnEventOptions): events.Rule {
    return this.onStatus(RegistrationStatus.CLOSED, id, options);
  }

  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      dimensionsMap: { [METRIC_DIMENSIONS.registrationId]: this.registrationId },
      ...props,
    }).attachTo(this);
  }

  public metricDaysInStatus(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(REGISTRATION_METRICS.daysInStatus, { ...MAXIMUM_OF_DAY, ...props });
  }

  public metricDenials(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(REGISTRATION_METRICS.denials, { ...MAXIMUM_OF_DAY, ...props });
  }

  public metricPendingSteps(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(REGISTRATION_METRICS.pendingSteps, { ...MAXIMUM_OF_DAY, ...props });
  }

  private onStatus(status: string, id: string, options?: events.OnEventOptions): events.Rule {
    const rule = this.onStatusChange(id, options);
    rule.addEventPattern({ detail: { registrationDetails: { currentStatus: [status] } } });
    return rule;
  }
}
