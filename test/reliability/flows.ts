import { DeleteRegistrationCommand, type RegistrationStatus, type RegistrationVersionStatus } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { ContinuationEvent } from '../../contract/continuation';
import type { CustomResource, OperationResult, Properties } from '../cloudformation';
import { associateElsewhere, BRAND, CAMPAIGN, makeNumber, makeRegistration } from '../lambda/operations/associations/associations';
import { attachment, changed, IMAGE_PATH } from '../lambda/operations/attachments/attachment';
import { CANARY, failing, registration, Stage } from '../lambda/stage';

const TOLL_FREE = 'US_TOLL_FREE_REGISTRATION';
const NAME = 'companyInfo.companyName';
const CITY = 'companyInfo.city';
const CAMPAIGN_NAME = 'campaignInfo.campaignName';
const FIELDS = [NAME, CITY, IMAGE_PATH, CAMPAIGN_NAME];

/** One way through the handler: what comes before it, and the deploy itself. */
export interface Flow {
  readonly prepare?: (stage: Stage) => Promise<unknown>;
  readonly act: (stage: Stage) => Promise<OperationResult>;
  /** Why the deploy has to fail, where that is the right end of it. */
  readonly fails?: RegExp;
  /** The operations that tell by a status what is to be done or why it failed: of one that nobody has heard of nothing follows. */
  readonly toldBy?: readonly string[];
  /** It is about the rollback alone: what comes before that is not disturbed. What cannot be brought back is only said in the log. */
  readonly rollsBack?: boolean;
  /** What happens right before the rollback begins. */
  readonly meanwhile?: (stage: Stage) => unknown;
  /** This call of an update is on its way when the rollback begins; what each of the two calls until then is not the same in every run. */
  readonly overtakes?: string;
  /** Where nobody can tell whether it is the stack's to delete, it stays, and the log says so. */
  readonly mayStay?: boolean;
  /** It is refused, and leaves everything as it was. */
  readonly changesNothing?: boolean;
  /** Takes away what it is refused for. */
  readonly relents?: (stage: Stage) => Promise<unknown>;
  /** It is a request of a rule after the deploy. What fails is done by the next one. */
  readonly isContinuation?: boolean;
  /** After so many of its calls the handler is not killed any more. Default: after all. */
  readonly kills?: number;
}

/** What is wrong with how a deploy of a flow ended; nothing, if it ended as it is meant to. */
export function complaint({ fails, rollsBack }: Flow, { succeeded, status, reason, events }: OperationResult): string | undefined {
  const hasEnded = rollsBack ? status.endsWith('ROLLBACK_COMPLETE') : succeeded === !fails && !status.endsWith('ROLLBACK_FAILED');
  const isMeant = hasEnded && (fails ?? /^/).test(reason ?? '');
  const reasons = [rollsBack ? undefined : reason, ...status.endsWith('ROLLBACK_FAILED') ? [lastReason(events)] : []];
  return isMeant ? undefined : reasons.filter(Boolean).join('; ') || status;
}

function lastReason(events: OperationResult['events']): string | undefined {
  return events.filter(({ reason, status }) => reason && status.endsWith('_FAILED')).at(-1)?.reason;
}

/** Carries a flow out, and calls `begins` right before the first event that it is about. */
export async function carryOut(stage: Stage, flow: Flow, begins: () => void): Promise<OperationResult> {
  const { stack, cloud: { lambda } } = stage;
  if (!flow.rollsBack) {
    begins();
    return flow.act(stage);
  }
  const from = stack.events.length;
  const accept = lambda.accept.bind(lambda);
  lambda.accept = (event) => {
    if (stack.events.slice(from).some(({ status }) => status.endsWith('ROLLBACK_IN_PROGRESS'))) {
      lambda.accept = accept;
      flow.meanwhile?.(stage);
      begins();
    }
    accept(event);
  };
  try {
    return await flow.act(stage);
  } finally {
    lambda.accept = accept;
  }
}

/** Small forms, of which none is required: what counts here is the calls, not the number of fields. */
export async function openStage(): Promise<Stage> {
  const stage = await Stage.open({ retryAfterSeconds: [3, 3], switches: { attachmentHeldMs: 1_000, uploadMs: 500 } });
  letBeSmall(stage);
  return stage;
}

/** Several, because most of the time is waiting. */
export async function openStages(): Promise<Stage[]> {
  return Promise.all(Array.from({ length: 6 }, openStage));
}

/** Gives every piece of work to the next stage that is free. */
export async function onStages<T, R>(stages: readonly Stage[], pieces: readonly T[], work: (stage: Stage, piece: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = [...pieces.entries()];
  await Promise.all(stages.map(async (stage) => {
    for (let next = left.shift(); next; next = left.shift()) results[next[0]] = await work(stage, next[1]);
  }));
  return results;
}

/** As new: nothing in the service, and a stack that holds nothing but what comes before the flow. */
export async function startOver(stage: Stage, flow: Flow): Promise<void> {
  stage.reviewersRest();
  stage.simulator.onReset(undefined);
  stage.cloud.stackApi.mood = 'true';
  stage.control.reset();
  stage.newStack();
  await flow.prepare?.(stage);
  await stage.cloud.lambda.idle();
  stage.control.clearJournal();
  stage.reviewersTakeUp();
}

/** Three instances wait, none of which has to start when an event is delivered while another one is handled. */
export async function warmUp({ cloud }: Stage): Promise<void> {
  await Promise.all(['One', 'Two', 'Three'].map((name) => cloud.stack(name).create(registration({ Nonsense: true }))));
  await cloud.lambda.idle();
}

function letBeSmall({ control }: Stage): void {
  for (const registrationType of [BRAND, CAMPAIGN, TOLL_FREE]) {
    const whole = control.form({ registrationType });
    const fields = whole.fields.filter(({ path }) => FIELDS.includes(path)).map((field) => ({ ...field, requirement: 'OPTIONAL' as const, minLength: 1 }));
    control.defineForm({ registrationType, form: { ...whole, fields } });
  }
}

function form(town: string, overrides: Partial<Properties> = {}): CustomResource {
  const Fields = [{ FieldPath: NAME, TextValue: `${CANARY} Corp` }, { FieldPath: CITY, TextValue: `${CANARY} ${town}` }];
  return registration({ RegistrationType: BRAND, Fields, ...overrides }, 'Registration');
}

function illustrated(overrides: Partial<Properties> = {}): CustomResource {
  return registration({ RegistrationType: TOLL_FREE, Fields: [{ FieldPath: IMAGE_PATH, RegistrationAttachmentId: { Ref: 'Image' } }], ...overrides }, 'Registration');
}

/** What the registration answers to its associations, as lib/ declares it. */
const LEFT = {
  VersionToSubmit: { 'Fn::GetAtt': ['Registration', 'VersionToSubmit'] },
  PendingSteps: { 'Fn::GetAtt': ['Registration', 'PendingSteps'] },
};

function associations(ids: string[], overrides: Partial<Properties> = {}): CustomResource {
  return {
    logicalId: 'Associations',
    resourceType: 'Custom::SMSVoiceRegistrationAssociations',
    serviceTimeout: 1200,
    properties: { RegistrationId: { Ref: 'Registration' }, Associations: ids, ...overrides },
  };
}

/** Settles when that operation was called, at a moment that is the same in every run, or when the deploy has ended without it. */
async function asksFor(operation: string, stage: Stage, deploy: Promise<OperationResult>): Promise<void> {
  let hasEnded = false;
  void deploy.finally(() => { hasEnded = true; });
  while (!hasEnded && !stage.calls.includes(operation)) await new Promise((resolve) => setTimeout(resolve, 5));
}

type Statuses = readonly [RegistrationStatus, RegistrationVersionStatus];

const SUBMIT = { Submit: true, ContinueFor: '7776000' };
/** The town is no longer in the stack. */
const RENAMED = { Fields: [{ FieldPath: NAME, TextValue: `${CANARY} Inc` }] };

/** The registration exists, with a newest version of that status. */
function created(registrationStatus: RegistrationStatus, versionStatus: RegistrationVersionStatus, overrides: Partial<Properties> = SUBMIT) {
  return async (stage: Stage) => {
    stage.reviewersTakeUp();
    await succeeds(stage.stack.create(form('one', { ...overrides, Tags: [] })));
    stage.reviewersRest();
    stage.control.setStatus({ registrationId: stage.stack.ref('Registration'), registrationStatus, versionStatus });
  };
}

async function succeeds(operation: Promise<OperationResult>): Promise<void> {
  const { succeeded, reason } = await operation;
  if (!succeeded) throw new Error(`a flow could not be prepared: ${reason}`);
}

const other = (overrides: Partial<Properties> = {}) => (stage: Stage) => stage.stack.update(form('two', { ...SUBMIT, Tags: [], ...overrides }));
const draft = created('CREATED', 'DRAFT', { Submit: false });

/** The newest version has that status now. */
const isNow = ([registrationStatus, versionStatus]: Statuses) => (stage: Stage) => {
  stage.control.setStatus({ registrationId: stage.stack.ref('Registration'), registrationStatus, versionStatus });
  stage.reviewersTakeUp();
};

/** Another resource fails once that one is done; nobody looks at what it submits. */
function rolledBack(overrides: Partial<Properties> = {}, town = 'two') {
  return (stage: Stage) => {
    stage.reviewersRest();
    return stage.rolledBack(form(town, { ...SUBMIT, Tags: [], ...overrides }));
  };
}

/** The user cancels the update when it makes that call, which takes a while. */
function overtaken(operation: string, delayMs: number) {
  return async (stage: Stage) => {
    await warmUp(stage);
    const cancel = new AbortController();
    stage.control.injectFault({ kind: 'delay', operation, delayMs });
    void stage.simulator.arrival(operation).then(() => cancel.abort());
    return stage.stack.update(form('two', { ...SUBMIT, Tags: [] }), { cancel: cancel.signal });
  };
}

/** The newer version was denied while its deploy looked for that, which has failed for it. */
async function deniedAtOnce(stage: Stage): Promise<void> {
  await created('REQUIRES_UPDATES', 'DENIED')(stage);
  stage.control.clearJournal();
  const updating = other()(stage);
  await stage.called('SubmitRegistrationVersion');
  stage.control.deny({ registrationId: stage.registrationId });
  if ((await updating).succeeded) throw new Error('a flow could not be prepared: no denial was noticed');
}

/** The registration is there, and the stack does not know its id: the rollback of its create was not allowed to look for it. */
function lost(create: (stage: Stage) => Promise<OperationResult>) {
  return async (stage: Stage) => {
    stage.control.injectFault({ kind: 'access-denied', operation: 'ListTagsForResource', times: 1_000 });
    const { status, reason } = await create(stage);
    stage.control.clearFaults();
    if (status !== 'ROLLBACK_FAILED') throw new Error(`a flow could not be prepared: ${status}, ${reason}`);
  };
}

function cancelled(stage: Stage): Promise<OperationResult> {
  const cancel = new AbortController();
  stage.control.injectFault({ kind: 'delay', operation: 'PutRegistrationFieldValue', delayMs: 2_000 });
  void stage.called('CreateRegistration').then(() => cancel.abort());
  // Whoever looks for what it made takes half of that time.
  return stage.stack.create({ ...form('one'), serviceTimeout: 150 }, { cancel: cancel.signal });
}

/** An answer without an id is as good as a lost one, and the handler does not try again until it is too late to make anything. */
function unanswered(stage: Stage): Promise<OperationResult> {
  stage.control.injectFault({ kind: 'replace', operation: 'CreateRegistration', member: 'RegistrationId', value: '' });
  return stage.stack.create(form('one'));
}

/** A brand of somebody else, and a campaign of the stack that waits for it. */
async function waiting(stage: Stage): Promise<void> {
  const brand = await makeRegistration(stage, BRAND);
  await succeeds(stage.stack.create(campaign(brand)));
}

function campaign(brand: string, overrides: Partial<Properties> = {}): CustomResource {
  return form('one', { ...SUBMIT, RegistrationType: CAMPAIGN, Fields: [], Associations: [brand], ...overrides });
}

/** The ids of what no stack has made. */
function foreign({ living }: Stage): string {
  return living.find(({ tags }) => Object.keys(tags).length === 0)!.registrationId;
}

async function adopted(stage: Stage): Promise<void> {
  const RegistrationId = await makeRegistration(stage, BRAND);
  await succeeds(stage.stack.create(form('one', { RegistrationId })));
}

/** What the schedule sends, until Lambda has ended all attempts. */
async function goOn(stage: Stage): Promise<OperationResult> {
  const { stack, living, cloud: { lambda } } = stage;
  // It does not wait for the review, which must not go on meanwhile.
  stage.reviewersRest();
  const registrationIds = living.filter(({ tags }) => Object.keys(tags).length > 0).map(({ registrationId }) => registrationId);
  lambda.accept({ continuation: { stackId: stack.stackId, registrationIds } } satisfies ContinuationEvent);
  await lambda.idle();
  const succeeded = lambda.invocations.at(-1)!.outcome?.kind === 'returned';
  return { succeeded, status: succeeded ? 'CONTINUED' : 'FAILED', reason: succeeded ? undefined : 'the continuation failed', events: [], requests: [] };
}

const BRAND_COMPLETE = (stage: Stage) => (
  stage.control.setStatus({ registrationId: foreign(stage), registrationStatus: 'COMPLETE', versionStatus: 'APPROVED' })
);
const DAY_MS = 86_400_000;

export const CREATES: Record<string, Flow> = {
  'the create of a draft': { act: (stage) => stage.stack.create(form('one')) },
  'a create with submit and protection': { act: (stage) => stage.stack.create(form('one', { ...SUBMIT, DeletionProtection: true })) },
  'the create of an attachment and the form that shows it': { act: (stage) => stage.stack.deploy([attachment(), illustrated()]) },
  'the create of a number\'s association, and the submit': {
    prepare: makeNumber,
    act: (stage) => {
      const [number] = stage.control.state().phoneNumbers;
      const submittedLater = form('one', { ...SUBMIT, SubmitByAssociations: true, RegistrationType: TOLL_FREE });
      return stage.stack.deploy([submittedLater, associations([number!.phoneNumberId], LEFT)]);
    },
  },
  'an adoption': {
    prepare: (stage) => makeRegistration(stage, BRAND),
    act: (stage) => stage.stack.create(form('one', { RegistrationId: stage.registrationId })),
  },
  'the create of a registration with a number from elsewhere': {
    prepare: makeNumber,
    act: (stage) => stage.stack.create(form('one', {
      RegistrationType: TOLL_FREE, Associations: stage.control.state().phoneNumbers.map(({ phoneNumberId }) => phoneNumberId),
    })),
  },
  'the create of a campaign with its brand': {
    prepare: (stage) => makeRegistration(stage, BRAND),
    act: (stage) => stage.stack.create(form('one', { RegistrationType: CAMPAIGN, Fields: [], Associations: [stage.registrationId] })),
  },
  'the create of a campaign that has to wait for its brand': {
    prepare: (stage) => makeRegistration(stage, BRAND),
    act: (stage) => stage.stack.create(campaign(stage.registrationId)),
    toldBy: ['DescribeRegistrationVersions', 'DescribeRegistrations'],
  },
};

export const UPDATES: Record<string, Flow> = {
  'an update of a draft': { prepare: draft, act: (stage) => stage.stack.update(form('two', { ...RENAMED, Tags: [{ Key: 'Name', Value: 'b' }], DeletionProtection: true })) },
  'an update of a draft that is submitted from now on': { prepare: draft, act: other() },
  'an update of a submitted form': { prepare: created('SUBMITTED', 'SUBMITTED'), act: other() },
  'an update of a denied form': { prepare: created('REQUIRES_UPDATES', 'DENIED'), act: other() },
  'an update of an approved form': { prepare: created('COMPLETE', 'APPROVED'), act: other({ UpdateApproved: true }) },
  'an update of a discarded form': { prepare: created('CREATED', 'DISCARDED'), act: other() },
  'another number': {
    prepare: async (stage) => {
      const number = await makeNumber(stage);
      await makeNumber(stage);
      await succeeds(stage.stack.deploy([form('one', { RegistrationType: TOLL_FREE }), associations([number])]));
    },
    act: (stage) => stage.stack.update(associations(stage.control.state().phoneNumbers.map(({ phoneNumberId }) => phoneNumberId))),
  },
  'the submit of a campaign that had to wait for its brand': {
    prepare: async (stage) => {
      await waiting(stage);
      stage.control.setStatus({ registrationId: foreign(stage), registrationStatus: 'COMPLETE', versionStatus: 'APPROVED' });
    },
    act: (stage) => stage.stack.update(campaign(foreign(stage), { Tags: [] })),
    toldBy: ['DescribeRegistrationVersions'],
  },
  'a resubmit': {
    prepare: created('REQUIRES_UPDATES', 'DENIED'),
    act: (stage) => stage.stack.update(form('one', { ...SUBMIT, Tags: [], Resubmit: 'the web site is online' })),
    toldBy: ['DescribeRegistrationVersions'],
  },
  'another document': {
    prepare: (stage) => succeeds(stage.stack.deploy([attachment(), illustrated()])),
    act: (stage) => stage.stack.deploy([changed(), illustrated({ Tags: [] })]),
  },
};

/** Updates that fail, with their rollbacks, and the rollbacks of what did not fail itself. */
export const ROLLBACKS: Record<string, Flow> = {
  'the rollback of a draft': { prepare: draft, act: rolledBack({ ...RENAMED, Submit: false }), rollsBack: true },
  'the withdrawal of a form, back to one that was denied': {
    prepare: created('REQUIRES_UPDATES', 'DENIED'), act: rolledBack(), meanwhile: isNow(['SUBMITTED', 'SUBMITTED']), rollsBack: true,
  },
  'the withdrawal of a form, back to one that was approved': {
    prepare: created('COMPLETE', 'APPROVED'), act: rolledBack({ UpdateApproved: true }), meanwhile: isNow(['SUBMITTED', 'SUBMITTED']), rollsBack: true,
  },
  'the rollback of a form that was denied, back to one that was submitted': {
    prepare: created('SUBMITTED', 'SUBMITTED'), act: rolledBack(), meanwhile: isNow(['REQUIRES_UPDATES', 'DENIED']), rollsBack: true,
  },
  'the rollback of a form that is under review': {
    prepare: created('SUBMITTED', 'SUBMITTED'), act: rolledBack(), meanwhile: isNow(['REVIEWING', 'REVIEWING']), rollsBack: true,
  },
  'the rollback of an adoption': {
    prepare: (stage) => makeRegistration(stage, BRAND),
    act: (stage) => stage.stack.deploy([form('one', { RegistrationId: stage.registrationId }), failing(['Registration'])]),
    rollsBack: true,
  },
  'the rollback of an update that writes meanwhile': {
    prepare: created('REQUIRES_UPDATES', 'DENIED'), act: overtaken('PutRegistrationFieldValue', 4_000), rollsBack: true, overtakes: 'PutRegistrationFieldValue',
  },
  'the rollback of an update that has not begun': {
    prepare: created('REQUIRES_UPDATES', 'DENIED'), act: overtaken('DescribeRegistrations', 6_000), rollsBack: true, overtakes: 'DescribeRegistrations',
  },
  'a denial that is reported once more': {
    prepare: deniedAtOnce, act: other(), fails: /its version 2 was denied/, toldBy: ['DescribeRegistrationVersions'],
  },
  'an update of a form that is under review': {
    prepare: created('REVIEWING', 'REVIEWING'), act: other(), fails: /under review.*Nothing was changed/, changesNothing: true,
  },
  'an update to another type': {
    prepare: draft, act: (stage) => stage.stack.update(form('one', { RegistrationType: TOLL_FREE })), fails: /cannot be changed to .* Nothing was changed/, changesNothing: true,
  },
  'an adoption in place of the own one': {
    prepare: async (stage) => {
      await draft(stage);
      await makeRegistration(stage, BRAND);
    },
    act: (stage) => stage.stack.update(form('one', { RegistrationId: foreign(stage) })),
    fails: /now names another registration.* Nothing was changed/,
    changesNothing: true,
  },
};

export const DELETES: Record<string, Flow> = {
  'the delete of a draft': { prepare: draft, act: (stage) => stage.stack.delete('Registration') },
  'the delete of a submitted form': { prepare: created('SUBMITTED', 'SUBMITTED'), act: (stage) => stage.stack.delete('Registration') },
  'the delete of a create that was cancelled': {
    prepare: lost(cancelled),
    act: (stage) => stage.stack.delete('Registration'),
    // Once it is deleted, the delete that is delivered again looks for it for six minutes.
    kills: 3,
  },
  'the delete of a create whose answer was lost': {
    prepare: lost(unanswered), act: (stage) => stage.stack.delete('Registration'),
  },
  'a delete that is refused under review': {
    prepare: created('REVIEWING', 'REVIEWING', { ...SUBMIT, DeletionTimeout: 30 }),
    act: (stage) => stage.stack.delete('Registration'),
    fails: /under review/,
    changesNothing: true,
    // From then on it only looks again.
    kills: 6,
  },
  'a delete that a campaign refuses': {
    prepare: async (stage) => {
      await created('COMPLETE', 'APPROVED', { ...SUBMIT, DeletionTimeout: 30 })(stage);
      await succeeds(other({ UpdateApproved: true, DeletionTimeout: 30 })(stage));
      await associateElsewhere(stage, await makeRegistration(stage, CAMPAIGN), stage.stack.ref('Registration'));
    },
    act: (stage) => stage.stack.delete('Registration'),
    fails: /still associated with it.*Nothing was changed/,
    changesNothing: true,
    relents: (stage) => stage.client.send(new DeleteRegistrationCommand({ RegistrationId: foreign(stage) })),
    // From then on it only looks again.
    kills: 9,
  },
  'a destroy that the protection refuses': {
    prepare: async (stage) => {
      const number = await makeNumber(stage);
      const isProtected = { DeletionProtection: true };
      await succeeds(stage.stack.deploy([form('one', { RegistrationType: TOLL_FREE, ...isProtected }), associations([number], isProtected)]));
    },
    act: (stage) => stage.stack.destroy(),
    fails: /its deletion protection is on/,
    changesNothing: true,
    relents: (stage) => {
      const definitions = ['Registration', 'Associations'].map((logicalId) => stage.stack.resource(logicalId)!.definition);
      return stage.stack.deploy(definitions.map((one) => ({ ...one, properties: { ...one.properties, DeletionProtection: false } })));
    },
  },
  'the delete of an adopted one': { prepare: adopted, act: (stage) => stage.stack.delete('Registration'), mayStay: true },
  'the delete of a form and its attachment': {
    prepare: (stage) => succeeds(stage.stack.deploy([attachment(), illustrated()])),
    act: (stage) => stage.stack.destroy(),
    // From then on it may have to try again, as long as the service holds the document.
    kills: 5,
  },
  'a destroy with a number that is released meanwhile': {
    prepare: async (stage) => {
      const number = await makeNumber(stage);
      await succeeds(stage.stack.deploy([form('one', { RegistrationType: TOLL_FREE }), associations([number])]));
    },
    act: async (stage) => {
      const [number] = stage.control.state().phoneNumbers;
      const destroying = stage.stack.destroy();
      await asksFor('DescribeRegistrationTypeDefinitions', stage, destroying);
      await stage.release(number!.phoneNumberId);
      return destroying;
    },
  },
};

/** What goes on after a deploy. */
export const CONTINUATIONS: Record<string, Flow> = {
  'the submit of a campaign whose brand is COMPLETE now': {
    prepare: async (stage) => {
      await waiting(stage);
      BRAND_COMPLETE(stage);
    },
    act: goOn,
    isContinuation: true,
  },
  'the same form again, a day after a denial that asks to wait': {
    prepare: async (stage) => {
      await waiting(stage);
      BRAND_COMPLETE(stage);
      stage.reviewersTakeUp();
      await succeeds(stage.stack.update(campaign(foreign(stage), { Fields: [{ FieldPath: CAMPAIGN_NAME, TextValue: `${CANARY} codes` }] })));
      stage.reviewersRest();
      stage.control.deny({ registrationId: stage.stack.ref('Registration'), codes: ['WAIT_TO_RESUBMIT_REGISTRATION'] });
      await stage.pass(DAY_MS);
    },
    act: goOn,
    isContinuation: true,
  },
  'the association of a number with a campaign that is COMPLETE now': {
    prepare: async (stage) => {
      await makeRegistration(stage, BRAND);
      BRAND_COMPLETE(stage);
      const number = await makeNumber(stage, 'TEN_DLC');
      const submitted = campaign(foreign(stage), { SubmitByAssociations: true });
      stage.reviewersTakeUp();
      await succeeds(stage.stack.deploy([submitted, associations([number], { ...LEFT, ContinueFor: SUBMIT.ContinueFor })]));
      stage.reviewersRest();
      stage.control.approve({ registrationId: stage.stack.ref('Registration') });
    },
    act: goOn,
    isContinuation: true,
  },
};
