import { expect, test } from 'vitest';
import { CheckResults } from '../../src/health/check-results.ts';
import type { Observation } from '../../src/health/record.ts';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';

const answer = {
  code: null,
  message: '',
  isRetryable: false,
  latencyMs: 5,
  mark: null,
  position: null,
  bytes: new Uint8Array(1),
  probe: null,
};
const result = { streamId: 1 as StreamId, providerId: 'one' as ProviderId, at: 1, answer };

test('stopping ends what looks into bytes, and begins nothing more', async () => {
  const begun: string[] = [];
  const taken: Observation[] = [];
  const untilAborted = (name: string) => (_bytes: Uint8Array, signal: AbortSignal) => {
    begun.push(name);
    return new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)));
  };
  const results = new CheckResults({
    work: { probe: untilAborted('probe'), judge: untilAborted('judge') },
    settings: () => ({ ...defaultSettings, health: { ...defaultSettings.health, picture_checks: true } }),
    mayShowClips: () => true,
    take: (observation) => void taken.push(observation),
  });
  results.take(result);
  expect(results.isOpen(result.streamId)).toBe(true);
  await results.stop();
  expect(begun).toEqual(['probe']);
  expect(taken).toMatchObject([{ streamId: 1, code: null }]);
  expect(results.isOpen(result.streamId)).toBe(false);
});
