import { consoleLink } from '../../../lambda/notifications/console';
import { messageOf } from '../../../lambda/notifications/message';
import type { Report, Subject } from '../../../lambda/notifications/wording';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const DAY_MS = 86_400_000;
const ID = 'registration-0123456789abcdef0123456789abcdef';
const LINK = 'https://us-east-1.console.aws.amazon.com/sms-voice/home?region=us-east-1#/registrations';

const report = (overrides: Partial<Report>): Report => ({
  subject: 'approved',
  registration: { id: ID, type: 'US_TEN_DLC_BRAND_REGISTRATION', name: 'brand' },
  version: 2,
  done: [],
  pending: [],
  link: LINK,
  now: NOW,
  ...overrides,
});

interface Chat {
  readonly content: { readonly title: string; readonly description: string; readonly nextSteps?: readonly string[] };
}

const textsOf = (overrides: Partial<Report>) => JSON.parse(messageOf(report(overrides)).message) as Record<string, string>;
const textOf = (overrides: Partial<Report>) => textsOf(overrides).default!;
const chatOf = (overrides: Partial<Report>) => JSON.parse(textsOf(overrides).https!) as Chat;

describe('A message', () => {
  test('in full', () => {
    expect(textOf({
      subject: 'denied',
      denial: { reasons: ['CODE: Text', 'a.field: Wrong'], advice: 'Correct it.', remedies: [], isFinal: false },
      heldBack: [{ id: 'registration-1', name: 'campaign' }, { id: 'registration-2' }],
      done: [{ kind: 'submitted' }],
      pending: ['associate phone-1: not possible yet'],
    })).toBe(`SMS registration brand was denied.

Version 2 of the form was denied. campaign (registration-1), registration-2 cannot be submitted before this registration is COMPLETE.

Reasons:
- CODE: Text
- a.field: Wrong

What to do:
- It can be submitted again.
- Correct it.

Done just now, without a deploy:
- The form was submitted: it no longer had to wait.

Waiting:
- associate phone-1: not possible yet

Name: brand
Type: US_TEN_DLC_BRAND_REGISTRATION
ID: ${ID}
Console: ${LINK}`);
  });

  test.each<[string, Partial<Report>, string]>([
    ['an approval', {}, 'Version 2 was approved, and the registration is COMPLETE.'],
    ['a denial that is final', { subject: 'denied', denial: { reasons: [], advice: 'It cannot be submitted again.', remedies: [], isFinal: true } }, 'What to do:\n- It cannot be submitted again.'],
    ['a denial that asks to wait', {
      subject: 'denied',
      denial: { reasons: [], advice: 'Deploy.', remedies: ['Wait.'], isFinal: false },
      resubmission: { notBefore: NOW, until: NOW + 60 * DAY_MS, attemptsLeft: 2 },
    }, 'What to do:\n- Wait.\n- No deploy is needed: the library submits the same form again by itself, not before 2026-11-29 12:00 UTC, at most 2 times more and until 2027-01-28.'],
    ['the last submit of such a denial', { subject: 'denied', resubmission: { notBefore: NOW, until: NOW, attemptsLeft: 1 } }, 'at most once more'],
    ['a revoked approval', { subject: 'revoked' }, 'The approval of version 2 was revoked.'],
    ['an authentication', { subject: 'authentication', submittedAt: NOW - DAY_MS }, 'within 30 days of the submit, until 2026-12-28.'],
    ['an authentication, on day 1', { subject: 'authentication', reminder: 1 }, 'It has been waiting for 1 day.'],
    ['an authentication, on day 5', { subject: 'authentication', reminder: 5 }, 'It has been waiting for 5 days.'],
    ['an authentication, after the last e-mail', { subject: 'authentication', submittedAt: NOW - 31 * DAY_MS }, 'The e-mail can no longer be sent again'],
    ['a long review', { subject: 'overdue', submittedAt: NOW - 29 * DAY_MS, reviewTime: { days: 28 } }, 'Version 2 was submitted on 2026-10-31, 29 days ago. AWS says that this review takes up to 28 days.'],
    ['a long review of a day', { subject: 'overdue', submittedAt: NOW - 2 * DAY_MS, reviewTime: { days: 1 } }, 'takes up to 1 day.'],
    ['the end of its time', { subject: 'expired' }, 'Deploy the registration with another continueFor'],
    ['a closed registration', { subject: 'closed' }, 'It can only be deleted.'],
    ['a deleted registration', { subject: 'deleted', registration: { id: ID } }, `SMS registration ${ID} was deleted outside of the stack.`],
    ['a submit', { subject: 'done', done: [{ kind: 'submitted' }] }, 'SMS registration brand was submitted.'],
    ['a second submit', { subject: 'done', done: [{ kind: 'submitted-again' }] }, 'since its denial only asked to wait.'],
    ['an association', { subject: 'done', done: [{ kind: 'associated', target: 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-1' }] }, 'phone-1 was associated with it.'],
    ['an association by another run', { subject: 'done', done: [{ kind: 'associated' }] }, 'What had to wait was associated with it.'],
  ])('about %s', (_, overrides, expected) => {
    expect(textOf(overrides)).toContain(expected);
  });

  test.each<[string, string | undefined, string]>([
    ['a name', 'Toll-free', 'SMS registration Toll-free was approved'],
    ['no name', undefined, `SMS registration ${ID} was approved`],
    ['an empty name', ' ', `SMS registration ${ID} was approved`],
    ['a name without ASCII', '会社', `SMS registration ${ID} was approved`],
    ['some ASCII', 'Café\n1', 'SMS registration Caf?1 was approved'],
    ['a long name', 'a'.repeat(200), `SMS registration ${'a'.repeat(79)}...`],
  ])('has a subject that SNS takes, with %s', (_, name, subject) => {
    const message = messageOf(report({ registration: { id: ID, name } }));
    expect(message.subject).toBe(subject);
    expect(message.subject.length).toBeLessThan(100);
  });

  test('fits one SMS', () => {
    const { sms } = textsOf({ registration: { id: ID, name: 'a'.repeat(256) } });
    expect(sms!.length).toBeLessThanOrEqual(140);
    expect(sms).toMatch(/^SMS registration a+\.\.\.: see the e-mail or the console$/);
  });

  test('for chats addresses nobody', () => {
    const { content } = chatOf({
      subject: 'denied', registration: { id: ID, name: '<!here>' }, denial: { reasons: ['<@U1> & co'], advice: '<x>', remedies: [], isFinal: true },
    });
    expect(content.title).toBe('SMS registration &lt;!here&gt; was denied');
    expect(content.description).toContain('- &lt;@U1&gt; &amp; co');
    expect(content.nextSteps).toEqual(['&lt;x&gt;']);
  });

  test('for chats has no next steps if nothing is to be done', () => {
    expect(chatOf({}).content).not.toHaveProperty('nextSteps');
  });

  test.each<Subject>(['denied', 'revoked', 'done'])('about %s stays below 8 kB, however much is to be told', (subject) => {
    const many = (text: string) => Array.from({ length: 500 }, () => text);
    const overrides: Partial<Report> = {
      subject,
      denial: { reasons: many('界'.repeat(2_000)), advice: 'a'.repeat(1_500), remedies: [], isFinal: false },
      heldBack: many('registration-1').map((id) => ({ id, name: 'n'.repeat(256) })),
      pending: many('p'.repeat(300)),
      done: [{ kind: 'submitted' }],
    };
    expect(Buffer.byteLength(textOf(overrides))).toBeLessThan(8_000);
    expect(textOf(overrides)).toContain('more');
    expect(Buffer.byteLength(messageOf(report(overrides)).message)).toBeLessThan(262_144);
  });
});

test.each([
  ['arn:aws:cloudformation:eu-west-1:1:stack/a', 'https://eu-west-1.console.aws.amazon.com/sms-voice/home?region=eu-west-1#/registrations'],
  ['arn:aws-us-gov:cloudformation:us-gov-west-1:1:stack/a', 'https://us-gov-west-1.console.amazonaws-us-gov.com/sms-voice/home?region=us-gov-west-1#/registrations'],
  ['arn:aws-cn:cloudformation:cn-north-1:1:stack/a', 'https://cn-north-1.console.amazonaws.cn/sms-voice/home?region=cn-north-1#/registrations'],
])('The console of %s', (arn, link) => {
  expect(consoleLink(arn)).toBe(link);
});
