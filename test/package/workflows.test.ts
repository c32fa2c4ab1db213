import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.join(__dirname, '..', '..');
const WORKFLOWS = path.join(ROOT, '.github', 'workflows');

const texts = fs.readdirSync(WORKFLOWS).sort().map((file) => [file, fs.readFileSync(path.join(WORKFLOWS, file), 'utf8')] as const);

/** Every permission to write that a job has. projen writes the files, so their indentation tells jobs from permissions. */
function writePermissions(text: string): string[] {
  let job = '';
  return text.slice(text.indexOf('\njobs:\n')).split('\n').flatMap((line) => {
    job = /^ {2}([\w-]+):$/.exec(line)?.[1] ?? job;
    const scope = /^ {6}([a-z-]+): write$/.exec(line)?.[1];
    return scope === undefined ? [] : [`${job}: ${scope}`];
  });
}

describe.each(texts)('The workflow %s', (_, text) => {
  test('pins every action to a commit, and names its release', () => {
    const actions = [...text.matchAll(/\buses: (.*)$/gm)].map(([, action]) => action!);
    expect(actions).not.toEqual([]);
    expect(actions.filter((action) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });

  test('grants its jobs nothing that they do not ask for themselves', () => {
    expect(text).toMatch(/^permissions: \{\}$/m);
    expect(text.match(/^ {4}runs-on:/gm)).toHaveLength(text.match(/^ {4}permissions:$/gm)?.length ?? 0);
    expect(text).not.toMatch(/(read|write)-all/);
  });

  test('runs once at a time', () => {
    expect(text).toMatch(/^concurrency:$/m);
  });

  test('leaves no credentials in a checkout', () => {
    expect(text.match(/persist-credentials: false$/gm)?.length).toBe(text.match(/uses: actions\/checkout@/g)?.length);
  });
});

test('Jobs write only what they are there for', () => {
  expect(Object.fromEntries(texts.map(([file, text]) => [file, writePermissions(text)] as const).filter(([, scopes]) => scopes.length > 0))).toEqual({
    'codeql.yml': ['analyze: security-events'],
    'release.yml': [
      'release_github: contents',
      'release_npm: id-token',
      'release_maven: id-token',
      'release_maven: attestations',
      'release_pypi: id-token',
      'release_nuget: id-token',
      'release_nuget: attestations',
    ],
    'scorecard.yml': ['scorecard: security-events', 'scorecard: id-token'],
  });
});

test.each(['java', 'go', 'dotnet'])('The %s of a release is the one that the build has tried', (tool) => {
  const versions = texts.flatMap(([, text]) => [...text.matchAll(new RegExp(`^ +${tool}-version: (.*)$`, 'gm'))].map(([, version]) => version!));
  expect(versions.length).toBeGreaterThan(1);
  expect([...new Set(versions)]).toHaveLength(1);
});

test('No workflow that a pull request starts has a secret, or the rights of the repository', () => {
  expect(texts.filter(([, text]) => /secrets\.(?!GITHUB_TOKEN\b)/.test(text)).map(([file]) => file)).toEqual(['release.yml', 'upgrade-main.yml']);
  expect(texts.filter(([, text]) => text.includes('pull_request_target:') || text.includes('workflow_run:')).map(([file]) => file)).toEqual([]);
});

describe('A release', () => {
  const release = Object.fromEntries(texts)['release.yml']!;

  test('is started by a person, from main, and publishes in an environment that can ask for an approval', () => {
    expect(/\non:\n((?: .*\n)+)/.exec(release)![1]!.match(/^ {2}\w+/gm)).toEqual(['  workflow_dispatch']);
    expect(release).toContain("if: github.ref == 'refs/heads/main'");
    const publishing = release.split(/\n {2}(?=release_)/).slice(1);
    expect(publishing).toHaveLength(6);
    expect(publishing.filter((job) => !job.includes('\n    environment: release\n'))).toEqual([]);
  });

  test('needs a stored secret only where a registry knows no trusted publishing', () => {
    const secrets = [...release.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name!);
    expect([...new Set(secrets)].filter((name) => !name.startsWith('MAVEN_')).sort()).toEqual([
      'GITHUB_TOKEN', 'GO_GITHUB_DEPLOY_KEY', 'NUGET_USERNAME',
    ]);
  });

  test('publishes under names that belong to the repository', () => {
    const { repository, jsii } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      repository: { url: string };
      jsii: { targets: { java: { package: string; maven: unknown }; go: { moduleName: string } } };
    };
    const organization = /^https:\/\/github\.com\/([^/]+)\//.exec(repository.url)![1]!;
    // Maven Central grants io.github.<name> to whoever owns <name> on GitHub.
    expect(jsii.targets.java.maven).toEqual({ groupId: `io.github.${organization}`, artifactId: 'cdk-sms-registration' });
    expect(jsii.targets.java.package).toBe('io.github.cdksmsregistration');
    expect(jsii.targets.go.moduleName).toBe(`github.com/${organization}/cdk-sms-registration-go`);
  });
});
