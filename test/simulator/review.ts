import { requirement } from './forms';
import { Service } from './service';
import { Registration, Version } from './state';

/** Why the automatic check denies a form: the reason by field path. */
export type Verdicts = Map<string, string>;

/** What the automatic check finds: required fields without a value, and values of conditional fields that do not apply. */
export function formFaults(service: Service, registration: Registration, version: Version): Verdicts {
  return new Map([
    ...missingFields(service, registration, version).map((path) => [path, 'Missing required field'] as const),
    ...inapplicableFields(service, registration, version).map((path) => [path, 'Conditional field not allowed'] as const),
  ]);
}

export function missingFields(service: Service, registration: Registration, version: Version): string[] {
  const seenUntil = service.clock.now() - service.switches.putLagMs;
  const seen = (path: string) => (version.values.get(path)?.putAt ?? Infinity) <= seenUntil;
  return service.forms.get(registration.type).fields
    .filter((field) => requirement(field, service.switches.unknownRequirement) === 'REQUIRED' && !seen(field.path))
    .map((field) => field.path);
}

function inapplicableFields(service: Service, registration: Registration, version: Version): string[] {
  const choices = (path: string) => version.values.get(path)?.value.SelectChoices ?? [];
  return service.forms.get(registration.type).fields
    .filter(({ allowedWhen, path }) => allowedWhen && version.values.has(path) && !choices(allowedWhen.field).includes(allowedWhen.equals))
    .map((field) => field.path);
}
