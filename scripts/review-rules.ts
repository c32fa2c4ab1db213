import { writeFileSync } from 'fs';
import * as path from 'path';
import { BRAND, CAMPAIGN, RuledType, TOLL_FREE } from '../lib/review/form';
import { codesFor, severityOf } from '../lib/review/review';
import { Rule } from '../lib/review/rule';
import { TOPICS_OF_RULES } from '../lib/review/rules/all';
import { SOURCES } from '../lib/review/sources';

// npx tsx scripts/review-rules.ts: writes docs/review-rules.md from the rules in lib/review.

export const PAGE = path.join(__dirname, '..', 'docs', 'review-rules.md');

const FORMS: readonly (readonly [type: RuledType, name: string])[] = [[BRAND, 'brand'], [CAMPAIGN, 'campaign'], [TOLL_FREE, 'toll-free']];

const INTRODUCTION = `# The rules of the review

What synth checks of a 10DLC brand, a 10DLC campaign and a toll-free form, as far as their values are known: tokens, secrets and parameters are passed over.
This page is written by \`npx projen review-rules\` from the rules in \`lib/review/rules\`.

- A finding of the rule \`x\` has the ID \`cdk-sms-registration:review-x\`; \`Annotations.of(registration).acknowledgeWarning\` silences it, even where it is an error.
- **error**: AWS documents that the service denies the form by itself. It stops the deploy of a form that is submitted, and is a warning for a draft. Everything else is a warning, because people decide.
- **may be final**: one of the denials of the rule cannot be submitted again.
- *own patterns*: AWS asks for it in words; how it is found (word lists, patterns, thresholds) is this library's own. *reported*: by users, not by AWS.
- The names, the website and the support number of a campaign are those of the brand that it is associated with in the same app. Without one, the rules that need them are silent.
- What is missing is only found in a form that is submitted and was not adopted. Missing fields are the warning \`missing-fields\`; whatever does not fit the length or the choices of a field has warnings of its own.
- No rule is a promise: reviewers decide, and look at pages that synth does not fetch.
`;

const NOT_CHECKED = `## Not checked

AWS asks for these as well, but no rule finds them:

- **The reply to HELP mentions message and data rates.** It does in the samples of AWS, but no page asks for it there.
- **A toll-free form with the use case category OTHER explains it.** \`description-specific\` asks that of every form.
- **Toll-free texts promise no replies to STOP of their own**, because the carrier answers. No denial is known for it, and no words tell such texts from others.
- **Samples have no medical results.** Words do not tell a result from the notice that a result is ready, which is accepted.
- **The pages behind the links** have their own demands: synth fetches no pages.
`;

/** docs/review-rules.md, as the rules say. */
export function page(): string {
  return [INTRODUCTION, ...TOPICS_OF_RULES.map(([title, rules]) => section(title, rules)), NOT_CHECKED].join('\n');
}

function section(title: string, rules: readonly Rule[]): string {
  const rows = rules.map((rule) => `| ${[`\`${rule.id}\``, askOf(rule), formsOf(rule), codesOf(rule), sourcesOf(rule)].join(' | ')} |`);
  return `## ${title}\n\n| rule | asks | forms | denial codes | sources |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
}

function askOf({ asks, strength }: Rule): string {
  const note = { 'documented': '', 'documented, found by own patterns': ' *(own patterns)*', 'reported': ' *(reported)*' }[strength];
  return `${asks.replace(/\|/g, '\\|')}${note}`;
}

/** The forms, with the severity where it is an error. */
function formsOf(rule: Rule): string {
  const forms = FORMS.filter(([type]) => rule.fields[type]).map(([type, name]) => severityOf(rule, type) === 'error' ? `${name} (**error**)` : name);
  return `${forms.join(', ')}${rule.isFinal ? '; **may be final**' : ''}`;
}

/** The codes, form by form if they differ. */
function codesOf({ denialCodes, fields }: Rule): string {
  const byForm = FORMS.filter(([type]) => fields[type]).map(([type, name]) => [name, codesIn(codesFor(type, denialCodes))] as const);
  const isSame = byForm.every(([, codes]) => codes === byForm[0]![1]);
  return isSame ? byForm[0]![1] : byForm.map(([name, codes]) => `${name}: ${codes}`).join('; ');
}

function codesIn(denialCodes: readonly string[]): string {
  return denialCodes.length === 0 ? 'none published' : denialCodes.map((code) => `\`${code}\``).join(' ');
}

function sourcesOf({ sources }: Rule): string {
  return sources.map((source) => `[${path.basename(SOURCES[source], '.html')}](${SOURCES[source]})`).join(', ');
}

if (require.main === module) {
  writeFileSync(PAGE, page());
}
