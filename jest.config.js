// The SDK's notice on the age of Node.js says nothing about the tests.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
// The CDK's check of a template takes seconds for every app: test/nag has it, for apps that have everything.
process.env.CDK_VALIDATION = 'false';
// Each app would copy the handler to its own output folder.
process.env.CDK_CONTEXT_JSON = JSON.stringify({ 'aws:cdk:disable-asset-staging': true });

/** Most of a test is waiting, so there are more workers than a small machine has cores, and generous time-outs. */
const common = {
  rootDir: __dirname,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/.stryker/', '<rootDir>/.languages/', '<rootDir>/build/', '<rootDir>/dist/', '<rootDir>/cdk.out/'],
};

module.exports = {
  projects: [
    {
      ...common,
      displayName: 'newest',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      // Examples import the library as its users do.
      moduleNameMapper: { '^cdk-sms-registration$': '<rootDir>/lib/index.ts' },
    },
    {
      ...common,
      displayName: 'floor',
      testMatch: ['<rootDir>/test/lib/**/*.test.ts'],
      // The rules and the data of the forms use nothing of the CDK.
      testPathIgnorePatterns: ['/node_modules/', '/test/lib/review/(?!synth)', '/test/lib/forms/(data|generated)'],
      moduleNameMapper: {
        '^(aws-cdk-lib|constructs)($|/.*)': '<rootDir>/test/floor/node_modules/$1$2',
      },
    },
  ],
  maxWorkers: 5,
  testSequencer: '<rootDir>/test/sequencer.js',
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/test/tally-reporter.js'],
};
