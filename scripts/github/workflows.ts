import { github, JsonPatch } from 'projen';
import { JobCorrections } from './hardening';

const { JobPermission } = github.workflows;

const READ_ONLY = { contents: JobPermission.READ };
const RUNNER = ['ubuntu-latest'];
const CHECKOUT = { name: 'Checkout', uses: 'actions/checkout' };
const MONDAY = [{ cron: '30 4 * * 1' }];

/** The version is fixed, so that a new rule is not the surprise of an unrelated pull request. */
const ZIZMOR = 'zizmor==1.32.0';

/** What the tests need beside Node.js: they build the packages of the other languages, and run them. */
export const TEST_TOOLS = { python: { version: '3.11' }, java: { version: '17' }, go: { version: 'stable' } };
const DOTNET = { version: '8.x' };
/** What publishes: npm's trusted publishing needs npm 11.5, which comes with it. */
export const NODE_VERSION = '24';
const NODE = { version: NODE_VERSION };

/** The same as steps, for jobs that projen builds. */
export const TEST_TOOLS_STEPS: github.workflows.JobStep[] = [
  { name: 'Setup Python', uses: 'actions/setup-python', with: { 'python-version': TEST_TOOLS.python.version } },
  { name: 'Setup Java', uses: 'actions/setup-java', with: { 'distribution': 'corretto', 'java-version': TEST_TOOLS.java.version } },
  { name: 'Setup Go', uses: 'actions/setup-go', with: { 'go-version': TEST_TOOLS.go.version, 'cache': false } },
];

/** One run at a time for each pull request: a push ends the run of the push before it. */
function addCheck(gitHub: github.GitHub, name: string, events: github.workflows.Triggers): github.GithubWorkflow {
  const workflow = new github.GithubWorkflow(gitHub, name, {
    limitConcurrency: true,
    concurrencyOptions: {
      group: '${{ github.workflow }}-${{ github.head_ref || github.run_id }}',
      cancelInProgress: true,
    },
  });
  workflow.on(events);
  return workflow;
}

/** What a change has to pass, on the Node.js versions that AWS Lambda and the CDK support. */
export function addBuild(gitHub: github.GitHub): void {
  const build = addCheck(gitHub, 'build', { pullRequest: {}, push: { branches: ['main'] }, mergeGroup: {}, workflowDispatch: {} });
  build.addJob('test', {
    // .ci/run runs the template tests against the lowest and the newest CDK.
    name: 'Test on Node.js ${{ matrix.node }}, lowest and newest CDK',
    runsOn: RUNNER,
    permissions: READ_ONLY,
    timeoutMinutes: 90,
    strategy: { failFast: false, matrix: { domain: { node: ['22', NODE_VERSION] } } },
    tools: { node: { version: '${{ matrix.node }}' }, ...TEST_TOOLS },
    steps: [CHECKOUT, { name: 'Test', run: '.ci/run' }],
  });
  build.addJob('package', {
    name: 'Package for all languages',
    runsOn: RUNNER,
    permissions: READ_ONLY,
    timeoutMinutes: 60,
    tools: { node: NODE, ...TEST_TOOLS, dotnet: DOTNET },
    steps: [
      CHECKOUT,
      { name: 'Install', run: 'npm ci' },
      { name: 'Compile', run: 'npx projen pre-compile\nnpx projen compile' },
      { name: 'Package', run: 'npx projen package-all' },
    ],
  });
}

/** Three readers of the code and of the workflows, none of which can change anything. */
export function addAnalyses(gitHub: github.GitHub): void {
  const codeql = addCheck(gitHub, 'codeql', { pullRequest: {}, push: { branches: ['main'] }, mergeGroup: {}, schedule: MONDAY });
  codeql.addJob('analyze', {
    name: 'Analyze ${{ matrix.language }}',
    runsOn: RUNNER,
    permissions: { ...READ_ONLY, securityEvents: JobPermission.WRITE },
    timeoutMinutes: 60,
    strategy: { failFast: false, matrix: { domain: { language: ['javascript-typescript', 'python', 'actions'] } } },
    steps: [
      CHECKOUT,
      { name: 'Initialize', uses: 'github/codeql-action/init', with: { 'languages': '${{ matrix.language }}', 'build-mode': 'none' } },
      { name: 'Analyze', uses: 'github/codeql-action/analyze', with: { category: '/language:${{ matrix.language }}' } },
    ],
  });

  const scorecard = addCheck(gitHub, 'scorecard', { push: { branches: ['main'] }, schedule: MONDAY, branchProtectionRule: {} });
  scorecard.addJob('scorecard', {
    name: 'OpenSSF Scorecard',
    runsOn: RUNNER,
    // The token proves to the Scorecard site that the result is the repository's own.
    permissions: { ...READ_ONLY, securityEvents: JobPermission.WRITE, idToken: JobPermission.WRITE },
    timeoutMinutes: 30,
    steps: [
      CHECKOUT,
      { name: 'Score', uses: 'ossf/scorecard-action', with: { results_file: 'scorecard.sarif', results_format: 'sarif', publish_results: true } },
      { name: 'Upload', uses: 'github/codeql-action/upload-sarif', with: { sarif_file: 'scorecard.sarif' } },
    ],
  });

  const zizmor = addCheck(gitHub, 'zizmor', { pullRequest: {}, push: { branches: ['main'] }, mergeGroup: {}, schedule: MONDAY });
  zizmor.addJob('zizmor', {
    name: 'Check the workflows',
    runsOn: RUNNER,
    permissions: READ_ONLY,
    timeoutMinutes: 15,
    steps: [
      CHECKOUT,
      { name: 'Check', run: `pipx run ${ZIZMOR} .`, env: { GH_TOKEN: '${{ github.token }}' } },
    ],
  });
}

/** A title is checked without the secrets and the write access that projen's event, pull_request_target, gives to pull requests of forks. */
export function checkTitlesWithoutSecrets(gitHub: github.GitHub): void {
  gitHub.tryFindWorkflow('pull-request-lint')!.file!.patch(JsonPatch.replace('/on', {
    pull_request: { types: ['opened', 'edited', 'reopened', 'synchronize'] },
    merge_group: {},
  }));
}

/** The title of a pull request is the message of its commit in main, from which the next version is found. */
export const COMMIT_TYPES = ['feat', 'fix', 'docs', 'test', 'refactor', 'perf', 'style', 'build', 'ci', 'chore', 'revert'];

const ATTESTING = { ...READ_ONLY, idToken: JobPermission.WRITE, attestations: JobPermission.WRITE };

/** Where projen grants more than a job needs, or sets up what is no longer supported. */
export const CORRECTIONS: JobCorrections = {
  'pull-request-lint': { validate: { permissions: { pullRequests: JobPermission.READ } } },
  'release': {
    // It only builds: release_github writes the tag and the release.
    release: { if: "github.ref == 'refs/heads/main'", permissions: READ_ONLY, timeoutMinutes: 90 },
    // npm and PyPI keep the provenance themselves, for these two GitHub does.
    release_maven: { permissions: ATTESTING, tools: { node: NODE, java: TEST_TOOLS.java } },
    release_nuget: { permissions: ATTESTING, tools: { node: NODE, dotnet: DOTNET } },
    // go.mod may ask for a newer Go than the oldest that projen accepts.
    release_golang: { tools: { node: NODE, go: TEST_TOOLS.go } },
  },
};

/** A signed statement of which commit and workflow made these files. */
export function attestProvenance(files: string): github.workflows.JobStep {
  return {
    name: 'Attest provenance',
    if: '${{ !inputs.dry_run }}',
    uses: 'actions/attest-build-provenance',
    with: { 'subject-path': files },
  };
}
