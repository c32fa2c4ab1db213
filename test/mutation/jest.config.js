'use strict';
const path = require('path');

/** The tables of the decisions, which run in the process that Stryker changes. */
module.exports = {
  rootDir: path.join(__dirname, '..', '..'),
  testMatch: ['<rootDir>/test/lambda/decisions/**/*.test.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
};
