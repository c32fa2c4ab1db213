import { TYPES, type RegistrationName, type Stage } from './stage';

/** In characters. */
const BAR = 24;

/** How much of a form is filled in, and what became of it. */
export function bar(stage: Stage, name: RegistrationName): string {
  const { terminal, app } = stage;
  const all = app.fieldsOf(TYPES[name]);
  const version = stage.find(name)?.versions.at(-1);
  const filled = version?.fieldsWithValue.length ?? 0;
  const full = Math.round(BAR * Math.min(filled / all, 1));
  const blocks = terminal.paint('green', '█'.repeat(full)) + terminal.paint('dim', '░'.repeat(BAR - full));
  return `  ${name.padEnd(9)} ${blocks} ${String(filled).padStart(2)} of ${all} fields  ${statusOf(stage, name)}`;
}

function statusOf(stage: Stage, name: RegistrationName): string {
  const registration = stage.find(name);
  const text = registration ? `${registration.status}, version ${registration.versions.at(-1)!.number}` : '';
  return stage.terminal.paint('yellow', text);
}

export function statusLine(stage: Stage, name: RegistrationName): string {
  return `  ${name.padEnd(9)} ${statusOf(stage, name)}`;
}

export function numberLine(stage: Stage): string {
  const [number] = stage.state.phoneNumbers;
  return `  Number    ${number ? `${number.phoneNumber}  ${stage.terminal.paint('yellow', number.status)}` : ''}`;
}
