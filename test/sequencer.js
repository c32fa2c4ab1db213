const { default: Sequencer } = require('@jest/test-sequencer');

/** The files that keep both cores busy; most others wait most of the time. */
const BUSY = /\/test\/(consumers|reliability|what-is-left)\//;
/** The part of the run in which they begin, so that the longest one does not end alone. */
const SPREAD = 0.6;

/** Spreads the busy files among those that wait: side by side they would only slow each other down. */
module.exports = class extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const busy = sorted.filter(({ path }) => BUSY.test(path));
    const waiting = sorted.filter(({ path }) => !BUSY.test(path));
    const between = Math.floor(waiting.length * SPREAD / (busy.length || 1));
    return [...busy.flatMap((test, index) => [test, ...waiting.slice(index * between, (index + 1) * between)]), ...waiting.slice(busy.length * between)];
  }
};
