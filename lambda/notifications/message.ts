import { nameOf, wordsOf, type Registered, type Report, type Words } from './wording';

/** What SNS publishes. */
export interface Message {
  /** Below 100 ASCII characters. */
  readonly subject: string;
  /** A text for each protocol, as JSON. */
  readonly message: string;
}

const MAX_SUBJECT = 99;
/** One SMS. */
const MAX_SMS = 140;

/**
 * A report for each kind of subscriber: text for people, and for chats the schema of Amazon Q Developer, which functions and queues can read as well.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function messageOf(report: Report): Message {
  const words = wordsOf(report);
  const text = plainText(report, words);
  const chat = JSON.stringify(chatMessage(report, words));
  const sms = shortText(report.registration, words);
  return {
    subject: subjectOf(report.registration, words, MAX_SUBJECT),
    message: JSON.stringify({ default: text, email: text, sms, http: chat, https: chat, lambda: chat, sqs: chat }),
  };
}

type SectionOf = 'reasons' | 'nextSteps' | 'done' | 'pending';

const SECTIONS: readonly (readonly [title: string, of: SectionOf])[] = [
  ['Reasons', 'reasons'], ['What to do', 'nextSteps'], ['Done just now, without a deploy', 'done'], ['Waiting', 'pending'],
];

/** Those that say something. */
function sectionsOf(words: Words) {
  return SECTIONS.filter(([, of]) => words[of].length > 0).map(([title, of]) => ({ title, of, lines: words[of].map((line) => `- ${line}`) }));
}

function plainText({ registration, link }: Report, words: Words): string {
  const about = [
    `SMS registration ${words.title}.`,
    '',
    words.happened,
    ...sectionsOf(words).flatMap(({ title, lines }) => ['', `${title}:`, ...lines]),
    '',
    ...registration.name === undefined ? [] : [`Name: ${nameOf(registration)}`],
    ...registration.type === undefined ? [] : [`Type: ${registration.type}`],
    `ID: ${registration.id}`,
    `Console: ${link}`,
  ];
  return about.join('\n');
}

function chatMessage({ subject, registration: { id, type = '', name = '' }, version, reminder, link }: Report, words: Words) {
  const paragraphs = [
    words.happened,
    ...sectionsOf(words).filter(({ of }) => of !== 'nextSteps').map(({ title, lines }) => [`*${title}*`, ...lines].join('\n')),
  ];
  return {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: escaped(`SMS registration ${words.title}`),
      description: [...paragraphs.map(escaped), `${escaped(id)}${type === '' ? '' : `, ${escaped(type)}`}: ${link}`].join('\n\n'),
      ...words.nextSteps.length > 0 ? { nextSteps: words.nextSteps.map(escaped) } : {},
      keywords: [subject, ...type === '' ? [] : [type]],
    },
    metadata: {
      threadId: id,
      summary: escaped(`SMS registration ${words.title}`),
      eventType: subject,
      relatedResources: [id],
      additionalContext: {
        registrationId: id, registrationType: type, name, version: String(version ?? ''), reminder: String(reminder ?? ''),
      },
    },
  };
}

/** Reviewers and names must not address people of a channel. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** SNS refuses anything but ASCII without control characters. A name without any of it is replaced by the ID. */
function subjectOf(registration: Registered, { title }: Words, max: number): string {
  const name = nameOf(registration);
  const readable = /[a-z0-9]/i.test(name) ? title : title.replace(name, registration.id);
  return cut(`SMS registration ${readable}`.replace(/[^ -~]+/g, '?'), max);
}

const SMS_END = ': see the e-mail or the console';

function shortText(registration: Registered, words: Words): string {
  return subjectOf(registration, words, MAX_SMS - SMS_END.length) + SMS_END;
}

function cut(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 3)}...` : text;
}
