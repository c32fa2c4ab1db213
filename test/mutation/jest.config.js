'use strict';
const path = require('path');

const common = {
  rootDir: path.join(__dirname, '..', '..'),
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/.stryker/', '<rootDir>/build/', '<rootDir>/dist/', '<rootDir>/cdk.out/'],
};

/** The tables of the decisions, which run in the process that Stryker changes; or, when main.ts asks, what runs the handler. */
module.exports = process.env.MUTATION_OF_HANDLER
  ? {
    ...common,
    testMatch: ['<rootDir>/test/lambda/**/*.test.ts'],
    testEnvironment: path.join(__dirname, 'environment.js'),
    testTimeout: 60_000,
  }
  : { ...common, testMatch: ['<rootDir>/test/lambda/decisions/**/*.test.ts'] };
