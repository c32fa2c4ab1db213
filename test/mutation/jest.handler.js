'use strict';
const { projects: [newest] } = require('../../jest.config');

/** Only what runs in the process that Stryker changes: the other tests of the handler start its bundle. */
module.exports = {
  ...newest,
  testMatch: [
    '<rootDir>/test/contract/*.test.ts',
    '<rootDir>/test/lambda/{decisions,properties}/**/*.test.ts',
    '<rootDir>/test/lambda/cloudformation/{physical-id,sent-at,stack-state}.test.ts',
  ],
};
