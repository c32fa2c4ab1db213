import { shape } from './model';

/**
 * Turns an operation's result into JSON by its shape: timestamps become epoch seconds, absent members are left out.
 * A result that lacks a required member, or has one the model does not know, is a mistake of the simulator and throws.
 */
export function serialize(shapeName: string, value: unknown): unknown {
  const expected = shape(shapeName);
  switch (expected.type) {
    case 'structure': return serializeStructure(shapeName, value as Record<string, unknown>);
    case 'list': return (value as unknown[]).map((member) => serialize(expected.member!.shape, member));
    case 'map': return Object.fromEntries(Object.entries(value as object).map(([key, entry]) => [key, serialize(expected.value!.shape, entry)]));
    case 'timestamp': return (value as Date).getTime() / 1000;
    default: return value;
  }
}

function serializeStructure(shapeName: string, value: Record<string, unknown>): Record<string, unknown> {
  const { members = {}, required = [] } = shape(shapeName);
  const unknown = Object.keys(value).filter((name) => value[name] !== undefined && !(name in members));
  const missing = required.filter((name) => value[name] === undefined);
  if (unknown.length > 0 || missing.length > 0) {
    throw new Error(`${shapeName}: unknown members [${unknown.join()}], missing members [${missing.join()}]`);
  }
  return Object.fromEntries(Object.entries(members)
    .filter(([name]) => value[name] !== undefined)
    .map(([name, member]) => [name, serialize(member.shape, value[name])]));
}
