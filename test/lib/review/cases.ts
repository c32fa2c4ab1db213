import { Changes, DOCUMENT, GOOD_CAMPAIGN, UNKNOWN } from './forms';
import { BRAND, CAMPAIGN } from '../../../lib/review/form';

/** One bad form of a rule with what is found in it, and good ones that come close. */
export interface Case {
  readonly rule: string;
  readonly bad: Changes;
  readonly found: string;
  readonly good: readonly Changes[];
}

const SAMPLE_1 = 'messageSamples.messageSample1';
const SAMPLE_2 = 'messageSamples.messageSample2';
const DESCRIPTION = 'campaignInfo.campaignName';
const WORKFLOW = 'campaignInfo.optInWorkflow';
const OPT_IN = GOOD_CAMPAIGN[WORKFLOW] as string;
const STOP = 'Reply STOP to opt out.';

const brand = (values: Changes['brand']): Changes => ({ brand: values });
const campaign = (values: Changes['campaign']): Changes => ({ campaign: values });
const tollFree = (values: Changes['tollFree']): Changes => ({ tollFree: values });
const sample = (text: string): Changes => campaign({ [SAMPLE_2]: `Example: ${text} ${STOP}` });
const description = (text: string): Changes => campaign({ [DESCRIPTION]: `Example writes to customers who have an account: ${text}` });
const workflow = (text: string): Changes => campaign({ [WORKFLOW]: `${OPT_IN} ${text}` });

const LISTED = {
  'companyInfo.legalType': 'PUBLIC_PROFIT', 'companyInfo.stockSymbol': 'EXMP', 'companyInfo.stockExchange': 'NYSE', 'companyInfo.businessContactEmail': 'jane.doe@example.com',
};
const IN = (country: string, taxId: string) => brand({ 'companyInfo.taxIdIssuingCountry': country, 'companyInfo.isoCountryCode': country, 'companyInfo.taxId': taxId });
const BY = (taxIdAuthority: string, taxIdCountry: string, taxId: string) => tollFree({
  'companyInfo.taxIdAuthority': taxIdAuthority, 'companyInfo.taxIdCountry': taxIdCountry, 'companyInfo.taxId': taxId,
});
const AGENCY = { 'companyInfo.businessType': 'GOVERNMENT', 'companyInfo.companyName': 'Example County' };
const OTHER_BRAND = [BRAND, { 'companyInfo.companyName': 'Other Stores LLC', 'contactInfo.dbaName': 'Other Stores', 'companyInfo.taxId': '111111111' }] as const;

const BIRTH_DATES = [
  'Visitors enter the day, month and year of birth first.', 'Visitors type the year of their birth.', 'Visitors fill in MM/DD/YYYY.', 'Visitors give their DOB.',
  'Visitors enter their birthday, so minors cannot subscribe.', 'Nobody can continue without a date of birth.',
];

export const CASES: readonly Case[] = [
  // Completeness
  {
    rule: 'required-fields-present',
    bad: tollFree({ 'messagingUseCase.privacyPolicyUrl': undefined }),
    found: 'tollFree: messagingUseCase.privacyPolicyUrl: it is required, but missing',
    good: [tollFree({ 'messagingUseCase.privacyPolicyUrl': UNKNOWN }), { ...tollFree({ 'messagingUseCase.privacyPolicyUrl': undefined }), incomplete: true }],
  },
  { rule: 'required-fields-present', bad: brand({ 'companyInfo.city': ' \t' }), found: 'brand: companyInfo.city: it is blank', good: [brand({ 'companyInfo.city': ' a ' })] },
  {
    rule: 'conditional-fields-present',
    bad: brand({ ...LISTED, 'companyInfo.stockSymbol': undefined }),
    found: 'brand: companyInfo.stockSymbol: it is missing, but required because legalType is PUBLIC_PROFIT',
    good: [brand(LISTED), brand({ 'companyInfo.legalType': UNKNOWN }), { ...brand({ 'companyInfo.legalType': 'PUBLIC_PROFIT' }), incomplete: true }],
  },
  {
    rule: 'conditional-fields-present',
    bad: tollFree({ 'companyInfo.taxIdCountry': undefined }),
    found: 'tollFree: companyInfo.taxIdCountry: it is missing, but required because businessType is not SOLE_PROPRIETOR',
    good: [
      tollFree({ 'companyInfo.businessType': 'SOLE_PROPRIETOR', 'companyInfo.taxIdCountry': undefined }),
      tollFree({ 'companyInfo.businessType': UNKNOWN, 'companyInfo.taxIdCountry': undefined }),
    ],
  },
  {
    rule: 'conditional-fields-absent',
    bad: brand({ 'companyInfo.businessContactEmail': 'jane.doe@example.com' }),
    found: 'brand: companyInfo.businessContactEmail: it is only allowed for the legalType PUBLIC_PROFIT',
    good: [brand(LISTED), brand({ ...LISTED, 'companyInfo.legalType': UNKNOWN }), brand({ 'companyInfo.businessContactEmail': UNKNOWN, 'companyInfo.stockSymbol': UNKNOWN })],
  },
  {
    rule: 'legal-link-or-file',
    bad: campaign({ 'campaignInfo.privacyPolicyLink': undefined }),
    found: 'campaign: campaignInfo.privacyPolicyLink: neither a link to the privacy policy nor a document is given',
    good: [campaign({ 'campaignInfo.privacyPolicyLink': undefined, 'campaignInfo.privacyPolicyFile': DOCUMENT })],
  },
  {
    rule: 'legal-link-or-file',
    bad: campaign({ 'campaignInfo.termsAndConditionsLink': undefined }),
    found: 'campaign: campaignInfo.termsAndConditionsLink: neither a link to the terms and conditions nor a document is given',
    good: [campaign({ 'campaignInfo.termsAndConditionsLink': undefined, 'campaignInfo.termsAndConditionsFile': DOCUMENT })],
  },
  {
    rule: 'brand-complete-first',
    bad: { statuses: { brand: 'REVIEWING' } },
    found: 'campaign: its brand is not COMPLETE',
    good: [{ statuses: { brand: 'COMPLETE' } }, { statuses: { campaign: 'CREATED' } }, { statuses: { 'brand': 'COMPLETE', 'other 0': 'COMPLETE' }, others: [['US_TEN_DLC_BRAND_VETTING', {}]] }],
  },
  {
    rule: 'brand-complete-first',
    bad: { statuses: { 'brand': 'COMPLETE', 'other 0': 'REVIEWING' }, others: [['US_TEN_DLC_BRAND_VETTING', {}]] },
    found: 'campaign: a vetting of its brand is under review',
    good: [{ others: [['US_TEN_DLC_BRAND_VETTING', {}]] }],
  },
  // The company
  {
    rule: 'ein-nine-digits',
    bad: brand({ 'companyInfo.taxId': '00-0000000' }),
    found: 'brand: companyInfo.taxId: it is not an EIN of nine digits without a hyphen',
    good: [IN('DE', '00/000/00000'), brand({ 'companyInfo.taxIdIssuingCountry': UNKNOWN, 'companyInfo.taxId': '0' }), brand({ 'companyInfo.taxId': UNKNOWN })],
  },
  {
    rule: 'ein-nine-digits',
    bad: brand({ 'companyInfo.taxId': '0000000000' }),
    found: 'brand: companyInfo.taxId: it is not an EIN of nine digits without a hyphen',
    good: [],
  },
  {
    rule: 'ein-nine-digits',
    bad: tollFree({ 'companyInfo.taxId': '00-000000' }),
    found: 'tollFree: companyInfo.taxId: it does not have the nine digits of an EIN',
    good: [tollFree({ 'companyInfo.taxId': '000000000' }), BY('CRN', 'GB', '00000000')],
  },
  {
    rule: 'ein-nine-digits',
    bad: tollFree({ 'companyInfo.taxId': '0000000000' }),
    found: 'tollFree: companyInfo.taxId: it does not have the nine digits of an EIN',
    good: [],
  },
  {
    rule: 'tfn-id-format',
    bad: BY('CBN', 'CA', '00000000'),
    found: 'tollFree: companyInfo.taxId: a tax ID of the authority CBN is nine digits',
    good: [
      BY('CBN', 'CA', '000 000 000'), BY('CRN', 'GB', 'SC000000'), BY('ABN', 'AU', '00 000 000 000'), BY('NZBN', 'NZ', '0000000000000'), BY('CNPJ', 'BR', '00.000.000/0000-00'),
      BY('VAT', 'DE', 'DE000000000'), BY('SIREN', 'FR', 'anything'),
    ],
  },
  {
    rule: 'tfn-id-format',
    bad: BY('VAT', 'DE', '000000000'),
    found: 'tollFree: companyInfo.taxId: a tax ID of the authority VAT is the two letters of the country, and digits',
    good: [BY('VAT', 'AT', 'ATU00000000')],
  },
  {
    rule: 'tfn-id-country',
    bad: BY('EIN', 'CA', '000000000'),
    found: 'tollFree: companyInfo.taxIdCountry: it does not match the authority EIN',
    good: [BY('VAT', 'FR', 'FR00000000000'), BY('OTHER', 'CA', '0'), BY('EIN', 'usa', '000000000')],
  },
  {
    rule: 'ca-corporation-number',
    bad: IN('CA', '000000000'),
    found: 'brand: companyInfo.taxId: it looks like a business number of the tax authority',
    good: [IN('CA', '0000000'), IN('CA', 'BC0000000'), IN('US', '000000000')],
  },
  {
    rule: 'ca-corporation-number',
    bad: IN('CA', '00000 0000 RC0001'),
    found: 'brand: companyInfo.taxId: it looks like a business number of the tax authority',
    good: [IN('CA', '0000000000')],
  },
  {
    rule: 'foreign-vat-number', bad: IN('DE', 'de 000000000'), found: 'brand: companyInfo.taxId: it begins with the country code', good: [IN('DE', '000000000'), IN('GB', 'SC000000'), IN('AT', 'ATU00000000')],
  },
  { rule: 'foreign-vat-number', bad: IN('GR', 'EL000000000'), found: 'brand: companyInfo.taxId: it begins with the country code', good: [IN('GR', '000000000')] },
  {
    rule: 'legal-name-not-trade-name',
    bad: brand({ 'companyInfo.companyName': 'Example' }),
    found: 'brand: companyInfo.companyName: it has no legal form such as LLC or Inc., so it looks like a trade name',
    good: [
      ...['Example, L.L.C.', 'EXAMPLE INC', 'Example & Sons Co.', 'Bank of Example', 'Example GmbH', 'Example Partners, LP'].map((name) => brand({ 'companyInfo.companyName': name })),
      brand({ 'companyInfo.companyName': 'Example', 'companyInfo.legalType': 'NON_PROFIT' }),
      brand({ 'companyInfo.companyName': 'Example', 'companyInfo.isoCountryCode': 'FR' }),
    ],
  },
  {
    rule: 'legal-name-not-trade-name',
    bad: tollFree({ 'companyInfo.companyName': 'Example' }),
    found: 'tollFree: companyInfo.companyName: it has no legal form such as LLC or Inc., so it looks like a trade name',
    good: [tollFree({ 'companyInfo.companyName': 'Example', 'companyInfo.businessType': 'SOLE_PROPRIETOR' })],
  },
  {
    rule: 'government-name-characters',
    bad: tollFree({ ...AGENCY, 'companyInfo.companyName': 'Example\nCounty' }),
    found: 'tollFree: companyInfo.companyName: it has characters other than letters, digits, spaces, hyphens and ampersands',
    good: [tollFree({ ...AGENCY, 'companyInfo.companyName': 'Parks & Roads 1-2' }), tollFree({ 'companyInfo.companyName': 'Example, Inc.' })],
  },
  {
    rule: 'government-needs-irs-letter',
    bad: tollFree(AGENCY),
    found: 'tollFree: no document other than the picture of the opt-in is attached',
    good: [tollFree({ ...AGENCY, 'companyInfo.proof': DOCUMENT }), { ...tollFree(AGENCY), incomplete: true }],
  },
  {
    rule: 'foreign-legal-type',
    bad: { brand: { ...IN('FR', '0').brand, 'companyInfo.legalType': 'NON_PROFIT' } },
    found: 'brand: companyInfo.legalType: NON_PROFIT is only for organizations in the US',
    good: [brand({ 'companyInfo.legalType': 'GOVERNMENT' }), IN('FR', '0'), brand({ 'companyInfo.taxIdIssuingCountry': UNKNOWN, 'companyInfo.legalType': 'NON_PROFIT' })],
  },
  {
    rule: 'country-code-2',
    bad: tollFree({ 'companyInfo.isoCountryCode': 'us' }),
    found: 'tollFree: companyInfo.isoCountryCode: it is not a two-letter ISO 3166 code in capitals',
    good: [tollFree({ 'companyInfo.isoCountryCode': 'PR' })],
  },
  { rule: 'country-code-2', bad: IN('UK', '0'), found: 'brand: companyInfo.taxIdIssuingCountry: it is not a two-letter ISO 3166 code in capitals', good: [IN('GB', '0')] },
  {
    rule: 'address-no-po-box',
    bad: brand({ 'companyInfo.address': 'P.O. Box 12' }),
    found: 'brand: companyInfo.address: it is a post office box',
    good: [brand({ 'companyInfo.address': 'One Boxwood Way' }), brand({ 'companyInfo.address': '1 Post Office Square' })],
  },
  {
    rule: 'address-no-po-box', bad: tollFree({ 'companyInfo.address2': 'post office box 12' }), found: 'tollFree: companyInfo.address2: it is a post office box', good: [],
  },
  {
    rule: 'phone-e164',
    bad: brand({ 'contactInfo.supportPhoneNumber': '+1 206-555-0100' }),
    found: 'brand: contactInfo.supportPhoneNumber: it is not in E.164 format',
    good: [brand({ 'contactInfo.supportPhoneNumber': '+442079460000' })],
  },
  { rule: 'phone-e164', bad: tollFree({ 'contactInfo.supportPhoneNumber': '2065550199' }), found: 'tollFree: contactInfo.supportPhoneNumber: it is not in E.164 format', good: [] },
  {
    rule: 'email-not-freemail',
    bad: brand({ 'contactInfo.supportEmail': 'example@Yahoo.co.uk' }),
    found: 'brand: contactInfo.supportEmail: it is an address of a public mail provider',
    good: [brand({ 'contactInfo.supportEmail': 'help@mail.example.com' }), brand({ 'contactInfo.supportEmail': 'gmail@example.com' })],
  },
  { rule: 'email-not-freemail', bad: tollFree({ 'contactInfo.supportEmail': 'a@icloud.com' }), found: 'tollFree: contactInfo.supportEmail: it is an address of a public mail provider', good: [] },
  {
    rule: 'email-domain-is-website-domain',
    bad: brand({ 'contactInfo.supportEmail': 'support@other.com' }),
    found: 'brand: contactInfo.supportEmail: its domain is not that of the website',
    good: [
      brand({ 'contactInfo.supportEmail': 'none' }), brand({ 'contactInfo.supportEmail': 'support@mail.example.com' }), brand({ 'contactInfo.supportEmail': 'support@example.io' }),
      brand({ 'contactInfo.supportEmail': 'support@gmail.com' }), brand({ 'contactInfo.supportEmail': 'support@other.com', 'contactInfo.website': UNKNOWN }),
      brand({ 'contactInfo.supportEmail': 'a@shop.example.co.uk', 'contactInfo.website': 'https://example.co.uk' }),
    ],
  },
  {
    rule: 'email-domain-is-website-domain',
    bad: brand({ ...LISTED, 'companyInfo.businessContactEmail': 'jane.doe@example.io' }),
    found: 'brand: companyInfo.businessContactEmail: its domain is not that of the website',
    good: [brand(LISTED)],
  },
  {
    rule: 'email-domain-is-website-domain',
    bad: brand({ 'contactInfo.supportEmail': 'a@other.co.uk', 'contactInfo.website': 'https://example.co.uk' }),
    found: 'brand: contactInfo.supportEmail: its domain is not that of the website',
    good: [],
  },
  {
    rule: 'email-domain-is-website-domain',
    bad: tollFree({ 'contactInfo.supportEmail': 'a@other.com' }),
    found: 'tollFree: contactInfo.supportEmail: its domain is not that of the website',
    good: [],
  },
  {
    rule: 'auth-email-is-a-person',
    bad: brand({ ...LISTED, 'companyInfo.businessContactEmail': 'Info@example.com' }),
    found: 'brand: companyInfo.businessContactEmail: it is a shared mailbox',
    good: [brand({ ...LISTED, 'companyInfo.businessContactEmail': 'allison@example.com' })],
  },
  {
    rule: 'website-absolute',
    bad: brand({ 'contactInfo.website': 'www.example.com' }),
    found: 'brand: contactInfo.website: it does not begin with https:// or http://',
    good: [brand({ 'contactInfo.website': 'HTTP://example.com/about' }), tollFree({ 'companyInfo.website': 'www.example.com' })],
  },
  ...['https://10.0.0.1', 'https://localhost:3000', 'https://intranet.local', 'https://'].map((website): Case => ({
    rule: 'website-absolute', bad: brand({ 'contactInfo.website': website }), found: 'brand: contactInfo.website: it is not an address on the public internet', good: [],
  })),
  ...['https://www.facebook.com/example', 'https://bit.ly/example'].map((website): Case => ({
    rule: 'website-absolute', bad: tollFree({ 'companyInfo.website': website }), found: 'tollFree: companyInfo.website: it is a short link or a social network profile', good: [],
  })),
  {
    rule: 'website-no-login',
    bad: brand({ 'contactInfo.website': 'https://portal.example.com' }),
    found: 'brand: contactInfo.website: it looks like a page behind a login',
    good: ['https://www.example.com/accounting', 'https://www.example.com/account', 'https://www.example.com/portal/terms', 'https://account.com', 'https://portal.co.uk/admin']
      .map((website) => brand({ 'contactInfo.website': website })),
  },
  {
    rule: 'website-no-login', bad: tollFree({ 'companyInfo.website': 'www.example.com/Login.aspx' }), found: 'tollFree: companyInfo.website: it looks like a page behind a login', good: [],
  },
  {
    rule: 'one-brand-per-ein',
    bad: { others: [[BRAND, { ...OTHER_BRAND[1], 'companyInfo.taxId': '00-0000000' }]] },
    found: 'brand: companyInfo.taxId: another brand has the same tax ID, but a different name',
    good: [{ others: [OTHER_BRAND] }, tollFree({ 'companyInfo.companyName': 'Other Stores LLC' }), { others: [[BRAND, { 'contactInfo.dbaName': 'EXAMPLE' }]] }, { others: [[BRAND, { 'contactInfo.dbaName': UNKNOWN }]] }],
  },
  // The campaign
  {
    rule: 'description-names-brand',
    bad: campaign({ [DESCRIPTION]: 'Passcodes that confirm a sign-in, for customers who have an account.' }),
    found: 'campaign: campaignInfo.campaignName: it does not name the brand',
    good: [
      campaign({ [DESCRIPTION]: 'Passcodes that confirm a sign-in, for customers of EXAMPLE CORP. and nobody else.' }),
      campaign({ [DESCRIPTION]: 'Passcodes that confirm a sign-in to Example’s shop, for its customers.' }),
      { brand: { 'contactInfo.dbaName': UNKNOWN }, campaign: { [DESCRIPTION]: 'Passcodes that confirm a sign-in, for customers who have an account.' } },
    ],
  },
  {
    rule: 'description-specific',
    bad: campaign({ [DESCRIPTION]: 'Example passcodes and account notifications' }),
    found: 'campaign: campaignInfo.campaignName: it is too short to say what is sent, to whom and why',
    good: [campaign({ [DESCRIPTION]: 'Example sends passcodes to customers who sign in.' })],
  },
  {
    rule: 'description-specific',
    bad: campaign({ [DESCRIPTION]: '  Example  sends  passcodes  to  registered  customers  ' }),
    found: 'campaign: campaignInfo.campaignName: it is too short to say what is sent, to whom and why',
    good: [campaign({ [DESCRIPTION]: 'Example sends codes to users who sign in' })],
  },
  {
    rule: 'description-specific',
    bad: tollFree({ 'messagingUseCase.useCaseDetails': 'a b c d e f g h i j k l' }),
    found: 'tollFree: messagingUseCase.useCaseDetails: it is too short to say what is sent, to whom and why',
    good: [],
  },
  {
    rule: 'no-test-wording',
    bad: description('this is a proof of  concept.'),
    found: 'campaign: campaignInfo.campaignName: it reads like a test ("proof of concept")',
    good: [sample('your COVID test result is ready.'), sample('you are due for testing, and your demo appointment is at 10.'), sample('your test drive is tomorrow at 10.'), description('we demonstrate products.')],
  },
  { rule: 'no-test-wording', bad: sample('test message 1.'), found: `campaign: ${SAMPLE_2}: it reads like a test ("test message…")`, good: [] },
  {
    rule: 'no-peer-to-peer',
    bad: description('they text my friends.'),
    found: 'campaign: campaignInfo.campaignName: it reads like messages between people ("text my friends")',
    good: [sample('the sale for friends and family begins today.'), sample('these are for personal use only.')],
  },
  {
    rule: 'no-influencer',
    bad: description('news for my fans.'),
    found: 'campaign: campaignInfo.campaignName: it reads like an influencer writing to followers ("my fans")',
    good: [description('news for fans of the team.')],
  },
  {
    rule: 'no-emergency-alerts',
    bad: description('emergency alerts.'),
    found: 'campaign: campaignInfo.campaignName: it reads like emergency alerts ("emergency alert…")',
    good: [description('in an emergency we are closed.')],
  },
  {
    rule: 'no-machine-alerts',
    bad: description('server alerts.'),
    found: 'campaign: campaignInfo.campaignName: it reads like system alerts to staff ("server alert…")',
    good: [sample('your server will be with you shortly.')],
  },
  {
    rule: 'english-only',
    bad: campaign({ [SAMPLE_2]: 'Example: su pedido con el número 123 está en camino. Responda STOP para no recibir.' }),
    found: `campaign: ${SAMPLE_2}: it is not in English`,
    good: [
      campaign({ [SAMPLE_2]: 'Example: su pedido está en camino. Responda STOP. (Your order is on its way. Reply STOP.)' }),
      sample('your table at Los Pollos de la Casa con el Chef is booked.'),
    ],
  },
  { rule: 'english-only', bad: campaign({ [SAMPLE_2]: 'Example: ваш заказ уже в пути. STOP' }), found: `campaign: ${SAMPLE_2}: it is not in English`, good: [] },
  {
    rule: 'texts-distinct',
    bad: campaign({ [DESCRIPTION]: `${OPT_IN.toUpperCase()}!` }),
    found: `campaign: ${WORKFLOW}: it repeats the text of campaignName`,
    good: [campaign({ [DESCRIPTION]: `${OPT_IN} And more.` })],
  },
  {
    rule: 'one-campaign-per-use-case',
    bad: { others: [[CAMPAIGN, { 'campaignUseCase.subUseCases': ['ACCOUNT_NOTIFICATION', 'TWO_FACTOR_AUTHENTICATION'] }]] },
    found: 'campaign: campaignUseCase.useCase: another campaign of the brand has the same use case',
    good: [
      { others: [[CAMPAIGN, { 'campaignUseCase.subUseCases': ['ACCOUNT_NOTIFICATION'] }]] },
      { others: [[CAMPAIGN, { 'campaignUseCase.useCase': 'TWO_FACTOR_AUTHENTICATION', 'campaignUseCase.subUseCases': undefined }]] },
      { others: [[CAMPAIGN, { 'campaignUseCase.useCase': UNKNOWN }]] },
      { others: [OTHER_BRAND, [CAMPAIGN, {}, 'other 0']] },
      { others: [[CAMPAIGN, {}, 'registration-of-another-app']] },
      { campaign: { 'campaignUseCase.useCase': UNKNOWN }, others: [[CAMPAIGN, { 'campaignUseCase.useCase': UNKNOWN }]] },
    ],
  },
  {
    rule: 'single-brand',
    bad: description('we write on behalf of our clients.'),
    found: 'campaign: campaignInfo.campaignName: it speaks for several companies',
    good: [description('reminders of our law firm for our clients.'), description('we write on behalf of Example.')],
  },
  {
    rule: 'single-brand',
    bad: { ...sample('Other Stores has news.'), others: [OTHER_BRAND] },
    found: `campaign: ${SAMPLE_2}: it names another brand`,
    good: [
      { ...sample('Example Stores has news.'), others: [[BRAND, { 'contactInfo.dbaName': 'Example Stores', 'companyInfo.companyName': 'Example Stores Inc' }]] },
      { ...sample('target reached.'), others: [[BRAND, { 'contactInfo.dbaName': 'Target', 'companyInfo.companyName': 'Target Inc' }]] },
    ],
  },
  {
    rule: 'single-brand', bad: { ...tollFree({ [SAMPLE_1]: 'Example and Other Stores LLC: hello. STOP' }), others: [OTHER_BRAND] }, found: `tollFree: ${SAMPLE_1}: it names another brand`, good: [],
  },
  ...([
    [{ 'campaignUseCase.useCase': 'MIXED', 'campaignUseCase.subUseCases': ['TWO_FACTOR_AUTHENTICATION'] }, 'a campaign with the use case MIXED needs at least 2, but has 1'],
    [{ 'campaignUseCase.subUseCases': undefined }, 'a campaign with the use case LOW_VOLUME needs at least 1, but has 0'],
    [{ 'campaignUseCase.useCase': 'TWO_FACTOR_AUTHENTICATION' }, 'a campaign with the use case TWO_FACTOR_AUTHENTICATION has no sub use cases'],
  ] as const).map(([values, message]): Case => ({
    rule: 'sub-use-cases',
    bad: campaign(values),
    found: `campaign: campaignUseCase.subUseCases: ${message}`,
    good: [
      campaign({ 'campaignUseCase.useCase': 'MIXED' }),
      campaign({ 'campaignUseCase.subUseCases': ['TWO_FACTOR_AUTHENTICATION'] }),
      campaign({ 'campaignUseCase.useCase': 'TWO_FACTOR_AUTHENTICATION', 'campaignUseCase.subUseCases': undefined }),
      campaign({ 'campaignUseCase.useCase': UNKNOWN }), campaign({ 'campaignUseCase.subUseCases': UNKNOWN }),
      { ...campaign({ 'campaignUseCase.subUseCases': undefined }), incomplete: true },
    ],
  })),
  ...([
    [{ campaign: { 'campaignInfo.vertical': 'FINANCIAL' } }, 'the vertical is FINANCIAL'],
    [{ brand: { 'contactInfo.vertical': 'FINANCIAL' } }, 'the vertical is FINANCIAL'],
    [sample('your Loan was approved.'), 'the texts mention "loan"'],
  ] as const).map(([bad, reason]): Case => ({
    rule: 'direct-lending-flag',
    bad,
    found: `campaign: campaignUseCase.directLending: it is No, but ${reason}`,
    good: [
      { ...bad, campaign: { ...(bad as Changes).campaign, 'campaignUseCase.directLending': 'Yes' } }, sample('your loaner car is ready, Apr 12.'), sample('your library loan is due.'),
    ],
  })),
  {
    rule: 'charity-use-case',
    bad: sample('thank you for your donation.'),
    found: 'campaign: campaignUseCase.useCase: it is not CHARITY, but the texts mention "donation…"',
    good: [
      sample('your appointment to donate blood is tomorrow.'),
      { brand: { 'companyInfo.legalType': 'NON_PROFIT' }, campaign: { ...sample('thank you for your donation.').campaign, 'campaignUseCase.useCase': 'CHARITY' } },
    ],
  },
  {
    rule: 'charity-use-case',
    bad: campaign({ 'campaignUseCase.useCase': 'CHARITY' }),
    found: 'campaign: campaignUseCase.useCase: it is CHARITY, but the legalType of the brand is not NON_PROFIT',
    good: [{ ...campaign({ 'campaignUseCase.useCase': 'CHARITY' }), ...brand({ 'companyInfo.legalType': UNKNOWN }) }],
  },
  {
    rule: 'political-content',
    bad: sample('a candidate for mayor visits you.'),
    found: `campaign: ${SAMPLE_2}: it is about politics ("candidate for mayor")`,
    good: [sample('vote for your favorite flavor.'), sample('a candidate for the job of the cook has applied.')],
  },
  {
    rule: 'use-case-matches-samples',
    bad: campaign({ 'campaignUseCase.subUseCases': ['ACCOUNT_NOTIFICATION'] }),
    found: `campaign: ${SAMPLE_1}: it has a passcode, but the use case is not passcodes`,
    good: [campaign({ 'campaignUseCase.subUseCases': ['ACCOUNT_NOTIFICATION'], [SAMPLE_1]: 'Example: never share your security code with anybody.' })],
  },
  {
    rule: 'use-case-matches-samples',
    bad: sample('20% off today.'),
    found: `campaign: ${SAMPLE_2}: it makes an offer, but the use case is not marketing`,
    good: [
      { campaign: { ...sample('20% off today.').campaign, 'campaignUseCase.subUseCases': ['TWO_FACTOR_AUTHENTICATION', 'MARKETING'] } },
      sample('your sale of 20 shares is complete.'), { campaign: { ...sample('20% off today.').campaign, 'campaignUseCase.subUseCases': UNKNOWN } },
    ],
  },
  {
    rule: 'use-case-matches-samples',
    bad: campaign({ [SAMPLE_1]: 'Example: your account was closed.' }),
    found: 'campaign: the use case is passcodes, but no sample has one',
    good: [campaign({ [SAMPLE_1]: 'Example: enter the code 123456.' }), campaign({ [SAMPLE_1]: UNKNOWN })],
  },
  {
    rule: 'use-case-matches-samples',
    bad: tollFree({ 'messagingUseCase.useCaseCategory': 'CUSTOMER_CARE' }),
    found: `tollFree: ${SAMPLE_1}: it has a passcode, but the use case is not passcodes`,
    good: [tollFree({ 'messagingUseCase.useCaseCategory': 'PROMOTIONS_AND_MARKETING', [SAMPLE_1]: 'Example: coupon inside. STOP' })],
  },
  {
    rule: 'message-type-agrees',
    bad: campaign({ 'campaignCapabilities.messageType': 'Transactional', 'campaignUseCase.subUseCases': ['MARKETING', 'TWO_FACTOR_AUTHENTICATION'] }),
    found: 'campaign: campaignCapabilities.messageType: it is Transactional, but one of the use cases is MARKETING',
    good: [campaign({ 'campaignCapabilities.messageType': 'Transactional' })],
  },
  {
    rule: 'message-type-agrees',
    bad: campaign({ 'campaignCapabilities.messageType': 'Promotional' }),
    found: 'campaign: campaignCapabilities.messageType: it is Promotional, but none of the use cases is promotional',
    good: [
      campaign({ 'campaignCapabilities.messageType': 'Promotional', 'campaignUseCase.subUseCases': ['MARKETING', 'TWO_FACTOR_AUTHENTICATION'] }),
      campaign({ 'campaignCapabilities.messageType': 'Promotional', 'campaignUseCase.subUseCases': UNKNOWN }),
    ],
  },
  // Samples
  {
    rule: 'two-distinct-samples',
    bad: campaign({ [SAMPLE_2]: undefined }),
    found: 'campaign: there is only one sample',
    good: [
      campaign({ [SAMPLE_2]: UNKNOWN }), { ...campaign({ [SAMPLE_2]: undefined }), incomplete: true },
      campaign({ [SAMPLE_1]: undefined, [SAMPLE_2]: undefined }),
    ],
  },
  {
    rule: 'two-distinct-samples',
    bad: campaign({ [SAMPLE_2]: 'Example: 987654 is your passcode. Never share it!' }),
    found: `campaign: ${SAMPLE_2}: it is almost the same as messageSample1`,
    good: [campaign({ [SAMPLE_2]: 'Example: 987654 is your new PIN. Never share it!' })],
  },
  {
    rule: 'samples-name-brand',
    bad: campaign({ [SAMPLE_1]: 'Your code is 123456' }),
    found: `campaign: ${SAMPLE_1}: it does not name the brand`,
    good: [{ brand: { 'companyInfo.companyName': UNKNOWN }, campaign: { [SAMPLE_1]: 'Your code is 123456' } }],
  },
  {
    rule: 'samples-name-brand',
    bad: tollFree({ [SAMPLE_1]: 'Your code is 123456. STOP' }),
    found: `tollFree: ${SAMPLE_1}: it does not name the brand`,
    good: [
      tollFree({ 'companyInfo.companyName': 'Doe Holdings LLC', 'companyInfo.website': 'https://janes-pizza.com', [SAMPLE_1]: 'Jane’s Pizza: your code is 123456. STOP' }),
      tollFree({ 'companyInfo.companyName': 'Janes Holdings LLC', 'companyInfo.website': 'https://other.com', [SAMPLE_1]: 'Janes Pizza: your code is 123456. STOP' }),
      tollFree({ 'companyInfo.website': UNKNOWN, [SAMPLE_1]: 'Your code is 123456. STOP' }),
    ],
  },
  {
    rule: 'sample-has-stop',
    bad: campaign({ [SAMPLE_2]: 'Example: your account was closed. We stop writing.' }),
    found: 'campaign: no sample says how to opt out',
    good: [
      campaign({ [SAMPLE_2]: 'Example: your account was closed. Text stop to opt out.' }), campaign({ [SAMPLE_1]: UNKNOWN, [SAMPLE_2]: 'Example: your account was closed.' }),
    ],
  },
  { rule: 'sample-has-stop', bad: tollFree({ [SAMPLE_1]: 'Example: 123456 is your passcode.' }), found: 'tollFree: no sample says how to opt out', good: [] },
  ...['{{name}}', '{name}', '${name}', '<name>', '%s', 'XXXX'].map((placeholder): Case => ({
    rule: 'placeholders-in-brackets',
    bad: sample(`hello ${placeholder}.`),
    found: `campaign: ${SAMPLE_2}: it has a placeholder that is not in square brackets`,
    good: [
      sample('hello [name], your 50% share is ready <3.'),
    ],
  })),
  {
    rule: 'placeholders-in-brackets',
    bad: tollFree({ [SAMPLE_1]: '[Example]: [code] [STOP] for passcode' }),
    found: `tollFree: ${SAMPLE_1}: it has more placeholders than words`,
    good: [tollFree({ [SAMPLE_1]: 'Example: [code]. STOP' }), tollFree({ [SAMPLE_1]: '[name] [code]: Example. STOP' })],
  },
  ...['“quoted”', 'Example™', 'a – b', '🙂'].map((text): Case => ({
    rule: 'plain-sms-characters',
    bad: sample(`${text}.`),
    found: `campaign: ${SAMPLE_2}: it has a symbol outside the GSM alphabet, so each part of the message holds 70 characters instead of 160`,
    good: [sample('la mesa está lista, "señor": 5 € [{~}] \\ | ^ @ £ $ ¥ § ¿ ¡ _ # % & * + ; < = >.'), workflow('“quoted”'), campaign({ 'campaignInfo.optInMessage': UNKNOWN })],
  })),
  {
    rule: 'plain-sms-characters',
    bad: tollFree({ [SAMPLE_1]: 'Example: 123456 – your passcode. STOP' }),
    found: `tollFree: ${SAMPLE_1}: it has a symbol outside the GSM alphabet, so each part of the message holds 70 characters instead of 160`,
    good: [],
  },
  {
    rule: 'no-url-shortener',
    bad: sample('see https://bit.ly/3abc.'),
    found: `campaign: ${SAMPLE_2}: it has a link of a public URL shortener`,
    good: [sample('see https://rabbit.ly/3abc and https://www.example.com/t.co.'), sample('see https://exmpl.co/3abc.')],
  },
  {
    rule: 'no-url-shortener',
    bad: tollFree({ 'messagingUseCase.useCaseDetails': 'Example sends passcodes to customers. See wa.me/1 for more.' }),
    found: 'tollFree: messagingUseCase.useCaseDetails: it has a link of a public URL shortener',
    good: [],
  },
  {
    rule: 'embedded-link-flag',
    bad: sample('see www.example.com/orders.'),
    found: 'campaign: campaignUseCase.embeddedLink: it is No, but there is a link',
    good: [sample('write to orders@example.com.'), sample('done.Ok'), { campaign: { ...sample('see www.example.com.').campaign, 'campaignUseCase.embeddedLink': 'Yes' } }],
  },
  {
    rule: 'embedded-link-flag',
    bad: campaign({ 'campaignUseCase.embeddedLink': 'Yes' }),
    found: 'campaign: campaignUseCase.embeddedLink: it is Yes, but no sample has a link',
    good: [
      campaign({ 'campaignUseCase.embeddedLink': 'Yes', 'campaignUseCase.embeddedLinkSample': 'https://www.example.com/orders/1' }),
      campaign({ 'campaignUseCase.embeddedLink': 'Yes', 'campaignUseCase.embeddedLinkSample': UNKNOWN }),
      { campaign: { ...sample('see [link].').campaign, 'campaignUseCase.embeddedLink': 'Yes' } },
    ],
  },
  {
    rule: 'embedded-phone-flag',
    bad: sample('call 206-555-0199.'),
    found: 'campaign: campaignUseCase.embeddedPhone: it is No, but a sample has a phone number other than the support number',
    good: [sample('call (206) 555-0100.'), sample('your order 20655501991234 is ready.'), { ...sample('call 206-555-0199.'), brand: { 'contactInfo.supportPhoneNumber': UNKNOWN } }],
  },
  {
    rule: 'embedded-phone-flag',
    bad: sample('call (206) 555-0100 or 206-555-0199.'),
    found: 'campaign: campaignUseCase.embeddedPhone: it is No, but a sample has a phone number other than the support number',
    good: [sample('call (206) 555-0100 or 206-555-0100.')],
  },
  {
    rule: 'embedded-phone-flag',
    bad: campaign({ 'campaignUseCase.embeddedPhone': 'Yes' }),
    found: 'campaign: campaignUseCase.embeddedPhone: it is Yes, but no sample has a phone number',
    good: [
      { campaign: { ...sample('call +12065550199.').campaign, 'campaignUseCase.embeddedPhone': 'Yes' } },
      { campaign: { ...sample('call [phone].').campaign, 'campaignUseCase.embeddedPhone': 'Yes' } },
      campaign({ 'campaignUseCase.embeddedPhone': 'Yes', [SAMPLE_1]: UNKNOWN }),
    ],
  },
  {
    rule: 'mms-sample-file',
    bad: campaign({ 'campaignCapabilities.numberCapabilities': 'SMS and MMS' }),
    found: 'campaign: campaignCapabilities.numberCapabilities: it has MMS, but no media file is attached as a sample',
    good: [
      campaign({ 'campaignCapabilities.numberCapabilities': 'SMS and VOICE' }),
      campaign({ 'campaignCapabilities.numberCapabilities': 'SMS and MMS', 'mmsFileSamples.mmsFileSample2': DOCUMENT }),
    ],
  },
  {
    rule: 'links-on-brand-domain',
    bad: sample('see https://other.com/orders.'),
    found: `campaign: ${SAMPLE_2}: it has a link to a domain other than that of the website`,
    good: [
      sample('see https://go.example.com/1.'), sample('see https://example.link/1.'), sample('see https://myexample.com/1.'), sample('see https://bit.ly/1.'),
      { ...sample('see https://other.com/orders.'), brand: { 'contactInfo.website': UNKNOWN } },
    ],
  },
  {
    rule: 'links-on-brand-domain',
    bad: tollFree({ [SAMPLE_1]: 'Example: the passcode is at https://other.com. STOP' }),
    found: `tollFree: ${SAMPLE_1}: it has a link to a domain other than that of the website`,
    good: [],
  },
  // Opt-in
  { rule: 'opt-in-trimmed', bad: campaign({ [WORKFLOW]: `${OPT_IN}\n` }), found: `campaign: ${WORKFLOW}: it begins or ends with a space`, good: [campaign({ [WORKFLOW]: OPT_IN.replace('. ', '.\n ') })] },
  {
    rule: 'opt-in-names-brand',
    bad: campaign({ [WORKFLOW]: OPT_IN.replace(/texts of Example/, 'texts').replace(/https\S+/, 'https://shop.com') }),
    found: `campaign: ${WORKFLOW}: it does not name the brand`,
    good: [campaign({ [WORKFLOW]: OPT_IN.replace(/texts of Example/, 'texts') })],
  },
  {
    rule: 'opt-in-names-brand',
    bad: tollFree({ 'messagingUseCase.optInDescription': OPT_IN.replace(/texts of Example/, 'texts').replace(/https\S+/, 'https://shop.com') }),
    found: 'tollFree: messagingUseCase.optInDescription: it does not name the brand',
    good: [],
  },
  {
    rule: 'opt-in-rates-notice',
    bad: campaign({ [WORKFLOW]: OPT_IN.replace(/Message and data rates may apply\./, '') }),
    found: `campaign: ${WORKFLOW}: it does not say that message and data rates may apply`,
    good: ['Msg & data rates may apply.', 'Msg&data rates may apply', 'Standard text message and data charges apply', 'SMS + Data rates apply'].map((notice) => (
      campaign({ [WORKFLOW]: OPT_IN.replace(/Message and data rates may apply\./, notice) })
    )),
  },
  {
    rule: 'opt-in-frequency',
    bad: campaign({ [WORKFLOW]: OPT_IN.replace(/Message frequency varies\./, 'We write often.') }),
    found: `campaign: ${WORKFLOW}: it does not say how many messages to expect`,
    good: ['Msg frequency may vary', 'Up to 4 msgs/month', 'about 2-3 promotional texts per week', 'One message per login', 'a code each time you sign in', 'weekly alerts', '1 message every order']
      .map((frequency) => campaign({ [WORKFLOW]: OPT_IN.replace(/Message frequency varies/, frequency) })),
  },
  {
    rule: 'opt-in-help-stop',
    bad: campaign({ [WORKFLOW]: OPT_IN.replace(/STOP/, 'end'), 'campaignInfo.termsAndConditionsLink': undefined }),
    found: `campaign: ${WORKFLOW}: it does not name HELP and STOP`,
    good: [
      campaign({ [WORKFLOW]: OPT_IN.replace(/STOP/, 'end') }),
      campaign({ 'campaignInfo.termsAndConditionsLink': undefined }),
      campaign({ [WORKFLOW]: OPT_IN.replace(/STOP/, 'end'), 'campaignInfo.termsAndConditionsLink': undefined, 'campaignInfo.termsAndConditionsFile': DOCUMENT }),
    ],
  },
  {
    rule: 'opt-in-legal-links',
    bad: campaign({ [WORKFLOW]: OPT_IN.replace(/Beside.*$/, '') }),
    found: `campaign: ${WORKFLOW}: it does not mention the privacy policy and the terms`,
    good: [campaign({ [WORKFLOW]: OPT_IN.replace(/Beside.*$/, 'Terms and Privacy Notice: https://www.example.com/legal') })],
  },
  {
    rule: 'opt-in-legal-links',
    bad: tollFree({ 'messagingUseCase.optInDescription': OPT_IN.replace(/ and the terms/, '') }),
    found: 'tollFree: messagingUseCase.optInDescription: it does not mention the terms',
    good: [],
  },
  {
    rule: 'opt-in-proof',
    bad: campaign({ [WORKFLOW]: OPT_IN.replace(/https\S+/, 'at our counter') }),
    found: `campaign: ${WORKFLOW}: it has no public link, and no screenshot is attached`,
    good: [
      campaign({ [WORKFLOW]: OPT_IN.replace(/https\S+/, 'at our counter'), 'campaignInfo.optInScreenshot': DOCUMENT }),
      campaign({ [WORKFLOW]: OPT_IN.replace(/https\S+/, 'www.example.com') }), { ...campaign({ [WORKFLOW]: OPT_IN.replace(/https\S+/, '') }), incomplete: true },
    ],
  },
  {
    rule: 'opt-in-proof',
    bad: workflow('Customers also agree verbally.'),
    found: `campaign: ${WORKFLOW}: reviewers cannot see this opt-in, and no screenshot is attached`,
    good: [campaign({ [WORKFLOW]: `${OPT_IN} Customers also agree verbally.`, 'campaignInfo.optInScreenshot': UNKNOWN })],
  },
  {
    rule: 'document-kind',
    bad: campaign({ 'campaignInfo.optInScreenshot': { format: 'GIF', bytes: 1 } }),
    found: 'campaign: campaignInfo.optInScreenshot: it is a GIF, not PNG, JPEG or PDF',
    good: [campaign({ 'campaignInfo.optInScreenshot': { format: 'PDF', bytes: 500_000 }, 'campaignInfo.privacyPolicyFile': { format: 'JPEG', bytes: 512_000 } })],
  },
  {
    rule: 'document-kind',
    bad: campaign({ 'campaignInfo.termsAndConditionsFile': { format: 'PDF', bytes: 512_001 } }),
    found: 'campaign: campaignInfo.termsAndConditionsFile: it is larger than 500 KB',
    good: [campaign({ 'mmsFileSamples.mmsFileSample1': { format: 'GIF', bytes: 512_000 } })],
  },
  {
    rule: 'document-kind',
    bad: campaign({ 'mmsFileSamples.mmsFileSample2': { format: 'PDF', bytes: 1 } }),
    found: 'campaign: mmsFileSamples.mmsFileSample2: it is a PDF, not PNG, JPEG or GIF',
    good: [],
  },
  {
    rule: 'document-kind',
    bad: tollFree({ 'messagingUseCase.optInImage': { format: 'JPEG', bytes: 1 } }),
    found: 'tollFree: messagingUseCase.optInImage: it is a JPEG, not a PNG',
    good: [tollFree({ 'messagingUseCase.optInImage': { format: 'PNG', bytes: 409_600 } })],
  },
  {
    rule: 'document-kind',
    bad: tollFree({ 'messagingUseCase.optInImage': { format: 'PNG', bytes: 409_601 } }),
    found: 'tollFree: messagingUseCase.optInImage: it is larger than 400 KB',
    good: [],
  },
  {
    rule: 'opt-in-covers-methods',
    bad: tollFree({ 'messagingUseCase.optInType': 'QR_CODE' }),
    found: 'tollFree: messagingUseCase.optInDescription: it does not describe the opt-in type QR_CODE',
    good: [
      tollFree({ 'messagingUseCase.optInType': 'QR_CODE', 'messagingUseCase.optInDescription': `${OPT_IN} They may scan it.` }),
      tollFree({ 'messagingUseCase.optInType': 'SOMETHING_NEW' }), tollFree({ 'messagingUseCase.optInType': UNKNOWN }),
    ],
  },
  {
    rule: 'opt-in-covers-methods',
    bad: campaign({ 'campaignInfo.optInKeyword': 'PIZZA' }),
    found: `campaign: ${WORKFLOW}: it does not name the keyword in optInKeyword`,
    good: [campaign({ 'campaignInfo.optInKeyword': 'PIZZA', [WORKFLOW]: `${OPT_IN} A sign at the door says: text "pizza" to 206-555-0100.` })],
  },
  {
    rule: 'opt-in-not-forced',
    bad: workflow('By creating an account you agree to receive text messages.'),
    found: `campaign: ${WORKFLOW}: it reads as if people had to agree to messages`,
    good: [workflow('By checking this box you agree to receive text messages.'), workflow('Consent is not required to buy.'), workflow('By creating an account you get a mail.')],
  },
  {
    rule: 'opt-in-not-forced',
    bad: tollFree({ 'messagingUseCase.optInDescription': `${OPT_IN} Opt-in is required.` }),
    found: 'tollFree: messagingUseCase.optInDescription: it reads as if people had to agree to messages',
    good: [],
  },
  {
    rule: 'opt-in-checkbox-empty',
    bad: workflow('The box is pre-checked.'),
    found: `campaign: ${WORKFLOW}: it reads as if a box were pre-checked`,
    good: [workflow('The box is not pre-checked.'), workflow("The box isn't checked by default."), workflow('The box is unchecked by default.')],
  },
  {
    rule: 'marketing-consent-apart',
    bad: campaign({ 'campaignUseCase.subUseCases': ['MARKETING', 'TWO_FACTOR_AUTHENTICATION'] }),
    found: `campaign: ${WORKFLOW}: it does not say that the consent to marketing is separate`,
    good: [
      campaign({ 'campaignUseCase.subUseCases': ['MARKETING', 'TWO_FACTOR_AUTHENTICATION'], [WORKFLOW]: `${OPT_IN} A separate box is for offers.` }),
      campaign({ 'campaignUseCase.subUseCases': ['MARKETING'] }), campaign({ 'campaignUseCase.subUseCases': UNKNOWN }),
    ],
  },
  {
    rule: 'no-data-sharing',
    bad: workflow('We share your number with our partners.'),
    found: `campaign: ${WORKFLOW}: it reads as if opt-in data were shared with others`,
    good: [workflow('We do not share your number with third parties.'), workflow('We never sell data to affiliates.'), workflow('Customers share photos. Partners are welcome.')],
  },
  {
    rule: 'opt-in-message-complete',
    bad: campaign({ 'campaignInfo.optInMessage': 'You are subscribed. We will help you and never stop.' }),
    found: 'campaign: campaignInfo.optInMessage: it does not mention: the brand, the message frequency, message and data rates, HELP, STOP',
    good: [campaign({ 'campaignInfo.optInMessage': 'Example Corp: 2 msgs/month. Msg&data rates may apply. Text help for help, stop to end. Reply stop' })],
  },
  {
    rule: 'opt-in-keyword-fits',
    bad: campaign({ 'campaignInfo.optInKeyword': 'start, Info' }),
    found: 'campaign: campaignInfo.optInKeyword: it has a keyword that opts out or asks for help',
    good: [campaign({ 'campaignInfo.optInKeyword': 'JOIN INFORM' })],
  },
  ...([
    ['www.example.com/privacy', 'it is not an address on the public internet that begins with https:// or http://'],
    ['https://localhost/privacy', 'it is not an address on the public internet that begins with https:// or http://'],
    ['https://www.example.com/sign-in/privacy', 'it looks like a page behind a login'],
    ['https://www.example.com', 'it is the home page'],
    ['https://www.example.com/', 'it is the home page'],
  ] as const).map(([url, message]): Case => ({
    rule: 'legal-url-usable',
    bad: campaign({ 'campaignInfo.privacyPolicyLink': url }),
    found: `campaign: campaignInfo.privacyPolicyLink: ${message}`,
    good: [
      campaign({ 'campaignInfo.privacyPolicyLink': 'https://privacy.example.com/#texts' }), campaign({ 'campaignInfo.privacyPolicyLink': 'https://docs.example.net/?id=1' }),
      campaign({ 'campaignInfo.privacyPolicyLink': 'https://www.example.com/account/privacy' }),
    ],
  })),
  {
    rule: 'legal-url-usable',
    bad: tollFree({ 'messagingUseCase.termsAndConditionsUrl': 'example.com/terms' }),
    found: 'tollFree: messagingUseCase.termsAndConditionsUrl: it is not an address on the public internet that begins with https:// or http://',
    good: [],
  },
  {
    rule: 'presigned-url-expires',
    bad: tollFree({ 'messagingUseCase.privacyPolicyUrl': 'https://bucket.s3.amazonaws.com/privacy.pdf?a=b&X-Amz-Expires=604800' }),
    found: 'tollFree: messagingUseCase.privacyPolicyUrl: it is a presigned URL, which expires',
    good: [tollFree({ 'messagingUseCase.privacyPolicyUrl': 'https://bucket.s3.amazonaws.com/privacy.pdf' })],
  },
  // Replies
  {
    rule: 'reply-length',
    bad: campaign({ 'campaignInfo.helpMessage': `Example: support@example.com ${'x'.repeat(132)}` }),
    found: 'campaign: campaignInfo.helpMessage: it has more than 160 characters',
    good: [campaign({ 'campaignInfo.helpMessage': `Example: support@example.com ${'x'.repeat(131)}` })],
  },
  {
    rule: 'help-names-brand',
    bad: campaign({ 'campaignInfo.helpMessage': 'Call 206-555-0100 for help.' }),
    found: 'campaign: campaignInfo.helpMessage: it does not name the brand',
    good: [
      campaign({ 'campaignInfo.helpMessage': 'EXAMPLE, CORP: call 206-555-0100' }),
    ],
  },
  {
    rule: 'help-has-contact',
    bad: campaign({ 'campaignInfo.helpMessage': 'Example: ask us for help at any time.' }),
    found: 'campaign: campaignInfo.helpMessage: it has no e-mail address, phone number or link',
    good: ['(206) 555-0100', '+12065550100', '18005550100', '2065550100', '+44 20 7946 0018', 'help@example.com', 'www.example.com/help'].map((contact) => campaign({ 'campaignInfo.helpMessage': `Example: ${contact}` })),
  },
  {
    rule: 'help-mentions-stop',
    bad: campaign({ 'campaignInfo.helpMessage': 'Example: write to help@example.com, we never stop helping.' }),
    found: 'campaign: campaignInfo.helpMessage: it does not mention STOP',
    good: [campaign({ 'campaignInfo.helpMessage': 'Example: write to help@example.com. Text stop to end.' }), campaign({ 'campaignInfo.helpMessage': UNKNOWN })],
  },
  {
    rule: 'help-email-domain',
    bad: campaign({ 'campaignInfo.helpMessage': 'Example: write to help@gmail.com.' }),
    found: 'campaign: campaignInfo.helpMessage: its e-mail address is not in the domain of the website',
    good: [
      campaign({ 'campaignInfo.helpMessage': 'Example: write to help@support.example.com.' }),
      { brand: { 'contactInfo.website': UNKNOWN }, campaign: { 'campaignInfo.helpMessage': 'Example: write to help@gmail.com.' } },
    ],
  },
  {
    rule: 'stop-three-parts',
    bad: campaign({ 'campaignInfo.stopMessage': 'Bye, and thank you for your time.' }),
    found: 'campaign: campaignInfo.stopMessage: it does not name the brand, and does not confirm the opt-out, and does not say that no more messages follow',
    good: ['Example: You have opted out. You will not receive any more texts.', "Example: unsubscribed. You won't get messages.", 'Example: opt-out confirmed, no further SMS alerts.']
      .map((stopMessage) => campaign({ 'campaignInfo.stopMessage': stopMessage })),
  },
  {
    rule: 'stop-three-parts',
    bad: campaign({ 'campaignInfo.stopMessage': 'Example: you are unsubscribed.' }),
    found: 'campaign: campaignInfo.stopMessage: it does not say that no more messages follow',
    good: [campaign({
      'campaignUseCase.useCase': 'TWO_FACTOR_AUTHENTICATION', 'campaignUseCase.subUseCases': undefined, 'campaignInfo.stopMessage': 'Example: you are unsubscribed. Reply START to return.',
    })],
  },
  {
    rule: 'otp-stop-reply',
    bad: campaign({ 'campaignUseCase.useCase': 'TWO_FACTOR_AUTHENTICATION', 'campaignInfo.stopMessage': 'Example: you are unsubscribed. Reply HELP for help.' }),
    found: 'campaign: campaignInfo.stopMessage: it does not say how to opt back in, or where to get help',
    good: [
      campaign({ 'campaignInfo.stopMessage': 'Example: you are unsubscribed.' }),
      campaign({ 'campaignUseCase.useCase': 'TWO_FACTOR_AUTHENTICATION', 'campaignInfo.stopMessage': 'Example: you are unsubscribed. Reply START for codes, HELP for help.' }),
      campaign({ 'campaignUseCase.useCase': 'TWO_FACTOR_AUTHENTICATION', 'campaignInfo.stopMessage': 'Example: unsubscribed until you request a code. 206-555-0100' }),
    ],
  },
  {
    rule: 'otp-stop-reply',
    bad: campaign({ 'campaignUseCase.useCase': 'TWO_FACTOR_AUTHENTICATION', 'campaignInfo.stopMessage': 'Example: you are unsubscribed. Reply START to return.' }),
    found: 'campaign: campaignInfo.stopMessage: it does not say how to opt back in, or where to get help',
    good: [],
  },
  // Prohibited subjects
  ...([
    ['gambling', 'visit our Casinos.', 'casino…', ['choose one of the free slots for your appointment.', 'better deals.']],
    ['sweepstakes', 'enter to win a car.', 'enter to win', ['enter the code to win your badge.']],
    ['high-risk-finance', 'buy Bitcoin now.', 'bitcoin…', ['your item is back: stock alert.', 'payday is Friday.']],
    ['get-rich-quick', 'your passive income.', 'passive income', ['you may work from home tomorrow.']],
    ['illegal-substances', 'CBD oil is here.', 'CBD', ['the fireworks begin at 9.', 'the cbd office is open.']],
    ['prescription-drugs', 'Ozempic is here.', 'ozempic', ['your prescription is ready.']],
    ['lead-generation', 'offers from our partners.', 'offers from our partners', ['you lead the generation of ideas.']],
    ['job-boards', 'new jobs near you.', 'new jobs near you', ['your new job begins on Monday.']],
    ['shaft', 'e-cigs are back.', 'e-cig…', ['we hate to see you go.', 'our escort meets you at the gate.']],
  ] as const).map(([rule, bad, word, good]): Case => ({ rule, bad: sample(bad), found: `campaign: ${SAMPLE_2}: it mentions "${word}"`, good: good.map(sample) })),
  {
    rule: 'gambling',
    bad: tollFree({ 'messagingUseCase.useCaseDetails': 'Example sends raffle news to customers who have an account with us.' }),
    found: 'tollFree: messagingUseCase.useCaseDetails: it mentions "raffle…"',
    good: [],
  },
  { rule: 'gambling-vertical', bad: brand({ 'contactInfo.vertical': 'GAMBLING' }), found: 'brand: contactInfo.vertical: it is GAMBLING, which carriers prohibit', good: [brand({ 'contactInfo.vertical': 'ENTERTAINMENT' })] },
  { rule: 'gambling-vertical', bad: campaign({ 'campaignInfo.vertical': 'GAMBLING' }), found: 'campaign: campaignInfo.vertical: it is GAMBLING, which carriers prohibit', good: [] },
  {
    rule: 'age-gated-flag',
    bad: sample('the wine has arrived.'),
    found: 'campaign: campaignUseCase.ageGated: it is No, but the texts mention "wine"',
    good: [
      sample('the twine has arrived with the glue gun.'), sample('your table at the Wine Bar is ready.'), sample('your table in the beer garden is ready.'),
      { campaign: { ...sample('the wine has arrived.').campaign, 'campaignUseCase.ageGated': 'Yes', [WORKFLOW]: `${OPT_IN} First they enter day, month and year of birth: their birth date.` } },
    ],
  },
  {
    rule: 'age-gated-flag',
    bad: campaign({ 'campaignUseCase.ageGated': 'Yes' }),
    found: `campaign: ${WORKFLOW}: it does not say that people enter their date of birth`,
    good: [
      ...BIRTH_DATES.map((text) => campaign({ 'campaignUseCase.ageGated': 'Yes', [WORKFLOW]: `${OPT_IN} ${text}` })),
      campaign({ 'campaignUseCase.ageGated': 'Yes', [WORKFLOW]: `${OPT_IN} First they enter their date of birth.` }), campaign({ 'campaignUseCase.ageGated': 'Yes', [WORKFLOW]: UNKNOWN }),
      campaign({ 'campaignUseCase.ageGated': 'Yes', [WORKFLOW]: `${OPT_IN} A page asks: "Are you over 21?"` }),
    ],
  },
  {
    rule: 'age-gate-yes-no',
    bad: campaign({ 'campaignUseCase.ageGated': 'Yes', [WORKFLOW]: `${OPT_IN} A page asks: "Are you over 21?" We do not ask for a date of birth.` }),
    found: `campaign: ${WORKFLOW}: its age gate is a yes-or-no question`,
    good: [],
  },
  {
    rule: 'age-gate-yes-no',
    bad: campaign({ 'campaignUseCase.ageGated': 'Yes', [WORKFLOW]: `${OPT_IN} A page asks: "Are you over 21?"` }),
    found: `campaign: ${WORKFLOW}: its age gate is a yes-or-no question`,
    good: [
      ...BIRTH_DATES.map((text) => campaign({ 'campaignUseCase.ageGated': 'Yes', [WORKFLOW]: `${OPT_IN} A page asks: "Are you over 21?" ${text}` })),
      workflow('A page asks: "Are you over 21?"'),
      campaign({ 'campaignUseCase.ageGated': 'Yes', [WORKFLOW]: `${OPT_IN} A page asks: "Are you over 21? Enter your date of birth."` }),
    ],
  },
];
