import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { OWN_TAGS } from '../../contract/tags';
import { isDeleted } from '../../lambda/decisions/statuses';
import { untagCommand } from '../../lambda/decisions/tag-changes';
import { ServiceError } from '../../lambda/service/service-error';
import { CloudError, CloudReads } from '../aws/cloud-reads';
import type { Connection } from '../aws/connection';
import type { ServiceReads } from '../aws/service-reads';
import type { Outcome, Session } from '../command';
import { bootstrapCheck, deletedStackCheck, quotaCheck, tierCheck, typesCheck, wokenCheck, type Check, type CheckState } from '../doctor/checks';
import { hasLinesOfHandler, wokenBy } from '../doctor/continuations';
import { EXIT_CODE } from '../exit-code';
import type { Paper } from '../output/paper';
import { tagValue, type Tag } from '../status/inspect';

export interface DoctorOptions {
  readonly toolkitStackName: string;
}

/** The checks, and the actions that were denied on the way. */
interface Diagnosis {
  readonly checks: Check[];
  readonly denied: Set<string>;
}

/** `doctor`: checks that this account and Region are ready. A check that fails does not stop the others. */
export async function doctor({ connect }: Session, { toolkitStackName }: DoctorOptions): Promise<Outcome> {
  const connection = await connect();
  const cloud = new CloudReads(connection.config);
  const diagnosis: Diagnosis = { checks: [], denied: new Set() };
  let account = 'ACCOUNT';
  await check(diagnosis, 'Credentials', async () => {
    const identity = await cloud.identity();
    account = identity.account;
    return [{ name: 'Credentials', state: 'ok', text: `${identity.arn}, ${connection.region}` }];
  });
  await checkService(diagnosis, connection);
  await check(diagnosis, 'CDK bootstrap', async () => {
    const stack = await cloud.stack(toolkitStackName);
    const version = stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'BootstrapVersion')?.OutputValue;
    return [bootstrapCheck(stack && (version ?? 'unknown'), toolkitStackName, `aws://${account}/${connection.region}`)];
  });
  await checkStacks(diagnosis, connection.reads, cloud);
  const { checks, denied } = diagnosis;
  return {
    data: { region: connection.region, checks, deniedActions: [...denied] },
    exitCode: checks.some(({ state }) => state === 'problem' || state === 'denied' || state === 'unknown') ? EXIT_CODE.findings : EXIT_CODE.ok,
    show: (paper) => show(paper, diagnosis),
  };
}

const QUOTAS = [['REGISTRATIONS', 'Registrations', 'registrations'], ['REGISTRATION_ATTACHMENTS', 'Attachments', 'attachments']] as const;

async function checkService(diagnosis: Diagnosis, { reads, region }: Connection): Promise<void> {
  await check(diagnosis, 'Registration types', async () => (
    [typesCheck((await reads.types()).map(({ RegistrationType = '' }) => RegistrationType), region)]
  ));
  await check(diagnosis, 'Account tier', async () => (
    [tierCheck((await reads.accountAttributes()).find(({ Name }) => Name === 'ACCOUNT_TIER')?.Value)]
  ));
  await check(diagnosis, 'Quotas', async () => {
    const limits = await reads.accountLimits();
    return QUOTAS.flatMap(([limit, name, what]) => limits.filter(({ Name }) => Name === limit).map((one) => quotaCheck(name, what, one)));
  });
}

/** A registration that a stack has. */
interface Owned {
  readonly arn: string;
  readonly tags: readonly Tag[];
}

/** The stacks that the registrations of the account belong to, by their tags. */
async function checkStacks(diagnosis: Diagnosis, reads: ServiceReads, cloud: CloudReads): Promise<void> {
  const stacks = new Map<string, Owned[]>();
  await check(diagnosis, 'Stacks', async () => {
    const registrations = (await reads.list()).filter(({ RegistrationStatus }) => !isDeleted(RegistrationStatus));
    for (const registration of registrations) {
      const tags = await reads.tags(registration);
      const stackId = tagValue(tags, OWN_TAGS.stackId);
      if (stackId !== undefined) {
        stacks.set(stackId, [...stacks.get(stackId) ?? [], { arn: registration.RegistrationArn, tags }]);
      }
    }
    return stacks.size > 0 ? [] : [{ name: 'Stacks', state: 'note', text: 'no registration belongs to a stack yet, so event delivery can only be checked after a deploy' }];
  });
  for (const [stackId, owned] of stacks) {
    const name = stackId.split('/')[1] ?? stackId;
    await check(diagnosis, `Stack ${name}`, async () => [await stackCheck(name, stackId, owned, cloud)]);
  }
}

/** A stack may have many log groups of its own. */
const LOG_GROUPS = 5;

async function stackCheck(name: string, stackId: string, owned: readonly Owned[], cloud: CloudReads): Promise<Check> {
  if (await cloud.stack(stackId) === undefined) {
    return deletedStackCheck(name, owned.map(({ arn, tags }) => untagCommand(arn, tags)));
  }
  const resources = await cloud.resources(stackId);
  const ofType = (type: string) => resources.filter(({ ResourceType }) => ResourceType === type);
  const groups = ofType('AWS::Logs::LogGroup');
  const lines = await Promise.all(handlersFirst(groups).slice(0, LOG_GROUPS).map((group) => cloud.lastLines(group)));
  const rules = ofType('AWS::Events::Rule');
  const rulesSince = rules.length === 0 ? undefined : Math.max(...rules.map(({ LastUpdatedTimestamp }) => LastUpdatedTimestamp?.getTime() ?? 0));
  const sorted = lines.flat().sort((one, other) => one.time - other.time);
  return wokenCheck(name, rulesSince, groups.some(isOfHandler) || hasLinesOfHandler(sorted) ? wokenBy(sorted) : undefined, Date.now());
}

/** Nothing but the ID of its construct says which log group is that of a handler. */
function isOfHandler({ LogicalResourceId = '' }: StackResourceSummary): boolean {
  return LogicalResourceId.includes('Handler');
}

function handlersFirst(groups: readonly StackResourceSummary[]): string[] {
  const ordered = [...groups.filter(isOfHandler), ...groups.filter((group) => !isOfHandler(group))];
  return ordered.flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []);
}

/** A check that cannot be made is part of the result. */
async function check({ checks, denied }: Diagnosis, name: string, look: () => Promise<Check[]>): Promise<void> {
  try {
    checks.push(...await look());
  } catch (error) {
    if (!(error instanceof CloudError || error instanceof ServiceError)) {
      throw error;
    }
    if (error.isAccessDenied) {
      denied.add(error instanceof CloudError ? error.action : `sms-voice:${error.operation}`);
    }
    checks.push(error.isAccessDenied
      ? { name, state: 'denied', text: 'these credentials are not allowed to check this' }
      : { name, state: 'unknown', text: [error.message, error instanceof ServiceError ? error.detail : undefined].filter(Boolean).join(': ') });
  }
}

const MARKS: Readonly<Record<CheckState, readonly [mark: string, color: 'green' | 'cyan' | 'red' | 'yellow']>> = {
  ok: ['✔', 'green'], note: ['·', 'cyan'], problem: ['✖', 'red'], denied: ['?', 'yellow'], unknown: ['?', 'yellow'],
};

function show(paper: Paper, { checks, denied }: Diagnosis): void {
  paper.table(['', 'CHECK', 'RESULT'], checks.map(({ name, state, text, advice }) => {
    const [mark, color] = MARKS[state];
    return [paper.colors[color](mark), name, [text, ...advice === undefined ? [] : [advice]].join('\n')];
  }), { wrap: 2 });
  const withCommands = checks.filter(({ commands = [] }) => commands.length > 0);
  withCommands.forEach(({ name, commands = [] }) => {
    paper.title(`${name}: remove its tags`);
    commands.forEach((command) => paper.line(command));
  });
  if (denied.size > 0) {
    paper.title('These credentials lack permissions for the checks above. This policy statement allows them');
    paper.line(JSON.stringify({ Effect: 'Allow', Action: [...denied].sort(), Resource: '*' }, undefined, 2));
  }
}
