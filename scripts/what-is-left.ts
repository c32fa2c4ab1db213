import { writeFileSync } from 'fs';
import * as path from 'path';
import { HANGING, HAPPENINGS, nonsense, POLICIES, STATUSES, type Combination, type Hanging, type Happening, type Policy } from '../test/what-is-left/combinations';
import { outcome, reasonToRefuse, type Outcome } from '../test/what-is-left/rules';

export const PAGE = path.join(__dirname, '..', 'docs', 'what-is-left.md');

const WITH: Readonly<Record<Hanging, string>> = {
  'nothing': 'nothing else',
  'number': 'a number of the stack',
  'foreign number': 'a number from elsewhere',
  'document': 'a document of the stack',
  'campaign': 'a campaign of the stack',
  'correction': 'a submitted correction',
  'adopted': 'adopted',
};

const HEADINGS: Readonly<Record<Happening, readonly [title: string, text: string]>> = {
  'destroyed': ['The stack is deleted', '`cdk destroy`. The stack ends in `DELETE_COMPLETE`, or in `DELETE_FAILED` where a delete is refused.'],
  'taken out': [
    'The registration is removed from the template',
    'A deploy without the construct, and without what hangs on it. It ends in `UPDATE_COMPLETE` in any case: after an update CloudFormation reports a delete that is refused, and forgets the resource.',
  ],
  'renamed': [
    'The construct ID changes',
    'For CloudFormation that is another resource: it is created first, then the former one is deleted. The number, the document and the campaign keep their IDs. A refused delete is forgotten as above.',
  ],
  'create rolled back': [
    'Another resource fails in the deploy that creates the registration',
    'The registration itself was finished. The stack ends in `ROLLBACK_COMPLETE`, or in `ROLLBACK_FAILED` where a delete is refused.',
  ],
  'create cancelled': [
    'The create of the registration is cancelled',
    'Another resource fails while the registration is being created. A draft is cancelled while its form is being filled, a submitted one just after it was submitted.',
  ],
  'update rolled back': [
    'Another resource fails in an update',
    'The update changes the form, or the tags where the review or the approval locks the form. The stack ends in `UPDATE_ROLLBACK_COMPLETE`.',
  ],
  'put back': [
    'The registration is removed from the template and put back',
    'First everything happens as above, where it is removed. The first deploy that puts it back is cancelled, the second one is not. The table says what becomes of the former registration.',
  ],
};

const INTRODUCTION = `# What is left

What becomes of a registration, and of what its approval rests on, by its \`removalPolicy\`, its \`deletionProtection\`, its status and what hangs on it.
This page is written by \`npx projen what-is-left\` from the rules in \`test/what-is-left/rules.ts\`. \`npm run soak\` runs every case of it on a simulated service, \`npm test\` a selection; it was never compared with AWS.

- **kept**: the registration stays in the account, with its status and its form. A number of the stack stays with it, and so does a document that it shows.
- **deleted**: the registration is deleted. A number of the stack is released, and a document of the stack is deleted with it. A number from elsewhere is never released.
- **–**: there is no such case, because a correction stands on an approval, and no deploy waits for a review.
- An adopted registration has the given policy; the default of \`Registration.adopt\` is \`RETAIN\`.
- A campaign of the stack has the default policy and no protection. Its brand is what the tables are about.
- A submitted correction is version 2 of an approved form, deployed with \`updateApproved\`.

A delete or an update that is refused has changed nothing of the registration.
`;

/** docs/what-is-left.md, as the rules say. */
export function page(): string {
  return `${[INTRODUCTION, ...HAPPENINGS.map(section)].join('\n').trimEnd()}\n`;
}

interface Variant { readonly policy: Policy; readonly deletionProtection: boolean }

const VARIANTS: Variant[] = POLICIES.flatMap((policy) => [{ policy, deletionProtection: false }, { policy, deletionProtection: true }]);

function section(happening: Happening): string {
  const [title, text] = HEADINGS[happening];
  const notes: string[] = [];
  const byTable = new Map<string, Variant[]>();
  VARIANTS.forEach((variant) => {
    const table = tableOf(happening, variant, notes);
    byTable.set(table, [...byTable.get(table) ?? [], variant]);
  });
  const tables = [...byTable].map(([table, variants]) => `### ${capitalized(namesOf(variants))}\n\n${table}`);
  const footnotes = notes.map((note, index) => `${index + 1}. ${note}`);
  return `## ${title}\n\n${text}\n\n${tables.join('\n')}${footnotes.length > 0 ? `\n${footnotes.join('\n')}\n` : ''}`;
}

function tableOf(happening: Happening, variant: Variant, notes: string[]): string {
  const byCells = new Map<string, string[]>();
  for (const hanging of HANGING) {
    const cells = STATUSES.map((status) => {
      const combination = { ...variant, happening, hanging, status };
      return nonsense(combination) === undefined ? cellOf(combination, notes) : '–';
    });
    const row = cells.join(' | ');
    byCells.set(row, [...byCells.get(row) ?? [], WITH[hanging]]);
  }
  const rows = [...byCells].flatMap(([cells, names]) => /[a-z]/.test(cells) ? [`| ${names.join(',<br>')} | ${cells} |`] : []);
  return `| with | ${STATUSES.join(' | ')} |\n|---|${STATUSES.map(() => '---|').join('')}\n${rows.join('\n')}\n`;
}

function cellOf(combination: Combination, notes: string[]): string {
  const left = outcome(combination);
  const numbers = notesOf(combination, left).map((note) => {
    if (!notes.includes(note)) {
      notes.push(note);
    }
    return notes.indexOf(note) + 1;
  }).sort((one, other) => one - other);
  return `${left.registration === 'gone' ? 'deleted' : 'kept'}${numbers.length > 0 ? ` <sup>${numbers.join(', ')}</sup>` : ''}`;
}

/** What a case has beside what the introduction says of all. */
function notesOf(combination: Combination, left: Outcome): string[] {
  const { happening, hanging, status } = combination;
  const reason = reasonToRefuse(combination);
  return [
    ...reason === undefined ? [] : [`The delete is refused: ${reason}.`],
    ...left.registration !== 'gone' || left.document !== 'kept' ? [] : ['The document stays, because the new registration shows it.'],
    ...left.campaign === 'deleted' ? ['The campaign is deleted first.'] : [],
    ...hanging === 'number' && left.number === 'none' ? ['No number is requested yet.'] : [],
    ...happening === 'renamed' ? renamedNotes(combination, left) : [],
    ...happening === 'put back' ? putBackNotes(combination, left) : [],
    ...happening === 'create cancelled' && status === 'draft' && left.registration !== 'gone' && hanging !== 'adopted'
      ? ['Its form may be half filled. CloudFormation no longer knows it.'] : [],
    ...happening === 'update rolled back' ? rolledBackNotes(combination) : [],
    ...left.stack.startsWith('ROLLBACK') && hanging === 'adopted' && left.isMarked
      ? ['The tags of the stack stay on it: another stack can adopt it only when they are taken off.'] : [],
  ];
}

function renamedNotes({ hanging }: Combination, { others, stack }: Outcome): string[] {
  if (hanging === 'adopted') {
    return ['It is adopted under its new construct ID; the former resource goes without it.'];
  }
  if (stack === 'UPDATE_COMPLETE') {
    return ['A new registration is created.'];
  }
  return [
    'The deploy fails, because the number cannot be associated with a second registration. The stack ends in `UPDATE_ROLLBACK_COMPLETE`.',
    ...others > 0 ? ['The new registration that the rollback does not delete is left beside it.'] : [],
  ];
}

function putBackNotes({ hanging }: Combination, { others, registration, stack }: Outcome): string[] {
  const retained = (count: number) => count > 0 ? [`${count === 1 ? 'A new registration' : 'Two new registrations'} of a failed deploy, which the rollback does not delete, ${count === 1 ? 'is' : 'are'} left beside it.`] : [];
  if (hanging === 'adopted') {
    return registration === 'gone' ? ['It cannot be adopted any more. The stack ends in `UPDATE_ROLLBACK_COMPLETE`.'] : ['The stack adopts it again.'];
  }
  if (stack !== 'UPDATE_COMPLETE') {
    return ['No new registration gets the number, which stays with the former one. The stack ends in `UPDATE_ROLLBACK_COMPLETE`.', ...retained(others)];
  }
  return ['A new registration is created.', ...retained(others - 1)];
}

function rolledBackNotes({ hanging, status }: Combination): string[] {
  if (hanging === 'correction' || status === 'submitted') {
    return ['The former form is submitted again, as a new version.'];
  }
  return status === 'denied' ? ['The form that the update has submitted is discarded. The one that was denied is not submitted again.'] : [];
}

/** For example "`DESTROY` with deletionProtection". */
function namesOf(variants: readonly Variant[]): string {
  if (variants.length === VARIANTS.length) {
    return 'any policy, with or without deletionProtection';
  }
  const byPolicy = POLICIES.flatMap((policy): [string, string][] => {
    const protections = variants.filter((variant) => variant.policy === policy).map(({ deletionProtection }) => deletionProtection ? 'with' : 'without');
    return protections.length === 0 ? [] : [[`\`${policy}\``, protections.sort().join(' or ')]];
  });
  const protections = [...new Set(byPolicy.map(([, protection]) => protection))];
  return protections
    .map((protection) => `${byPolicy.filter(([, other]) => other === protection).map(([policy]) => policy).join(' or ')}, ${protection} deletionProtection`)
    .join('; ');
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

if (require.main === module) {
  writeFileSync(PAGE, page());
}
