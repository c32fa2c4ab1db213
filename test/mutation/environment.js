'use strict';
const fs = require('fs');
const { TestEnvironment } = require('jest-environment-node');

/** Ends with the first test that fails, because one is enough; or tells which test runs and how long, when that is asked. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.testPath = context.testPath;
  }

  async handleTestEvent({ name, test }) {
    const { MUTATION_CURRENT: current, MUTATION_TESTS: tests } = process.env;
    if (name === 'test_start' && current) fs.writeFileSync(current, nameOf(test));
    if (name !== 'test_done') return;
    if (tests) {
      fs.appendFileSync(tests, `${JSON.stringify({ file: this.testPath, name: nameOf(test), ms: test.duration, fails: test.errors.length > 0 })}\n`);
    } else if (test.errors.length > 0) {
      fs.writeSync(1, `\nfailed: ${nameOf(test)}\n`);
      process.exit(1);
    }
  }
};

function nameOf({ name, parent }) {
  return parent && parent.name !== 'ROOT_DESCRIBE_BLOCK' ? `${nameOf(parent)} ${name}` : name;
}
