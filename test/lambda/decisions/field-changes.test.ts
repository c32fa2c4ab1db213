import { carriedOver, declaredChanges, fieldChanges, keptFields } from '../../../lambda/decisions/field-changes';

const text = (FieldPath: string, TextValue: string) => ({ FieldPath, TextValue });
const attachment = (FieldPath: string, RegistrationAttachmentId: string) => ({ FieldPath, RegistrationAttachmentId });
const select = (FieldPath: string, ...SelectChoices: string[]) => ({ FieldPath, SelectChoices });

describe('the changes of a form', () => {
  test('an empty form gets every field, in the order of the desired state', () => {
    const desired = [text('b', '1'), select('a', 'X')];
    expect(fieldChanges(desired, [], [])).toEqual({ put: desired, remove: [] });
  });

  test('a form in the desired state gets nothing', () => {
    const desired = [text('a', '1'), select('b', 'X', 'Y')];
    expect(fieldChanges(desired, [select('b', 'Y', 'X'), text('a', '1')], desired)).toEqual({ put: [], remove: [] });
    expect(fieldChanges([select('b', 'Y', 'X')], [select('b', 'X', 'Y')], [])).toEqual({ put: [], remove: [] });
  });

  test('an attachment is the same by its id and by its ARN', () => {
    const [id, arn] = ['attachment-1', 'arn:aws:sms-voice:us-east-1:111122223333:registration-attachment/attachment-1'];
    expect(fieldChanges([attachment('a', arn), attachment('b', id)], [attachment('a', id), attachment('b', arn)], [])).toEqual({ put: [], remove: [] });
    // The end of an id is none.
    expect(fieldChanges([attachment('a', 'attachment-1')], [attachment('a', 'other-1')], []).put).toHaveLength(1);
  });

  test.each([
    ['another text', text('a', '2'), text('a', '1')],
    ['other choices', select('a', 'X'), select('a', 'Y')],
    ['one choice more', select('a', 'X', 'Y'), select('a', 'X')],
    ['one choice less', select('a', 'X'), select('a', 'X', 'Y')],
    ['a text where there are choices', text('a', 'X'), select('a', 'X')],
    ['choices where there is a text', select('a', 'X'), text('a', 'X')],
    ['another attachment', attachment('a', 'attachment-1'), attachment('a', 'attachment-2')],
    ['an attachment where there is a text', attachment('a', 'attachment-1'), text('a', 'attachment-1')],
    ['a text where there is an attachment', text('a', 'attachment-1'), attachment('a', 'attachment-1')],
  ])('%s is put', (_, desired, present) => {
    expect(fieldChanges([desired], [present], [present])).toEqual({ put: [desired], remove: [] });
  });

  test('what left the stack is removed, if it is there', () => {
    expect(fieldChanges([], [text('a', '1')], [text('a', '1'), text('gone', '1')])).toEqual({ put: [], remove: ['a'] });
  });

  test('what left the stack is left alone if somebody has changed it since', () => {
    expect(fieldChanges([], [text('a', 'theirs')], [text('a', 'ours')])).toEqual({ put: [], remove: [] });
  });

  test('on a locked form only what the stack asks for counts, not what was edited elsewhere', () => {
    const [edited, changed, added] = [text('a', '1'), text('b', '2'), text('c', '1')];
    const changes = fieldChanges([edited, changed, added], [text('a', 'theirs'), text('b', '1')], [edited, text('b', '1')]);
    expect(changes.put).toEqual([edited, changed, added]);
    expect(declaredChanges(changes, [edited, text('b', '1')]).put).toEqual([changed, added]);
  });

  test('what was filled in elsewhere is left alone', () => {
    expect(fieldChanges([], [text('a', '1')], [])).toEqual({ put: [], remove: [] });
  });

  test('a path that is a name of JavaScript is a path like any other', () => {
    expect(fieldChanges([text('__proto__', '1'), text('constructor', '1')], [text('__proto__', '1')], [])).toEqual({
      put: [text('constructor', '1')], remove: [],
    });
  });
});

test('what a form keeps is what is neither written nor removed', () => {
  const present = [text('a', '1'), text('b', '1'), select('c', 'X')];
  expect(keptFields(present, { put: [text('a', '2')], remove: ['b'] })).toEqual([select('c', 'X')]);
});

describe('a new version takes over', () => {
  const taken = (present: Parameters<typeof carriedOver>[0]) => carriedOver(present, [text('desired', '2')], [text('desired', '1'), text('previous', '1')]);

  test.each([
    ['a text', text('elsewhere', '1')],
    ['choices', select('elsewhere', 'X')],
    ['an attachment', attachment('elsewhere', 'attachment-1')],
    ['what an earlier deploy declared, and somebody has changed since', text('previous', 'theirs')],
  ])('%s that was filled in elsewhere', (_, field) => {
    expect(taken([field])).toEqual([field]);
  });

  test.each([
    ['what the stack wants', text('desired', '1')],
    ['what went away with its declaration', text('previous', '1')],
    ['a field without a value', { FieldPath: 'empty' }],
    ['a field with an empty value', { FieldPath: 'empty', TextValue: '', SelectChoices: [] }],
  ])('nothing of %s', (_, field) => {
    expect(taken([field])).toEqual([]);
  });

  test('only the value, not what a reviewer said of it', () => {
    expect(taken([{ ...text('elsewhere', '1'), DeniedReason: 'no' } as ReturnType<typeof text>])).toEqual([text('elsewhere', '1')]);
  });
});
