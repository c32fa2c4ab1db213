/** What has to be associated before the service accepts a form, by registration type, according to its documentation. */
const REQUIRED: readonly (readonly [types: RegExp, what: string, factory: string, prop: string])[] = [
  [/^US_TOLL_FREE_REGISTRATION$/, 'a phone number', 'fromResource(phoneNumber)', 'number'],
  [/^US_TEN_DLC_(BRAND_VETTING|CAMPAIGN_REGISTRATION)$/, 'a brand', 'fromRegistration(brand)', 'brand'],
  [/_RCS_LAUNCH_REGISTRATION$/, 'an RCS agent', 'fromResource(rcsAgent)', 'agent'],
];

/** Warnings about a registration that is submitted without any association. A typed construct has a prop for it. */
export function missingAssociationWarnings(registrationType: string, isTyped: boolean): string[] {
  return REQUIRED.filter(([types]) => types.test(registrationType)).map(([, what, factory, prop]) => {
    const how = isTyped ? `the prop ${prop}` : `associations: [AssociationTarget.${factory}]`;
    return `submit is true, but ${what} is missing: the service accepts a ${registrationType} only when it is associated with one. Add it: ${how}`;
  });
}
