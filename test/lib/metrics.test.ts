import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { newStack, only } from './stacks';
import { HANDLER_METRICS, METRIC_NAMESPACE, REGISTRATION_METRICS } from '../../contract/metrics';
import { Registration, RegistrationHandler } from '../../lib';

const ID = 'registration-30a16a8b7cec478a8e37febbb9005348';
const imported = (stack: Stack) => Registration.fromRegistrationId(stack, 'Brand', ID);

function alarmOf(stack: Stack, metric: cloudwatch.Metric): Record<string, unknown> {
  metric.createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
  return only(stack, 'AWS::CloudWatch::Alarm').Properties;
}

test.each([
  ['metricDaysInStatus', REGISTRATION_METRICS.daysInStatus],
  ['metricDenials', REGISTRATION_METRICS.denials],
  ['metricPendingSteps', REGISTRATION_METRICS.pendingSteps],
] as const)('%s is the maximum over a day, by the ID of the registration', (method, MetricName) => {
  const stack = newStack();
  expect(alarmOf(stack, imported(stack)[method]())).toMatchObject({
    Namespace: METRIC_NAMESPACE, MetricName, Dimensions: [{ Name: 'RegistrationId', Value: ID }], Statistic: 'Maximum', Period: 86_400,
  });
});

test('metricContinuationFailures is the sum over a day, by the name of the function', () => {
  const stack = newStack();
  const handler = RegistrationHandler.getOrCreate(stack);
  expect(alarmOf(stack, handler.metricContinuationFailures())).toMatchObject({
    Namespace: METRIC_NAMESPACE,
    MetricName: HANDLER_METRICS.continuationFailures,
    Dimensions: [{ Name: 'FunctionName', Value: stack.resolve(handler.lambdaFunction.functionName) }],
    Statistic: 'Sum',
    Period: 86_400,
  });
});

test('Everything about a metric can be changed', () => {
  const stack = newStack();
  expect(alarmOf(stack, imported(stack).metricPendingSteps({ statistic: 'Minimum', period: Duration.hours(12) }))).toMatchObject({ Statistic: 'Minimum', Period: 43_200 });
});

test('metric takes any name', () => {
  const [one, other] = [newStack(), newStack()];
  expect(alarmOf(one, imported(one).metric('Other'))).toMatchObject({ MetricName: 'Other', Dimensions: [{ Name: 'RegistrationId' }] });
  expect(alarmOf(other, RegistrationHandler.getOrCreate(other).metric('Other', { unit: cloudwatch.Unit.COUNT }))).toMatchObject({
    MetricName: 'Other', Unit: 'Count', Dimensions: [{ Name: 'FunctionName' }],
  });
});
