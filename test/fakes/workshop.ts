// What conversions for browsers need, with the ffmpeg that is installed here.

import { systemClock } from '../../src/kernel/clock.ts';
import { Programs } from '../../src/processes/programs.ts';
import type { Workshop } from '../../src/streaming/fit/fitting.ts';
import { Seats } from '../../src/streaming/fit/seats.ts';

export const workshopOf = (most = 2): Workshop => ({
  seats: new Seats(() => most),
  program: () => new Programs().find('ffmpeg'),
  clock: systemClock,
});
