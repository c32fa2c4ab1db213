import { lacksBrand } from './campaign';
import { websiteOf } from './company';
import { hostOf, mailDomainsIn, sameCompany, urlsIn } from '../domains';
import { HELP_MESSAGE, STOP_MESSAGE, USE_CASE } from '../fields';
import { CAMPAIGN, Form } from '../form';
import { EMAIL, HELP, NO_MORE, PHONE, STOP, UNSUBSCRIBED } from '../patterns';
import { eachText, problemAt, Rule, textNotMatching } from '../rule';

/** A reply fits into one message. */
const MAX_REPLY = 160;

const WAY_BACK = /\b(?:START|UNSTOP|JOIN|YES|SUBSCRIBE|OPTIN)\b|\b(?:new|another) (?:pass)?code\b|\bre-?(?:join|subscribe|enroll)\b|\bopt (?:back )?in\b|\brequest\b|\bsign(?:ing)? in\b|\blog(?:ging)? in\b|\bresume\b/i;

/** Numbers that are written in ways that other texts use for other things. */
const OTHER_PHONE = /(?<!\d)[2-9]\d{2}[2-9]\d{6}(?!\d)|\+\d[\d\s().-]{6,18}\d/;

/** Rules on the replies to HELP and STOP. */
export const REPLIES: readonly Rule[] = [
  {
    id: 'reply-length',
    asks: `The replies to HELP and STOP have at most ${MAX_REPLY} characters, although the form accepts more.`,
    fields: { [CAMPAIGN]: [HELP_MESSAGE, STOP_MESSAGE] },
    severity: 'warning',
    denialCodes: ['INVALID_FIELD_VALUE'],
    advice: 'Shorten it to one message.',
    sources: ['campaign'],
    strength: 'documented',
    check: eachText((text) => Array.from(text).length > MAX_REPLY ? `it has more than ${MAX_REPLY} characters` : undefined),
  },
  {
    id: 'help-names-brand',
    asks: 'The reply to HELP names the brand.',
    fields: { [CAMPAIGN]: [HELP_MESSAGE] },
    severity: 'warning',
    denialCodes: ['HELP_MESSAGE_MISMATCH', 'SUBSCRIBER_HELP_ISSUES'],
    advice: 'Begin with the name of the brand.',
    sources: ['denials', 'criteria'],
    strength: 'documented',
    check: eachText((text, form) => lacksBrand(text, form) ? 'it does not name the brand' : undefined),
  },
  {
    id: 'help-has-contact',
    asks: 'The reply to HELP has an e-mail address, a phone number or a link.',
    fields: { [CAMPAIGN]: [HELP_MESSAGE] },
    severity: 'warning',
    denialCodes: ['HELP_MESSAGE_NON_COMPLIANT', 'SUBSCRIBER_HELP_ISSUES'],
    advice: 'Say where people get help.',
    sources: ['denials', 'criteria'],
    strength: 'documented',
    check: eachText((text) => hasContact(text) ? undefined : 'it has no e-mail address, phone number or link'),
  },
  {
    id: 'help-mentions-stop',
    asks: "The reply to HELP mentions STOP, as AWS's samples do.",
    fields: { [CAMPAIGN]: [HELP_MESSAGE] },
    severity: 'warning',
    denialCodes: [],
    advice: 'Add "Reply STOP to opt out."',
    sources: ['campaign', 'bestPractices'],
    strength: 'documented',
    check: textNotMatching(STOP, 'it does not mention STOP'),
  },
  {
    id: 'help-email-domain',
    asks: 'An e-mail address in the reply to HELP is in the domain of the website.',
    fields: { [CAMPAIGN]: [HELP_MESSAGE] },
    severity: 'warning',
    denialCodes: ['HELP_MESSAGE_MISMATCH'],
    advice: 'Give an address in the domain of the website of the brand.',
    sources: ['denials', 'criteria'],
    strength: 'documented, found by own patterns',
    check: eachText((text, form) => {
      const website = hostOf(websiteOf(form.brand) ?? '');
      return website !== undefined && mailDomainsIn(text).some((domain) => !sameCompany(domain, website)) ? 'its e-mail address is not in the domain of the website' : undefined;
    }),
  },
  {
    id: 'stop-three-parts',
    asks: 'The reply to STOP names the brand, and says that the recipient is unsubscribed and will get no more messages.',
    fields: { [CAMPAIGN]: [STOP_MESSAGE] },
    severity: 'warning',
    denialCodes: ['OPT_OUT_MESSAGE_NON_COMPLIANT', 'OPT_OUT_MESSAGE_MISMATCH', 'UNCLEAR_OPT_OUT'],
    advice: 'Write it like "Example: you are unsubscribed and will receive no more messages."',
    sources: ['denials', 'criteria'],
    strength: 'documented',
    check: (form, fields) => form.texts(fields).flatMap(([path, text]) => {
      const isAnonymous = lacksBrand(text, form);
      const missing = [
        ...isAnonymous ? ['name the brand'] : [],
        ...UNSUBSCRIBED.test(text) ? [] : ['confirm the opt-out'],
        // AWS's own example for passcodes leaves this out.
        ...NO_MORE.test(text) || isForPasscodes(form) ? [] : ['say that no more messages follow'],
      ];
      const codes = isAnonymous && missing.length === 1 ? ['OPT_OUT_MESSAGE_MISMATCH'] : undefined;
      return problemAt(path, missing.length > 0 ? `it does not ${missing.join(', and does not ')}` : undefined, codes);
    }),
  },
  {
    id: 'otp-stop-reply',
    asks: 'The reply to STOP of a campaign for passcodes also says how to opt back in, and where to get help.',
    fields: { [CAMPAIGN]: [STOP_MESSAGE] },
    severity: 'warning',
    denialCodes: ['OPT_OUT_MESSAGE_NON_COMPLIANT'],
    advice: 'Add for example "Reply START to get passcodes again, HELP for help."',
    sources: ['criteria'],
    strength: 'documented',
    check: eachText((text, form) => (
      !isForPasscodes(form) || (WAY_BACK.test(text) && (HELP.test(text) || hasContact(text))) ? undefined : 'it does not say how to opt back in, or where to get help'
    )),
  },
];

function isForPasscodes(form: Form): boolean {
  return form.choice(USE_CASE) === 'TWO_FACTOR_AUTHENTICATION';
}

function hasContact(text: string): boolean {
  return EMAIL.test(text) || PHONE.test(text) || OTHER_PHONE.test(text) || urlsIn(text).length > 0;
}
