'use strict';

/** The review rules. */
module.exports = {
  ...require('./common'),
  jest: { configFile: 'test/mutation/jest.rules.js' },
  mutate: ['lib/review/**/*.ts', '!lib/review/{countries,domain-lists,languages,sources,words}.ts'],
  // The texts of the rules and their lists of words are data.
  ignoreStatic: true,
};
