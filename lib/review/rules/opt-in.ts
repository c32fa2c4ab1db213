import { lacksBrand, useCasesOf } from './campaign';
import { isBehindLogin } from './company';
import { doesNotName, MMS_FILES } from './samples';
import { hostOf, isPublicHost, parsed, urlsIn } from '../domains';
import { OPT_IN_DESCRIPTION, OPT_IN_MESSAGE, OPT_IN_WORKFLOW } from '../fields';
import { CAMPAIGN, Form, TOLL_FREE } from '../form';
import { normalized } from '../names';
import { claims, FREQUENCY, HELP, RATES, STOP } from '../patterns';
import { eachText, problemAt, Rule, textNotMatching, withCodes } from '../rule';

const OPT_IN = { [CAMPAIGN]: [OPT_IN_WORKFLOW], [TOLL_FREE]: [OPT_IN_DESCRIPTION] };
const SCREENSHOT = 'campaignInfo.optInScreenshot';
const KEYWORD = 'campaignInfo.optInKeyword';
const LEGAL_LINKS = {
  [CAMPAIGN]: ['campaignInfo.privacyPolicyLink', 'campaignInfo.termsAndConditionsLink'],
  [TOLL_FREE]: ['messagingUseCase.privacyPolicyUrl', 'messagingUseCase.termsAndConditionsUrl'],
};
const TERMS = ['campaignInfo.termsAndConditionsLink', 'campaignInfo.termsAndConditionsFile', 'messagingUseCase.termsAndConditionsUrl'];

/** What the opt-in text has to mention, and what a denial says without it. */
const PRIVACY_POLICY = ['the privacy policy', 'OPT_IN_WORKFLOW_NON_COMPLIANT_PRIVACY_POLICY'] as const;
const TERMS_PAGE = ['the terms', 'OPT_IN_WORKFLOW_NON_COMPLIANT_TERMS_AND_CONDITIONS'] as const;

const CAMPAIGN_FILES = [SCREENSHOT, 'campaignInfo.privacyPolicyFile', 'campaignInfo.termsAndConditionsFile'];
const KB = 1024;
const MAX_DOCUMENT_KB = 500;
/** The picture of a toll-free opt-in. */
const MAX_PICTURE_KB = 400;

/** Words that describe each way to opt in. */
const METHODS: ReadonlyMap<string, RegExp> = new Map([
  ['VERBAL', /verbal|phone|script|\bcall|\bask|\bsays?\b|\btell|speak|spoken|agent|in person|representative/i],
  ['DIGITAL_FORM', /web|\bapps?\b|form|check\s?box|tick|site|online|page|click|url|https?:|\bwww\b|portal|account|e-?mail|enter/i],
  ['PAPER_FORM', /paper|print|\bsign|form|card|written|in writing/i],
  ['TEXT', /\btext|keyword|\bsms\b|\bsend/i],
  ['QR_CODE', /\bqr\b|scan/i],
]);

const UNSEEN = /\bverbal(?:ly)?\b|\bpaper form|\bprinted\b|\bflyers?\b|\bover the phone\b|\b(?:behind|after) (?:a |the )?log-?in\b|\bafter (?:logging|signing) in\b|\bnot (?:yet )?public(?:ly)?\b/i;

const FORCED = new RegExp(
  '\\bby (?:creating (?:an|your) account|registering for an account|accepting (?:the|our|these) terms|agreeing to (?:the|our|these) terms|(?:making|completing) a purchase'
  + '|placing an order|using (?:this|our|the) (?:site|website|app|service))\\b[^.]{0,60}\\byou\\b[^.]{0,20}\\b(?:agree|consent)\\b[^.]{0,40}\\b(?:texts?|sms|messages?)\\b', 'i',
);
const MANDATORY = /\b(?:consent|opt(?:ing)?[\s-]in|agreeing) (?:to (?:sms|texts?|messages) )?is (?:required|mandatory)\b/i;
const PRE_CHECKED = /\bpre-?\s?(?:checked|selected|ticked)\b|\b(?:checked|selected|ticked) by default\b/i;
const SHARING = /\b(?:shar(?:e|es|ed|ing)|s(?:ell|ells|old|elling))\b.*\b(?:partners?|affiliates?|third[\s-]part(?:y|ies))\b/i;
const SEPARATE = /\bseparate(?:ly)?\b|\boptional(?:ly)?\b|\b(?:second|another|additional|own) (?:check\s?)?box\b|\bnot (?:a condition|required)\b|\beach (?:check\s?)?box\b/i;
const RESERVED_KEYWORDS = ['STOP', 'STOPALL', 'HELP', 'END', 'QUIT', 'CANCEL', 'UNSUBSCRIBE', 'INFO'];

/** Rules on how people agree to messages. */
export const OPT_INS: readonly Rule[] = [
  {
    id: 'opt-in-trimmed',
    asks: 'The opt-in text does not begin or end with spaces.',
    fields: { [CAMPAIGN]: [OPT_IN_WORKFLOW] },
    severity: 'warning',
    denialCodes: ['INVALID_FIELD_VALUE'],
    advice: 'Remove the spaces.',
    sources: ['campaign'],
    strength: 'documented',
    check: eachText((text) => text === text.trim() ? undefined : 'it begins or ends with a space'),
  },
  {
    id: 'opt-in-names-brand',
    asks: 'The opt-in text names the brand.',
    fields: OPT_IN,
    severity: 'warning',
    denialCodes: ['OPT_IN_WORKFLOW_MISMATCH'],
    advice: 'Say who asks for the consent.',
    sources: ['denials', 'campaign'],
    strength: 'documented',
    check: eachText((text, form) => doesNotName(text, form) ? 'it does not name the brand' : undefined),
  },
  {
    id: 'opt-in-rates-notice',
    asks: 'The opt-in text says that message and data rates may apply.',
    fields: OPT_IN,
    severity: 'warning',
    denialCodes: ['OPT_IN_WORKFLOW_NON_COMPLIANT_DATA_RATES', 'OPT_IN_WORKFLOW_NON_COMPLIANT_CONSENT_LANGUAGE'],
    advice: 'Add "Message and data rates may apply" to what people agree to, and quote it here.',
    sources: ['denials', 'campaign', 'bestPractices'],
    strength: 'documented',
    check: textNotMatching(RATES, 'it does not say that message and data rates may apply'),
  },
  {
    id: 'opt-in-frequency',
    asks: 'The opt-in text says how many messages to expect; "Message frequency varies" is enough.',
    fields: OPT_IN,
    severity: 'warning',
    denialCodes: ['OPT_IN_WORKFLOW_NON_COMPLIANT_MSG_FREQUENCY', 'OPT_IN_WORKFLOW_NON_COMPLIANT_CONSENT_LANGUAGE'],
    advice: 'Add for example "Message frequency varies" or "2 messages per month" to what people agree to, and quote it here.',
    sources: ['denials', 'bestPractices'],
    strength: 'documented',
    check: textNotMatching(FREQUENCY, 'it does not say how many messages to expect'),
  },
  {
    id: 'opt-in-help-stop',
    asks: 'The opt-in text names HELP and STOP, unless the form shows terms that do.',
    fields: OPT_IN,
    severity: 'warning',
    denialCodes: ['OPT_IN_WORKFLOW_NON_COMPLIANT_HELP_STOP'],
    advice: 'Add "Reply HELP for help, STOP to opt out" to what people agree to, and quote it here.',
    sources: ['denials'],
    strength: 'documented',
    check: eachText((text, form) => (HELP.test(text) && STOP.test(text)) || !lacksTerms(form) ? undefined : 'it does not name HELP and STOP'),
  },
  {
    id: 'opt-in-legal-links',
    asks: 'The opt-in text mentions the privacy policy and the terms.',
    fields: OPT_IN,
    severity: 'warning',
    denialCodes: [PRIVACY_POLICY[1], TERMS_PAGE[1]],
    advice: 'Say where people find the privacy policy and the terms when they agree.',
    sources: ['denials', 'campaign', 'bestPractices'],
    strength: 'documented',
    check: (form, fields) => form.texts(fields).flatMap(([path, text]) => {
      const missing = [...!/privacy/i.test(text) ? [PRIVACY_POLICY] : [], ...!/\bterms\b/i.test(text) ? [TERMS_PAGE] : []];
      return problemAt(path, missing.length > 0 ? `it does not mention ${missing.map(([page]) => page).join(' and ')}` : undefined, missing.map(([, code]) => code));
    }),
  },
  {
    id: 'opt-in-proof',
    asks: 'Reviewers can see the opt-in: by a public link in the text, or on a screenshot, which is required if the opt-in is verbal, on paper or behind a login.',
    fields: { [CAMPAIGN]: [OPT_IN_WORKFLOW, SCREENSHOT] },
    severity: 'warning',
    denialCodes: ['OPT_IN_WORKFLOW_MISSING', 'UNCLEAR_OPT_IN'],
    advice: 'Attach a picture of what people see when they agree, or give the link of the public page in the text.',
    sources: ['campaign'],
    strength: 'documented',
    check: (form, [field, screenshot]) => {
      const text = form.text(field!);
      if (text === undefined || !form.lacks(screenshot!)) {
        return [];
      }
      const unseen = UNSEEN.test(text) ? 'reviewers cannot see this opt-in, and no screenshot is attached' : undefined;
      return problemAt(field, urlsIn(text).length === 0 ? 'it has no public link, and no screenshot is attached' : unseen);
    },
  },
  {
    id: 'document-kind',
    asks: `The documents of a campaign are PNG, JPEG or PDF, and its media samples are pictures, of at most ${MAX_DOCUMENT_KB} KB each. `
      + `The picture of a toll-free opt-in is a PNG of at most ${MAX_PICTURE_KB} KB.`,
    fields: { [CAMPAIGN]: [...CAMPAIGN_FILES, ...MMS_FILES], [TOLL_FREE]: ['messagingUseCase.optInImage'] },
    severity: 'warning',
    denialCodes: ['INVALID_FIELD_VALUE'],
    advice: 'Convert the document to an accepted format and size.',
    sources: ['campaign', 'tollFreeForm'],
    strength: 'documented',
    check: (form, fields) => fields.flatMap((field) => {
      const { format = 'PNG', bytes = 0 } = form.document(field) ?? {};
      const [formats, maximum] = documentsOf(form, field);
      const tooLarge = bytes > maximum * KB ? `it is larger than ${maximum} KB` : undefined;
      return problemAt(field, formats.includes(format) ? tooLarge : `it is a ${format}, not ${wordsOf(formats)}`);
    }),
  },
  {
    id: 'opt-in-covers-methods',
    asks: 'The opt-in text describes each declared way to opt in, and names the keyword.',
    fields: { [CAMPAIGN]: [OPT_IN_WORKFLOW], [TOLL_FREE]: [OPT_IN_DESCRIPTION] },
    severity: 'warning',
    denialCodes: ['OPT_IN_WORKFLOW_INCOMPLETE'],
    advice: 'Describe every way to opt in, step by step; for a keyword, say where it is advertised.',
    sources: ['denials', 'keyword'],
    strength: 'documented, found by own patterns',
    check: eachText((text, form) => {
      const keyword = form.text(KEYWORD)?.trim();
      if (keyword && !normalized(text).includes(normalized(keyword))) {
        return 'it does not name the keyword in optInKeyword';
      }
      const unmet = (form.choices('messagingUseCase.optInType') ?? []).find((method) => METHODS.get(method)?.test(text) === false);
      return unmet && `it does not describe the opt-in type ${unmet}`;
    }),
  },
  {
    id: 'opt-in-not-forced',
    asks: 'Nobody has to agree to messages to open an account, to place an order or to accept the terms.',
    fields: OPT_IN,
    severity: 'warning',
    denialCodes: ['OPT_IN_WORKFLOW_CONSENT', 'NON_COMPLIANT_OPT_IN'],
    advice: 'Ask for the consent to messages separately, and describe that.',
    sources: ['denials', 'bestPractices', 'tollFreeDenials'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => FORCED.test(text) || claims(text, MANDATORY) ? 'it reads as if people had to agree to messages' : undefined),
  },
  {
    id: 'opt-in-checkbox-empty',
    asks: 'No box is pre-checked.',
    fields: OPT_IN,
    severity: 'warning',
    denialCodes: ['OPT_IN_WORKFLOW_CHECKBOX_INVALID'],
    advice: 'Leave the box empty until people check it, and describe that.',
    sources: ['denials'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => claims(text, PRE_CHECKED) ? 'it reads as if a box were pre-checked' : undefined),
  },
  {
    id: 'marketing-consent-apart',
    asks: 'Where marketing is one of several use cases, people consent to it separately.',
    fields: { [CAMPAIGN]: [OPT_IN_WORKFLOW] },
    severity: 'warning',
    denialCodes: ['OPT_IN_WORKFLOW_CONSENT_MARKETING_NOT_SEPARATED'],
    advice: 'Ask for consent to marketing separately, for example with an optional box of its own, and describe that.',
    sources: ['denials', 'criteria'],
    strength: 'documented, found by own patterns',
    check: eachText((text, form) => {
      const useCases = useCasesOf(form) ?? [];
      return useCases.length > 1 && useCases.includes('MARKETING') && !SEPARATE.test(text) ? 'it does not say that the consent to marketing is separate' : undefined;
    }),
  },
  {
    id: 'no-data-sharing',
    asks: 'Opt-in data is not shared with partners or third parties.',
    fields: OPT_IN,
    severity: 'warning',
    isFinal: true,
    denialCodes: ['OPT_IN_DATA_SHARED_WITH_THIRD_PARTIES', 'PRIVACY_POLICY_NON_COMPLIANT', 'SPAM_OR_PHISHING_ASSOCIATION'],
    advice: 'Say that mobile numbers and opt-in data are not shared with anyone.',
    sources: ['denials', 'tollFreeDenials'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => claims(text, SHARING) ? 'it reads as if opt-in data were shared with others' : undefined),
  },
  {
    id: 'opt-in-message-complete',
    asks: 'The confirmation of an opt-in mentions the brand, the message frequency, message and data rates, HELP and STOP.',
    fields: { [CAMPAIGN]: [OPT_IN_MESSAGE] },
    severity: 'warning',
    denialCodes: ['OPT_IN_MESSAGE_MISMATCH', 'OPT_IN_MESSAGE_NON_COMPLIANT', 'OPT_IN_MESSAGE_NON_COMPLIANT_HELP_STOP', 'CAMPAIGN_CONFIRMATION_ISSUES'],
    advice: 'Write it like "Example: you are subscribed to order updates. Message frequency varies. Msg & data rates may apply. Reply HELP for help, STOP to opt out."',
    sources: ['denials', 'criteria', 'keyword'],
    strength: 'documented',
    check: (form, fields) => form.texts(fields).flatMap(([path, text]) => {
      const parts: [part: string, isThere: boolean, denialCode: string][] = [
        ['the brand', !lacksBrand(text, form), 'OPT_IN_MESSAGE_MISMATCH'],
        ['the message frequency', FREQUENCY.test(text), 'OPT_IN_MESSAGE_NON_COMPLIANT'],
        ['message and data rates', RATES.test(text), 'OPT_IN_MESSAGE_NON_COMPLIANT'],
        ['HELP', HELP.test(text), 'OPT_IN_MESSAGE_NON_COMPLIANT_HELP_STOP'],
        ['STOP', STOP.test(text), 'OPT_IN_MESSAGE_NON_COMPLIANT_HELP_STOP'],
      ];
      const missing = parts.filter(([, isThere]) => !isThere);
      const codes = [...new Set([...missing.map(([, , code]) => code), 'CAMPAIGN_CONFIRMATION_ISSUES'])];
      return problemAt(path, missing.length > 0 ? `it does not mention: ${missing.map(([part]) => part).join(', ')}` : undefined, codes);
    }),
  },
  {
    id: 'opt-in-keyword-fits',
    asks: 'The keyword to opt in is not one that opts out or asks for help.',
    fields: { [CAMPAIGN]: [KEYWORD] },
    severity: 'warning',
    denialCodes: ['OPT_IN_WORKFLOW_INCOMPLETE'],
    advice: 'Choose a word that identifies the program, for example its name.',
    sources: ['keyword'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => text.split(/[\s,;]+/).some((word) => RESERVED_KEYWORDS.includes(word.toUpperCase())) ? 'it has a keyword that opts out or asks for help' : undefined),
  },
  {
    id: 'legal-url-usable',
    asks: 'The links to the privacy policy and the terms begin with https:// or http://, and lead to dedicated pages that anyone can read.',
    fields: LEGAL_LINKS,
    severity: 'warning',
    denialCodes: ['PRIVACY_POLICY_MISSING', 'TERMS_AND_CONDITIONS_MISSING'],
    advice: 'Give the address of the page itself, for example https://www.example.com/privacy.',
    sources: ['tollFreeFaq', 'tollFreeForm', 'denials'],
    strength: 'documented, found by own patterns',
    check: withCodes(eachText((text) => {
      const { pathname = '', search = '', hash = '' } = parsed(text) ?? {};
      if (!/^https?:\/\//i.test(text.trim()) || !isPublicHost(hostOf(text) ?? '')) {
        return 'it is not an address on the public internet that begins with https:// or http://';
      }
      if (isBehindLogin(text)) {
        return 'it looks like a page behind a login';
      }
      return `${pathname}${search}${hash}` === '/' ? 'it is the home page' : undefined;
    }), missingPageCodes),
  },
  {
    id: 'presigned-url-expires',
    asks: 'The links to the privacy policy and the terms are not presigned URLs, which expire after seven days at most, while a review may take longer.',
    fields: LEGAL_LINKS,
    severity: 'warning',
    denialCodes: ['PRIVACY_POLICY_MISSING', 'TERMS_AND_CONDITIONS_MISSING'],
    advice: 'Link to a permanent page.',
    sources: ['presignedUrls', 'tollFreeForm'],
    strength: 'documented, found by own patterns',
    check: withCodes(eachText((text) => /[?&]X-Amz-(?:Expires|Signature)=/i.test(text) ? 'it is a presigned URL, which expires' : undefined), missingPageCodes),
  },
];

/** The formats that a field takes, and how many KB. */
function documentsOf(form: Form, field: string): readonly [formats: readonly string[], maximum: number] {
  if (form.registrationType === TOLL_FREE) {
    return [['PNG'], MAX_PICTURE_KB];
  }
  return [MMS_FILES.includes(field) ? ['PNG', 'JPEG', 'GIF'] : ['PNG', 'JPEG', 'PDF'], MAX_DOCUMENT_KB];
}

function wordsOf(formats: readonly string[]): string {
  return formats.length === 1 ? `a ${formats[0]}` : `${formats.slice(0, -1).join(', ')} or ${formats[formats.length - 1]}`;
}

/** What a denial says of a link or a document, by the name of its field. */
function missingPageCodes(field: string): readonly string[] {
  return [/privacy/i.test(field) ? 'PRIVACY_POLICY_MISSING' : 'TERMS_AND_CONDITIONS_MISSING'];
}

function lacksTerms(form: Form): boolean {
  return TERMS.every((path) => form.lacks(path));
}
