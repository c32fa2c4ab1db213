import { BRAND, CAMPAIGN, Form, RuledType, TOLL_FREE } from './form';
import type { Finding, ReviewedForm } from './model';
import type { Rule } from './rule';
import { RULES } from './rules/all';
import { Source, SOURCES } from './sources';

/** How the names of the pages about one form begin. */
const PAGES_ABOUT: Readonly<Record<RuledType, string>> = { [BRAND]: 'brand', [CAMPAIGN]: 'campaign', [TOLL_FREE]: 'tollFree' };

/** What reviewers would object to, form by form, in the order of the rules. Forms of other types have no findings. */
export function review(forms: readonly ReviewedForm[]): Finding[] {
  return Form.all(forms).flatMap((form) => RULES.flatMap((rule) => findings(rule, form)));
}

function findings(rule: Rule, form: Form): Finding[] {
  const type = form.registrationType as RuledType;
  const fields = Object.hasOwn(rule.fields, type) ? rule.fields[type] : undefined;
  return fields === undefined ? [] : rule.check(form, fields).map(({ field, message }): Finding => ({
    rule: rule.id,
    form: form.id,
    field,
    severity: severityOf(rule, type),
    message,
    denialCodes: rule.denialCodes,
    isFinal: rule.isFinal === true,
    advice: rule.advice,
    source: SOURCES[sourceOf(rule, type)],
  }));
}

/** The first page that is not about another form. */
function sourceOf({ sources }: Rule, type: RuledType): Source {
  return sources.find((source) => Object.entries(PAGES_ABOUT).every(([about, pages]) => about === type || !source.startsWith(pages))) ?? sources[0];
}

export function severityOf({ severity }: Rule, type: RuledType): Finding['severity'] {
  return typeof severity === 'string' ? severity : severity[type] ?? 'warning';
}
