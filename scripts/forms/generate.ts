import * as fs from 'fs';
import * as path from 'path';
import { choicesModule } from './choices-module';
import { companyModule } from './company-module';
import { fieldsModule } from './fields-module';
import { formsModule } from './forms-module';
import { page } from './page';

// npx projen forms: writes everything that forms.json says, in the forms that others read.

const ROOT = path.join(__dirname, '..', '..');

/** The generated files with their texts. */
export function generatedFiles(): Readonly<Record<string, string>> {
  return {
    [path.join(ROOT, 'lib', 'private', 'forms.ts')]: formsModule(),
    [path.join(ROOT, 'lib', 'forms', 'choices.generated.ts')]: choicesModule(),
    [path.join(ROOT, 'lib', 'forms', 'company-profile.generated.ts')]: companyModule(),
    [path.join(ROOT, 'lib', 'forms', 'fields.generated.ts')]: fieldsModule(),
    [path.join(ROOT, 'docs', 'forms.md')]: page(),
  };
}

if (require.main === module) {
  for (const [file, text] of Object.entries(generatedFiles())) {
    // An unchanged file keeps its time, so the compiled library does not look outdated.
    if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  }
}
