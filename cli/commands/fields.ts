import { nearest } from '../../contract/nearest';
import { skeleton } from '../code/skeleton';
import type { Language } from '../code/syntax';
import type { Outcome, Session } from '../command';
import { EXIT_CODE } from '../exit-code';
import { factsOf, limitsOf, type FieldFacts } from '../forms/field-facts';
import type { Paper } from '../output/paper';
import { Problem } from '../problem';

export interface FieldsOptions {
  readonly typescript?: boolean;
  readonly python?: boolean;
}

/** `fields <type>`: the live form of a type, or code to fill in. */
export async function fields({ connect }: Session, type: string, options: FieldsOptions): Promise<Outcome> {
  const { region, reads } = await connect();
  const offered = (await reads.types()).map(({ RegistrationType = '' }) => RegistrationType);
  const registrationType = offered.find((one) => one === type.toUpperCase());
  if (registrationType === undefined) {
    const hint = nearest(type, offered);
    throw new Problem(`${region} offers no registration type ${type}${hint === undefined ? '' : ` (did you mean ${hint}?)`}. "types" lists the ones it offers.`);
  }
  const [definitions, sections] = await Promise.all([reads.fieldDefinitions(registrationType), reads.sections(registrationType)]);
  const form = definitions.map(factsOf);
  const titles = Object.fromEntries(sections.map(({ SectionPath = '', DisplayHints }) => [SectionPath, DisplayHints?.Title ?? SectionPath]));
  const language = languageOf(options);
  const code = language === undefined ? undefined : skeleton(registrationType, form, language);
  return {
    data: { region, registrationType, sections: titles, fields: form, code },
    exitCode: EXIT_CODE.ok,
    show: (paper) => code === undefined ? showForm(paper, registrationType, form, titles) : paper.line(code),
  };
}

export function languageOf({ typescript, python }: FieldsOptions): Language | undefined {
  return python ? 'python' : typescript ? 'typescript' : undefined;
}

function showForm(paper: Paper, registrationType: string, form: readonly FieldFacts[], titles: Readonly<Record<string, string>>): void {
  if (form.length === 0) {
    paper.line(`${registrationType} has no fields to fill in.`);
    return;
  }
  const required = form.filter(({ requirement }) => requirement === 'REQUIRED').length;
  paper.line(`${registrationType} has ${form.length} fields, ${required} of them required (${paper.colors.bold('*')}).`);
  for (const section of new Set(form.map((field) => field.section))) {
    paper.title(titles[section] ?? section);
    paper.table(['', 'FIELD', 'KIND', 'VALUES'], form.filter((field) => field.section === section).map((field) => [
      field.requirement === 'REQUIRED' ? paper.colors.bold('*') : '', field.path, field.kind, valuesOf(field),
    ]), { wrap: 3 });
  }
}

function valuesOf(field: FieldFacts): string {
  return [limitsOf(field), ...field.conditions].filter(Boolean).join('; ');
}
