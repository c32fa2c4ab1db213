import * as fs from 'fs';
import * as path from 'path';
import { comparable, Consumer, expected } from './consumer';
import { builtPackage, describeLanguage, MANIFEST, PEERS, ROOT } from './packages';

// The first build compiles the CDK, and another one only what has changed.
jest.setTimeout(480_000);

const { moduleName, packageName } = MANIFEST.jsii.targets.go;
const MODULE = `${moduleName}/${packageName}`;
/** The samples that users of Go are shown. */
const README = path.join(ROOT, 'docs', 'go.md');

describeLanguage('go', () => {
  let app: Consumer;
  let folder: string;

  beforeAll(async () => {
    folder = path.join(await builtPackage('go'), packageName);
    app = new Consumer('go');
    const samples = [...fs.readFileSync(README, 'utf8').matchAll(/^```go\n(.*?)^```$/gms)].map(([, code]) => code!);
    expect(samples).not.toEqual([]);
    samples.forEach((code, index) => {
      fs.mkdirSync(path.join(app.folder, `sample${index}`));
      fs.writeFileSync(path.join(app.folder, `sample${index}`, 'main.go'), code);
    });
    await app.run('go', 'mod', 'init', 'example.com/texts');
    await app.run('go', 'mod', 'edit', `-require=${MODULE}@v${MANIFEST.version}`, `-replace=${MODULE}=${folder}`);
    await app.run('go', 'mod', 'tidy');
  });

  test('requires the lowest supported peers', () => {
    const required = fs.readFileSync(path.join(folder, 'go.mod'), 'utf8');
    expect(required).toContain(`github.com/aws/aws-cdk-go/awscdk/v2 v${PEERS['aws-cdk-lib']}\n`);
    expect(required).toContain(`github.com/aws/constructs-go/constructs/v10 v${PEERS.constructs}\n`);
  });

  test('makes the same template as the one for TypeScript, twice in a row', async () => {
    await app.run('go', 'build', '-o', 'texts', '.');
    const template = await app.synthesize(path.join(app.folder, 'texts'));
    expect(await app.synthesize(path.join(app.folder, 'texts'))).toBe(template);
    expect(comparable(template)).toEqual(expected());
  });

  test('has samples that somebody wrote in its README, which compile, and none that were translated', async () => {
    await app.run('go', 'vet', './...');
    expect(fs.readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe(fs.readFileSync(README, 'utf8'));
    const sources = fs.readdirSync(folder).filter((name) => name.endsWith('.go'));
    expect(sources.filter((name) => /\/\/ Example:$/m.test(fs.readFileSync(path.join(folder, name), 'utf8')))).toEqual([]);
  });
});
