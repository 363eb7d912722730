import { expect, test } from 'vitest';
import { Beacons } from '../../../src/outputs/hdhomerun/beacons.ts';

test('beacons are made anew each time they are switched on, one switch after another', async () => {
  const happened: string[] = [];
  let made = 0;
  const beacons = new Beacons(() => {
    made += 1;
    const name = made;
    return [
      {
        start: async () => {
          await new Promise(setImmediate);
          happened.push(`on ${name}`);
        },
        stop: () => Promise.resolve(void happened.push(`off ${name}`)),
      },
    ];
  });
  await Promise.all([beacons.turn(true), beacons.turn(true), beacons.turn(false), beacons.turn(true)]);
  expect(happened).toEqual(['on 1', 'off 1', 'on 2']);
});
