import { needsSomebody, type RegistrationReport } from './report';
import type { Standing } from './standing';
import type { Paper } from '../output/paper';
import { counted } from '../output/words';

interface Look {
  readonly mark: string;
  readonly color: 'red' | 'yellow' | 'cyan' | 'green' | 'dim';
  /** `2 were denied` */
  readonly count: (number: number) => string;
}

const LOOKS: Readonly<Record<Standing, Look>> = {
  denied: { mark: '✖', color: 'red', count: (n) => `${n} ${n === 1 ? 'was' : 'were'} denied` },
  revoked: { mark: '✖', color: 'red', count: (n) => `${n} lost ${n === 1 ? 'its' : 'their'} approval` },
  authentication: { mark: '!', color: 'yellow', count: (n) => `${n} ${n === 1 ? 'is' : 'are'} waiting for an e-mail to be answered` },
  closed: { mark: '✖', color: 'red', count: (n) => `${n} ${n === 1 ? 'is' : 'are'} closed` },
  overdue: { mark: '!', color: 'yellow', count: (n) => `${n} ${n === 1 ? 'review is' : 'reviews are'} overdue` },
  unclear: { mark: '?', color: 'yellow', count: (n) => `${n} ${n === 1 ? 'has an unknown status' : 'have unknown statuses'}` },
  waiting: { mark: '…', color: 'cyan', count: (n) => `${n} will be submitted later` },
  review: { mark: '…', color: 'cyan', count: (n) => `${n} ${n === 1 ? 'is' : 'are'} under review` },
  draft: { mark: '·', color: 'dim', count: (n) => counted(n, 'draft') },
  complete: { mark: '✔', color: 'green', count: (n) => `${n} ${n === 1 ? 'is' : 'are'} complete` },
};

/** The tags Name, by the IDs of the registrations. */
type Names = ReadonlyMap<string, string>;

export function namesOf(reports: readonly RegistrationReport[]): Names {
  return new Map(reports.flatMap(({ id, name }) => name === undefined ? [] : [[id, name]]));
}

/** A text in which IDs are accompanied by their names. */
function named(text: string, names: Names): string {
  return text.replace(/registration-[0-9A-Za-z]+/g, (id) => names.has(id) ? `${names.get(id)} ${id}` : id);
}

/** All registrations in one table, and then whatever somebody has to see to or waits for. */
export function showOverview(paper: Paper, region: string, reports: readonly RegistrationReport[]): void {
  paper.line(`${paper.colors.bold(counted(reports.length, 'registration'))} in ${region}${summaryOf(reports)}`);
  if (reports.length > 0) {
    paper.line();
    showTable(paper, reports);
  }
  const names = namesOf(reports);
  const shown = reports.filter((report) => needsSomebody(report) || report.pending.length > 0);
  shown.forEach((report) => showDetails(paper, report, names, false));
  showConsole(paper, shown);
}

function summaryOf(reports: readonly RegistrationReport[]): string {
  const standings = [...new Set(reports.map(({ standing }) => standing))];
  const parts = standings.map((standing) => LOOKS[standing].count(reports.filter((report) => report.standing === standing).length));
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

function showTable(paper: Paper, reports: readonly RegistrationReport[]): void {
  paper.table(['', 'NAME', 'TYPE', 'STATUS', 'DAYS', 'VERSION', 'NUMBERS'], reports.map((report) => [
    markOf(paper, report),
    report.name ?? report.id,
    report.type.replace(/_REGISTRATION$/, ''),
    colored(paper, report, report.status),
    daysOf(report),
    `${report.version} ${report.versionStatus}`,
    numbersOf(report),
  ]), { least: 4 });
}

/** Its phone numbers and sender IDs, one below the other. */
function numbersOf({ associations }: RegistrationReport): string {
  const own = associations.filter(({ kind, number }) => number !== undefined || kind === 'SENDER_ID');
  return own.map(({ kind, number, id, status }) => [kind, number ?? id, status].filter(Boolean).join(' ')).join('\n') || '-';
}

/** `3 of 28` while it is under review. */
function daysOf({ days, standing, usualReview }: RegistrationReport): string {
  if (days === undefined) {
    return '-';
  }
  const isUnderReview = standing === 'review' || standing === 'overdue';
  return isUnderReview && usualReview !== undefined ? [days, 'of', usualReview.days, usualReview.unit].filter((part) => part !== undefined).join(' ') : `${days}`;
}

/** One registration, with everything that is known about it. */
export function showDetails(paper: Paper, report: RegistrationReport, names: Names, withVersions: boolean): void {
  const { id, name, type, summary, reasons, nextSteps, pending, associations, versions, stack } = report;
  paper.gap();
  paper.line(`${markOf(paper, report)} ${paper.colors.bold(name ?? id)}`);
  paper.list([
    ['ID', id],
    ['Type', type],
    ['Status', statusOf(paper, report)],
    ['', summary],
    ['Reasons', ...reasons],
    ['What to do', ...nextSteps],
    ['Pending', ...pending.map((text) => named(text, names))],
    ['Associated', ...associations.map((one) => [named(one.id, names), one.kind, one.number, one.status].filter(Boolean).join(' '))],
    ['Versions', ...withVersions ? versions.map(versionText) : []],
    ['Stack', [stack?.name, stack?.logicalId].filter(Boolean).join(', ')],
  ]);
}

/** There are no links to single registrations. */
export function showConsole(paper: Paper, reports: readonly RegistrationReport[]): void {
  if (reports.length > 0) {
    paper.gap();
    paper.line(paper.colors.dim(reports[0]!.console));
  }
}

function statusOf(paper: Paper, report: RegistrationReport): string {
  const { status, version, versionStatus, approvedVersion } = report;
  const isOlderApproved = approvedVersion !== undefined && approvedVersion !== version;
  return `${colored(paper, report, status)}, version ${version} ${versionStatus}${isOlderApproved ? `, version ${approvedVersion} is approved` : ''}`;
}

function versionText({ version, status, since }: RegistrationReport['versions'][number]): string {
  return `${version} ${status}${since === undefined ? '' : ` since ${since.slice(0, 16).replace('T', ' ')} UTC`}`;
}

function markOf(paper: Paper, report: RegistrationReport): string {
  return colored(paper, report, LOOKS[report.standing].mark);
}

function colored(paper: Paper, { standing }: RegistrationReport, text: string): string {
  return paper.colors[LOOKS[standing].color](text);
}
