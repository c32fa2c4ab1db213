import { rows } from './rows';
import { ATTACHMENT_PROPERTIES, type AttachmentResourceProperties } from '../../../contract/attachment-resource';
import { readDesiredAttachment, readPreviousAttachment, type DesiredAttachment } from '../../../lambda/properties/attachment';

const URL = 's3://example-bucket/opt-in.png';
const TAG = { Key: 'Team', Value: 'sms' };
const SECRET = 'never shown';

type PropertyName = keyof AttachmentResourceProperties;

const MINIMAL = { ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:handler', ServiceTimeout: '1200', AttachmentUrl: URL };
const DEFAULTS: DesiredAttachment = { url: URL, contentHash: undefined, tags: [] };

const read = (properties: Record<string, unknown>) => readDesiredAttachment({ ...MINIMAL, ...properties });

describe('a desired attachment', () => {
  test('needs nothing but a document', () => expect(read({})).toEqual(DEFAULTS));

  test.each(rows<[unknown, Partial<DesiredAttachment>], PropertyName>({
    AttachmentUrl: [['s3://other/a.pdf', { url: 's3://other/a.pdf' }]],
    ContentHash: [['abc', { contentHash: 'abc' }], ['', {}]],
    Tags: [[[TAG, { Key: 'Cost' }], { tags: [TAG] }], [[], {}]],
    DeletionTimeout: [['60', {}], [[SECRET], {}]],
  }))('%s %j', (name, value, expected) => {
    expect(read({ [name]: value })).toEqual({ ...DEFAULTS, ...expected });
  });

  test.each(rows<[unknown, string], PropertyName>({
    AttachmentUrl: [['', 'AttachmentUrl must be a string'], [undefined, 'AttachmentUrl must be a string'], [[SECRET], 'AttachmentUrl must be a string']],
    ContentHash: [[[SECRET], 'ContentHash must be a string']],
    Tags: [[SECRET, 'Tags must be a list'], [[{ Key: 'Team', Value: [SECRET] }], 'entry 1 of Tags has an unknown format: Key Team, Value is a list']],
    DeletionTimeout: [],
  }))('is refused with %s %j', (name, value, problem) => {
    expect(() => read({ [name]: value })).toThrow(`The properties of the attachment cannot be read: ${problem}. Correct them in the stack`);
  });

  test('is refused with every problem in one message', () => {
    expect(() => read({ Alien: SECRET, Fields: [SECRET], AttachmentUrl: [SECRET], ContentHash: { SECRET }, Tags: SECRET })).toThrow(
      'cannot be read: the property Alien is unknown; the property Fields is unknown; AttachmentUrl must be a string; ContentHash must be a string; '
      + 'Tags must be a list. Correct',
    );
  });

  test.each(Object.keys(ATTACHMENT_PROPERTIES))('never shows a value of %s', (name) => {
    for (const value of [SECRET, [SECRET], { SECRET }, [{ Key: SECRET, Value: [SECRET] }]]) {
      expect(() => read({ [name]: value, Alien: SECRET })).toThrow(expect.objectContaining({ message: expect.not.stringContaining(SECRET) }));
    }
  });
});

describe('a previous attachment', () => {
  test('is what the stack declared', () => {
    expect(readPreviousAttachment({ ...MINIMAL, ContentHash: 'abc', Tags: [TAG] })).toEqual({ url: URL, contentHash: 'abc', tags: [TAG] });
  });

  test.each<[string, Record<string, unknown>, ReturnType<typeof readPreviousAttachment>]>([
    ['nothing at all', {}, { tags: [] }],
    ['other kinds of values', { AttachmentUrl: [SECRET], ContentHash: 7, Tags: SECRET }, { tags: [] }],
    ['properties of another version', { Alien: SECRET }, { tags: [] }],
    ['tags that cannot be read beside one that can', { Tags: [SECRET, TAG] }, { tags: [TAG] }],
  ])('of %s', (_, properties, expected) => {
    expect(readPreviousAttachment(properties)).toEqual(expected);
  });
});
