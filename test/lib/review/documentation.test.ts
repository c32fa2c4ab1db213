import { form, short } from './forms';
import { contentOf, filesIn, REVIEWED, run, typedSnippets } from './snippets';
import { FORMS } from '../../../lib/private/forms';
import { review } from '../../../lib/review';
import { warningsOf } from '../stacks';

// The newest CDK prints every warning.
beforeEach(() => { (['error', 'warn'] as const).forEach((name) => jest.spyOn(console, name).mockReturnValue()); });
afterEach(() => jest.restoreAllMocks());

/** What the documentation and the docstrings give as the value of a field. */
const VALUE = /'(\w+\.\w+)': FieldValue\.(?:text|choices)\('([^']*)'/g;

const files = ['README.md', ...['docs', 'lib'].flatMap((folder) => filesIn(folder, /\.(?:md|ts)$/))];
const given = files.flatMap((file) => [...contentOf(file).matchAll(VALUE)].map(([, field, value]) => [file, field!, value!] as const));

test('The documentation gives values', () => {
  expect(new Set(given.map(([file]) => file)).size).toBeGreaterThan(2);
});

test.each(given)('%s passes the review: %s', (_file, field, value) => {
  const types = [...FORMS].flatMap(([type, { fields }]) => fields.some((one) => one.path === field) ? [type] : []);
  types.forEach((type) => {
    const { options } = FORMS.get(type)!.fields.find((one) => one.path === field)!;
    expect(review([form('form', type, { [field]: value }, { complete: false })]).map(short)).toEqual([]);
    expect(options ?? [value]).toContain(value);
  });
});

describe('An example with a typed form', () => {
  const snippets = typedSnippets();

  test('is shown of each form that is reviewed', () => {
    const programs = snippets.map(({ code }) => code).join('\n');
    REVIEWED.forEach((construct) => expect(programs).toContain(`new ${construct}(`));
  });

  test.each(snippets.map((snippet, index) => [snippet.file, index, snippet] as const))('passes the review: %s (%i)', (_file, _index, snippet) => {
    const stack = run(snippet);
    expect(warningsOf(stack).filter((warning) => warning.includes('cdk-sms-registration:review-'))).toEqual([]);
    expect(stack.node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === 'aws:cdk:error')).toEqual([]);
  });
});
