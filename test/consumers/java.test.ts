import * as fs from 'fs';
import * as path from 'path';
import { comparable, Consumer, expected } from './consumer';
import { builtPackage, describeLanguage, MANIFEST, MAVEN_REPOSITORY, PEERS } from './packages';

jest.setTimeout(480_000);

const { groupId, artifactId } = MANIFEST.jsii.targets.java.maven;
/** Where a Maven repository has it. */
const LIBRARY = path.join(...groupId.split('.'), artifactId);

describeLanguage('java', () => {
  let app: Consumer;
  let repository: string;
  let maven: string[];

  beforeAll(async () => {
    repository = await builtPackage('java');
    // The build has installed it there as well: a user has only the file.
    fs.rmSync(path.join(MAVEN_REPOSITORY, LIBRARY), { recursive: true, force: true });
    app = new Consumer('java');
    const properties = {
      'maven.repo.local': MAVEN_REPOSITORY,
      'library.repository': repository,
      'library.groupId': groupId,
      'library.artifactId': artifactId,
      'library.version': MANIFEST.version,
      'cdk.version': PEERS['aws-cdk-lib'],
      'constructs.version': PEERS.constructs,
    };
    maven = ['--batch-mode', '--quiet', ...Object.entries(properties).map(([name, value]) => `-D${name}=${value}`)];
    await app.run('mvn', ...maven, 'compile');
  });

  test('makes the same template as the one for TypeScript, twice in a row', async () => {
    const template = await app.synthesize('mvn', ...maven, 'exec:java');
    expect(await app.synthesize('mvn', ...maven, '--offline', 'exec:java')).toBe(template);
    expect(comparable(template)).toEqual(expected());
  });

  test('comes with its sources, whose comments have samples in Java, and with its documentation', async () => {
    const [jar, version] = ['-sources.jar', MANIFEST.version];
    const folder = path.join(repository, LIBRARY, version);
    expect(fs.readdirSync(folder)).toEqual(expect.arrayContaining(['.jar', jar, '-javadoc.jar', '.pom'].map((ending) => `${artifactId}-${version}${ending}`)));
    await app.run('jar', '--extract', '--file', path.join(folder, `${artifactId}-${version}${jar}`));
    const source = fs.readdirSync(app.folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(`${path.sep}TenDlcBrand.java`))!;
    const text = fs.readFileSync(path.join(app.folder, source), 'utf8');
    expect(text).toContain('TenDlcBrand.Builder.create(stack, "Brand")');
    expect(text).not.toContain("from 'cdk-sms-registration'");
  });
});
