import { brandNames, lacksBrand } from './campaign';
import { websiteOf } from './company';
import { hasShortUrl, hostOf, labelOf, sameCompany, urlsIn } from '../domains';
import {
  CAMPAIGN_SAMPLES, HELP_MESSAGE, nameOf, OPT_IN_MESSAGE, OPT_IN_WORKFLOW, STOP_MESSAGE, TOLL_FREE_SAMPLES, USE_CASE_DETAILS,
} from '../fields';
import { CAMPAIGN, Form, TOLL_FREE } from '../form';
import { looseNamesOf, mentions } from '../names';
import { OTHER_PLACEHOLDERS, OTHER_SYMBOL, PHONE, PLACEHOLDER, STOP } from '../patterns';
import { allTexts, eachText, problemAt, Rule, textMatching } from '../rule';
import { nearlySame } from '../similarity';

const LINK = 'campaignUseCase.embeddedLink';
const LINK_SAMPLE = 'campaignUseCase.embeddedLinkSample';
const SUPPORT_PHONE = 'contactInfo.supportPhoneNumber';
export const MMS_FILES = Array.from({ length: 5 }, (_, index) => `mmsFileSamples.mmsFileSample${index + 1}`);

/** Rules on the sample messages, and on the links and numbers in them. */
export const SAMPLES: readonly Rule[] = [
  {
    id: 'two-distinct-samples',
    asks: 'A campaign has at least two samples, which differ in more than their numbers.',
    fields: { [CAMPAIGN]: CAMPAIGN_SAMPLES },
    severity: 'warning',
    denialCodes: ['SAMPLE_MESSAGE_USE_CASE_MISMATCH', 'MESSAGE_SAMPLES_MISMATCH', 'CAMPAIGN_TEMPLATE_REUSE'],
    advice: 'Show a sample of each kind of message. The form requires one sample, reviewers expect two.',
    sources: ['criteria', 'denials'],
    strength: 'documented, found by own patterns',
    check: (form, fields) => {
      const repeated = form.texts(fields).flatMap(([path, text], index, samples) => {
        const [former] = samples.slice(0, index).find(([, other]) => nearlySame(other, text)) ?? [];
        return problemAt(path, former && `it is almost the same as ${nameOf(former)}`);
      });
      return [...repeated, ...problemAt(undefined, allTexts(form, fields)?.length === 1 ? 'there is only one sample' : undefined)];
    },
  },
  {
    id: 'samples-name-brand',
    asks: 'Each sample names the brand.',
    fields: { [CAMPAIGN]: CAMPAIGN_SAMPLES, [TOLL_FREE]: TOLL_FREE_SAMPLES },
    severity: 'warning',
    denialCodes: ['SAMPLE_MESSAGE_MISMATCH', 'MESSAGE_SAMPLES_MISMATCH'],
    advice: 'Begin each message with the name of the brand, so that recipients know who is writing.',
    sources: ['criteria', 'denials', 'bestPractices'],
    strength: 'documented',
    check: eachText((text, form) => doesNotName(text, form) ? 'it does not name the brand' : undefined),
  },
  {
    id: 'sample-has-stop',
    asks: 'At least one sample says how to opt out, for example "Reply STOP to opt out".',
    fields: { [CAMPAIGN]: CAMPAIGN_SAMPLES, [TOLL_FREE]: TOLL_FREE_SAMPLES },
    severity: 'warning',
    denialCodes: ['SAMPLE_MESSAGE_USE_CASE_MISMATCH'],
    advice: 'Add "Reply STOP to opt out" to a sample.',
    sources: ['criteria', 'denials'],
    strength: 'documented',
    check: (form, fields) => {
      const samples = allTexts(form, fields) ?? [];
      return problemAt(undefined, samples.length > 0 && !samples.some(([, text]) => STOP.test(text)) ? 'no sample says how to opt out' : undefined);
    },
  },
  {
    id: 'placeholders-in-brackets',
    asks: 'Variables in a sample are in square brackets, and most of the sample is real text.',
    fields: { [CAMPAIGN]: CAMPAIGN_SAMPLES, [TOLL_FREE]: TOLL_FREE_SAMPLES },
    severity: 'warning',
    denialCodes: ['SAMPLE_MESSAGE_USE_CASE_MISMATCH', 'MESSAGE_SAMPLES_MISMATCH'],
    advice: 'Write real text with variables like [name].',
    sources: ['criteria', 'campaign'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => {
      if (OTHER_PLACEHOLDERS.test(text)) {
        return 'it has a placeholder that is not in square brackets';
      }
      const placeholders = text.match(PLACEHOLDER)?.length ?? 0;
      const words = text.replace(PLACEHOLDER, ' ').match(/\p{L}+/gu)?.length ?? 0;
      return placeholders > words ? 'it has more placeholders than words' : undefined;
    }),
  },
  {
    id: 'plain-sms-characters',
    asks: 'Messages use only symbols of the GSM alphabet: with any other, such as a curly quote, ™ or an emoji, each part of a message holds 70 characters instead of 160.',
    fields: { [CAMPAIGN]: [...CAMPAIGN_SAMPLES, OPT_IN_MESSAGE, HELP_MESSAGE, STOP_MESSAGE], [TOLL_FREE]: TOLL_FREE_SAMPLES },
    severity: 'warning',
    denialCodes: [],
    advice: 'Write straight quotes and plain hyphens, and leave out other symbols.',
    sources: ['bestPractices'],
    strength: 'documented',
    check: textMatching(OTHER_SYMBOL, 'it has a symbol outside the GSM alphabet, so each part of the message holds 70 characters instead of 160'),
  },
  {
    id: 'no-url-shortener',
    asks: "No link uses a public URL shortener. The company's own short domain is fine.",
    fields: {
      [CAMPAIGN]: [...CAMPAIGN_SAMPLES, LINK_SAMPLE, OPT_IN_MESSAGE, HELP_MESSAGE, STOP_MESSAGE, OPT_IN_WORKFLOW],
      [TOLL_FREE]: [...TOLL_FREE_SAMPLES, USE_CASE_DETAILS],
    },
    severity: 'warning',
    denialCodes: ['SAMPLE_MESSAGE_SHORT_URL', 'EMBEDDED_LINK_ISSUES'],
    advice: "Write the full link, in the company's own domain.",
    sources: ['denials', 'campaign', 'bestPractices'],
    strength: 'documented, found by own patterns',
    check: eachText((text) => hasShortUrl(text) ? 'it has a link of a public URL shortener' : undefined),
  },
  {
    id: 'embedded-link-flag',
    asks: '`embeddedLink` is Yes if a sample has a link, and a sample shows one if it is Yes.',
    fields: { [CAMPAIGN]: [LINK, LINK_SAMPLE, ...CAMPAIGN_SAMPLES] },
    severity: 'warning',
    denialCodes: ['EMBEDDED_LINK_ISSUES', 'MISSING_CONDITIONAL_FIELD'],
    advice: 'Choose Yes, and show the link in embeddedLinkSample or in a sample; or choose No, and show none.',
    sources: ['campaign'],
    strength: 'documented, found by own patterns',
    check: (form, [field, ...fields]) => {
      const texts = form.texts(fields);
      const hasLink = texts.some(([, text]) => urlsIn(text).length > 0 || /\[[^\]]*(?:link|url)[^\]]*\]/i.test(text));
      const choice = form.choice(field!);
      return [
        ...problemAt(field, choice === 'No' && hasLink ? 'it is No, but there is a link' : undefined),
        ...problemAt(field, choice === 'Yes' && !hasLink && allTexts(form, fields) ? 'it is Yes, but no sample has a link' : undefined),
      ];
    },
  },
  {
    id: 'embedded-phone-flag',
    asks: '`embeddedPhone` is Yes if a sample has a phone number other than the support number, and a sample shows one if it is Yes.',
    fields: { [CAMPAIGN]: ['campaignUseCase.embeddedPhone', ...CAMPAIGN_SAMPLES] },
    severity: 'warning',
    denialCodes: ['SAMPLE_MESSAGE_PHONE_NUMBER', 'EMBEDDED_PHONE_ISSUES'],
    advice: 'Choose Yes if messages have a number other than the support number, and show it in a sample.',
    sources: ['denials', 'campaign'],
    strength: 'documented',
    check: (form, [field, ...fields]) => {
      const texts = form.texts(fields);
      const choice = form.choice(field!);
      const isShown = texts.some(([, text]) => PHONE.test(text) || /\[[^\]]*(?:phone|number)[^\]]*\]/i.test(text));
      return [
        ...problemAt(field, choice === 'No' && texts.some(([, text]) => hasOtherPhone(text, form)) ? 'it is No, but a sample has a phone number other than the support number' : undefined),
        ...problemAt(field, choice === 'Yes' && !isShown && allTexts(form, fields) ? 'it is Yes, but no sample has a phone number' : undefined),
      ];
    },
  },
  {
    id: 'mms-sample-file',
    asks: 'A campaign whose numbers send MMS attaches a sample media file.',
    fields: { [CAMPAIGN]: ['campaignCapabilities.numberCapabilities', ...MMS_FILES] },
    severity: 'warning',
    denialCodes: ['MISSING_CONDITIONAL_FIELD'],
    advice: 'Attach a media file, or choose capabilities without MMS.',
    sources: ['campaign'],
    strength: 'documented',
    check: (form, [field, ...files]) => (
      problemAt(field, form.choice(field!)?.includes('MMS') && files.every((file) => form.lacks(file)) ? 'it has MMS, but no media file is attached as a sample' : undefined)
    ),
  },
  {
    id: 'links-on-brand-domain',
    asks: 'Links are in the domain of the website of the brand.',
    fields: { [CAMPAIGN]: [...CAMPAIGN_SAMPLES, LINK_SAMPLE, OPT_IN_MESSAGE, HELP_MESSAGE, STOP_MESSAGE], [TOLL_FREE]: TOLL_FREE_SAMPLES },
    severity: 'warning',
    denialCodes: ['EMBEDDED_LINK_ISSUES', 'CAMPAIGN_ATTRIBUTES_MISMATCH'],
    advice: 'Link to the domain of the website, or acknowledge this warning if the company owns the other domain.',
    sources: ['denials', 'bestPractices'],
    strength: 'documented, found by own patterns',
    check: eachText((text, form) => {
      const website = hostOf(websiteOf(form.registrationType === CAMPAIGN ? form.brand : form) ?? '');
      return website !== undefined && hostsIn(text).some((host) => !belongsTo(host, website, form)) ? 'it has a link to a domain other than that of the website' : undefined;
    }),
  },
];

/** Whether a text certainly does not name who sends it. */
export function doesNotName(text: string, form: Form): boolean {
  if (form.registrationType === CAMPAIGN) {
    return lacksBrand(text, form);
  }
  const names = looseNamesOf(form);
  return names.length > 0 && !mentions(text, names);
}

/** Shorteners have a rule of their own. */
function hostsIn(text: string): string[] {
  return urlsIn(text).filter((url) => !hasShortUrl(url)).flatMap((url) => hostOf(url) ?? []);
}

/** A domain that bears the name of the brand is its own as well. */
function belongsTo(host: string, website: string, form: Form): boolean {
  return sameCompany(host, website) || brandNames(form).some((name) => labelOf(host).includes(name.replace(/ /g, '')));
}

function hasOtherPhone(text: string, form: Form): boolean {
  const support = form.brand?.text(SUPPORT_PHONE);
  const digits = (phone: string) => phone.replace(/\D/g, '').slice(-10);
  return support !== undefined && [...text.matchAll(new RegExp(PHONE, 'g'))].some(([phone]) => digits(phone) !== digits(support));
}
