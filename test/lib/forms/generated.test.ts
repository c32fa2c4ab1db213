import * as fs from 'fs';
import * as path from 'path';
import { generatedFiles } from '../../../scripts/forms/generate';

const ROOT = path.join(__dirname, '..', '..', '..');

test.each(Object.entries(generatedFiles()).map(([file, text]) => [path.relative(ROOT, file), text]))(
  '%s is what scripts/forms/forms.json says: run "npx projen forms" if not', (file, text) => {
    expect(fs.readFileSync(path.join(ROOT, file), 'utf8').replace(/\r\n/g, '\n')).toBe(text);
  },
);
