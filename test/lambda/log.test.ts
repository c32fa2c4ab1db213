import { jsonLog, logCall, type CallDetails, type LogDetails } from '../../lambda/log';

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

describe('The log', () => {
  test('writes JSON lines, with what all of them have in common', () => {
    const log = jsonLog({ logicalId: 'Brand', attempt: 1 });
    expect(written(() => {
      log.info('one', { status: 'DRAFT' });
      log.warn('two', { attempt: 2 });
    })).toEqual([
      { time: expect.stringMatching(/^\d{4}-.*Z$/), level: 'INFO', message: 'one', logicalId: 'Brand', attempt: 1, status: 'DRAFT' },
      { time: expect.any(String), level: 'WARN', message: 'two', logicalId: 'Brand', attempt: 2 },
    ]);
  });

  test.each([[true, ['DEBUG', 'INFO']], [false, ['INFO']]])('with debug messages: %s', (isDebug, levels) => {
    const log = jsonLog({}, isDebug);
    expect(written(() => {
      log.debug('a call');
      log.info('a step');
    }).map(({ level }) => level)).toEqual(levels);
  });

  test.each([['DEBUG', 1], ['INFO', 0], ['', 0], [undefined, 0]])('with LOG_LEVEL %s writes %d debug messages', (level, lines) => {
    jest.isolateModules(() => {
      const environment = jest.replaceProperty(process, 'env', { LOG_LEVEL: level });
      const { jsonLog: fresh } = jest.requireActual<typeof import('../../lambda/log')>('../../lambda/log');
      environment.restore();
      expect(written(() => fresh().debug('a call'))).toHaveLength(lines);
    });
  });

  test.each([
    ['phone-0123', 'phone-0123'],
    ['arn:aws:sms-voice:us-east-1:000000000000:phone-number/phone-0123', 'arn:aws:sms-voice:us-east-1:000000000000:phone-number/phone-0123'],
    ['EXAMPLE/GB', 'EXAMPLE/GB'],
    ['+12065550100', undefined],
    ['12065550100', undefined],
    ['+1 (206) 555-0100', undefined],
  ])('shows the id %s as %s: a phone number is none', (resourceId, shown) => {
    const lines = written(() => {
      jsonLog().info('associated', { resourceId });
      logCall(jsonLog(), 'info', { operation: 'CreateRegistrationAssociation', resourceId, outcome: 'ok', attempt: 1, duration: 1 });
    });
    expect(lines.map((line) => line.resourceId)).toEqual([shown, shown]);
    expect(lines[1]!.message).toBe(`CreateRegistrationAssociation${shown === undefined ? '' : ` ${shown}`}: ok (1 ms)`);
  });
});

describe('A call in the log', () => {
  const OK = { operation: 'DescribeRegistrations', outcome: 'ok', attempt: 1, duration: 120 };

  test.each<[LogDetails, string]>([
    [{}, 'DescribeRegistrations: ok (120 ms)'],
    [{ operation: 'PutRegistrationFieldValue', registrationId: 'registration-1', fieldPath: 'companyInfo.city' },
      'PutRegistrationFieldValue registration-1 companyInfo.city: ok (120 ms)'],
    [{ operation: 'DeleteRegistrationAttachment', attachmentId: 'attachment-1' }, 'DeleteRegistrationAttachment attachment-1: ok (120 ms)'],
    [{ operation: 'GetParameter', source: '/company/city' }, 'GetParameter /company/city: ok (120 ms)'],
    [{ outcome: 'ConflictException RESOURCE_NOT_EMPTY', attempt: 3 }, 'DescribeRegistrations: ConflictException RESOURCE_NOT_EMPTY (120 ms, attempt 3)'],
  ])('of %j reads "%s"', (details, message) => {
    const call = { ...OK, ...details } as CallDetails;
    expect(written(() => logCall(jsonLog({}, true), 'debug', call))).toEqual([
      { time: expect.any(String), level: 'DEBUG', message, event: 'called', ...call },
    ]);
  });
});
