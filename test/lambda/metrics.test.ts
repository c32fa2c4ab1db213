import { HANDLER_METRICS, REGISTRATION_METRICS } from '../../contract/metrics';
import { putHandlerMetrics, putRegistrationMetrics } from '../../lambda/metrics';

/** What is written meanwhile. */
function written(act: () => void): Record<string, unknown>[] {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    act();
    return write.mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>);
  } finally {
    write.mockRestore();
  }
}

describe('Metrics', () => {
  test('are a line of the log that people can read as well', () => {
    expect(written(() => putRegistrationMetrics('registration-1', 'Looked at it', { daysInStatus: 1.5, denials: 0 }))).toEqual([{
      time: expect.stringMatching(/Z$/),
      level: 'INFO',
      message: 'Looked at it',
      RegistrationId: 'registration-1',
      DaysInStatus: 1.5,
      Denials: 0,
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [{
          Namespace: 'cdk-sms-registration', Dimensions: [['RegistrationId']], Metrics: [{ Name: 'DaysInStatus' }, { Name: 'Denials' }],
        }],
      },
    }]);
  });

  test('have the names of the contract', () => {
    const [line] = written(() => putRegistrationMetrics('registration-1', '', { daysInStatus: 1, denials: 1, pendingSteps: 1 }));
    expect(line).toMatchObject(Object.fromEntries(Object.values(REGISTRATION_METRICS).map((name) => [name, 1])));
    const environment = jest.replaceProperty(process, 'env', { AWS_LAMBDA_FUNCTION_NAME: 'handler' });
    const [ofHandler] = written(() => putHandlerMetrics('', { continuationFailures: 0 }));
    environment.restore();
    expect(ofHandler).toMatchObject({ FunctionName: 'handler', [HANDLER_METRICS.continuationFailures]: 0 });
  });

  test('that nobody knows are not written', () => {
    expect(written(() => putRegistrationMetrics('registration-1', '', { daysInStatus: undefined }))).toEqual([]);
  });
});
