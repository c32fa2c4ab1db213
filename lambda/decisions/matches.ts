import { createContext, Script } from 'vm';

/** A pattern with catastrophic backtracking would keep the function busy until Lambda stops it, without a response. */
const PATIENCE_MS = 250;

const script = new Script('new RegExp(pattern, "u").test(text)');
/** Shared, because creating a context takes longer than most patterns; created for the first pattern, not before the first call. */
let context: object | undefined;

/**
 * Whether a text matches a pattern of the service; undefined if that is unknown.
 *
 * The service's dialect is not published. With the flag `u` JavaScript rejects constructs that it would otherwise misread (`\A`,
 * `[a-z&&[^q]]`), and leaves such a pattern to the service.
 */
export function matches(text: string, pattern: string): boolean | undefined {
  try {
    context ??= createContext({});
    Object.assign(context, { pattern, text });
    return script.runInContext(context, { timeout: PATIENCE_MS }) as boolean;
  } catch {
    return undefined;
  }
}
