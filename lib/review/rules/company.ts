import { COUNTRIES, EU_COUNTRIES } from '../countries';
import { ROLE_MAILBOXES, SHORTENERS, SOCIAL_NETWORKS } from '../domain-lists';
import { hostOf, isFreeMail, isPublicHost, mailDomainsIn, parsed, registrableDomain, sameCompany, sameDomain } from '../domains';
import { BRAND, Form, TOLL_FREE } from '../form';
import { hasLegalForm, normalized } from '../names';
import { PO_BOX } from '../patterns';
import { eachText, Rule, textMatching, textNotMatching } from '../rule';

const TAX_ID = 'companyInfo.taxId';
const TAX_COUNTRY = 'companyInfo.taxIdIssuingCountry';
const LEGAL_NAME = 'companyInfo.companyName';
const CONTACT_EMAIL = 'companyInfo.businessContactEmail';
const SUPPORT_EMAIL = 'contactInfo.supportEmail';
const WEBSITE = { [BRAND]: 'contactInfo.website', [TOLL_FREE]: 'companyInfo.website' };

/** What a tax ID looks like without blanks and punctuation, by the authority that has issued it, and in words. */
const TAX_IDS: ReadonlyMap<string, readonly [format: RegExp, words: string]> = new Map([
  ['CBN', [/^\d{9}$/, 'nine digits']],
  ['CRN', [/^[A-Z0-9]{8}$/i, 'eight letters and digits']],
  ['ABN', [/^\d{11}$/, 'eleven digits']],
  ['NZBN', [/^\d{13}$/, 'thirteen digits']],
  ['CNPJ', [/^\d{14}$/, 'fourteen digits']],
  ['VAT', [/^[A-Z]{2}[A-Z0-9+*]*\d[A-Z0-9+*]*$/i, 'the two letters of the country, and digits']],
]);

const COUNTRIES_OF_AUTHORITY: ReadonlyMap<string, readonly string[]> = new Map([
  ['EIN', ['US']], ['CBN', ['CA']], ['CRN', ['GB']], ['ABN', ['AU']], ['NZBN', ['NZ']], ['CNPJ', ['BR']], ['VAT', EU_COUNTRIES],
]);

const LOGIN = ['login', 'log-in', 'signin', 'sign-in', 'auth'];
/** In a path, the others are ordinary words of public pages. */
const LOGIN_HOSTS = [...LOGIN, 'account', 'accounts', 'portal', 'admin'];

/** Rules on who the company is. */
export const COMPANY: readonly Rule[] = [
  {
    id: 'ein-nine-digits',
    asks: 'A US tax ID is a nine-digit EIN, without a hyphen on the brand form.',
    fields: { [BRAND]: [TAX_ID], [TOLL_FREE]: [TAX_ID] },
    severity: { [BRAND]: 'warning', [TOLL_FREE]: 'error' },
    denialCodes: ['BRAND_VETTING_INVALID', 'BRAND_UNVERIFIED'],
    advice: 'Write the nine digits of the EIN as they appear in the IRS letter.',
    sources: ['brand', 'tollFreeVerification', 'tollFreeForm'],
    strength: 'documented',
    check: eachText((text, form) => {
      if (form.registrationType === BRAND) {
        return form.text(TAX_COUNTRY) !== 'US' || /^\d{9}$/.test(text) ? undefined : 'it is not an EIN of nine digits without a hyphen';
      }
      return authorityOf(form) !== 'EIN' || /^\d{9}$/.test(text.replace(/[-\s]/g, '')) ? undefined : 'it does not have the nine digits of an EIN';
    }),
  },
  {
    id: 'tfn-id-format',
    asks: 'Any other tax ID on a toll-free form has the format of its authority: CBN 9 digits, CRN 8 characters, ABN 11 digits, NZBN 13 digits, CNPJ 14 digits, VAT a country and digits.',
    fields: { [TOLL_FREE]: [TAX_ID] },
    severity: 'warning',
    denialCodes: [],
    advice: "Copy the number from the authority's register, and check that taxIdAuthority is correct.",
    sources: ['tollFreeVerification'],
    strength: 'documented',
    check: eachText((text, form) => {
      const [format, words] = TAX_IDS.get(authorityOf(form) ?? '') ?? [];
      return format === undefined || format.test(text.replace(/[-\s./]/g, '')) ? undefined : `a tax ID of the authority ${authorityOf(form)} is ${words}`;
    }),
  },
  {
    id: 'tfn-id-country',
    asks: 'The country of the tax ID matches its authority.',
    fields: { [TOLL_FREE]: ['companyInfo.taxIdCountry'] },
    severity: 'warning',
    denialCodes: ['INVALID_FIELD_VALUE'],
    advice: 'Write the two-letter code of the country whose authority issued the tax ID.',
    sources: ['tollFreeVerification', 'tollFreeForm'],
    strength: 'documented',
    check: eachText((text, form) => {
      const countries = COUNTRIES_OF_AUTHORITY.get(authorityOf(form) ?? '');
      return countries === undefined || !isCountry(text) || countries.includes(text) ? undefined : `it does not match the authority ${authorityOf(form)}`;
    }),
  },
  {
    id: 'ca-corporation-number',
    asks: 'A Canadian brand gives its federal or provincial corporation number, not the business number of the tax authority.',
    fields: { [BRAND]: [TAX_ID] },
    severity: 'warning',
    denialCodes: ['BRAND_UNVERIFIED', 'BRAND_VETTING_INVALID'],
    advice: 'Write the corporation number; only the toll-free form asks for the business number.',
    sources: ['brand', 'tollFreeVerification'],
    strength: 'documented, found by own patterns',
    check: eachText((text, form) => (
      form.text(TAX_COUNTRY) === 'CA' && /^\d{9}(?:R[A-Z]\d{4})?$/i.test(text.replace(/[-\s]/g, '')) ? 'it looks like a business number of the tax authority' : undefined
    )),
  },
  {
    id: 'foreign-vat-number',
    asks: 'A brand outside the US and Canada writes its tax ID without the country code.',
    fields: { [BRAND]: [TAX_ID] },
    severity: 'warning',
    denialCodes: ['BRAND_UNVERIFIED'],
    advice: 'Leave out the country code.',
    sources: ['brand'],
    strength: 'documented, found by own patterns',
    check: eachText((text, form) => {
      const country = form.text(TAX_COUNTRY) ?? '';
      return isCountry(country) && new RegExp(`^${country === 'GR' ? '(?:GR|EL)' : country}[\\s.-]?\\d`, 'i').test(text)
        ? 'it begins with the country code' : undefined;
    }),
  },
  {
    id: 'legal-name-not-trade-name',
    asks: 'The name of a US company for profit is the legal one, with its legal form: LLC, Inc., Corp. and so on.',
    fields: { [BRAND]: [LEGAL_NAME], [TOLL_FREE]: [LEGAL_NAME] },
    severity: 'warning',
    denialCodes: ['BRAND_DBA_NAME_MISMATCH', 'BRAND_UNVERIFIED'],
    advice: 'Write the name exactly as it appears in the tax record.',
    sources: ['brand', 'tollFreeVerification'],
    strength: 'documented, found by own patterns',
    check: eachText((text, form) => {
      const legalType = form.choice(form.registrationType === BRAND ? 'companyInfo.legalType' : 'companyInfo.businessType') ?? '';
      const isUsCompany = form.text('companyInfo.isoCountryCode') === 'US' && ['PRIVATE_PROFIT', 'PUBLIC_PROFIT'].includes(legalType);
      return isUsCompany && !hasLegalForm(text) ? 'it has no legal form such as LLC or Inc., so it looks like a trade name' : undefined;
    }),
  },
  {
    id: 'government-name-characters',
    asks: 'The name of a government agency is one line of letters, digits, spaces, hyphens and ampersands.',
    fields: { [TOLL_FREE]: [LEGAL_NAME] },
    severity: 'warning',
    denialCodes: [],
    advice: 'Join the lines of the IRS letter with spaces, and leave out other characters.',
    sources: ['tollFreeVerification'],
    strength: 'documented',
    check: eachText((text, form) => (
      isGovernment(form) && !/^[A-Za-z0-9 &-]+$/.test(text) ? 'it has characters other than letters, digits, spaces, hyphens and ampersands' : undefined
    )),
  },
  {
    id: 'government-needs-irs-letter',
    asks: 'A government agency attaches an IRS letter (CP 575, 147C or SS-4) to its toll-free form.',
    fields: { [TOLL_FREE]: ['messagingUseCase.optInImage'] },
    severity: 'warning',
    denialCodes: [],
    advice: "Attach CP 575, 147C or SS-4 in the live form's field for proof of business. A W-9 is not accepted, and automatic verification always fails for a government agency.",
    sources: ['tollFreeVerification'],
    strength: 'documented',
    check: (form, [optInImage]) => {
      const documents = form.contents.filter(({ attachment, unknown }) => attachment || unknown).length - (form.has(optInImage!) ? 1 : 0);
      return isGovernment(form) && form.isComplete && documents === 0 ? [{ message: 'no document other than the picture of the opt-in is attached' }] : [];
    },
  },
  {
    id: 'foreign-legal-type',
    asks: 'NON_PROFIT and GOVERNMENT are for US organizations only.',
    fields: { [BRAND]: ['companyInfo.legalType'] },
    severity: 'warning',
    denialCodes: ['INVALID_FIELD_VALUE', 'BRAND_UNVERIFIED'],
    advice: 'Choose PRIVATE_PROFIT for an organization outside the US.',
    sources: ['brand'],
    strength: 'documented',
    check: (form, [field]) => {
      const country = form.text(TAX_COUNTRY) ?? 'US';
      const legalType = form.choice(field!) ?? '';
      return country !== 'US' && ['NON_PROFIT', 'GOVERNMENT'].includes(legalType) ? [{ field, message: `${legalType} is only for organizations in the US` }] : [];
    },
  },
  {
    id: 'country-code-2',
    asks: 'A country is a two-letter ISO 3166 code in capitals.',
    fields: { [BRAND]: [TAX_COUNTRY, 'companyInfo.isoCountryCode'], [TOLL_FREE]: ['companyInfo.isoCountryCode', 'companyInfo.taxIdCountry'] },
    severity: 'warning',
    denialCodes: ['INVALID_FIELD_VALUE'],
    advice: 'Write the two-letter code, for example US.',
    sources: ['brand', 'tollFreeForm'],
    strength: 'documented',
    check: eachText((text) => isCountry(text) ? undefined : 'it is not a two-letter ISO 3166 code in capitals'),
  },
  {
    id: 'address-no-po-box',
    asks: 'The address is a street address, not a post office box.',
    fields: { [BRAND]: ['companyInfo.address'], [TOLL_FREE]: ['companyInfo.address1', 'companyInfo.address2'] },
    severity: 'warning',
    denialCodes: ['BRAND_ADDRESS_INVALID'],
    advice: "Write the company's street address as it appears in public records.",
    sources: ['criteria'],
    strength: 'documented, found by own patterns',
    check: textMatching(PO_BOX, 'it is a post office box'),
  },
  {
    id: 'phone-e164',
    asks: 'A phone number is in E.164 format: a plus sign, the country code and the number, without spaces, hyphens or parentheses.',
    fields: { [BRAND]: ['contactInfo.supportPhoneNumber'], [TOLL_FREE]: ['contactInfo.supportPhoneNumber'] },
    severity: 'warning',
    denialCodes: ['BRAND_PHONE_NUMBER_INVALID_OR_MISSING'],
    advice: 'Write it like +12065550100.',
    sources: ['brand', 'tollFreeForm'],
    strength: 'documented',
    check: textNotMatching(/^\+[1-9]\d{6,14}$/, 'it is not in E.164 format'),
  },
  {
    id: 'email-not-freemail',
    asks: 'E-mail addresses do not belong to a public provider such as Gmail or Outlook.',
    fields: { [BRAND]: [SUPPORT_EMAIL, CONTACT_EMAIL], [TOLL_FREE]: [SUPPORT_EMAIL] },
    severity: 'warning',
    denialCodes: ['BRAND_EMAIL_PUBLIC_DOMAIN', 'BRAND_EMAIL_INVALID_OR_MISSING', 'UNOFFICIAL_SUPPORT_EMAIL', 'INVALID_SUPPORT_EMAIL'],
    advice: "Give an address in the company's own domain.",
    sources: ['denials', 'criteria'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => mailDomainsIn(text).some(isFreeMail) ? 'it is an address of a public mail provider' : undefined),
  },
  {
    id: 'email-domain-is-website-domain',
    asks: 'E-mail addresses are in the domain of the website.',
    fields: { [BRAND]: [SUPPORT_EMAIL, CONTACT_EMAIL], [TOLL_FREE]: [SUPPORT_EMAIL] },
    severity: 'warning',
    denialCodes: ['UNOFFICIAL_SUPPORT_EMAIL', 'BRAND_EMAIL_PUBLIC_DOMAIN', 'BRAND_NOT_TCR_AUTH_PLUS_COMPLIANT'],
    advice: 'Give an address in the domain of the website, or the website in the domain of the address.',
    sources: ['brand', 'denials'],
    strength: 'documented, found by own patterns',
    check: eachText((text, form, path) => {
      const [domain] = mailDomainsIn(text);
      const website = hostOf(websiteOf(form) ?? '');
      // Only the authentication of a publicly traded company demands the very domain.
      const belongs = path === CONTACT_EMAIL ? sameDomain : sameCompany;
      return domain === undefined || website === undefined || isFreeMail(domain) || belongs(domain, website) ? undefined : 'its domain is not that of the website';
    }),
  },
  {
    id: 'auth-email-is-a-person',
    asks: "The business contact of a publicly traded company is one person's mailbox, because AWS sends it a link that is valid for seven days.",
    fields: { [BRAND]: [CONTACT_EMAIL] },
    severity: 'warning',
    denialCodes: ['BRAND_NOT_TCR_AUTH_PLUS_COMPLIANT'],
    advice: 'Give the address of a person at the company; distribution lists are not allowed.',
    sources: ['brand'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => ROLE_MAILBOXES.includes(text.trim().split('@')[0]!.toLowerCase()) ? 'it is a shared mailbox' : undefined),
  },
  {
    id: 'website-absolute',
    asks: "The website is the company's own on the public internet, and a brand writes it with https:// or http://.",
    fields: { [BRAND]: [WEBSITE[BRAND]], [TOLL_FREE]: [WEBSITE[TOLL_FREE]] },
    severity: 'warning',
    denialCodes: ['BRAND_URL_INVALID', 'INVALID_URL', 'BRAND_URL_INSUFFICIENT_CONTENT'],
    advice: 'Write the address of the public home page, for example https://www.example.com.',
    sources: ['brand', 'criteria'],
    strength: 'documented, found by own patterns',
    check: eachText((text, form) => {
      const host = hostOf(text) ?? '';
      const domain = registrableDomain(host);
      if (form.registrationType === BRAND && !/^https?:\/\//i.test(text)) {
        return 'it does not begin with https:// or http://';
      }
      if (!isPublicHost(host)) {
        return 'it is not an address on the public internet';
      }
      return [...SHORTENERS, ...SOCIAL_NETWORKS].includes(domain) ? 'it is a short link or a social network profile' : undefined;
    }),
  },
  {
    id: 'website-no-login',
    asks: 'The website can be read without a login.',
    fields: { [BRAND]: [WEBSITE[BRAND]], [TOLL_FREE]: [WEBSITE[TOLL_FREE]] },
    severity: 'warning',
    denialCodes: ['BRAND_URL_AUTHENTICATION_REQUIRED'],
    advice: 'Give a page that anyone can read without signing in.',
    sources: ['criteria', 'health'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => isBehindLogin(text) ? 'it looks like a page behind a login' : undefined),
  },
  {
    id: 'one-brand-per-ein',
    asks: 'Brands with the same tax ID have the same name.',
    fields: { [BRAND]: [TAX_ID] },
    severity: 'warning',
    denialCodes: ['BRAND_MULTI_USE', 'INVALID_MULTI_BUSINESS'],
    advice: 'Register one brand for each EIN, under the same names in every account and Region.',
    sources: ['criteria', 'denials', 'brand'],
    strength: 'documented',
    check: eachText((text, form, path) => {
      const digits = (id: string) => id.replace(/[^\p{L}\p{N}]/gu, '');
      const twins = form.others.filter((one) => one.registrationType === BRAND && digits(one.text(path) ?? '') === digits(text));
      return twins.some((twin) => haveOtherNames(form, twin)) ? 'another brand has the same tax ID, but a different name' : undefined;
    }),
  },
];

/** Whether a URL leads to a page that asks who you are. */
export function isBehindLogin(url: string): boolean {
  const { hostname = '', pathname = '' } = parsed(url.trim()) ?? {};
  return (hostname !== registrableDomain(hostname) && LOGIN_HOSTS.includes(hostname.split('.')[0]!))
    || pathname.split('/').some((part) => LOGIN.includes(part.toLowerCase().replace(/\.\w+$/, '')));
}

export function websiteOf(form: Form | undefined): string | undefined {
  return form?.text(form.registrationType === BRAND ? WEBSITE[BRAND] : WEBSITE[TOLL_FREE]);
}

function authorityOf(form: Form): string | undefined {
  return form.choice('companyInfo.taxIdAuthority');
}

function isGovernment(form: Form): boolean {
  return form.choice('companyInfo.businessType') === 'GOVERNMENT';
}

function isCountry(text: string): boolean {
  return COUNTRIES.includes(text);
}

function haveOtherNames(one: Form, other: Form): boolean {
  return ['contactInfo.dbaName', LEGAL_NAME].some((path) => {
    const [own, its] = [one.text(path), other.text(path)];
    return own !== undefined && its !== undefined && normalized(own) !== normalized(its);
  });
}
