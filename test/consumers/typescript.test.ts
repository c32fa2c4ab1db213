import * as fs from 'fs';
import * as path from 'path';
import { comparable, Consumer, expected, EXPECTED } from './consumer';
import { builtPackage, describeLanguage, MANIFEST, ROOT } from './packages';

jest.setTimeout(120_000);

describeLanguage('js', () => {
  let app: Consumer;

  beforeAll(async () => {
    const folder = await builtPackage('js');
    app = new Consumer('typescript');
    const modules = path.join(app.folder, 'node_modules');
    const library = path.join(modules, 'cdk-sms-registration');
    fs.mkdirSync(library, { recursive: true });
    await app.run('tar', '-xzf', path.join(folder, `cdk-sms-registration@${MANIFEST.version}.jsii.tgz`), '--strip-components', '1', '-C', library);
    for (const peer of ['aws-cdk-lib', 'constructs']) {
      fs.symlinkSync(path.join(ROOT, 'test', 'floor', 'node_modules', peer), path.join(modules, peer), 'junction');
    }
  });

  const synthesize = () => app.synthesize(process.execPath, '--import', require.resolve('tsx'), 'app.ts');

  test('makes the template that the other languages are compared with, twice in a row', async () => {
    const template = await synthesize();
    expect(await synthesize()).toBe(template);
    if (!fs.existsSync(EXPECTED) && !process.env.CI) {
      fs.writeFileSync(EXPECTED, `${JSON.stringify(comparable(template), undefined, 2)}\n`);
    }
    expect(comparable(template)).toEqual(expected());
  });
});
