import { FORMS } from '../../private/forms';
import { BRAND, CAMPAIGN, Form, TOLL_FREE } from '../form';
import { problemAt, Rule, withCodes } from '../rule';

const STOCK = ['companyInfo.stockSymbol', 'companyInfo.stockExchange', 'companyInfo.businessContactEmail'];
const TAX = ['companyInfo.taxId', 'companyInfo.taxIdAuthority', 'companyInfo.taxIdCountry'];

const LEGAL_PAGES = [
  ['the privacy policy', 'campaignInfo.privacyPolicyLink', 'campaignInfo.privacyPolicyFile', ['PRIVACY_POLICY_MISSING', 'OPT_IN_WORKFLOW_NON_COMPLIANT_PRIVACY_POLICY']],
  [
    'the terms and conditions', 'campaignInfo.termsAndConditionsLink', 'campaignInfo.termsAndConditionsFile',
    ['TERMS_AND_CONDITIONS_MISSING', 'OPT_IN_WORKFLOW_NON_COMPLIANT_TERMS_AND_CONDITIONS'],
  ],
] as const;

const VETTING = 'US_TEN_DLC_BRAND_VETTING';
/** The statuses of a form that somebody has yet to decide on. */
const UNDER_REVIEW = ['SUBMITTED', 'AWS_REVIEWING', 'REVIEWING', 'PROVISIONING', 'REQUIRES_AUTHENTICATION'];

const requiredOf = (type: string) => FORMS.get(type)!.fields.filter(({ required }) => required).map(({ path }) => path);

/** Rules on what is there and what is not. */
export const COMPLETENESS: readonly Rule[] = [
  {
    id: 'required-fields-present',
    asks: 'Every required field has a value that is not blank.',
    fields: { [BRAND]: requiredOf(BRAND), [CAMPAIGN]: requiredOf(CAMPAIGN), [TOLL_FREE]: requiredOf(TOLL_FREE) },
    severity: 'error',
    denialCodes: ['MISSING_REQUIRED_FIELD', 'PRIVACY_POLICY_MISSING', 'TERMS_AND_CONDITIONS_MISSING'],
    advice: 'Give it a value.',
    sources: ['brand', 'campaign', 'tollFree', 'tollFreeForm', 'tollFreeFaq'],
    strength: 'documented',
    check: withCodes((form, fields) => fields.flatMap((field) => (
      problemAt(field, form.lacks(field) ? 'it is required, but missing' : form.text(field)?.trim() === '' ? 'it is blank' : undefined)
    )), missingFieldCodes),
  },
  {
    id: 'conditional-fields-present',
    asks: 'A publicly traded company (`legalType` PUBLIC_PROFIT) gives its stock symbol, its stock exchange and a business contact. A toll-free form has a tax ID with its authority and country, unless the company is a sole proprietor.',
    fields: { [BRAND]: STOCK, [TOLL_FREE]: TAX },
    severity: 'error',
    denialCodes: ['MISSING_CONDITIONAL_FIELD'],
    advice: 'Give it a value, or correct the legal form of the company.',
    sources: ['brand', 'tollFreeForm'],
    strength: 'documented',
    check: (form, fields) => {
      const reason = conditionOf(form);
      return fields.flatMap((field) => problemAt(field, reason && form.lacks(field) ? `it is missing, but required because ${reason}` : undefined));
    },
  },
  {
    id: 'conditional-fields-absent',
    asks: 'Only a publicly traded company gives a stock symbol, a stock exchange and a business contact.',
    fields: { [BRAND]: STOCK },
    severity: 'warning',
    denialCodes: ['CONDITIONAL_FIELD_NOT_ALLOWED'],
    advice: 'Leave it out, or correct the legal form of the company.',
    sources: ['brand'],
    strength: 'reported',
    check: (form, fields) => {
      const legalType = form.choice('companyInfo.legalType');
      const isListed = legalType === undefined || legalType === 'PUBLIC_PROFIT';
      return isListed ? [] : fields.flatMap((field) => problemAt(field, form.has(field) && !form.isUnknown(field) ? 'it is only allowed for the legalType PUBLIC_PROFIT' : undefined));
    },
  },
  {
    id: 'legal-link-or-file',
    asks: 'A campaign gives its privacy policy and its terms, each as a link or a document.',
    fields: { [CAMPAIGN]: LEGAL_PAGES.flatMap(([, link, file]) => [link, file]) },
    severity: 'warning',
    denialCodes: LEGAL_PAGES.flatMap(([, , , codes]) => codes),
    advice: 'Give the link to the public page, or attach the document.',
    sources: ['campaign'],
    strength: 'documented',
    check: (form) => LEGAL_PAGES.flatMap(([page, link, file, codes]) => (
      problemAt(link, form.lacks(link) && form.lacks(file) ? `neither a link to ${page} nor a document is given` : undefined, codes)
    )),
  },
  {
    id: 'brand-complete-first',
    asks: 'A campaign is submitted when its brand is `COMPLETE` and no vetting of the brand is under review. Only a review of live registrations knows the statuses.',
    fields: { [CAMPAIGN]: [] },
    severity: 'warning',
    denialCodes: ['BRAND_UNVERIFIED', 'WAIT_TO_RESUBMIT_REGISTRATION'],
    advice: 'Wait until the brand is approved and its vettings have ended, then submit the campaign.',
    sources: ['criteria', 'denials'],
    strength: 'documented',
    check: ({ brand }) => {
      const isVetted = brand?.associated(VETTING).some(({ status = '' }) => UNDER_REVIEW.includes(status));
      return [
        ...problemAt(undefined, brand?.status !== undefined && brand.status !== 'COMPLETE' ? 'its brand is not COMPLETE' : undefined, ['BRAND_UNVERIFIED']),
        ...problemAt(undefined, isVetted ? 'a vetting of its brand is under review' : undefined, ['WAIT_TO_RESUBMIT_REGISTRATION']),
      ];
    },
  },
];

/** What a denial says of a required field that is missing. */
function missingFieldCodes(field: string): readonly string[] {
  const page = /privacyPolicy/.test(field) ? ['PRIVACY_POLICY_MISSING'] : /termsAndConditions/.test(field) ? ['TERMS_AND_CONDITIONS_MISSING'] : [];
  return ['MISSING_REQUIRED_FIELD', ...page];
}

/** Why the conditional fields of a form are required, if they are. */
function conditionOf(form: Form): string | undefined {
  if (form.registrationType === BRAND) {
    return form.choice('companyInfo.legalType') === 'PUBLIC_PROFIT' ? 'legalType is PUBLIC_PROFIT' : undefined;
  }
  const businessType = form.choice('companyInfo.businessType');
  return businessType === undefined || businessType === 'SOLE_PROPRIETOR' ? undefined : 'businessType is not SOLE_PROPRIETOR';
}
