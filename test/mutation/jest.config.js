'use strict';
const { projects: [newest] } = require('../../jest.config');

/** Only what runs in the process that Stryker changes: other tests start the bundles of the handler and the command line. */
module.exports = {
  ...newest,
  testMatch: [
    '<rootDir>/test/contract/*.test.ts',
    '<rootDir>/test/lib/review/{good-forms,rules,template,words}.test.ts',
    '<rootDir>/test/lambda/{decisions,properties}/**/*.test.ts',
    '<rootDir>/test/lambda/cloudformation/{physical-id,sent-at,stack-state}.test.ts',
  ],
};
