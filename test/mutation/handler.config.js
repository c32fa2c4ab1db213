'use strict';

/** The decisions of the handler, and its reading of properties and IDs. */
module.exports = {
  ...require('./common'),
  jest: { configFile: 'test/mutation/jest.handler.js' },
  mutate: [
    'contract/{ids,nearest}.ts',
    'lambda/{decisions,properties}/**/*.ts',
    '!lambda/decisions/denial-codes.ts',
    'lambda/cloudformation/{physical-id,sent-at,stack-state}.ts',
  ],
};
