import { review, type Finding, type ReviewedForm } from '../../lib/review';
import type { ServiceReads } from '../aws/service-reads';
import type { Outcome, Session } from '../command';
import { EXIT_CODE } from '../exit-code';
import type { Paper } from '../output/paper';
import { counted } from '../output/words';
import { isOfService, liveForm, serviceFindings, withoutFormRules } from '../review/findings';
import { formsIn, isPath } from '../review/templates';
import { inspect, tagValue } from '../status/inspect';

interface ReviewedName {
  readonly id: string;
  readonly registrationType: string;
  /** The tag Name. */
  readonly name?: string;
}

interface Reviewed {
  readonly forms: readonly ReviewedName[];
  readonly findings: readonly Finding[];
}

/** `review <registration or template...>`: what reviewers would object to. */
export async function reviewForms({ connect }: Session, targets: readonly string[]): Promise<Outcome> {
  const files = targets.filter(isPath);
  const names = targets.filter((target) => !files.includes(target));
  const declared = files.flatMap(formsIn);
  const live = names.length === 0 ? { forms: [], findings: [] } : await reviewLive((await connect()).reads, names);
  const forms = [...declared.map(({ id, registrationType }) => ({ id, registrationType })), ...live.forms];
  const findings = [...review(declared), ...live.findings];
  return {
    data: { forms, findings },
    exitCode: findings.length > 0 ? EXIT_CODE.findings : EXIT_CODE.ok,
    show: (paper) => show(paper, { forms, findings }),
  };
}

/** What a form is associated with is read as well: a campaign is compared with its brand. */
async function reviewLive(reads: ServiceReads, names: readonly string[]): Promise<Reviewed> {
  const { inspected } = await inspect(reads, names);
  const forms: ReviewedForm[] = [];
  const findings: Finding[] = [];
  for (const { registration, versions, associations = [] } of inspected) {
    const { RegistrationId, RegistrationType, RegistrationStatus, CurrentVersionNumber } = registration;
    const values = await reads.fieldValues(RegistrationId, versions[0]?.VersionNumber ?? CurrentVersionNumber);
    forms.push(liveForm(RegistrationId, RegistrationType, RegistrationStatus, values, associations));
    findings.push(...serviceFindings(RegistrationId, await reads.fieldDefinitions(RegistrationType), values));
  }
  const others: ReviewedForm[] = [];
  for (const id of new Set(forms.flatMap(({ associations }) => associations))) {
    const other = forms.some((form) => form.id === id) ? undefined : await reads.find(id);
    if (other !== undefined) {
      others.push(liveForm(id, other.RegistrationType, other.RegistrationStatus, await reads.fieldValues(id, other.CurrentVersionNumber), []));
    }
  }
  const ids = forms.map(({ id }) => id);
  const named = inspected.map(({ registration: { RegistrationId: id, RegistrationType: registrationType }, tags }) => (
    { id, registrationType, name: tagValue(tags, 'Name') }
  ));
  return { forms: named, findings: [...findings, ...withoutFormRules(review([...forms, ...others])).filter(({ form }) => ids.includes(form))] };
}

function show(paper: Paper, { forms, findings }: Reviewed): void {
  if (forms.length === 0) {
    paper.line('There are no registrations in it.');
  }
  for (const { id, registrationType, name } of forms) {
    const own = findings.filter(({ form }) => form === id);
    const errors = own.filter(({ severity }) => severity === 'error').length;
    paper.line(`${own.length === 0 ? paper.colors.green('✔') : paper.colors.red('✖')} ${paper.colors.bold(name ?? id)}${name === undefined ? '' : ` ${id}`} ${registrationType}: ${
      own.length === 0 ? 'no findings' : `${counted(errors, 'error')}, ${counted(own.length - errors, 'warning')}`
    }`);
    showProblemsOfService(paper, own.filter(isOfService));
    own.filter((finding) => !isOfService(finding)).forEach((finding) => showFinding(paper, finding));
    paper.line();
  }
}

function showProblemsOfService(paper: Paper, findings: readonly Finding[]): void {
  if (findings.length > 0) {
    paper.line();
    paper.paragraph('The service would deny this form automatically, within seconds of a submit:', 2);
    paper.list(findings.map(({ field = '', message }) => [paper.colors.red('error'), `${paper.colors.bold(field)}: ${message}`]));
  }
}

function showFinding(paper: Paper, { severity, field, message, denialCodes, isFinal, advice, rule, source }: Finding): void {
  const mark = severity === 'error' ? paper.colors.red('error') : paper.colors.yellow('warning');
  paper.line();
  paper.list([
    [mark, `${field === undefined ? '' : `${paper.colors.bold(field)}: `}${message}`],
    ['instead', advice],
    ['denied as', denialCodes.length === 0 ? '' : `${denialCodes.join(', ')}${isFinal ? paper.colors.red(' (cannot be submitted again)') : ''}`],
    ['rule', `${rule}, ${source}`],
  ]);
}
