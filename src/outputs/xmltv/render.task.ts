// Writes a guide into a file, packed: beside its place first, so that nobody reads half of it.

import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { channelProgrammes } from '../../guide/channel-programmes.ts';
import type { Making } from '../../guide/made-up.ts';
import { openGuideReader } from '../../guide/reader.ts';
import { KIBIBYTE } from '../../kernel/units.ts';
import { defineTask } from '../../workers/task.ts';
import { renderGuide, type RenderedChannel, type Window } from './render.ts';

export interface RenderInput {
  readonly file: string;
  /** Its name until it is whole. */
  readonly unfinished: string;
  readonly guideFile: string;
  readonly channels: readonly RenderedChannel[];
  readonly window: Window;
  readonly making: Making;
}

/** Channels without a guide that get programmes by template: ten thousands would drown the guide of the others. */
const MADE_UP_CHANNELS = 2_000;
const SLICE_CHARACTERS = 64 * KIBIBYTE;
/** Level 6 takes up to 1.7 times as long for a twentieth less. */
const GZIP_LEVEL = 4;

export default defineTask(
  async ({ file, unfinished, guideFile, channels, window, making }: RenderInput, { signal }): Promise<void> => {
    const reader = openGuideReader(guideFile);
    try {
      const bare = { ...making, settings: { ...making.settings, placeholders: 'off' } } as const;
      let madeUpCount = 0;
      const parts = renderGuide(
        channels,
        { window, numbersByDay: making.settings.episode_numbers },
        (channel, touched) => {
          if (channel.guideChannelId === null) madeUpCount += 1;
          const isTooMany = madeUpCount > MADE_UP_CHANNELS;
          return channelProgrammes(reader, { channel, window: touched, making: isTooMany ? bare : making });
        },
      );
      const text = Readable.from(sliced(parts), { objectMode: false });
      await pipeline(text, createGzip({ level: GZIP_LEVEL }), createWriteStream(unfinished), { signal });
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    } finally {
      reader.close();
    }
  },
);

function* sliced(parts: Iterable<string>): Generator<Buffer> {
  let slice = '';
  for (const part of parts) {
    slice += part;
    if (slice.length < SLICE_CHARACTERS) continue;
    yield Buffer.from(slice);
    slice = '';
  }
  if (slice !== '') yield Buffer.from(slice);
}
