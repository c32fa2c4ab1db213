import { BRAND, CAMPAIGN, Form, RuledType, TOLL_FREE } from './form';
import type { Finding, ReviewedForm } from './model';
import type { Rule } from './rule';
import { RULES } from './rules/all';
import { Source, SOURCES } from './sources';

/** How the names of the pages about one form begin. */
const PAGES_ABOUT: Readonly<Record<RuledType, string>> = { [BRAND]: 'brand', [CAMPAIGN]: 'campaign', [TOLL_FREE]: 'tollFree' };

/** How the names of the codes begin that a form cannot get, because they are about another one. A brand may be why its campaign is denied. */
const CODES_OF_OTHERS: Readonly<Record<RuledType, readonly string[]>> = { [BRAND]: ['CAMPAIGN_'], [CAMPAIGN]: [], [TOLL_FREE]: ['BRAND_', 'CAMPAIGN_'] };

/** What reviewers would object to, form by form, in the order of the rules. Forms of other types have no findings. */
export function review(forms: readonly ReviewedForm[]): Finding[] {
  return Form.all(forms).flatMap((form) => RULES.flatMap((rule) => findings(rule, form)));
}

function findings(rule: Rule, form: Form): Finding[] {
  const type = form.registrationType as RuledType;
  const fields = Object.hasOwn(rule.fields, type) ? rule.fields[type] : undefined;
  return fields === undefined ? [] : rule.check(form, fields).map(({ field, message, denialCodes = rule.denialCodes }): Finding => ({
    rule: rule.id,
    form: form.id,
    field,
    severity: severityOf(rule, type),
    message,
    denialCodes: codesFor(type, denialCodes),
    isFinal: rule.isFinal === true,
    advice: rule.advice,
    source: SOURCES[sourceOf(rule, type)],
  }));
}

/** The first page that is not about another form. */
function sourceOf({ sources }: Rule, type: RuledType): Source {
  return sources.find((source) => Object.entries(PAGES_ABOUT).every(([about, pages]) => about === type || !source.startsWith(pages))) ?? sources[0];
}

/** The codes that a form of the type can get. */
export function codesFor(type: RuledType, denialCodes: readonly string[]): readonly string[] {
  return denialCodes.filter((code) => !CODES_OF_OTHERS[type].some((start) => code.startsWith(start)));
}

export function severityOf({ severity }: Rule, type: RuledType): Finding['severity'] {
  return typeof severity === 'string' ? severity : severity[type] ?? 'warning';
}
