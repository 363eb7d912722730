// A file that is still being written, read as it grows: a big guide begins to arrive at once on a small box.

import type { FileHandle } from 'node:fs/promises';
import { sleep, type Clock } from '../../kernel/clock.ts';
import { KIBIBYTE } from '../../kernel/units.ts';

const PIECE_BYTES = 64 * KIBIBYTE;
/** How long to wait where the file ends for now. */
const LOOK_AGAIN_MS = 20;

/**
 * Ends with the file; the handle is closed then.
 * @param written settles when nothing more is written
 * @throws what `written` rejects with, so that half a file is never taken for a whole one
 */
export async function* growing(handle: FileHandle, written: Promise<void>, clock: Clock): AsyncGenerator<Buffer> {
  let isOver = false;
  const over = written.catch(() => undefined).then(() => (isOver = true));
  try {
    for (let position = 0; ;) {
      const wasOver = isOver; // asked before the reading: what was written last is read, too
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(PIECE_BYTES), 0, PIECE_BYTES, position);
      position += bytesRead;
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
      else if (wasOver) return await written;
      else await Promise.race([over, sleep(clock, LOOK_AGAIN_MS)]);
    }
  } finally {
    await handle.close();
  }
}
