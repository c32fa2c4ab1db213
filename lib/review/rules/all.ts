import { CAMPAIGNS } from './campaign';
import { COMPANY } from './company';
import { COMPLETENESS } from './completeness';
import { CONTENT } from './content';
import { OPT_INS } from './opt-in';
import { REPLIES } from './replies';
import { SAMPLES } from './samples';
import type { Rule } from '../rule';

/** By topic, in the order of docs/review-rules.md. */
export const TOPICS_OF_RULES: readonly (readonly [title: string, rules: readonly Rule[]])[] = [
  ['Completeness', COMPLETENESS],
  ['The company', COMPANY],
  ['The campaign', CAMPAIGNS],
  ['Samples', SAMPLES],
  ['Opt-in', OPT_INS],
  ['Replies to HELP and STOP', REPLIES],
  ['Prohibited subjects', CONTENT],
];

export const RULES: readonly Rule[] = TOPICS_OF_RULES.flatMap(([, rules]) => rules);
