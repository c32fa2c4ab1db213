import { onStages } from './flows';
import type { CustomResource, Properties } from '../cloudformation';
import { CAMPAIGN, empty, letBeEmpty } from '../lambda/operations/associations/associations';
import { brand, Stage } from '../lambda/stage';
import { DEFAULT_SWITCHES, type SwitchChanges, type Switches } from '../simulator';

/** One answer to what nobody outside AWS knows, other than the one that the simulator gives unless it is told to. */
interface Answer {
  readonly changes: SwitchChanges;
  /** Why the correction of a submitted form is refused, and leaves that as it is. */
  readonly correction?: RegExp;
  /** Why the change of an approved form is refused, and leaves that as it is. */
  readonly revision?: RegExp;
  /** What the deploy that makes the campaign leaves for later, beside its submit. */
  readonly pending?: RegExp;
}

const ANSWERS: Record<string, Answer> = {
  'a deleted one is described as deleted': { changes: { gone: 'tombstone' } },
  'a deleted one is not found': { changes: { gone: 'not-found' } },
  'a deleted one is still described for a while': { changes: { gone: 'lag', deletionLagMs: 20_000 } },
  'only a form that carriers look at keeps its registration': { changes: { inReview: ['REVIEWING', 'PROVISIONING'] } },
  'no campaign keeps a brand': { changes: { holdsBrand: [] } },
  'holders are refused first': { changes: { deleteRefusal: 'holders-first' } },
  'an attachment is not held': { changes: { attachmentHeldMs: 0 } },
  'no release closes': { changes: { closedByRelease: [] } },
  'nothing can be discarded': { changes: { discardAllowed: [] }, correction: /DiscardRegistrationVersion: ConflictException/ },
  'more can be discarded': { changes: { discardAllowed: ['SUBMITTED', 'REQUIRES_AUTHENTICATION', 'REVIEWING'] } },
  'a discard leads to REQUIRES_UPDATES': { changes: { afterDiscard: 'REQUIRES_UPDATES' } },
  'a discard removes the version': { changes: { discardRemoves: true } },
  'a missing field is refused at once': { changes: { missingField: 'sync' } },
  'denials come at once': { changes: { denialDelayMs: 0 } },
  'denials come late': { changes: { denialDelayMs: 60_000 } },
  'a second draft is accepted': { changes: { secondDraft: 'accepted' } },
  'an approved form gets no other version': { changes: { newVersionOfApproved: 'refused' }, revision: /CreateRegistrationVersion: ConflictException/ },
  'uploads take a while': { changes: { uploadMs: 60_000 } },
  'closed ones do not count': { changes: { closedCountsAgainstQuota: false } },
  'a new one is unknown for a while': { changes: { createLagMs: 8_000 } },
  'a submit sees a value late': { changes: { putLagMs: 1_500 } },
  'nobody asks about what is not there': { changes: { absentResource: 'not-found' } },
  'a submitted one shows its old status for a while': { changes: { submittedStatusLagMs: 8_000 } },
  'a submitted version is still a draft for a while': { changes: { versionStatusLagMs: 4_000 } },
  'a revoked form gets a new version': { changes: { revoked: 'new-version' } },
  'texts are trimmed': { changes: { normalizes: 'trims' } },
  'a brand has to be complete to be associated': { changes: { incompleteBrand: 'refused' }, pending: /associate registration-\w+: not possible yet/ },
  'an early submit is refused': { changes: { earlySubmit: 'refused' } },
  'an early submit is accepted': { changes: { earlySubmit: 'accepted' } },
  'a denial has a title': { changes: { deniedReason: 'title' } },
  'conditions are not told': { changes: { conditionalBehavior: 'absent' } },
  'no number before a campaign': { changes: { numberBeforeApproval: 'refused' } },
  'carriers take a minute': { changes: { carrierMs: 60_000 } },
  'a brand lists what it is held by': { changes: { heldByListed: true } },
  'what nobody knows is optional': { changes: { unknownRequirement: 'OPTIONAL' } },
  'what nobody knows is required': { changes: { unknownRequirement: 'REQUIRED' } },
  'one row a page': { changes: { pageSize: 1 } },
  'one call a second': { changes: { rateLimit: true } },
};

/** AWS publishes these, or they are only about how an upload fails. */
/** Those of events only say when the handler looks, which is a matter of the histories. */
const SETTLED: readonly (keyof Switches)[] = ['maxAttachmentBytes', 'uploadEnds', 'quotas', 'eventDelivery', 'eventDelayMs'];

const APPROVES = { UpdateApproved: true };

function town(name: string, overrides: Partial<Properties> = {}): CustomResource {
  return brand({ 'companyInfo.city': name }, overrides);
}

function campaign(overrides: Partial<Properties> = {}): CustomResource {
  return empty(CAMPAIGN, 'Campaign', { Associations: [{ Ref: 'Brand' }], Submit: true, ...overrides });
}

const NOT_AS_MEANT = 'not as it is meant to be: ';

/** The problem, unless what is there is what has to be there. */
function check(what: string, is: unknown, should: unknown): string[] {
  const isRight = should instanceof RegExp ? should.test(String(is)) : JSON.stringify(is) === JSON.stringify(should);
  return isRight ? [] : [`${what} is ${NOT_AS_MEANT}${JSON.stringify(is)} instead of ${String(should instanceof RegExp ? should : JSON.stringify(should))}`];
}

const newest = (stage: Stage, logicalId: string) => {
  const { registrationId, status, versions } = stage.living.find((one) => one.registrationId === stage.stack.ref(logicalId))!;
  return { registrationId, status: `${status}, ${versions.at(-1)?.number} ${versions.at(-1)?.status}` };
};

/** A brand and its campaign, which waits for it, are made, approved, changed and deleted. */
async function brandAndCampaign(stage: Stage, { revision, pending = /^submit: waiting for registration-\w+ \(\w+\)$/ }: Answer): Promise<string[]> {
  const { stack, control } = stage;
  const created = await stack.deploy([town('one'), campaign()]);
  if (!created.succeeded) return [`the create failed: ${created.reason}`];
  const waits = stack.getAtt('Campaign', 'PendingSteps');
  const beforeApproval = newest(stage, 'Campaign').status;
  control.approve({ registrationId: stack.ref('Brand') });
  const submitted = await stack.update(campaign({ Tags: [] }));
  const afterApproval = newest(stage, 'Campaign').status;
  if (!submitted.succeeded) return [`the submit of the campaign failed: ${submitted.reason}`];
  control.approve({ registrationId: stack.ref('Campaign') });
  const revised = await stack.update(town('two', APPROVES));
  const brandAfterwards = newest(stage, 'Brand').status;
  if (!revision) control.approve({ registrationId: stack.ref('Brand') });
  const destroyed = await stack.destroy();
  return [
    ...check('what is pending', waits, pending),
    ...check('the campaign before the approval of its brand', beforeApproval, 'CREATED, 1 DRAFT'),
    ...check('the campaign afterwards', afterApproval, 'REVIEWING, 1 REVIEWING'),
    ...check('how the revision ends', revised.reason ?? '', revision ?? /^$/),
    ...check('the brand afterwards', brandAfterwards, revision ? 'COMPLETE, 1 APPROVED' : 'REVIEWING, 2 REVIEWING'),
    ...check('how the destroy ends', destroyed.reason ?? destroyed.status, 'DELETE_COMPLETE'),
    ...check('what is left', stage.living, []),
  ];
}

/** A submitted brand is corrected, denied, corrected once more, and deleted. */
async function corrections(stage: Stage, { correction }: Answer): Promise<string[]> {
  const { stack, control } = stage;
  stage.reviewersRest();
  const created = await stack.create(town('one'));
  if (!created.succeeded) return [`the create failed: ${created.reason}`];
  const corrected = await stack.update(town('two'));
  const submitted = newest(stage, 'Brand');
  control.deny({ registrationId: submitted.registrationId, codes: ['BRAND_ADDRESS_INVALID'] });
  stage.reviewersTakeUp();
  const again = await stack.update(town('three'));
  const resubmitted = newest(stage, 'Brand').status;
  control.deny({ registrationId: submitted.registrationId });
  const destroyed = await stack.destroy();
  return [
    ...check('how the correction ends', corrected.reason ?? '', correction ?? /^$/),
    ...check('the form afterwards', submitted.status, correction ? 'SUBMITTED, 1 SUBMITTED' : 'SUBMITTED, 2 SUBMITTED'),
    ...check('how the next correction ends', again.reason ?? '', ''),
    ...check('the form afterwards', resubmitted, correction ? 'REVIEWING, 2 REVIEWING' : 'REVIEWING, 3 REVIEWING'),
    ...check('how the destroy ends', destroyed.reason ?? destroyed.status, 'DELETE_COMPLETE'),
    ...check('what is left', stage.living, []),
  ];
}

const LIVES = { brandAndCampaign, corrections };

async function live(stage: Stage, answer: Answer, life: keyof typeof LIVES): Promise<string[]> {
  stage.reviewersRest();
  stage.control.reset();
  stage.control.setSwitches({ ...DEFAULT_SWITCHES, ...answer.changes });
  stage.newStack();
  stage.reviewersTakeUp();
  const problems = await LIVES[life](stage, answer);
  await stage.cloud.lambda.idle();
  return problems;
}

test('Whatever the truth is about what nobody knows, a brand and its campaign come, change and go as they should', async () => {
  const stages = await Promise.all(Array.from({ length: 5 }, () => Stage.open({ retryAfterSeconds: [3, 3] })));
  stages.forEach((stage) => letBeEmpty(stage, CAMPAIGN));
  const cases = [...Object.entries(ANSWERS), ['nothing else', { changes: {} }] as const]
    .flatMap(([name, answer]) => (Object.keys(LIVES) as (keyof typeof LIVES)[]).map((life) => ({ name, answer, life })));
  const ends = await onStages(stages, cases, (stage, { answer, life }) => live(stage, answer, life));
  await Promise.all(stages.map((stage) => stage.close()));
  expect(cases.flatMap(({ name, life }, index) => ends[index]!.map((problem) => `${name}, ${life}: ${problem}`))).toEqual([]);
}, 600_000);

test('every switch is turned, and every value that it has a name for', () => {
  const turned = new Set(Object.values(ANSWERS).flatMap(({ changes }) => Object.keys(changes)));
  expect(Object.keys(DEFAULT_SWITCHES).filter((name) => !turned.has(name)).sort()).toEqual([...SETTLED].sort());
});
