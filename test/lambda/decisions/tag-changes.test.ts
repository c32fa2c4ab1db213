import { isOwnTag, tagChanges } from '../../../lambda/decisions/tag-changes';

const tag = (Key: string, Value: string) => ({ Key, Value });

test.each([
  ['cdk-sms-registration:stack-id', true], ['cdk-sms-registration', false], ['my-cdk-sms-registration:stack-id', false], [undefined, false],
])('whether the tag %s is one of the handler: %s', (Key, is) => {
  expect(isOwnTag({ Key })).toBe(is);
});

describe('the changes of tags', () => {
  test.each([
    ['a new one is set', [tag('a', '1')], [], [], { set: [tag('a', '1')], remove: [] }],
    ['another value is set', [tag('a', '2')], [tag('a', '1')], [tag('a', '1')], { set: [tag('a', '2')], remove: [] }],
    ['an empty value is a value', [tag('a', '')], [], [], { set: [tag('a', '')], remove: [] }],
    ['the same is not set again', [tag('a', '1')], [tag('a', '1')], [tag('a', '1')], { set: [], remove: [] }],
    ['what left the stack is removed', [], [tag('a', '1')], [tag('a', '1')], { set: [], remove: ['a'] }],
    ['what is gone already is not removed', [], [], [tag('a', '1')], { set: [], remove: [] }],
    ['what left the stack is left alone if somebody has changed it since', [], [tag('a', '2')], [tag('a', '1')], { set: [], remove: [] }],
    ['what was set elsewhere is left alone', [], [tag('a', '1')], [], { set: [], remove: [] }],
  ])('%s', (_, desired, present, previous, changes) => {
    expect(tagChanges(desired, present, previous)).toEqual(changes);
  });
});
