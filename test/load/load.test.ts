import { measureDeletion, measureStack, total } from './load';

/** Seconds are figures, see bench/LOAD.md; only calls are counted here. */
describe('At the rate of the service', () => {
  test('eight registrations come, change and go, and hardly stand in each other\'s way', async () => {
    const figures = await measureStack({ registrations: 8, fields: 10, speed: 20 });
    expect(figures.map(({ operation, succeeded, timedOut }) => ({ operation, succeeded, timedOut }))).toEqual([
      { operation: 'create', succeeded: true, timedOut: 0 },
      { operation: 'update', succeeded: true, timedOut: 0 },
      { operation: 'destroy', succeeded: true, timedOut: 0 },
    ]);
    const { calls, needed } = total(figures);
    expect(calls / needed).toBeLessThan(1.6);
  });

  test('a delete needs three calls: to see that it is still the stack\'s, to delete, and to see that it is gone', async () => {
    expect((await measureDeletion(0, 20)).calls).toBe(3);
  });
});
