import * as fs from 'fs';
import { CASES } from './cases';
import { Changes, findings, forms, GOOD_CAMPAIGN, short } from './forms';
import { DENIAL_CODES } from '../../../lambda/decisions/denial-codes';
import { review } from '../../../lib/review';
import { BRAND, CAMPAIGN, RuledType, TOLL_FREE } from '../../../lib/review/form';
import { codesFor, severityOf } from '../../../lib/review/review';
import type { Rule } from '../../../lib/review/rule';
import { RULES } from '../../../lib/review/rules/all';
import { page, PAGE } from '../../../scripts/review-rules';

/** What to write instead begins with what to do. */
const IMPERATIVE = /^(?:Add|Ask|Attach|Begin|Choose|Convert|Copy|Correct|Describe|Give|Join|Leave|Link|Name|Register|Remove|Say|Shorten|Show|Use|Wait|Write) /;

const typesOf = ({ fields }: Rule) => [BRAND, CAMPAIGN, TOLL_FREE].filter((type): type is RuledType => Object.hasOwn(fields, type));

describe('The forms that the cases start from', () => {
  test('break no rule', () => {
    expect(review(forms({})).map((finding) => `${finding.rule} ${short(finding)}`)).toEqual([]);
  });

  test('break no rule while they are unfinished', () => {
    expect(findings({ incomplete: true })).toEqual([]);
  });
});

describe.each(RULES.map(({ id }) => id))('The rule %s', (rule) => {
  const cases = CASES.filter((one) => one.rule === rule);

  test('has a bad and a good form', () => {
    expect(cases.length).toBeGreaterThan(0);
    expect(cases.flatMap(({ good }) => good).length).toBeGreaterThan(0);
  });

  test('finds the bad ones', () => {
    cases.forEach(({ bad, found }) => expect(findings(bad, rule).map(short)).toContain(found));
  });

  test('finds nothing in the good ones', () => {
    cases.flatMap(({ good }) => good).forEach((good) => expect([good, findings(good, rule).map(short)]).toEqual([good, []]));
  });
});

describe('The rules', () => {
  test('have one case at least, and no case is of another rule', () => {
    expect(CASES.filter(({ rule }) => !RULES.some(({ id }) => id === rule))).toEqual([]);
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  test('name denial codes that AWS publishes', () => {
    const known = DENIAL_CODES.map(({ code }) => code);
    const ofFields = ['MISSING_REQUIRED_FIELD', 'MISSING_CONDITIONAL_FIELD', 'CONDITIONAL_FIELD_NOT_ALLOWED', 'INVALID_FIELD_VALUE'];
    expect(RULES.flatMap(({ denialCodes }) => denialCodes).filter((code) => ![...known, ...ofFields].includes(code))).toEqual([]);
  });

  test('call final what cannot be submitted again', () => {
    const final = DENIAL_CODES.filter(({ resubmittable }) => resubmittable === 'no').map(({ code }) => code);
    const finalTypes = (rule: Rule) => typesOf(rule).map((type) => codesFor(type, rule.denialCodes).some((code) => final.includes(code)));
    expect(RULES.filter((rule) => finalTypes(rule).includes(rule.isFinal !== true)).map(({ id }) => id)).toEqual([]);
  });

  test('are errors only where AWS documents that the service denies the form, and nothing rests on patterns of our own', () => {
    const errors = RULES.filter((rule) => typesOf(rule).some((type) => severityOf(rule, type) === 'error'));
    expect(errors.map(({ id, strength }) => [id, strength])).toEqual([
      ['required-fields-present', 'documented'], ['conditional-fields-present', 'documented'], ['ein-nine-digits', 'documented'],
    ]);
  });

  test('say what to do in sentences, and what is wrong in none', () => {
    RULES.forEach(({ asks, advice }) => [asks, advice].forEach((text) => expect(text).toMatch(/^[A-Z`].*[."]$/)));
    RULES.forEach(({ id, advice }) => expect([id, advice]).toEqual([id, expect.stringMatching(IMPERATIVE)]));
    CASES.forEach(({ found }) => expect(found).not.toMatch(/\.$/));
  });

  test('are listed in docs/review-rules.md: run "npx projen review-rules" if not', () => {
    expect(fs.readFileSync(PAGE, 'utf8').replace(/\r\n/g, '\n')).toBe(page());
  });
});

describe('A finding', () => {
  test('says everything there is to say', () => {
    expect(findings({ brand: { 'companyInfo.taxId': '12-3456789' } })).toEqual([{
      rule: 'ein-nine-digits',
      form: 'brand',
      field: 'companyInfo.taxId',
      severity: 'warning',
      message: 'it is not an EIN of nine digits without a hyphen',
      denialCodes: ['BRAND_VETTING_INVALID', 'BRAND_UNVERIFIED'],
      isFinal: false,
      advice: 'Write the nine digits of the EIN as they appear in the IRS letter.',
      source: 'https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-10dlc-company.html',
    }]);
  });

  test('is an error where a machine refuses the form', () => {
    expect(findings({ tollFree: { 'companyInfo.taxId': '1' } }, 'ein-nine-digits')).toMatchObject([{ severity: 'error' }]);
  });

  test('names the codes that a form of its type can get', () => {
    const codes = (changes: Changes, rule: string) => findings(changes, rule).map(({ form, denialCodes }) => [form, ...denialCodes]);
    const phone = { 'contactInfo.supportPhoneNumber': '1' };
    expect(codes({ brand: phone, tollFree: phone }, 'phone-e164')).toEqual([['brand', 'BRAND_PHONE_NUMBER_INVALID_OR_MISSING'], ['tollFree']]);
    expect(codes({ tollFree: { 'companyInfo.website': 'https://localhost' } }, 'website-absolute')).toEqual([['tollFree', 'INVALID_URL']]);
    expect(codes({ tollFree: { 'companyInfo.taxId': '1' } }, 'ein-nine-digits')).toEqual([['tollFree']]);
    expect(codes({ brand: { 'contactInfo.vertical': 'GAMBLING' } }, 'gambling-vertical')[0]).not.toContain('CAMPAIGN_NON_COMPLIANT_CONTENT_GAMBLING');
    const texts = RULES.filter(({ fields }) => fields[TOLL_FREE]).flatMap(({ denialCodes }) => codesFor(TOLL_FREE, denialCodes));
    expect(texts.filter((code) => /^(?:BRAND|CAMPAIGN)_/.test(code))).toEqual([]);
  });

  test('names the codes that fit what is wrong', () => {
    const codes = (changes: Changes, rule: string) => findings(changes, rule).flatMap(({ denialCodes }) => denialCodes);
    expect(codes({ campaign: { 'campaignInfo.termsAndConditionsLink': undefined } }, 'legal-link-or-file')).toEqual([
      'TERMS_AND_CONDITIONS_MISSING', 'OPT_IN_WORKFLOW_NON_COMPLIANT_TERMS_AND_CONDITIONS',
    ]);
    expect(codes({ tollFree: { 'messagingUseCase.termsAndConditionsUrl': 'https://www.example.com' } }, 'legal-url-usable')).toEqual(['TERMS_AND_CONDITIONS_MISSING']);
    expect(codes({ tollFree: { 'messagingUseCase.privacyPolicyUrl': 'https://a.com/b?X-Amz-Expires=1' } }, 'presigned-url-expires')).toEqual(['PRIVACY_POLICY_MISSING']);
    expect(codes({ tollFree: { 'messagingUseCase.termsAndConditionsUrl': undefined } }, 'required-fields-present')).toEqual(['MISSING_REQUIRED_FIELD', 'TERMS_AND_CONDITIONS_MISSING']);
    expect(codes({ tollFree: { 'companyInfo.city': undefined } }, 'required-fields-present')).toEqual(['MISSING_REQUIRED_FIELD']);
    expect(codes({ campaign: { 'campaignUseCase.subUseCases': undefined } }, 'sub-use-cases')).toEqual(['MISSING_CONDITIONAL_FIELD']);
    expect(codes({ campaign: { 'campaignUseCase.useCase': 'MARKETING' } }, 'sub-use-cases')).toEqual(['CONDITIONAL_FIELD_NOT_ALLOWED']);
    const optIn = GOOD_CAMPAIGN['campaignInfo.optInWorkflow'] as string;
    expect(codes({ campaign: { 'campaignInfo.optInWorkflow': optIn.replace(/ and the terms/, '') } }, 'opt-in-legal-links')).toEqual([
      'OPT_IN_WORKFLOW_NON_COMPLIANT_TERMS_AND_CONDITIONS',
    ]);
    expect(codes({ campaign: { 'campaignInfo.stopMessage': 'You are unsubscribed and get no more messages.' } }, 'stop-three-parts')).toEqual(['OPT_OUT_MESSAGE_MISMATCH']);
    expect(codes({ campaign: { 'campaignInfo.optInMessage': 'Example: hello. Message and data rates may apply. Reply STOP.' } }, 'opt-in-message-complete')).toEqual([
      'OPT_IN_MESSAGE_NON_COMPLIANT', 'OPT_IN_MESSAGE_NON_COMPLIANT_HELP_STOP', 'CAMPAIGN_CONFIRMATION_ISSUES',
    ]);
    expect(codes({ statuses: { brand: 'REVIEWING' } }, 'brand-complete-first')).toEqual(['BRAND_UNVERIFIED']);
  });

  test('names a page about the form that it is in', () => {
    const sources = [
      ...findings({ brand: { 'contactInfo.supportPhoneNumber': '1' }, tollFree: { 'contactInfo.supportPhoneNumber': '1' } }, 'phone-e164'),
      ...findings({ tollFree: { 'companyInfo.address1': 'PO Box 1' } }),
      ...findings({ campaign: { 'campaignInfo.privacyPolicyLink': '1' }, tollFree: { 'messagingUseCase.privacyPolicyUrl': '1' } }),
    ].map(({ source }) => source.replace(/^.*\//, ''));
    expect(sources).toEqual([
      'registrations-10dlc-company.html', 'registrations-tfn-register.html', 'registration-help-review-criteria.html',
      'registration-help-rejection-troubleshooting.html', 'registrations-tfn-register-faq.html',
    ]);
  });

  test('never quotes a value', () => {
    const canary = 'zyxwv 12 {zyxwv} https://bit.ly/zyxwv zyxwv@zyxwv.gmail.com, 206-555-0199';
    const leaking = forms({}).map((one) => ({
      ...one, values: new Map([...one.values].map(([path, content]) => [path, content.text === undefined ? content : { text: canary }])),
    }));
    const found = review(leaking);
    expect(new Set(found.map(({ rule }) => rule)).size).toBeGreaterThan(15);
    expect(JSON.stringify(found)).not.toContain('zyxwv');
    expect(JSON.stringify(found)).not.toContain('0199');
  });

  test('is not made of a type without rules, whatever its name', () => {
    const [brand] = forms({ brand: { 'companyInfo.taxId': '1' } });
    expect(review([brand!])).not.toEqual([]);
    expect(['US_SHORT_CODE_REGISTRATION', 'constructor'].flatMap((registrationType) => review([{ ...brand!, registrationType }]))).toEqual([]);
  });

  test('about a campaign needs its brand: without one, the rules on names and domains say nothing', () => {
    const [, campaign] = forms({ campaign: { 'messageSamples.messageSample1': 'Your code is 123456, see https://other.com', 'campaignUseCase.embeddedLink': 'Yes' } });
    expect(review([{ ...campaign!, associations: [] }])).toEqual([]);
    expect(review([{ ...campaign!, associations: ['unknown'] }])).toEqual([]);
    const [other] = forms({ others: [[BRAND, { 'contactInfo.dbaName': 'Other' }]] }).slice(-1);
    expect(review([{ ...campaign!, associations: ['unknown'] }, other!])).toEqual([]);
  });

  test('about a campaign does not rest on half a brand', () => {
    expect(findings({
      incomplete: true, brand: { 'contactInfo.dbaName': undefined, 'companyInfo.companyName': 'Legal Name LLC' },
    }, 'samples-name-brand')).toEqual([]);
  });
});

describe('A form of which nothing is known but its paths', () => {
  test('breaks no rule', () => {
    const unknown = forms({}).map((form) => ({ ...form, values: new Map([...form.values.keys()].map((path) => [path, { unknown: true }])) }));
    expect(review(unknown)).toEqual([]);
  });
});
