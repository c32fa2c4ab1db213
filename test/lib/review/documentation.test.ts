import * as fs from 'fs';
import * as path from 'path';
import { form, short } from './forms';
import { FORMS } from '../../../lib/private/forms';
import { review } from '../../../lib/review';

const ROOT = path.join(__dirname, '..', '..', '..');

/** What the documentation and the docstrings give as the value of a field. */
const VALUE = /'(\w+\.\w+)': FieldValue\.(?:text|choices)\('([^']*)'/g;

const files = ['README.md', ...['docs', 'lib'].flatMap((folder) => (
  fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(?:md|ts)$/.test(file)).map((file) => path.join(folder, file))
))];
const given = files.flatMap((file) => [...fs.readFileSync(path.join(ROOT, file), 'utf8').matchAll(VALUE)].map(([, field, value]) => [file, field!, value!] as const));

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
