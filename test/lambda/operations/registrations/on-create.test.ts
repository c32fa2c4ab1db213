import { CANARY, FIELDS, onStage, registration, Stage, withFields } from '../../stage';

let stage: Stage;

afterEach(() => stage.close());

describe('onCreate', () => {
  test('makes the registration, fills its form and answers with every attribute', async () => {
    stage = await Stage.open();
    const result = await stage.stack.create(registration());
    const id = stage.registrationId;
    expect(result.status).toBe('CREATE_COMPLETE');
    expect(stage.stack.ref('TollFree')).toBe(id);
    expect(stage.stack.resource('TollFree')!.attributes).toEqual({
      RegistrationId: id,
      RegistrationArn: `arn:aws:sms-voice:us-east-1:111122223333:registration/${id}`,
      PendingSteps: 'none',
      RegistrationStatus: 'CREATED',
      RegistrationType: 'US_TOLL_FREE_REGISTRATION',
      VersionNumber: 1,
      VersionToSubmit: expect.stringMatching(/^none [0-9a-f]{16}$/),
    });
    expect(Object.keys(await stage.values(id)).sort()).toEqual(FIELDS.map((field) => field.FieldPath).sort());
    expect(stage.living[0]!.tags).toEqual({
      'Name': 'toll-free',
      'cdk-sms-registration:stack-id': stage.stack.stackId,
      'cdk-sms-registration:logical-id': 'TollFree',
      'cdk-sms-registration:update': expect.any(String),
    });
  });

  test('marks it as the stack\'s, and as nothing else that the stack may declare', async () => {
    stage = await Stage.open();
    const Tags = [{ Key: 'cdk-sms-registration:stack-id', Value: 'another' }];
    expect((await stage.stack.create(registration({ Fields: [], Tags }))).succeeded).toBe(true);
    const marks = {
      'cdk-sms-registration:stack-id': stage.stack.stackId,
      'cdk-sms-registration:logical-id': 'TollFree',
      'cdk-sms-registration:update': expect.stringMatching(/^[0-9a-f]{16} 0 - [0-9a-f]{16}$/),
    };
    expect(stage.living[0]!.tags).toEqual(marks);
    expect((await stage.stack.update(registration({ Fields: [], Tags, DeletionTimeout: 60 }))).succeeded).toBe(true);
    expect(stage.living[0]!.tags).toEqual(marks);
  });

  test('needs three calls for a registration without fields: to make it, and to say that it is finished', async () => {
    stage = await Stage.open();
    await stage.stack.create(withFields());
    expect(stage.calls).toEqual(['CreateRegistration', 'ListTagsForResource', 'UntagResource']);
  });

  test('is finished, and therefore protected, although its tags are not visible at once', async () => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'replace', operation: 'ListTagsForResource', member: 'Tags', value: [], times: 2 });
    expect((await stage.stack.create(registration({ Fields: [], DeletionProtection: true }))).succeeded).toBe(true);
    expect(stage.living[0]!.tags).not.toHaveProperty('cdk-sms-registration:unfinished');
    expect(await stage.stack.destroy()).toMatchObject({ status: 'DELETE_FAILED', reason: expect.stringContaining('its deletion protection is on') });
  });

  test('needs the definitions, one look at the form and at the tags, and one write a field', async () => {
    stage = await Stage.open();
    await stage.stack.create(registration());
    expect(stage.calls).toEqual([
      'DescribeRegistrationFieldDefinitions', 'CreateRegistration', 'DescribeRegistrationVersions', 'DescribeRegistrationFieldValues', 'ListTagsForResource',
      ...FIELDS.map(() => 'PutRegistrationFieldValue'), 'ListTagsForResource', 'UntagResource',
    ]);
  });

  test.each(['twice', 'concurrently'] as const)('makes one registration of an event that is delivered %s', async (delivery) => {
    stage = await Stage.open();
    stage.cloud.lambda.delivery = delivery;
    const result = await stage.stack.create(registration());
    await stage.cloud.lambda.idle();
    expect(result.succeeded).toBe(true);
    expect(stage.living).toHaveLength(1);
    expect(stage.cloud.lambda.invocations).toHaveLength(2);
  });

  test('continues where it stopped when it is delivered again after a crash', async () => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', nth: 2, delayMs: 1_500 });
    const creating = stage.stack.create(registration());
    while (stage.calls.filter((call) => call === 'PutRegistrationFieldValue').length < 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(stage.cloud.lambda.killBusy()).toBe(1);
    expect((await creating).succeeded).toBe(true);
    expect(stage.living).toHaveLength(1);
    expect(Object.keys(await stage.values(stage.registrationId))).toHaveLength(FIELDS.length);
  });

  test('waits for a registration that is not visible to other calls yet', async () => {
    stage = await Stage.open({ switches: { createLagMs: 1_500 } });
    expect((await stage.stack.create(registration())).status).toBe('CREATE_COMPLETE');
  });

  test('works at one request per second and operation', async () => {
    stage = await Stage.open({ switches: { rateLimit: true } });
    expect((await stage.stack.create(registration())).status).toBe('CREATE_COMPLETE');
    expect(Object.keys(await stage.values(stage.registrationId))).toHaveLength(FIELDS.length);
  });

  test('names a field that only the service refuses, and the rollback deletes what was made', async () => {
    stage = await Stage.open();
    stage.control.injectFault({
      kind: 'error', operation: 'PutRegistrationFieldValue', nth: 2, error: { name: 'ValidationException', reason: 'INVALID_PARAMETER', message: CANARY },
    });
    const result = await stage.stack.create(registration());
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(new RegExp(
      `Registration ${stage.registrationId} cannot be filled in: PutRegistrationFieldValue failed for the field companyInfo\\.website.*`
      + 'Correct the value in the stack.*ValidationException INVALID_PARAMETER; status CREATED'));
    expect(result.requests.map(({ event }) => event.RequestType)).toEqual(['Create', 'Delete']);
    expect(stage.living).toEqual([]);
  });

  test.each([
    ['an unknown type', () => registration({ RegistrationType: 'NO_SUCH_TYPE' }), undefined, /of type NO_SUCH_TYPE cannot be created.*UNKNOWN_REGISTRATION_TYPE/, []],
    ['an unknown type without fields', () => registration({ RegistrationType: 'NO_SUCH_TYPE', Fields: [] }), undefined,
      /of type NO_SUCH_TYPE cannot be created.*UNKNOWN_REGISTRATION_TYPE/, ['CreateRegistration']],
    ['a missing permission', () => registration(), 'CreateRegistration',
      /cannot be created.*Allow the handler's role to call this action.*CreateRegistration: AccessDeniedException/, ['CreateRegistration']],
    ['a missing permission to read the form', () => registration(), 'DescribeRegistrationFieldDefinitions',
      /cannot be created.*Allow the handler's role to call this action.*DescribeRegistrationFieldDefinitions: AccessDeniedException/, []],
  ])('answers %s with the reason, and its rollback calls nothing', async (_, resource, denied, reason, writes) => {
    stage = await Stage.open();
    if (denied) {
      stage.control.injectFault({ kind: 'access-denied', operation: denied, times: 1_000 });
    }
    const result = await stage.stack.create(resource());
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(reason);
    expect([...new Set(stage.calls)].filter((call) => call !== 'DescribeRegistrationFieldDefinitions')).toEqual(writes);
  });

  test.each(['CreateRegistration', 'DescribeRegistrationFieldDefinitions'])('waits for a permission that has not taken effect everywhere yet: %s', async (operation) => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'access-denied', operation, times: 3 });
    expect((await stage.stack.create(registration())).status).toBe('CREATE_COMPLETE');
    expect(stage.living).toHaveLength(1);
  });

  test.concurrent('answers a full account with the reason, and its rollback makes sure that nothing was made', () => onStage(async (own) => {
    const result = await own.stack.create(registration());
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(/cannot be created.*higher quota.*ServiceQuotaExceededException/);
  }, { timeoutMs: 6_000, switches: { quotas: { registrations: 0, registrationAttachments: 25, numbersPerCampaign: 49 } } }));

  test('leaves nothing behind when a refusal follows a lost answer', async () => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'reset-after', operation: 'CreateRegistration' });
    stage.control.injectFault({ kind: 'error', operation: 'CreateRegistration', nth: 2, error: { name: 'ValidationException' } });
    const result = await stage.stack.create(registration());
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(stage.control.state().registrations).toHaveLength(1);
    expect(stage.living).toEqual([]);
  });

  test('shows no field value that the service quotes', async () => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'error', operation: 'PutRegistrationFieldValue', error: { name: 'ValidationException', message: `Not good: ${CANARY}` } });
    expect((await stage.stack.create(registration())).reason).toMatch(/PutRegistrationFieldValue failed for the field companyInfo\.companyName/);
  });

  test.each([
    ['its fields', { DeletionProtection: false }],
    ['its protection', { DeletionProtection: true, Fields: [] }],
  ])('waits with %s for tags that are not visible to permissions yet', async (_, properties) => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'access-denied', operation: properties.DeletionProtection ? 'TagResource' : 'DescribeRegistrationFieldValues' });
    expect((await stage.stack.create(registration(properties))).status).toBe('CREATE_COMPLETE');
  });

  test.concurrent('leaves nothing behind when it stays invisible to other calls', () => onStage(async (own) => {
    const result = await own.stack.create(registration());
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(own.living).toEqual([]);
  }, { timeoutMs: 6_000, switches: { createLagMs: 5_500 } }));

  test.each([
    ['a reset before the effect', 'reset-before'],
    ['a reset after the effect', 'reset-after'],
    ['an error of the service', 'error500'],
    ['an error of the service after the effect', 'error500-after'],
    ['throttling', 'throttle'],
    ['a cut-off answer', 'malformed'],
  ] as const)('survives %s of any call', async (_, kind) => {
    stage = await Stage.open();
    for (const operation of ['DescribeRegistrationFieldDefinitions', 'CreateRegistration', 'DescribeRegistrationFieldValues', 'PutRegistrationFieldValue']) {
      stage.control.injectFault({ kind, operation });
    }
    expect((await stage.stack.create(registration())).status).toBe('CREATE_COMPLETE');
    expect(stage.living).toHaveLength(1);
    expect(Object.keys(await stage.values(stage.registrationId))).toHaveLength(FIELDS.length);
  });

  test.concurrent('leaves nothing behind when the answer of CreateRegistration is lost for good', () => onStage(async (own) => {
    own.control.injectFault({ kind: 'reset-after', operation: 'CreateRegistration', times: 1_000 });
    const result = await own.stack.create(registration());
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(/cannot be created: CreateRegistration failed/);
    expect(result.requests[1]!.event).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: expect.stringMatching(/^cdk-sms-registration:maybe-created:by:[0-9a-f]{16}$/) });
    expect(own.living).toEqual([]);
    expect(own.control.state().registrations).toHaveLength(1);
  }, { timeoutMs: 6_000 }));

  test.concurrent.each([
    ['cut off for good', { kind: 'malformed', times: 1_000 }],
    ['without an id', { kind: 'replace', member: 'RegistrationId', value: null }],
  ] as const)('leaves nothing behind when the answer of CreateRegistration is %s', (_, fault) => onStage(async (own) => {
    own.control.injectFault({ operation: 'CreateRegistration', ...fault });
    const result = await own.stack.create(registration());
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(/cannot be created: CreateRegistration failed/);
    expect(own.control.state().registrations).toHaveLength(1);
    expect(own.living).toEqual([]);
  }));

  test.concurrent('gets its share of the rate in time while others use it for minutes', () => onStage(async (own) => {
    // At pauses of up to ten seconds as many would last longer than Lambda lets it run.
    own.control.injectFault({ kind: 'throttle', operation: 'PutRegistrationFieldValue', times: 130 });
    expect((await own.stack.create(registration())).succeeded).toBe(true);
  }));

  test.concurrent('leaves nothing behind when there is no time to fill in the form', () => onStage(async (own) => {
    own.control.injectFault({ kind: 'throttle', operation: 'PutRegistrationFieldValue', nth: 2, times: 1_000 });
    const result = await own.stack.create(registration());
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(/cannot be filled in: PutRegistrationFieldValue failed for the field companyInfo\.website/);
    expect(own.living).toEqual([]);
  }, { timeoutMs: 6_000 }));

  test('of a form in an unknown status says that it cannot be filled in', async () => {
    stage = await Stage.open();
    stage.control.injectFault({ kind: 'replace', operation: 'DescribeRegistrationVersions', member: 'RegistrationVersionStatus', value: 'A_STATUS_OF_THE_FUTURE' });
    const result = await stage.stack.create(registration());
    expect(result).toMatchObject({ status: 'ROLLBACK_COMPLETE', reason: expect.stringMatching(/cannot be filled in: its newest version is A_STATUS_OF_THE_FUTURE/) });
    expect(stage.living).toEqual([]);
  });

  test.concurrent('leaves nothing behind when Lambda stops it again and again', () => onStage(async (own) => {
    own.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', times: 1_000, delayMs: 60_000 });
    // Lambda delivers an event three times in all.
    const killer = setInterval(() => {
      const looks = own.calls.filter((call) => call === 'DescribeRegistrationFieldValues').length;
      if (looks > own.outcomes.filter((outcome) => outcome === 'crashed').length) {
        own.cloud.lambda.killBusy();
      }
    }, 20);
    const result = await own.stack.create({ ...registration(), serviceTimeout: 400 });
    clearInterval(killer);
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(/did not receive a response/);
    await own.cloud.lambda.idle();
    expect(own.outcomes).toEqual(['crashed', 'crashed', 'crashed', 'returned']);
    expect(own.living).toEqual([]);
  }));

  test.concurrent('deletes what a cancelled create has made', () => onStage(async (own) => {
    const cancel = new AbortController();
    own.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', delayMs: 8_000 });
    const creating = own.stack.create(registration(), { cancel: cancel.signal });
    while (!own.calls.includes('DescribeRegistrationFieldValues')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    cancel.abort();
    const result = await creating;
    expect(result.requests[1]!.event).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: expect.stringMatching(/^SmsStack-TollFree-[A-Z0-9]+$/) });
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(own.living).toEqual([]);
  }));

  test.each(['rolled back', 'destroyed later'] as const)(
    'a create that was cancelled just before its answer leaves nothing in a stack that was never updated: %s', async (when) => {
      stage = await Stage.open();
      stage.cloud.stackApi.mood = 'stale';
      const cancel = new AbortController();
      const finishes = stage.simulator.arrival('UntagResource');
      const creating = stage.stack.create(registration(), { cancel: cancel.signal, disableRollback: when === 'destroyed later' });
      await finishes;
      cancel.abort();
      const { status } = await creating;
      await stage.cloud.lambda.idle();
      expect(status).toBe(when === 'rolled back' ? 'ROLLBACK_COMPLETE' : 'CREATE_FAILED');
      if (when === 'destroyed later') {
        expect((await stage.stack.destroy()).status).toBe('DELETE_COMPLETE');
      }
      expect(stage.living).toEqual([]);
    },
  );

  test.concurrent('deletes what a cancelled create makes while the delete already looks for it', () => onStage(async (own) => {
    const cancel = new AbortController();
    own.control.injectFault({ kind: 'delay', operation: 'CreateRegistration', delayMs: 1_500 });
    const creating = own.stack.create(registration(), { cancel: cancel.signal });
    own.after(700, () => cancel.abort());
    expect((await creating).status).toBe('ROLLBACK_COMPLETE');
    await own.cloud.lambda.idle();
    expect(own.control.state().registrations).toHaveLength(1);
    expect(own.living).toEqual([]);
  }, { timeoutMs: 12_000 }));

  test.each([
    ['an unknown property', { Colour: 'red' }, /the property Colour is unknown/],
    ['a missing type', { RegistrationType: '' }, /RegistrationType must be a string/],
    ['fields that are no list', { Fields: 'x' }, /Fields must be a list/],
    ['a field of no known form', { Fields: [{ FieldPath: 'a.b', Value: 'x' }] }, /entry 1 of Fields has an unknown format/],
    ['a field that is named twice', { Fields: [{ FieldPath: 'a', TextValue: 'x' }, { FieldPath: 'a', TextValue: 'y' }] }, /Fields contains a more than once/],
    ['a switch that is neither true nor false', { DeletionProtection: 'maybe' }, /DeletionProtection must be true or false/],
    ['a tag of no known form', { Tags: [{ Value: 'a' }] }, /entry 1 of Tags has an unknown format/],
  ])('rejects %s before it calls anything', async (_, properties, reason) => {
    stage = await Stage.open();
    const result = await stage.stack.create(registration(properties));
    expect(result.status).toBe('ROLLBACK_COMPLETE');
    expect(result.reason).toMatch(reason);
    expect(stage.calls).toEqual([]);
  });
});
