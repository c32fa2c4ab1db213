import { behavior, keepsTo } from './conditions';
import { BRAND, CAMPAIGN, FormField, requirement, VETTING } from './forms';
import { Service } from './service';
import { FieldValue, Registration, Version } from './state';

/** One thing that the automatic check finds: AWS's code for it, and the field, if it is one. */
export interface Fault {
  readonly code: string;
  readonly path?: string;
}

/** Fields without a value that need one, and values that the rest of the form does not allow. */
export function formFaults(service: Service, registration: Registration, version: Version): Fault[] {
  return service.forms.get(registration.type).fields.flatMap((field) => {
    const code = faultOf(service, version, field);
    return code ? { code, path: field.path } : [];
  });
}

/** The fields that a submit misses. */
export function missingFields(service: Service, registration: Registration, version: Version): string[] {
  return formFaults(service, registration, version).flatMap(({ code, path }) => (path && code.startsWith('MISSING_') ? path : []));
}

function faultOf(service: Service, version: Version, field: FormField): string | undefined {
  const seenUntil = service.clock.now() - service.switches.putLagMs;
  const value = (path: string): FieldValue | undefined => version.values.get(path)?.value;
  const seen = (version.values.get(field.path)?.putAt ?? Infinity) <= seenUntil;
  const required = requirement(field, service.switches.unknownRequirement);
  if (required !== 'CONDITIONAL') return required === 'REQUIRED' && !seen ? 'MISSING_REQUIRED_FIELD' : undefined;
  const { is, rule } = behavior(field, value);
  if (is === 'REQUIRED' && !seen) return 'MISSING_CONDITIONAL_FIELD';
  const given = value(field.path);
  if (!given) return undefined;
  if (is === 'DISALLOWED') return 'CONDITIONAL_FIELD_NOT_ALLOWED';
  return rule && !keepsTo(rule, given) ? 'INVALID_FIELD_VALUE' : undefined;
}

/** Carriers take a vetting or a campaign for a brand that is COMPLETE, and a campaign only when no vetting is under review. */
export function orderFaults(service: Service, registration: Registration): Fault[] {
  if (![CAMPAIGN, VETTING].includes(registration.type)) return [];
  const live = service.liveRegistrations();
  const brands = registration.associations.filter(({ resourceType }) => resourceType === BRAND).map(({ resourceId }) => resourceId);
  const unfinished = brands.some((id) => live.find((other) => other.id === id)?.status !== 'COMPLETE');
  const underVetting = registration.type === CAMPAIGN && live.some(({ associations, status, type }) =>
    type === VETTING && service.switches.inReview.includes(status) && associations.some(({ resourceId }) => brands.includes(resourceId)));
  return [
    ...unfinished ? [{ code: 'BRAND_UNVERIFIED' }] : [],
    ...underVetting ? [{ code: 'WAIT_TO_RESUBMIT_REGISTRATION' }] : [],
  ];
}
