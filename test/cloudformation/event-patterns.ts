import { WireProperties, WireValue } from './events';

/** Anything that JSON can hold. */
export type Json = unknown;
type Test = (value: Json) => boolean;

/**
 * An event pattern as a question to an event. Everything the driver holds is a text, so values are compared as texts.
 * An operator that is not played is an error, not a pattern that never matches.
 */
export function compilePattern(pattern: WireProperties): Test {
  const tests = Object.entries(pattern).map(([key, part]) => key === '$or' ? anyOf(part) : member(key, part));
  return (value) => tests.every((test) => test(value));
}

function anyOf(alternatives: WireValue): Test {
  if (!Array.isArray(alternatives)) throw new Error('Event pattern is not valid. Reason: "$or" must be an array');
  const tests = alternatives.map((alternative) => compilePattern(alternative as WireProperties));
  return (value) => tests.some((test) => test(value));
}

function member(key: string, part: WireValue): Test {
  if (typeof part === 'string') throw new Error(`Event pattern is not valid. Reason: "${key}" must be an object or an array`);
  const test = Array.isArray(part) ? leaf(part) : nested(part);
  return (value) => test(isObject(value) ? value[key] : undefined);
}

/** Of a list of objects, one has to match. */
function nested(pattern: WireProperties): Test {
  const test = compilePattern(pattern);
  return (value) => [value].flat().some(test);
}

function leaf(alternatives: WireValue[]): Test {
  const tests = alternatives.map((alternative) => alternativeTest(alternative));
  return (value) => tests.some((test) => test(value));
}

function alternativeTest(alternative: WireValue): Test {
  if (typeof alternative === 'string') return onValue((value) => value === alternative);
  const [[operator = '', operand = ''] = [], ...others] = Object.entries(alternative);
  if (others.length > 0) throw new Error('Event pattern is not valid. Reason: one operator for each object');
  if (operator === 'exists') return (value) => (value !== undefined) === (operand === 'true');
  if (operator === 'anything-but') return onValue(not(anythingBut(operand)));
  return onValue(operatorTest(operator, operand));
}

function anythingBut(operand: WireValue): (value: string) => boolean {
  if (typeof operand === 'string' || Array.isArray(operand)) return (value) => [operand].flat().includes(value);
  const [[operator = '', texts = ''] = []] = Object.entries(operand);
  const tests = [texts].flat().map((text) => operatorTest(operator, text));
  return (value) => tests.some((test) => test(value));
}

function operatorTest(operator: string, operand: WireValue): (value: string) => boolean {
  if (operator === 'numeric' && Array.isArray(operand)) return numeric(operand as string[]);
  if (typeof operand !== 'string') throw new Error(`Event pattern: ${operator} with ${JSON.stringify(operand)} is not played`);
  switch (operator) {
    case 'prefix': return (value) => value.startsWith(operand);
    case 'suffix': return (value) => value.endsWith(operand);
    case 'equals-ignore-case': return (value) => value.toLowerCase() === operand.toLowerCase();
    case 'wildcard': return (value) => new RegExp(`^${operand.split('*').map(escaped).join('.*')}$`, 's').test(value);
    default: throw new Error(`Event pattern: ${operator} is not played`);
  }
}

function numeric(conditions: string[]): (value: string) => boolean {
  return (value) => {
    const pairs = conditions.flatMap((operator, index) => index % 2 === 0 ? [[operator, Number(conditions[index + 1])] as const] : []);
    return pairs.every(([operator, limit]) => compare(Number(value), operator, limit));
  };
}

function compare(value: number, operator: string, limit: number): boolean {
  switch (operator) {
    case '=': return value === limit;
    case '<': return value < limit;
    case '<=': return value <= limit;
    case '>': return value > limit;
    case '>=': return value >= limit;
    default: return false;
  }
}

/** A list matches when one of its values does. What is absent, or an object, has no value. */
function onValue(test: (value: string) => boolean): Test {
  return (value) => [value].flat().some((one) => one !== undefined && !isObject(one) && test(String(one)));
}

function not(test: (value: string) => boolean): (value: string) => boolean {
  return (value) => !test(value);
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
