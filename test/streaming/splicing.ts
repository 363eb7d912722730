// Gates, a splice and a ring without the rest of a session, on a clock that is turned by hand.

import { Gate } from '../../src/streaming/gate.ts';
import { Ring } from '../../src/streaming/ring.ts';
import type { SilenceReason } from '../../src/streaming/splice/slates.ts';
import { Splice } from '../../src/streaming/splice/splice.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

export function splicing() {
  const clock = createTurnedClock();
  const ring = new Ring({ clock, maxBytes: 64 * 1024 * 1024, onChunk: () => undefined });
  const splice = new Splice({ clock, ring });
  return {
    clock,
    ring,
    splice,
    /** An upstream that goes on air at its first picture. */
    upstream: (onPicture: () => void = () => undefined): Gate => {
      const gate: Gate = new Gate({
        clock,
        onPicture: () => {
          gate.goOnAir(splice);
          onPicture();
        },
      });
      return gate;
    },
    /** Nothing comes for so long; asked every 100 ms, as a session does. */
    silence: (ms: number, reason: SilenceReason = 'one-moment'): void => {
      for (let silentMs = 100; silentMs <= ms; silentMs += 100) {
        clock.advance(100);
        splice.idle(silentMs, reason);
      }
    },
    /** What a viewer who came with the first picture would have got. */
    recording: (): Buffer => {
      ring.flush();
      const first = ring.joinPoint(Number.POSITIVE_INFINITY)!;
      const chunks = Array.from({ length: ring.nextChunk }, (_, sequence) => ring.chunk(sequence)!.bytes);
      return Buffer.concat([first.psi, Buffer.concat(chunks).subarray(first.position)]);
    },
  };
}
