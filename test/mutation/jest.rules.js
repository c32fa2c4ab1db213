'use strict';
const { projects: [newest] } = require('../../jest.config');

/** Only what runs in the process that Stryker changes: the other tests of the review synthesize stacks or start the command line. */
module.exports = {
  ...newest,
  testMatch: ['<rootDir>/test/lib/review/{good-forms,rules,template,words}.test.ts'],
};
