/** What has to be associated before the service accepts a form, by registration type, according to its documentation. */
const REQUIRED: readonly (readonly [types: RegExp, what: string, factory: string])[] = [
  [/^US_TOLL_FREE_REGISTRATION$/, 'a phone number', 'fromResource(phoneNumber)'],
  [/^US_TEN_DLC_(BRAND_VETTING|CAMPAIGN_REGISTRATION)$/, 'a brand', 'fromRegistration(brand)'],
  [/_RCS_LAUNCH_REGISTRATION$/, 'an RCS agent', 'fromResource(rcsAgent)'],
];

/** Warnings about a registration that is submitted without any association. */
export function missingAssociationWarnings(registrationType: string): string[] {
  return REQUIRED.filter(([types]) => types.test(registrationType)).map(([, what, factory]) => (
    `submit is true, but ${what} is missing: the service accepts a ${registrationType} only when it is associated with one. Add it: associations: [AssociationTarget.${factory}]`
  ));
}
