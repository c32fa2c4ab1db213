import { hasShortUrl, isFreeMail, isPublicHost, registrableDomain, sameCompany, urlsIn } from '../../../lib/review/domains';
import { isForeign } from '../../../lib/review/languages';
import { hasLegalForm, mentions, normalized, withoutLegalForm } from '../../../lib/review/names';
import { FREQUENCY, HELP, NO_MORE, OTHER_PLACEHOLDERS, PHONE, PO_BOX, RATES, sentences, STOP, UNSUBSCRIBED } from '../../../lib/review/patterns';
import { nearlySame, same } from '../../../lib/review/similarity';
import { TOPICS, TopicName, wordOf } from '../../../lib/review/words';

describe.each<[string, RegExp, readonly string[], readonly string[]]>([
  ['rates', RATES, [
    'Message and data rates may apply', 'Msg & data rates may apply', 'msg&data rates', 'Msgs &amp; Data charges', 'SMS + data fees', 'text/data rates', 'messages n data rates',
    'Message and/or data rates may apply', 'Data and message rates may apply', 'Data & msg rates', 'Messaging and data rates may apply', 'Std. msg. & data rates', 'Text message and data rates',
  ], ['rates may apply', 'data rates may apply', 'message rates may apply', 'messages and databases rates']],
  ['how many messages', FREQUENCY, [
    'Message frequency varies', 'msg frequency may vary', 'frequency will vary', 'the number of texts varies', 'message frequency depends on your account', '4 msgs/month', 'up to 2 messages per week',
    'one text a day', 'three promotional messages every month', '2-5 alerts per year', '1 to 3 reminders per appointment', 'a code each time you sign in', 'weekly texts', 'monthly sales alerts',
    'you get a passcode whenever you sign in', 'Msg freq varies', 'Msg. freq. varies.', 'Frequency of messages varies', 'the frequency of our texts may vary', 'up to 4 messages monthly',
    'one text for each order', 'one message for every sign-in', '1 msg per user request', 'twelve messages per year', 'Message volume varies',
    'up to 15 recurring automated promotional text messages per month',
  ], ['messages may be sent', 'frequency of payments is fixed', '4 orders per month', 'per month', 'varies', 'daily specials', 'a message for you', 'the volume is low', 'a text for your order', 'freq']],
  ['STOP', STOP, ['STOP', 'Reply STOP to end', 'reply stop', 'Text "Stop" to quit', 'txt STOP', 'replying with stop', 'SEND STOP', 'Respond with stop to opt out', 'respond Stop'], ['stop by our shop', 'STOPPED', 'we stop', 'Text us, stop']],
  ['HELP', HELP, ['HELP', 'text help', 'Reply “help”'], ['we help you', 'HELPFUL', 'get help']],
  ['an opt-out', UNSUBSCRIBED, [
    'you are unsubscribed', 'un-subscribed', 'opted out', 'opted-out', 'opt-out confirmed', 'Opt out has been received', 'you were removed', 'canceled', 'cancelled', 'messages have been stopped',
    'your opt-out request has been processed', 'your opt-out was received', 'Unsubscribe confirmed',
  ], ['to opt out reply STOP', 'subscribed', 'stopped']],
  ['no more messages', NO_MORE, [
    'no more messages', 'no further texts', 'no additional promotional SMS', 'will not receive', "won't be texted", 'will never get', 'no longer be sent', 'not hear from us', 'won’t receive', 'no further communications', 'no more notices', 'no more updates',
  ], ['no more', 'you will receive messages', 'not available', 'no other offers']],
  ['a phone number', PHONE, ['206-555-0100', '(206) 555-0100', '206.555.0100', '1 206 555 0100', '+442079460000', '18005550100', '8885550100'], ['123456', '2065550100', '20655501001234', '$206-55', '555-0100']],
  ['a post office box', PO_BOX, ['PO Box 1', 'P.O. Box 1', 'p o box 1', 'POBox 1', 'Post Office Box 1', 'postal office box'], ['1 Box Street', 'Post Office Square', 'PO Boxwood']],
  ['another placeholder', OTHER_PLACEHOLDERS, ['{{code}}', '{code}', '${code}', '<code>', '<first name>', '%s', 'XXX', 'lorem ipsum', 'TBD', 'todo'], [
    '[code]', 'I <3 you', '50% off', 'XX', '{}', '< 5 >', '<a@b.com>', 'total',
  ]],
])('The pattern of %s', (_, pattern, yes, no) => {
  test.each(yes)('matches %s', (text) => expect(text).toMatch(pattern));
  test.each(no)('does not match %s', (text) => expect(text).not.toMatch(pattern));
});

describe('A text', () => {
  test('has sentences', () => {
    expect(sentences('One. Two!\nThree; four? Five 1.5 \n\n')).toEqual(['One.', 'Two!', 'Three;', 'four?', 'Five 1.5 ']);
  });

  test.each<[string, string[]]>([
    ['see https://example.com/a?b=c#d.', ['https://example.com/a?b=c#d']],
    ['see www.example.com, or example.co.uk/x!', ['www.example.com', 'example.co.uk/x']],
    ['(https://example.com/a) and [https://example.com/b]', ['https://example.com/a', 'https://example.com/b']],
    ['"http://10.0.0.1:80"', ['http://10.0.0.1:80']],
    ['write to a.b@example.com or jane.co@example.org', []],
    ['Done.Ok and e.g. 1.5 or example.unknown', []],
    ['example.com.au is not example.comma', ['example.com.au']],
    ['-example.com', []],
  ])('has URLs: %s', (text, urls) => expect(urlsIn(text)).toEqual(urls));

  test.each<[boolean, string]>([
    [true, 'bit.ly/1'], [true, 'https://BIT.ly/1'], [true, 'www.tinyurl.com/1'], [true, 't.co'], [false, 'rabbit.ly/1'], [false, 'bit.lyon'], [false, 'https://example.com/bit.ly'],
    [false, 'bit.ly.example.com'], [false, 'a@t.co'], [true, 'see bit.ly.'],
  ])('has a short link: %s: %s', (yes, text) => expect(hasShortUrl(text)).toBe(yes));

  test.each<[boolean, string]>([
    [true, 'Votre commande est dans le camion, une livraison pour vous'], [true, 'Ihre Bestellung ist mit der Post unterwegs und nicht für'], [true, 'Seu pedido não uma em'], [true, '您的订单已发货 STOP'], [true, 'Su código es 123456. No lo comparta con nadie.'],
    [false, 'Your order is on its way'], [false, 'Los Altos El Camino'], [false, '123456'], [false, ''], [false, 'Su pedido está en la casa para usted. Your order is at home.'],
  ])('is foreign: %s: %s', (yes, text) => expect(isForeign(text)).toBe(yes));

  test.each<[boolean, string, string]>([
    [true, 'Your code is 123456', 'your code is 9!'], [true, 'One two three four five six seven eight nine ten', 'One two three four five six seven eight nine eleven'],
    [false, 'One two three four five', 'One two three four six'], [false, 'a a a a', 'a b c d'], [false, 'One', 'One two three four five six seven eight nine'],
  ])('is nearly the same as another: %s: %s', (yes, one, other) => {
    expect([nearlySame(one, other), nearlySame(other, one)]).toEqual([yes, yes]);
  });

  test('is the same as another with other numbers, signs and letters', () => {
    expect([same('Your CODE: 12.', 'your code 345'), same('a b', 'b a'), same('a', 'a b')]).toEqual([true, false, false]);
  });
});

describe('A domain', () => {
  test.each([
    ['www.example.com', 'example.com'], ['example.com', 'example.com'], ['A.B.Example.COM.', 'example.com'], ['shop.example.co.uk', 'example.co.uk'], ['www.example.com.au', 'example.com.au'],
    ['a.example.io', 'example.io'], ['example.github.io', 'example.github.io'], ['www.example.github.io', 'example.github.io'], ['co.uk', 'co.uk'], ['www.example.com.example', 'com.example'],
  ])('%s is registered as %s', (host, domain) => expect(registrableDomain(host)).toBe(domain));

  test.each<[boolean, string, string]>([
    [true, 'www.example.com', 'mail.example.com'], [true, 'example.com', 'example.co.uk'], [false, 'example.com', 'other.com'], [false, 'one.github.io', 'two.github.io'], [false, 'a.co.uk', 'b.co.uk'],
  ])('is of one company: %s: %s and %s', (yes, one, other) => expect(sameCompany(one, other)).toBe(yes));

  test.each<[boolean, string]>([
    [true, 'gmail.com'], [true, 'yahoo.co.jp'], [true, 'outlook.fr'], [true, 'aol.com'], [false, 'example.com'], [false, 'mygmail.com'], [false, 'mail.yahoo-example.com'], [false, 'live.example.com'], [false, 'outlook.example.com'], [false, 'yahoo.example.co.uk'], [true, 'mail.yahoo.com'],
  ])('is one of a public mail provider: %s: %s', (yes, domain) => expect(isFreeMail(domain)).toBe(yes));

  test.each<[boolean, string]>([
    [true, 'example.com'], [true, 'a-b.example.co.uk'], [true, 'xn--bcher-kva.example'], [false, 'localhost'], [false, '127.0.0.1'], [false, 'a.local'], [false, 'a.internal'], [false, ''], [false, '[::1]'],
  ])('is public: %s: %s', (yes, host) => expect(isPublicHost(host)).toBe(yes));
});

describe('A name', () => {
  test.each([
    ["Joe's Café, L.L.C.", 'joes cafe llc'], ['Smith & Sons', 'smith and sons'], ['  A--B. C ', 'a b c'], ['Example.com', 'examplecom'], ['Äpfel und Ähnliches', 'apfel und ahnliches'],
  ])('%s is compared as %s', (name, words) => expect(normalized(name)).toBe(words));

  test.each([
    ['Example Corp.', 'example'], ['Example Co., Ltd.', 'example'], ['Example Holdings', 'example holdings'], ['Inc', 'inc'], ['LLC Example', 'llc example'], ['Example PLLC', 'example'],
  ])('%s is %s without its legal form', (name, words) => expect(withoutLegalForm(name)).toBe(words));

  test.each<[boolean, string]>([
    [true, 'Example Inc'], [true, 'Example, P.A.'], [true, 'First Bank of Example'], [true, 'Example Partners'], [true, 'Example LC'], [true, 'Example, R.L.L.P.'], [true, 'Example Bancorp'], [true, 'Example L3C'], [false, 'Example'], [false, 'Incredible Example'], [false, 'Example Shop'],
  ])('has a legal form: %s: %s', (yes, name) => expect(hasLegalForm(name)).toBe(yes));

  test.each<[boolean, string, string]>([
    [true, 'EXAMPLE: hello', 'example'], [true, "Example's code", 'example'], [true, 'Hello from Example.', 'example'], [true, 'riversidedental.com', 'riverside dental'],
    [true, 'RiversideDental: hello', 'riverside dental'], [false, 'Riverside: hello', 'riverside dental'], [false, 'exam: hello', 'example'], [false, 'Counterexamples', 'exam'], [false, 'cabin', 'a b'],
    [false, 'hello', 'hello world'],
  ])('is mentioned: %s: in "%s": %s', (yes, text, name) => expect(mentions(text, [name])).toBe(yes));

  test('is mentioned if one of several is', () => {
    expect([mentions('One: hello', ['two', 'one']), mentions('One: hello', [])]).toEqual([true, false]);
  });
});

describe('The words of a subject', () => {
  const all = Object.entries(TOPICS).flatMap(([topic, lists]) => [...lists.words, ...'exact' in lists ? lists.exact : []].map((word) => [topic as TopicName, word] as const));

  test.each(all)('of %s are found in a text: %s', (topic, word) => {
    const stem = word.replace(/\*$/, '');
    expect(wordOf(topic, `So ${stem}!`)).toBeDefined();
    expect(wordOf(topic, `so${stem}`)).toBeUndefined();
  });

  test('are found in any letters and across lines, but those that mean something else', () => {
    expect(wordOf('gambling', 'SPORTS\n betting')).toBe('sports betting');
    expect(wordOf('illegal-substances', 'cbd')).toBeUndefined();
    expect(wordOf('lending', 'a refinancing')).toBe('refinanc…');
    expect(wordOf('lending', 'book an appointment about your mortgage')).toBe('mortgage…');
    expect(wordOf('lending', 'your Library loan is due')).toBeUndefined();
    expect(wordOf('age-restricted', 'the Wine Bar has a table')).toBeUndefined();
    expect(wordOf('age-restricted', 'the wine has arrived')).toBe('wine');
    expect(wordOf('gambling', 'casin')).toBeUndefined();
    expect(wordOf('shaft', 'vapes')).toBe('vapes');
    expect(wordOf('age-restricted', 'beerhall')).toBeUndefined();
  });
});
