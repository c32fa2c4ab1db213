import { HANDLER_METRICS, METRIC_DIMENSIONS, METRIC_NAMESPACE, REGISTRATION_METRICS } from '../contract/metrics';

type Metrics<T extends Record<string, string>> = { readonly [K in keyof T]?: number };

/** Of one registration. What is not known is left out. */
export function putRegistrationMetrics(registrationId: string, message: string, metrics: Metrics<typeof REGISTRATION_METRICS>): void {
  put(REGISTRATION_METRICS, { [METRIC_DIMENSIONS.registrationId]: registrationId }, message, metrics);
}

/** Of this function. */
export function putHandlerMetrics(message: string, metrics: Metrics<typeof HANDLER_METRICS>): void {
  put(HANDLER_METRICS, { [METRIC_DIMENSIONS.functionName]: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'unknown' }, message, metrics);
}

/**
 * CloudWatch makes metrics of such a line of the log, without a call.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
function put<T extends Record<string, string>>(names: T, dimensions: Readonly<Record<string, string>>, message: string, metrics: Metrics<T>): void {
  const values = Object.fromEntries(Object.entries(names).flatMap(([key, name]) => metrics[key] === undefined ? [] : [[name, metrics[key]]]));
  if (Object.keys(values).length === 0) {
    return;
  }
  const now = new Date();
  const directive = {
    Namespace: METRIC_NAMESPACE, Dimensions: [Object.keys(dimensions)], Metrics: Object.keys(values).map((Name) => ({ Name })),
  };
  const line = { time: now.toISOString(), level: 'INFO', message, ...dimensions, ...values, _aws: { Timestamp: now.getTime(), CloudWatchMetrics: [directive] } };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
