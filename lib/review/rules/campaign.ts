import {
  CAMPAIGN_SAMPLES, CAMPAIGN_TEXTS, DESCRIPTION, HELP_MESSAGE, nameOf, OPT_IN_MESSAGE, OPT_IN_WORKFLOW, STOP_MESSAGE, SUB_USE_CASES,
  TOLL_FREE_SAMPLES, TOLL_FREE_TEXTS, USE_CASE, USE_CASE_DETAILS,
} from '../fields';
import { BRAND, CAMPAIGN, Form, TOLL_FREE } from '../form';
import { isForeign } from '../languages';
import { mentions, namesOf } from '../names';
import { allTexts, eachText, problemAt, Rule } from '../rule';
import { same } from '../similarity';
import { TopicName, wordOf } from '../words';

const MIN_DESCRIPTION = 40;
const MIN_DESCRIPTION_WORDS = 8;

/** The use cases that stand for several. */
const COLLECTIONS: ReadonlyMap<string, number> = new Map([['MIXED', 2], ['LOW_VOLUME', 1]]);
/** Use cases whose messages only inform. */
const TRANSACTIONAL = ['ACCOUNT_NOTIFICATION', 'DELIVERY_NOTIFICATION', 'FRAUD_ALERT', 'SECURITY_ALERT', 'TWO_FACTOR_AUTHENTICATION'];

const PASSCODES = ['TWO_FACTOR_AUTHENTICATION', 'ONE_TIME_PASSCODES', 'ONE_TIME_PASSWORDS'];
const OFFERS = ['MARKETING', 'PROMOTIONS_AND_MARKETING'];

const PASSCODE_SAMPLE = /\b(?:verification|security|log-?in|sign-?in|one[\s-]time|authentication)\s+(?:pass)?code\b|\bpasscode\b|\bOTP\b/i;
const CODE_IN_SAMPLE = /\d{4,8}|\[[^\]]*\]/;
const PASSCODE_WORDS = /\bcode\b|passcode|\bOTP\b|\bPIN\b|one[\s-]time|verif/i;
const OFFER_SAMPLE = /\b\d+\s?%\s*off\b|\bcoupons?\b|\bpromo(?:tional|tion)? codes?\b|\bdiscount code\b|\bspecial offer\b|\blimited[\s-]time offer\b|\bflash sale\b|\bon sale now\b/i;

const OTHER_COMPANIES = /\bour (?:other |various )?brands\b|\bon behalf of (?:our|other|others|various|multiple|its|their|several)\b/i;

/** Rules on what a campaign is for. */
export const CAMPAIGNS: readonly Rule[] = [
  {
    id: 'description-names-brand',
    asks: 'The description names the brand, by its legal or trade name.',
    fields: { [CAMPAIGN]: [DESCRIPTION] },
    severity: 'warning',
    denialCodes: ['CAMPAIGN_TO_BRAND_MISMATCH', 'CAMPAIGN_ATTRIBUTES_MISMATCH'],
    advice: 'Say who sends the messages, by the legal or trade name on the brand form.',
    sources: ['denials', 'criteria'],
    strength: 'documented',
    check: eachText((text, form) => lacksBrand(text, form) ? 'it does not name the brand' : undefined),
  },
  {
    id: 'description-specific',
    asks: 'The description says what is sent, to whom and why, in at least 40 characters and 8 words.',
    fields: { [CAMPAIGN]: [DESCRIPTION], [TOLL_FREE]: [USE_CASE_DETAILS] },
    severity: 'warning',
    denialCodes: ['CAMPAIGN_UNCLEAR', 'UNCLEAR_USE_CASE'],
    advice: 'Say which kinds of messages are sent, to whom and why.',
    sources: ['criteria'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => (
      Array.from(text.trim()).length < MIN_DESCRIPTION || text.trim().split(/\s+/).length < MIN_DESCRIPTION_WORDS ? 'it is too short to say what is sent, to whom and why' : undefined
    )),
  },
  topicRule('no-test-wording', 'tests', 'it reads like a test', {
    asks: 'Nothing reads like a test, a demonstration or a proof of concept.',
    denialCodes: ['CAMPAIGN_NON_COMPLIANT_CONTENT_NON_SUBSCRIBER', 'NON_COMPLIANT_USE_CASE_TESTING'],
    advice: 'Describe the messages that real recipients receive.',
  }),
  topicRule('no-peer-to-peer', 'peer-to-peer', 'it reads like messages between people', {
    asks: 'The messages come from a business, not from one person to another.',
    denialCodes: ['CAMPAIGN_NOT_QUALIFIED_P2P'],
    advice: 'Describe the business and the system that sends the messages.',
  }),
  topicRule('no-influencer', 'influencer', 'it reads like an influencer writing to followers', {
    asks: 'The messages are not sent by an influencer to followers.',
    denialCodes: ['CAMPAIGN_NOT_QUALIFIED_INFLUENCER'],
    advice: 'Describe the real business purpose.',
  }),
  topicRule('no-emergency-alerts', 'emergency', 'it reads like emergency alerts', {
    asks: 'The messages are not emergency alerts.',
    denialCodes: ['CAMPAIGN_NOT_QUALIFIED_EMERGENCY_ALERT'],
    advice: 'Say which notices of the business are sent, for example closings or delays.',
  }),
  topicRule('no-machine-alerts', 'machines', 'it reads like system alerts to staff', {
    asks: 'The messages go to subscribers; they are not system alerts to staff.',
    denialCodes: ['CAMPAIGN_NON_COMPLIANT_CONTENT_NON_SUBSCRIBER'],
    advice: 'Describe who has subscribed to the messages.',
  }),
  {
    id: 'english-only',
    asks: 'Everything is in English; a message in another language includes its English version in the same field.',
    fields: { [CAMPAIGN]: CAMPAIGN_TEXTS },
    severity: 'warning',
    denialCodes: ['CAMPAIGN_NON_ENGLISH_CONTENT'],
    advice: 'Write it in English, or add the English version.',
    sources: ['denials', 'criteria'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => isForeign(text) ? 'it is not in English' : undefined),
  },
  {
    id: 'texts-distinct',
    asks: 'No two fields have the same text.',
    fields: { [CAMPAIGN]: [DESCRIPTION, OPT_IN_WORKFLOW, OPT_IN_MESSAGE, HELP_MESSAGE, STOP_MESSAGE] },
    severity: 'warning',
    denialCodes: ['CAMPAIGN_TEMPLATE_REUSE', 'CAMPAIGN_MULTI_USE'],
    advice: 'Write each field for its own purpose.',
    sources: ['denials'],
    strength: 'documented, found by own patterns',
    check: (form, fields) => form.texts(fields).flatMap(([path, text], index, texts) => {
      const [former] = texts.slice(0, index).find(([, other]) => same(other, text)) ?? [];
      return problemAt(path, former && `it repeats the text of ${nameOf(former)}`);
    }),
  },
  {
    id: 'one-campaign-per-use-case',
    asks: 'A brand has one campaign for each use case.',
    fields: { [CAMPAIGN]: [USE_CASE, SUB_USE_CASES] },
    severity: 'warning',
    denialCodes: ['CAMPAIGN_MULTI_USE'],
    advice: 'Use one campaign for all messages of that kind.',
    sources: ['denials', 'criteria'],
    strength: 'documented',
    check: (form, [field]) => {
      const own = useCasesOf(form)?.join();
      const twins = form.others.filter((one) => one.registrationType === CAMPAIGN && one.brand !== undefined && one.brand.id === form.brand?.id);
      return problemAt(field, own !== undefined && twins.some((one) => useCasesOf(one)?.join() === own) ? 'another campaign of the brand has the same use case' : undefined);
    },
  },
  {
    id: 'single-brand',
    asks: 'The texts speak for one company.',
    fields: { [CAMPAIGN]: CAMPAIGN_TEXTS, [TOLL_FREE]: TOLL_FREE_TEXTS },
    severity: 'warning',
    denialCodes: ['CAMPAIGN_MULTI_BRAND', 'BRAND_INVALID_BUSINESS_CONNECTION', 'INVALID_BUSINESS_CONNECTION'],
    advice: 'Name one company, and register each other brand separately.',
    sources: ['denials', 'criteria', 'tollFreeDenials'],
    strength: 'documented, found by own patterns',
    check: (form, fields) => {
      const others = otherBrands(form);
      return form.texts(fields).flatMap(([path, text]) => [
        ...problemAt(path, OTHER_COMPANIES.test(text) ? 'it speaks for several companies' : undefined),
        ...problemAt(path, mentions(text, others) ? 'it names another brand' : undefined),
      ]);
    },
  },
  {
    id: 'sub-use-cases',
    asks: 'MIXED has at least two sub use cases, LOW_VOLUME at least one, and other use cases have none.',
    fields: { [CAMPAIGN]: [SUB_USE_CASES] },
    severity: 'warning',
    denialCodes: ['MISSING_CONDITIONAL_FIELD', 'CONDITIONAL_FIELD_NOT_ALLOWED'],
    advice: 'Choose sub use cases for MIXED and LOW_VOLUME only.',
    sources: ['campaign'],
    strength: 'reported',
    check: (form, [field]) => {
      const useCase = form.choice(USE_CASE);
      const count = form.lacks(field!) ? 0 : form.choices(field!)?.length;
      if (useCase === undefined || count === undefined) {
        return [];
      }
      const minimum = COLLECTIONS.get(useCase) ?? 0;
      const excess = minimum === 0 && count > 0 ? `a campaign with the use case ${useCase} has no sub use cases` : undefined;
      const shortage = count < minimum ? `a campaign with the use case ${useCase} needs at least ${minimum}, but has ${count}` : undefined;
      return [...problemAt(field, shortage, ['MISSING_CONDITIONAL_FIELD']), ...problemAt(field, excess, ['CONDITIONAL_FIELD_NOT_ALLOWED'])];
    },
  },
  {
    id: 'direct-lending-flag',
    asks: '`directLending` is Yes for financial companies, and if the texts mention loans.',
    fields: { [CAMPAIGN]: ['campaignUseCase.directLending'] },
    severity: 'warning',
    denialCodes: ['CAMPAIGN_UNDECLARED_DIRECT_LENDING', 'UNDECLARED_DIRECT_LENDING'],
    advice: 'Choose Yes: AWS requires it of every financial company, even for passcodes.',
    sources: ['lenders', 'denials'],
    strength: 'documented, found by own patterns',
    check: (form, [field]) => {
      const isFinancial = form.choice('campaignInfo.vertical') === 'FINANCIAL' || form.brand?.choice('contactInfo.vertical') === 'FINANCIAL';
      const word = firstWord(form, 'lending', [DESCRIPTION, OPT_IN_WORKFLOW, ...CAMPAIGN_SAMPLES]);
      const reason = isFinancial ? 'the vertical is FINANCIAL' : word && `the texts mention "${word}"`;
      return problemAt(field, form.choice(field!) === 'No' && reason ? `it is No, but ${reason}` : undefined);
    },
  },
  {
    id: 'charity-use-case',
    asks: 'Campaigns that ask for donations use CHARITY, which is for non-profit organizations in the US.',
    fields: { [CAMPAIGN]: [USE_CASE] },
    severity: 'warning',
    denialCodes: ['CAMPAIGN_MISMATCH_CHARITY', 'SAMPLE_MESSAGE_USE_CASE_MISMATCH_CHARITY', 'BRAND_USE_CASE_MISMATCH_POLITICAL'],
    advice: 'Choose CHARITY for a campaign of a non-profit organization that asks for donations, or leave donations out.',
    sources: ['denials', 'campaign'],
    strength: 'documented, found by own patterns',
    check: (form, [field]) => {
      const useCase = form.choice(field!);
      if (useCase === 'CHARITY') {
        const legalType = form.brand?.choice('companyInfo.legalType') ?? 'NON_PROFIT';
        return problemAt(field, legalType === 'NON_PROFIT' ? undefined : 'it is CHARITY, but the legalType of the brand is not NON_PROFIT');
      }
      const word = firstWord(form, 'charity', [DESCRIPTION, ...CAMPAIGN_SAMPLES]);
      return problemAt(field, useCase !== undefined && word ? `it is not CHARITY, but the texts mention "${word}"` : undefined);
    },
  },
  topicRule('political-content', 'politics', 'it is about politics', {
    asks: 'Nothing is about politics: the form has no use case for it, and POLLING_VOTING is for other polls.',
    denialCodes: ['CAMPAIGN_MISMATCH_POLITICAL', 'SAMPLE_MESSAGE_USE_CASE_MISMATCH_POLITICAL'],
    advice: 'Leave politics out, or ask AWS Support.',
    sources: ['denials', 'campaign'],
  }),
  {
    id: 'use-case-matches-samples',
    asks: 'Samples with passcodes or offers match the use case, and a campaign for passcodes has a sample with one.',
    fields: { [CAMPAIGN]: CAMPAIGN_SAMPLES, [TOLL_FREE]: TOLL_FREE_SAMPLES },
    severity: 'warning',
    denialCodes: ['SAMPLE_MESSAGE_USE_CASE_MISMATCH', 'USE_CASE_MISMATCH', 'CAMPAIGN_MISMATCH', 'CAMPAIGN_NOT_QUALIFIED_FOR_USE_CASE'],
    advice: 'Choose the use case that the samples show, or write samples for the use case.',
    sources: ['criteria', 'denials', 'tollFree'],
    strength: 'documented, found by own patterns',
    check: (form, fields) => {
      const useCases = form.registrationType === CAMPAIGN ? useCasesOf(form) : form.choices('messagingUseCase.useCaseCategory');
      if (useCases === undefined) {
        return [];
      }
      const has = (...some: string[]) => some.some((one) => useCases.includes(one));
      const samples = form.texts(fields).flatMap(([path, text]) => [
        ...problemAt(path, isPasscode(text) && !has(...PASSCODES) ? 'it has a passcode, but the use case is not passcodes' : undefined),
        ...problemAt(path, OFFER_SAMPLE.test(text) && !has(...OFFERS) ? 'it makes an offer, but the use case is not marketing' : undefined),
      ]);
      const all = allTexts(form, fields);
      const lacksPasscode = all !== undefined && all.length > 0 && has(...PASSCODES) && !all.some(([, text]) => PASSCODE_WORDS.test(text));
      return [...samples, ...problemAt(undefined, lacksPasscode ? 'the use case is passcodes, but no sample has one' : undefined)];
    },
  },
  {
    id: 'message-type-agrees',
    asks: 'Marketing is Promotional; passcodes and alerts are Transactional.',
    fields: { [CAMPAIGN]: ['campaignCapabilities.messageType'] },
    severity: 'warning',
    denialCodes: ['CAMPAIGN_MISMATCH'],
    advice: 'Choose the message type that fits the use case.',
    sources: ['campaign'],
    strength: 'documented, found by own patterns',
    check: (form, [field]) => {
      const useCases = useCasesOf(form) ?? [];
      const informs = useCases.length > 0 && useCases.every((useCase) => TRANSACTIONAL.includes(useCase));
      const advertises = useCases.includes('MARKETING');
      const type = form.choice(field!);
      return [
        ...problemAt(field, type === 'Transactional' && advertises ? 'it is Transactional, but one of the use cases is MARKETING' : undefined),
        ...problemAt(field, type === 'Promotional' && informs ? 'it is Promotional, but none of the use cases is promotional' : undefined),
      ];
    },
  },
];

/** The names by which the recipients know the sender of a campaign; none if the brand is not known. */
export function brandNames(form: Form): readonly string[] {
  return form.brand === undefined ? [] : namesOf(form.brand);
}

export function lacksBrand(text: string, form: Form): boolean {
  const names = brandNames(form);
  return names.length > 0 && !mentions(text, names);
}

/** The use cases of a campaign, sorted, without MIXED and LOW_VOLUME, which stand for those below them; none if they are not known. */
export function useCasesOf(form: Form): readonly string[] | undefined {
  const useCase = form.choice(USE_CASE);
  if (useCase === undefined) {
    return undefined;
  }
  const below = form.choices(SUB_USE_CASES);
  return COLLECTIONS.has(useCase) ? below && [...below].sort() : [useCase];
}

function isPasscode(sample: string): boolean {
  return PASSCODE_SAMPLE.test(sample) && CODE_IN_SAMPLE.test(sample);
}

function firstWord(form: Form, topic: TopicName, paths: readonly string[]): string | undefined {
  return form.texts(paths).map(([, text]) => wordOf(topic, text)).find((word) => word !== undefined);
}

/** The names of the other brands, except those that are part of the own name or the other way round, and single words, which may mean anything. */
function otherBrands(form: Form): readonly string[] {
  const own = form.registrationType === CAMPAIGN ? brandNames(form) : namesOf(form);
  const others = own.length === 0 ? [] : form.others.filter(({ registrationType }) => registrationType === BRAND).flatMap(namesOf);
  return others.filter((name) => name.includes(' ') && !own.some((one) => one.includes(name) || name.includes(one)));
}

/** A rule on the words of a subject in the description and the samples. */
function topicRule(
  id: string, topic: TopicName, message: string, rest: Pick<Rule, 'asks' | 'denialCodes' | 'advice'> & Partial<Pick<Rule, 'sources'>>,
): Rule {
  return {
    id,
    fields: { [CAMPAIGN]: [DESCRIPTION, ...CAMPAIGN_SAMPLES] },
    severity: 'warning',
    sources: ['denials', 'criteria'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => {
      const word = wordOf(topic, text);
      return word && `${message} ("${word}")`;
    }),
    ...rest,
  };
}
