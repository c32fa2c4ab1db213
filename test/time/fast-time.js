'use strict';
/*
 * Required before a program, it makes the program's time pass faster: its clock, its timers and its time-outs.
 * What the system itself measures (a socket's time-out, how long code runs) stays real.
 */
const [origin, speed, skipped] = process.env.FAST_TIME.split(':').map(Number);
const real = {
  Date, setTimeout, setInterval, now: Date.now, abortAfter: AbortSignal.timeout.bind(AbortSignal),
};
const now = () => Math.floor(origin + (real.now() - origin) * speed + skipped);

globalThis.Date = class extends real.Date {
  constructor(...moment) {
    super(...(moment.length === 0 ? [now()] : moment));
  }

  static now() {
    return now();
  }
};
globalThis.setTimeout = Object.assign((callback, ms = 0, ...args) => real.setTimeout(callback, ms / speed, ...args), real.setTimeout);
globalThis.setInterval = (callback, ms = 0, ...args) => real.setInterval(callback, ms / speed, ...args);
AbortSignal.timeout = (ms) => {
  if (!Number.isInteger(ms)) return real.abortAfter(ms);
  return real.abortAfter(Math.ceil(ms / speed));
};
