import { CAMPAIGN_SAMPLES, DESCRIPTION, OPT_IN_DESCRIPTION, OPT_IN_WORKFLOW, TOLL_FREE_SAMPLES, USE_CASE_DETAILS } from '../fields';
import { BRAND, CAMPAIGN, Form, TOLL_FREE } from '../form';
import { NEGATION, sentences } from '../patterns';
import { eachText, problemAt, Rule } from '../rule';
import type { Source } from '../sources';
import { TopicName, wordOf } from '../words';

const TEXTS = {
  [CAMPAIGN]: [DESCRIPTION, OPT_IN_WORKFLOW, ...CAMPAIGN_SAMPLES],
  [TOLL_FREE]: [USE_CASE_DETAILS, OPT_IN_DESCRIPTION, ...TOLL_FREE_SAMPLES],
};
const AGE_GATED = 'campaignUseCase.ageGated';

const BIRTH_DATE = /\bbirth\b|\bbirth(?:date|day)s?\b|\bDOB\b|\bborn\b|\bMM\s*[/-]\s*DD\b/i;
/** "Nobody continues without a date of birth" asks for one. */
const CONDITION = /\b(?:without|unless|until|before)\b/i;
const YES_NO_QUESTION = /\bare you (?:at least|over|older than|above|of legal)\b|\b(?:18|19|21)\s?\+.*\b(?:yes|button)\b|\b(?:confirm|certify)\w*(?: that)? (?:you|they) are (?:at least|over) (?:18|19|21)\b/i;

/** Rules on subjects that carriers prohibit. */
export const CONTENT: readonly Rule[] = [
  prohibited('gambling', 'No text is about gambling.', true, [
    'CAMPAIGN_NON_COMPLIANT_CONTENT_GAMBLING', 'SAMPLE_MESSAGE_NON_COMPLIANT_CONTENT_GAMBLING', 'OPT_IN_WORKFLOW_NON_COMPLIANT_CONTENT_GAMBLING',
    'NON_COMPLIANT_USE_CASE_GAMBLING', 'BRAND_NON_COMPLIANT_SWEEPSTAKES',
  ]),
  {
    id: 'gambling-vertical',
    asks: 'The vertical is not GAMBLING: the form offers it, but carriers prohibit it.',
    fields: { [BRAND]: ['contactInfo.vertical'], [CAMPAIGN]: ['campaignInfo.vertical'] },
    severity: 'warning',
    isFinal: true,
    denialCodes: ['CAMPAIGN_NON_COMPLIANT_CONTENT_GAMBLING', 'NON_COMPLIANT_USE_CASE_GAMBLING', 'BRAND_NON_COMPLIANT_SWEEPSTAKES'],
    advice: 'Choose the vertical that fits the messages; carriers prohibit gambling, although the form offers it.',
    sources: ['bestPractices', 'denials'],
    strength: 'documented',
    check: (form, [field]) => problemAt(field, form.choice(field!) === 'GAMBLING' ? 'it is GAMBLING, which carriers prohibit' : undefined),
  },
  prohibited('sweepstakes', 'No text is about sweepstakes or giveaways.', true, [
    'CAMPAIGN_NON_COMPLIANT_CONTENT_SWEEPSTAKES', 'SAMPLE_MESSAGE_NON_COMPLIANT_CONTENT_SWEEPSTAKES', 'BRAND_NON_COMPLIANT_SWEEPSTAKES',
  ]),
  prohibited('high-risk-finance', 'No text is about high-risk financial services: payday and short-term loans, cryptocurrencies, debt collection, stock tips.', true, [
    'CAMPAIGN_NON_COMPLIANT_CONTENT_HIGH_RISK_FINANCIAL', 'BRAND_NON_COMPLIANT_HIGH_RISK_FINANCIAL', 'SAMPLE_MESSAGE_NON_COMPLIANT_CONTENT_HIGH_RISK_FINANCIAL',
    'OPT_IN_WORKFLOW_NON_COMPLIANT_CONTENT_HIGH_RISK_FINANCIAL', 'NON_COMPLIANT_USE_CASE_HIGH_RISK_FINANCIAL',
  ]),
  prohibited('get-rich-quick', 'No text promises easy money.', false, ['NON_COMPLIANT_USE_CASE']),
  prohibited('illegal-substances', 'No text is about cannabis or other substances that federal law prohibits.', true, [
    'CAMPAIGN_NON_COMPLIANT_CONTENT_ILLEGAL_SUBSTANCES', 'SAMPLE_MESSAGE_NON_COMPLIANT_CONTENT_ILLEGAL_SUBSTANCES', 'OPT_IN_WORKFLOW_NON_COMPLIANT_CONTENT_ILLEGAL_SUBSTANCES',
    'CAMPAIGN_NON_COMPLIANT_CONTENT_CANNABIS', 'NON_COMPLIANT_USE_CASE_CANNIBIS',
  ]),
  prohibited('prescription-drugs', 'No text names a prescription drug.', false, ['NON_COMPLIANT_USE_CASE', 'NON_COMPLIANT_MESSAGE_SAMPLES'], 'health'),
  prohibited('lead-generation', 'No text is about lead generation, affiliates or partner offers.', true, [
    'CAMPAIGN_NON_COMPLIANT_CONTENT_AFFILIATE_MARKETING', 'NON_COMPLIANT_USE_CASE_AFFILIATE_MARKETING', 'TERMS_AND_CONDITIONS_NON_COMPLIANT_AFFILIATE_MARKETING',
    'BRAND_NON_COMPLIANT_SWEEPSTAKES',
  ]),
  prohibited('job-boards', 'No text is about job boards.', true, ['CAMPAIGN_NON_COMPLIANT_CONTENT_JOB_BOARDS', 'SAMPLE_MESSAGE_NON_COMPLIANT_CONTENT_JOB_BOARDS']),
  prohibited('shaft', 'No text is about sex or vaping, which are prohibited even with an age gate.', true, [
    'CAMPAIGN_NON_COMPLIANT_CONTENT_SHAFT', 'SAMPLE_MESSAGE_NON_COMPLIANT_CONTENT_SHAFT', 'NON_COMPLIANT_USE_CASE_SHAFT',
  ]),
  {
    id: 'age-gated-flag',
    asks: '`ageGated` is Yes if the texts mention alcohol, firearms or tobacco. The opt-in text then says that people enter their date of birth first.',
    fields: { [CAMPAIGN]: [AGE_GATED, OPT_IN_WORKFLOW] },
    severity: 'warning',
    denialCodes: [
      'CAMPAIGN_NON_COMPLIANT_CONTENT_SHAFT_AGE_GATE', 'AGE_GATE_ISSUES', 'NON_COMPLIANT_USE_CASE_ALCOHOL', 'NON_COMPLIANT_USE_CASE_TOBACCO', 'NON_COMPLIANT_USE_CASE_GUNS',
      'OPT_IN_WORKFLOW_NON_COMPLIANT_CONTENT_SHAFT_AGE_GATE',
    ],
    advice: 'Ask for the day, month and year of birth before the consent, describe that in the opt-in text, and choose Yes.',
    sources: ['ageGate', 'denials'],
    strength: 'documented, found by own patterns',
    check: (form, [flag, workflow]) => {
      const text = form.text(workflow!);
      const word = form.texts(TEXTS[CAMPAIGN]).map(([, one]) => wordOf('age-restricted', one)).find((one) => one !== undefined);
      const lacksBirthDate = form.choice(flag!) === 'Yes' && text !== undefined && !asksForBirthDate(text) && !hasYesNoGate(form, text);
      return [
        ...problemAt(flag, form.choice(flag!) === 'No' && word ? `it is No, but the texts mention "${word}"` : undefined),
        ...problemAt(workflow, lacksBirthDate ? 'it does not say that people enter their date of birth' : undefined),
      ];
    },
  },
  {
    id: 'age-gate-yes-no',
    asks: 'An age gate asks for the date of birth. A yes-or-no question is denied automatically.',
    fields: { [CAMPAIGN]: [OPT_IN_WORKFLOW] },
    severity: 'warning',
    denialCodes: [
      'CAMPAIGN_NON_COMPLIANT_CONTENT_SHAFT_AGE_GATE', 'AGE_GATE_ISSUES', 'OPT_IN_WORKFLOW_NON_COMPLIANT_CONTENT_SHAFT_AGE_GATE',
    ],
    advice: 'Ask for the day, month and year of birth instead.',
    sources: ['ageGate'],
    strength: 'documented, found by own patterns',
    check: eachText((text, form) => hasYesNoGate(form, text) ? 'its age gate is a yes-or-no question' : undefined),
  },
];

function hasYesNoGate(form: Form, workflow: string): boolean {
  return form.choice(AGE_GATED) === 'Yes' && YES_NO_QUESTION.test(workflow) && !asksForBirthDate(workflow);
}

/** By clause, because "enter your date of birth, minors cannot subscribe" denies something else. */
function asksForBirthDate(workflow: string): boolean {
  return sentences(workflow).flatMap((sentence) => sentence.split(/[,:()]/)).some((clause) => (
    BIRTH_DATE.test(clause) && (!NEGATION.test(clause) || CONDITION.test(clause))
  ));
}

/** A rule on the words of a prohibited subject. */
function prohibited(topic: TopicName, asks: string, isFinal: boolean, denialCodes: readonly string[], source: Source = 'bestPractices'): Rule {
  return {
    id: topic,
    asks,
    fields: TEXTS,
    severity: 'warning',
    isFinal,
    denialCodes,
    advice: 'Leave the subject out, because carriers prohibit it, or reword the text if it is about something else.',
    sources: [source, 'denials'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => {
      const word = wordOf(topic, text);
      return word && `it mentions "${word}"`;
    }),
  };
}
