import { tagsOf } from '../lambda/operations/attachments/attachment';
import type { Stage } from '../lambda/stage';

/**
 * All that there is when an operation has ended, in the service and in the stack, without what no two runs have in common:
 * ids are numbered by their first appearance, and what is random about stacks and requests is left out.
 */
export async function endState(stage: Stage): Promise<unknown> {
  const stack = ['Image', 'Registration', 'Associations'].flatMap((logicalId) => {
    const resource = stage.stack.resource(logicalId);
    return resource ? [{ logicalId, physicalId: resource.physicalId, status: resource.status, attributes: resource.attributes }] : [];
  });
  return nameless({ ...await serviceState(stage), stack });
}

/** What a refusal leaves as it was; which request was the last one about it is no matter. */
export async function untouchedState(stage: Stage): Promise<unknown> {
  const state = JSON.stringify(await serviceState(stage));
  return JSON.parse(state.replace(/"cdk-sms-registration:update":"[^"]*"/g, '"cdk-sms-registration:update":"…"')) as unknown;
}

async function serviceState(stage: Stage) {
  const { registrations, attachments, ...others } = stage.control.state();
  const living = registrations.filter(({ status }) => status !== 'DELETED');
  const forms = await Promise.all(living.map(async ({ registrationId, versions }) => (
    Promise.all(versions.map(({ number }) => stage.values(registrationId, number)))
  )));
  return {
    registrations: living.map(({ versions, ...one }, index) => ({
      ...one, versions: versions.map(({ number, status }, of) => ({ number, status, values: forms[index]![of] })),
    })),
    attachments: await Promise.all(attachments.map(async (one) => ({ ...one, tags: await tagsOf(stage, one.attachmentId) }))),
    ...others,
  };
}

function nameless(state: unknown): unknown {
  const names = new Map<string, string>();
  const name = (id: string, kind: string) => names.get(id) ?? names.set(id, `${kind} ${names.size + 1}`).get(id)!;
  const text = JSON.stringify(state)
    .replace(/(registration|attachment|phone|pool)-[0-9a-f]{32}/g, name)
    .replace(/stack\/SmsStack\d*\/[0-9a-f-]{36}/g, 'stack')
    // The stack may have looked before or after a reviewer has taken up the form.
    .replace(/"RegistrationStatus":"SUBMITTED"/g, '"RegistrationStatus":"REVIEWING"')
    .replace(/"cdk-sms-registration:(?:unfinished|update)":"[^"]*"/g, (tag) => tag.replace(/\b[0-9a-f]{16}\b/g, (hash) => name(hash, 'hash')))
    // Until when it is continued.
    .replace(/(?<="cdk-sms-registration:(?:submit":"\d+ |associate:[^"]+":"))\d{9,}/g, '…')
    // The request that was answered last, which is another one where an update was refused.
    .replace(/(?<="VersionToSubmit":"\w+ )[0-9a-f]{16}/g, '…')
    // When it was sent; a create says zero.
    .replace(/(?<="cdk-sms-registration:update":"hash \d+ )\d{2,}/g, '…');
  return JSON.parse(text) as unknown;
}

/** Where two states differ, and how. */
export function differences(right: unknown, end: unknown): string[] {
  const [expected, found] = [leaves(right), leaves(end)];
  return [...new Set([...expected.keys(), ...found.keys()])]
    .filter((path) => expected.get(path) !== found.get(path))
    .map((path) => `${path}: ${found.get(path)} instead of ${expected.get(path)}`);
}

function leaves(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]]);
  return new Map(Object.entries(value).flatMap(([name, part]) => [...leaves(part, `${path}/${name}`)]));
}
