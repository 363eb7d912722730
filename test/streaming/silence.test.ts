import { expect, test } from 'vitest';
import { AppError } from '../../src/kernel/errors.ts';
import { stillCounted } from '../../src/streaming/slots/slots.ts';
import { silenceReason } from '../../src/streaming/silence.ts';

const ended = new AppError('upstream.ended', 'over');
const full = new AppError('upstream.limit-reached', 'full');

test.each([
  ['something is left to try', { hasTriedAll: false, reason: ended, lacksSlot: false }, 'one-moment'],
  ['everything has failed', { hasTriedAll: true, reason: ended, lacksSlot: false }, 'no-stream'],
  [
    'the provider says that the limit is reached',
    { hasTriedAll: true, reason: full, lacksSlot: false },
    'connection-limit',
  ],
  [
    'a closed connection still counts',
    { hasTriedAll: true, reason: stillCounted(full), lacksSlot: false },
    'one-moment',
  ],
  ['there is no free connection', { hasTriedAll: false, reason: undefined, lacksSlot: true }, 'connection-limit'],
] as const)('when %s', (_, silence, expected) => {
  expect(silenceReason(silence)).toBe(expected);
});
