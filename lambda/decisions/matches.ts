import { createContext, Script } from 'vm';

/** A pattern that goes astray on a text of 2048 characters would keep the function busy for ever, and no answer would leave. */
const PATIENCE_MS = 250;

/** One for all: to make one takes longer than most patterns. */
const context = createContext({}) as { pattern?: string; text?: string };
const script = new Script('new RegExp(pattern, "u").test(text)');

/**
 * Whether a text matches a pattern of the service; undefined when that cannot be told.
 *
 * The service's dialect is not published. With the flag `u` JavaScript refuses what it would otherwise take for something else
 * (`\A`, `[a-z&&[^q]]`), so such a pattern is left to the service.
 */
export function matches(text: string, pattern: string): boolean | undefined {
  try {
    Object.assign(context, { pattern, text });
    return script.runInContext(context, { timeout: PATIENCE_MS }) as boolean;
  } catch {
    return undefined;
  }
}
