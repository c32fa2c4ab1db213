import type { RegistrationStatus, RegistrationVersionStatus } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { CustomResource, OperationResult, Properties } from '../cloudformation';
import { BRAND, CAMPAIGN, makeNumber, makeRegistration } from '../lambda/operations/associations/associations';
import { attachment, changed, IMAGE_PATH } from '../lambda/operations/attachments/attachment';
import { CANARY, registration, Stage } from '../lambda/stage';

const TOLL_FREE = 'US_TOLL_FREE_REGISTRATION';
const NAME = 'companyInfo.companyName';
const CITY = 'companyInfo.city';
const FIELDS = [NAME, CITY, IMAGE_PATH];

/** One way through the handler: what comes before it, and the deploy itself. */
export interface Flow {
  readonly prepare?: (stage: Stage) => Promise<unknown>;
  readonly act: (stage: Stage) => Promise<OperationResult>;
  /** Why the deploy has to fail, where that is the right end of it. */
  readonly fails?: RegExp;
  /** The operation that tells why, by a status: one that nobody has heard of is no reason to fail. */
  readonly toldBy?: string;
  /** It takes back what an update did, so it has to end well: what cannot be brought back is only said in the log. */
  readonly takesBack?: boolean;
  /** After so many of its calls the handler is not killed any more. Default: after all. */
  readonly kills?: number;
}

/** What is wrong with how a deploy of a flow ended; nothing, if it ended as it is meant to. */
export function complaint({ fails }: Flow, { succeeded, status, reason }: OperationResult): string | undefined {
  const isMeant = fails ? !succeeded && fails.test(reason ?? '') : succeeded;
  return isMeant ? undefined : reason ?? status;
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
  stage.control.reset();
  stage.newStack();
  await flow.prepare?.(stage);
  await stage.cloud.lambda.idle();
  stage.control.clearJournal();
  stage.reviewersTakeUp();
}

function letBeSmall({ control }: Stage): void {
  for (const registrationType of [BRAND, CAMPAIGN, TOLL_FREE]) {
    const whole = control.form({ registrationType });
    const fields = whole.fields.filter(({ path }) => FIELDS.includes(path)).map((field) => ({ ...field, requirement: 'OPTIONAL' as const }));
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

function associations(ids: string[], overrides: Partial<Properties> = {}): CustomResource {
  return {
    logicalId: 'Associations',
    resourceType: 'Custom::SMSVoiceRegistrationAssociations',
    serviceTimeout: 1200,
    properties: { RegistrationId: { Ref: 'Registration' }, VersionNumber: 1, Associations: ids, ...overrides },
  };
}

/** Settles when that operation was called, at a moment that is the same in every run, or when the deploy has ended without it. */
async function asksFor(operation: string, stage: Stage, deploy: Promise<OperationResult>): Promise<void> {
  let hasEnded = false;
  void deploy.finally(() => { hasEnded = true; });
  while (!hasEnded && !stage.calls.includes(operation)) await new Promise((resolve) => setTimeout(resolve, 5));
}

type Statuses = readonly [RegistrationStatus, RegistrationVersionStatus];

const SUBMIT = { Submit: true };
/** The town is no longer in the stack. */
const RENAMED = { Fields: [{ FieldPath: NAME, TextValue: `${CANARY} Inc` }] };

/** The registration exists, with a newest version of that status. */
function created(registrationStatus: RegistrationStatus, versionStatus: RegistrationVersionStatus, overrides: Partial<Properties> = SUBMIT) {
  return async (stage: Stage) => {
    await succeeds(stage.stack.create(form('one', { ...overrides, Submit: false })));
    stage.control.setStatus({ registrationId: stage.stack.ref('Registration'), registrationStatus, versionStatus });
    // From now on the stack says so, too.
    await succeeds(stage.stack.update(form('one', { ...overrides, Tags: [] })));
  };
}

async function succeeds(operation: Promise<OperationResult>): Promise<void> {
  const { succeeded, reason } = await operation;
  if (!succeeded) throw new Error(`a flow could not be prepared: ${reason}`);
}

const other = (overrides: Partial<Properties> = {}) => (stage: Stage) => stage.stack.update(form('two', { ...SUBMIT, Tags: [], ...overrides }));
const draft = created('CREATED', 'DRAFT', { Submit: false });

/** Behind a version of the one status a newer one was filed, which has the other now. */
function refiled(before: Statuses, [registrationStatus, versionStatus]: Statuses) {
  return async (stage: Stage) => {
    await created(...before)(stage);
    stage.reviewersTakeUp();
    await succeeds(other()(stage));
    stage.reviewersRest();
    stage.control.setStatus({ registrationId: stage.registrationId, registrationStatus, versionStatus });
  };
}

/** The newer version was denied while its deploy looked for that, which has failed for it. */
async function deniedAtOnce(stage: Stage): Promise<void> {
  await created('REQUIRES_UPDATES', 'DENIED')(stage);
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
  return stage.stack.create(form('one'), { cancel: cancel.signal });
}

/** An answer without an id is as good as a lost one, and the handler does not try again until it is too late to make anything. */
function unanswered(stage: Stage): Promise<OperationResult> {
  stage.control.injectFault({ kind: 'replace', operation: 'CreateRegistration', member: 'RegistrationId', value: '' });
  return stage.stack.create(form('one'));
}

/** Of nobody's stack. */
function foreign({ living }: Stage): string {
  return living.find(({ tags }) => Object.keys(tags).length === 0)!.registrationId;
}

/** As CloudFormation sends it, who never says that an update is a rollback. */
const back = (stage: Stage) => stage.stack.update(form('one', { ...SUBMIT, Tags: [] }));

export const CREATES: Record<string, Flow> = {
  'the create of a draft': { act: (stage) => stage.stack.create(form('one')) },
  'a create with submit and protection': { act: (stage) => stage.stack.create(form('one', { ...SUBMIT, DeletionProtection: true })) },
  'the create of an attachment and the form that shows it': { act: (stage) => stage.stack.deploy([attachment(), illustrated()]) },
  'the create of a number\'s association, and the submit': {
    prepare: makeNumber,
    act: (stage) => {
      const [number] = stage.control.state().phoneNumbers;
      const submittedLater = form('one', { ...SUBMIT, SubmitLater: true, RegistrationType: TOLL_FREE });
      return stage.stack.deploy([submittedLater, associations([number!.phoneNumberId], SUBMIT)]);
    },
  },
  'an adoption': {
    prepare: (stage) => makeRegistration(stage, BRAND),
    act: (stage) => stage.stack.create(form('one', { RegistrationId: stage.registrationId })),
  },
  'the create of a campaign with its brand': {
    prepare: (stage) => makeRegistration(stage, BRAND),
    act: (stage) => stage.stack.create(form('one', { RegistrationType: CAMPAIGN, Fields: [], Associations: [stage.registrationId] })),
  },
};

export const UPDATES: Record<string, Flow> = {
  'an update of a draft': { prepare: draft, act: (stage) => stage.stack.update(form('two', { ...RENAMED, Tags: [{ Key: 'Name', Value: 'b' }], DeletionProtection: true })) },
  'an update of a draft that is submitted from now on': { prepare: draft, act: other() },
  'an update of a submitted form': { prepare: created('SUBMITTED', 'SUBMITTED'), act: other() },
  'an update of a denied form': { prepare: created('REQUIRES_UPDATES', 'DENIED'), act: other() },
  'an update of an approved form': { prepare: created('COMPLETE', 'APPROVED'), act: other({ UpdateApproved: true }) },
  // With submit it would be filed again as it is, before the flow begins.
  'an update of a discarded form': { prepare: created('CREATED', 'DISCARDED', { Submit: false }), act: other() },
  'another number': {
    prepare: async (stage) => {
      const number = await makeNumber(stage);
      await makeNumber(stage);
      await succeeds(stage.stack.deploy([form('one', { RegistrationType: TOLL_FREE }), associations([number])]));
    },
    act: (stage) => stage.stack.update(associations(stage.control.state().phoneNumbers.map(({ phoneNumberId }) => phoneNumberId))),
  },
  'a replacement': {
    prepare: draft,
    act: (stage) => stage.stack.update(form('one', { RegistrationType: TOLL_FREE, AllowReplacement: true })),
  },
  'an adoption in place of the own one': {
    prepare: async (stage) => {
      await draft(stage);
      await makeRegistration(stage, BRAND);
    },
    act: (stage) => stage.stack.update(form('one', { RegistrationId: foreign(stage), AllowReplacement: true })),
  },
  'another document': {
    prepare: (stage) => succeeds(stage.stack.deploy([attachment(), illustrated()])),
    act: (stage) => stage.stack.deploy([changed(), illustrated({ Tags: [] })]),
  },
};

/** Updates that fail, with their rollbacks, and updates that are rollbacks. */
export const ROLLBACKS: Record<string, Flow> = {
  'the withdrawal of a form, back to one that was denied': {
    prepare: refiled(['REQUIRES_UPDATES', 'DENIED'], ['SUBMITTED', 'SUBMITTED']), act: back, takesBack: true,
  },
  'the rollback of a form that was denied, back to one that was submitted': {
    prepare: refiled(['SUBMITTED', 'SUBMITTED'], ['REQUIRES_UPDATES', 'DENIED']), act: back, takesBack: true,
  },
  'a denial that is reported once more': {
    prepare: deniedAtOnce, act: other(), fails: /its version 2 was denied/, toldBy: 'DescribeRegistrationVersions',
  },
  'an update of a form that is under review': {
    prepare: created('REVIEWING', 'REVIEWING'), act: other(), fails: /under review.*Nothing was changed/,
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
    // From then on it only looks again.
    kills: 6,
  },
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
