import { Json } from './event-patterns';
import { WireProperties } from './events';

/** What EventBridge knows beside the event, for its reserved variables. */
export interface RuleNames {
  readonly name: string;
  readonly arn: string;
}

/** What a target gets: the event, or what its Input, InputPath or InputTransformer make of it. Throws where that is not JSON. */
export function inputOf(target: WireProperties, event: object, rule: RuleNames): Json {
  const { Input: input, InputPath: path, InputTransformer: transformer } = target;
  if (typeof input === 'string') return JSON.parse(input) as Json;
  if (typeof path === 'string') return at(event, path);
  if (transformer === undefined) return event;
  return transformed(transformer as WireProperties, event, rule);
}

/**
 * A variable in a JSON text is put there as it is, without escapes; elsewhere with its quotes. AWS does not say what becomes of a path
 * that the event does not have; here nothing is put there, which leaves invalid JSON outside a text, so that the target gets nothing.
 */
function transformed({ InputPathsMap: paths = {}, InputTemplate: template }: WireProperties, event: object, rule: RuleNames): Json {
  const found = Object.entries(paths).map(([name, path]) => [name, at(event, path as string)] as const);
  const variables = { ...reserved(event, rule), ...Object.fromEntries(found) };
  const text = String(template).replace(/"(?:\\.|[^"\\])*"|<[^<>"]+>/g, (token) => (
    token.startsWith('<') ? valueText(variables[token.slice(1, -1)]) : token.replace(/<([^<>]+)>/g, (_, name: string) => inText(variables[name]))
  ));
  return JSON.parse(text) as Json;
}

function valueText(value: Json): string {
  return value === undefined ? '' : JSON.stringify(value);
}

function inText(value: Json): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');
}

function reserved(event: object, { name, arn }: RuleNames): Record<string, Json> {
  return {
    'aws.events.rule-name': name,
    'aws.events.rule-arn': arn,
    'aws.events.event.ingestion-time': 'time' in event ? event.time : undefined,
    'aws.events.event.json': event,
    'aws.events.event': Object.fromEntries(Object.entries(event).filter(([key]) => key !== 'detail')),
  };
}

/** $.a.b[0] */
function at(event: object, path: string): Json {
  const parts = path.replace(/^\$\.?/, '').split(/[.[\]]+/).filter(Boolean);
  return parts.reduce<Json>((value, part) => (value as Record<string, Json> | undefined)?.[part], event);
}
