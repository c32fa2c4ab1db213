import { FORMS } from '../../private/forms';
import { BRAND, CAMPAIGN, Form, TOLL_FREE } from '../form';
import { problemAt, Rule } from '../rule';

const STOCK = ['companyInfo.stockSymbol', 'companyInfo.stockExchange', 'companyInfo.businessContactEmail'];
const TAX = ['companyInfo.taxId', 'companyInfo.taxIdAuthority', 'companyInfo.taxIdCountry'];

const LEGAL_PAGES = [
  ['the privacy policy', 'campaignInfo.privacyPolicyLink', 'campaignInfo.privacyPolicyFile'],
  ['the terms and conditions', 'campaignInfo.termsAndConditionsLink', 'campaignInfo.termsAndConditionsFile'],
] as const;

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
    check: (form, fields) => fields.flatMap((field) => (
      problemAt(field, form.lacks(field) ? 'it is required, but missing' : form.text(field)?.trim() === '' ? 'it is blank' : undefined)
    )),
  },
  {
    id: 'conditional-fields-present',
    asks: 'A listed company (`legalType` PUBLIC_PROFIT) names its stock symbol, its exchange and a contact. A toll-free form has a tax ID with its authority and country, unless the company is a sole proprietor.',
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
    asks: 'A company that is not listed gives no stock symbol, no exchange and no contact for an authentication.',
    fields: { [BRAND]: STOCK },
    severity: 'error',
    denialCodes: ['CONDITIONAL_FIELD_NOT_ALLOWED'],
    advice: 'Leave it out, or correct the legal form of the company.',
    sources: ['brand'],
    strength: 'reported',
    check: (form, fields) => {
      const legalType = form.choice('companyInfo.legalType');
      const isListed = legalType === undefined || legalType === 'PUBLIC_PROFIT';
      return isListed ? [] : fields.flatMap((field) => problemAt(field, form.has(field) ? 'it is only for a legalType of PUBLIC_PROFIT' : undefined));
    },
  },
  {
    id: 'legal-link-or-file',
    asks: 'A campaign shows its privacy policy and its terms, each by a link or a document.',
    fields: { [CAMPAIGN]: LEGAL_PAGES.flatMap(([, link, file]) => [link, file]) },
    severity: 'warning',
    denialCodes: [
      'PRIVACY_POLICY_MISSING', 'TERMS_AND_CONDITIONS_MISSING',
      'OPT_IN_WORKFLOW_NON_COMPLIANT_PRIVACY_POLICY', 'OPT_IN_WORKFLOW_NON_COMPLIANT_TERMS_AND_CONDITIONS',
    ],
    advice: 'Give the link to the public page, or attach the document.',
    sources: ['campaign'],
    strength: 'documented',
    check: (form) => LEGAL_PAGES.flatMap(([page, link, file]) => (
      problemAt(link, form.lacks(link) && form.lacks(file) ? `neither a link to ${page} nor a document is given` : undefined)
    )),
  },
];

/** Why the conditional fields of a form are required, if they are. */
function conditionOf(form: Form): string | undefined {
  if (form.registrationType === BRAND) {
    return form.choice('companyInfo.legalType') === 'PUBLIC_PROFIT' ? 'legalType is PUBLIC_PROFIT' : undefined;
  }
  const businessType = form.choice('companyInfo.businessType');
  return businessType === undefined || businessType === 'SOLE_PROPRIETOR' ? undefined : 'businessType is not SOLE_PROPRIETOR';
}
