'use strict';

/** What both runs of Stryker have in common. */
module.exports = {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: '.stryker',
  ignorePatterns: ['/.stryker', '/assets', '/build', '/bench', '/.languages', '/.local-cloud', '/test/floor', '/API.md'],
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 90 },
};
