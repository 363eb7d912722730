import { expect, test } from 'vitest';
import { streamFacts } from '../../src/app/alerts.ts';
import type { HealthFigures } from '../../src/health/health.ts';
import type { ProviderId } from '../../src/model/ids.ts';

const sums = { streams: 9, unknown: 1, channels: 4, deadIn: 2, score: 90, quality: 560 };
const provider = (id: string, alive: number, dead: number, isDown = false): HealthFigures['providers'][number] => ({
  ...sums,
  id: id as ProviderId,
  alive,
  failing: 1,
  dead,
  isDown,
});
const figures = { checks: 0, inFlight: 0, isCutOff: false };

test('the summary of the day says how many streams work, and which providers have none', () => {
  const providers = [provider('a', 5, 2), provider('b', 3, 0, true)];
  expect(streamFacts({ ...figures, deadChannels: 1, providers })).toEqual({
    alive: 8,
    failing: 2,
    dead: 2,
    deadChannels: 1,
    providersDown: 1,
    providersSeen: 2,
  });
});

test('it says nothing of streams while none was checked', () => {
  const nothing = { ...provider('a', 0, 0), failing: 0 };
  expect(streamFacts({ ...figures, deadChannels: 0, providers: [nothing] })).toBeNull();
});
