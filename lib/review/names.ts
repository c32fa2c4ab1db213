import { siteLabel } from './domains';
import { BRAND, Form } from './form';

/** The legal forms with which the name of a company ends, as `normalized` writes them. */
const LEGAL_FORMS = [
  'llc', 'inc', 'incorporated', 'corp', 'corporation', 'co', 'company', 'ltd', 'limited', 'lc', 'l3c', 'llp', 'lllp', 'rllp', 'lp', 'plc', 'pllc', 'pc', 'pa', 'pbc', 'na', 'gmbh', 'ag', 'kg', 'se',
  'sa', 'sas', 'sarl', 'srl', 'spa', 'bv', 'nv', 'ab', 'as', 'aps', 'oy', 'oyj', 'pty', 'pte', 'kk', 'ulc',
];
/** Words of legal names that stand for a legal form, though the name is nothing without them. */
const LEGAL_WORDS = ['trust', 'bank', 'association', 'cooperative', 'coop', 'partnership', 'partners', 'associates', 'foundation', 'chartered', 'bancorp', 'bancshares', 'dba'];

const MIN_SQUEEZED = 6;
const MIN_FIRST_WORD = 4;

/** Lower-case words without accents and punctuation. */
export function normalized(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/&/g, ' and ').replace(/['’]|\.(?=\S)/g, '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** The legal name without its legal form. */
export function withoutLegalForm(name: string): string {
  const words = normalized(name).split(' ');
  while (words.length > 1 && LEGAL_FORMS.includes(words[words.length - 1]!)) {
    words.pop();
  }
  return words.join(' ');
}

export function hasLegalForm(name: string): boolean {
  return normalized(name).split(' ').some((word) => LEGAL_FORMS.includes(word) || LEGAL_WORDS.includes(word));
}

/** The names that a brand form or a toll-free form gives its company; none if it may have another one. */
export function namesOf(form: Form): readonly string[] {
  const paths = form.registrationType === BRAND ? ['contactInfo.dbaName', 'companyInfo.companyName'] : ['companyInfo.companyName'];
  const given = form.texts(paths);
  const names = given.flatMap(([, name]) => [normalized(name), withoutLegalForm(name)]).filter((name) => name !== '');
  return given.length < paths.length ? [] : [...new Set(names)];
}

/**
 * The names by which the recipients of a toll-free number may know its company. Its form asks for the legal name only, so the name of the
 * website and the first word of the legal name pass as well.
 */
export function looseNamesOf(form: Form): readonly string[] {
  const names = namesOf(form);
  const website = form.text('companyInfo.website');
  if (names.length === 0 || website === undefined) {
    return [];
  }
  const first = names.flatMap((name) => name.split(' ')[0]!).filter((word) => word.length >= MIN_FIRST_WORD);
  return [...new Set([...names, ...first, ...siteLabel(website) ?? []])];
}

/** Whether a text has one of the names, as words or run together. */
export function mentions(text: string, names: readonly string[]): boolean {
  const words = ` ${normalized(text)} `;
  const squeezed = words.replace(/ /g, '');
  return names.some((name) => {
    const joined = name.replace(/ /g, '');
    return words.includes(` ${name} `) || words.includes(` ${name}s `) || (joined.length >= MIN_SQUEEZED && squeezed.includes(joined));
  });
}
