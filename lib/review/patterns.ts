/** What reviewers look for in a text. Each pattern finds what AWS asks for; how it is worded differs from form to form. */

const UNIT = '(?:sms|msgs?|messages?|texts?|alerts?|codes?|passcodes?|notifications?|reminders?)';
const NUMBER = '(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';
const PERIOD = '(?:day|week|month|mo\\b|year|yr|time|log-?in|sign-?in|sign in|request|order|purchase|appointment|visit|attempt|transaction|booking|delivery|event)';

const MESSAGES = '(?:msgs?|messages?|messaging|texts?|sms)';
const AND = '\\.?\\s*(?:and\\/or|and|&amp;|&|\\+|n|\\/)\\s*';

/** That the carrier may charge for messages and data. */
export const RATES = new RegExp(`\\b(?:${MESSAGES}${AND}data|data${AND}${MESSAGES})\\s+(?:rates?|charges?|fees?)\\b`, 'i');

const FREQUENCY_WORD = `(?:(?:frequency|freq\\.?|volume)(?:\\s+of\\s+(?:[a-z]+\\s+)?${UNIT})?|number of ${UNIT})`;

/** How many messages to expect. That it varies is an answer, too. */
export const FREQUENCY = new RegExp([
  `\\b${NUMBER}\\s*(?:(?:-|–|to)\\s*\\d+\\s*)?(?:[a-z-]+\\s+){0,4}${UNIT}\\s*`
  + `(?:(?:/|per\\b|an?\\b|(?:for\\s+)?(?:each|every)\\b|whenever\\b)\\s*(?:(?:user|customer|new)\\s+)?(?:${PERIOD}|you\\b)|(?:monthly|weekly|daily)\\b)`,
  `\\b${FREQUENCY_WORD}\\s+(?:(?:may|will|can)\\s+)?(?:var(?:y|ies)\\b|depends?\\b|is based\\b)`,
  `\\b(?:weekly|monthly|daily)\\s+(?:[a-z-]+\\s+)?${UNIT}\\b`,
].join('|'), 'i');

export const STOP = keyword('STOP');
export const HELP = keyword('HELP');

export const EMAIL = /[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})/i;
export const PHONE = /(?<!\d)(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}(?!\d)|\+\d{8,15}\b|(?<!\d)1?8(?:00|33|44|55|66|77|88)\d{7}(?!\d)/;

/** The reply to STOP: that the recipient is unsubscribed, and that nothing follows. */
export const UNSUBSCRIBED = /\b(?:un-?subscribed|unsubscribe confirmed|opted[\s-]?out|opt[\s-]?out (?:request )?(?:is |was |has been )?(?:confirmed|complete\w*|received|processed)|removed|cancell?ed|been stopped)\b/i;
export const NO_MORE = new RegExp(
  `\\bno (?:more|further|additional|other)\\s+(?:[\\w-]+\\s+){0,3}(?:${UNIT}|communications?|notices|updates)\\b|(?:\\bnot|n['’]t|\\bnever|\\bno longer)\\s+(?:be\\s+)?(?:receiv|get|sen[dt]|text|messag|hear)\\w*`, 'i',
);

export const PO_BOX = /\bp\.?\s*o\.?\s*box\b|\bpost(?:al)? office box\b/i;

/** A sentence that denies something does not claim it. */
export const NEGATION = /\b(?:no|not|never|nor|neither|without|cannot|none|isn|aren|won|don|doesn)\b|n['’]t\b/i;

/** A symbol that the alphabet of plain texts, GSM 03.38, does not have. Letters are left alone: a name is spelled as it is spelled. */
export const OTHER_SYMBOL = /[^\p{L}\p{M}\s0-9@£$¥_!"#¤%&'()*+,\-./:;<=>?¡§¿^{}\\[~\]|€]/u;

/** A variable, as AWS wants it and as it does not. */
export const PLACEHOLDER = /\[[^\]]+\]/g;
export const OTHER_PLACEHOLDERS = /\{\{[^}]*\}\}|\$?\{\w[^}]*\}|<[a-z][\w .-]*>|%[sd]\b|\bX{3,}\b|\blorem ipsum\b|\bTBD\b|\bTODO\b/i;

/** A word counts as a keyword in capitals, or when the text says to send it. */
function keyword(word: string): RegExp {
  const anyCase = [...word].map((letter) => `[${letter}${letter.toLowerCase()}]`).join('');
  return new RegExp(`\\b${word}\\b|\\b(?:[Rr]eply|REPLY|[Tt]ext|TEXT|[Tt]xt|[Ss]end|SEND|[Rr]espond|RESPOND|[Tt]exting|[Rr]eplying)(?:\\s+with)?\\s+["'“‘]?${anyCase}\\b`);
}

/** Whether one of the sentences says so, and does not deny it. */
export function claims(text: string, pattern: RegExp): boolean {
  return sentences(text).some((sentence) => pattern.test(sentence) && !NEGATION.test(sentence));
}

/** The sentences of a text; a line ends one, too. */
export function sentences(text: string): string[] {
  return text.split(/(?<=[.!?;])\s+|\n/).filter((sentence) => sentence.trim() !== '');
}
