// A movie or an episode for a browser: what it is made of, and made into what the browser plays, from a second on.
//
// `/vod/ID/tracks` is JSON. `/vod/ID/browser?start=600&video=copy&sound=1&audio=copy&subtitles=4` is fragmented MP4 in the
// file's own time, with subtitles as `emsg` boxes; it ends with the file, and has neither length nor ranges: to seek is to ask
// anew.

import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import * as z from 'zod';
import { AppError, isAbort, toAppError } from '../../kernel/errors.ts';
import { DAY_MS, SECOND_MS } from '../../kernel/units.ts';
import { TRANSCODED_AUDIO, TRANSCODED_VIDEO, type ConversionChoice } from '../../streaming/files/conversion.ts';
import type { Conversions, Converting, ReadFile } from '../../streaming/files/conversions.ts';
import type { FileTracks } from '../../streaming/files/file-tracks.ts';
import { refusalOf } from '../live-refusal.ts';
import type { LanEnv } from '../output.ts';

type Converts = Pick<Conversions, 'begin' | 'tracksOf'>;

const index = z.coerce.number().int().min(0).max(1_000).optional();
const asked = z.object({
  start: z.coerce
    .number()
    .min(0)
    .max(DAY_MS / SECOND_MS)
    .default(0),
  video: z.enum(['copy', 'convert']).default('convert'),
  sound: index,
  audio: z.enum(['copy', 'convert']).default('convert'),
  subtitles: index,
});

export async function respondTracks(c: Context<LanEnv>, file: ReadFile, conversions: Converts): Promise<Response> {
  try {
    return c.json(await conversions.tracksOf(file, goneWith(c)), 200, { 'cache-control': 'no-store' });
  } catch (error) {
    return refusalOf(toAppError(error), 'player');
  }
}

export async function respondBrowser(c: Context<LanEnv>, file: ReadFile, conversions: Converts): Promise<Response> {
  const read = asked.safeParse(c.req.query());
  if (!read.success) return refusalOf(new AppError('request.invalid', 'start, sound or subtitles are none'), 'player');
  const { start, video, sound, audio, subtitles } = read.data;
  const choice: ConversionChoice = {
    startSeconds: start,
    copiesPicture: video === 'copy',
    sound,
    copiesSound: audio === 'copy',
    subtitles,
  };
  const signal = goneWith(c);
  try {
    const tracks = await conversions.tracksOf(file, signal);
    const sink = new BrowserSink(c, typeOf(tracks, choice));
    const converting = await conversions.begin({ file, choice, signal }, (bytes) => sink.write(bytes));
    await sink.carry(converting, signal);
    return RESPONSE_ALREADY_SENT;
  } catch (error) {
    const { outgoing } = c.env;
    if (outgoing.headersSent) outgoing.destroy(); // an end would be taken for the file's
    if (outgoing.headersSent || signal.aborted || isAbort(error)) return RESPONSE_ALREADY_SENT;
    return refusalOf(toAppError(error), 'player');
  }
}

/** Writes its headers with the first bytes: a failure before them can still be said. */
class BrowserSink {
  readonly #outgoing: LanEnv['Bindings']['outgoing'];
  readonly #type: string;
  #converting: Converting | undefined;
  #isFull = false;

  constructor(c: Context<LanEnv>, type: string) {
    this.#outgoing = c.env.outgoing;
    this.#type = type;
  }

  write(bytes: Uint8Array): void {
    const out = this.#outgoing;
    if (out.destroyed) return;
    if (!out.headersSent) {
      out.writeHead(200, { 'content-type': this.#type, 'cache-control': 'no-store', 'accept-ranges': 'none' });
      out.socket?.setTimeout(0); // a movie may be paused over dinner
    }
    if (out.write(bytes) || this.#isFull) return;
    this.#isFull = true;
    this.#converting?.hold(true);
    out.once('drain', () => {
      this.#isFull = false;
      this.#converting?.hold(false);
    });
  }

  /** Resolves when all is sent. @throws why it broke off */
  async carry(converting: Converting, signal: AbortSignal): Promise<void> {
    this.#converting = converting;
    const stop = (): void => converting.stop();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    if (this.#isFull) converting.hold(true);
    await converting.over;
    if (!this.#outgoing.headersSent) this.#outgoing.writeHead(200, { 'content-type': this.#type });
    this.#outgoing.end();
  }
}

function goneWith(c: Context<LanEnv>): AbortSignal {
  const { outgoing } = c.env;
  const gone = new AbortController();
  if (outgoing.destroyed) gone.abort();
  else outgoing.once('close', () => gone.abort());
  return gone.signal;
}

const CODECS = /codecs="([^"]*)"/;

/** What comes, as `MediaSource` wants to know it. */
function typeOf({ picture, sounds }: FileTracks, choice: ConversionChoice): string {
  const sound = sounds.find(({ index: at }) => at === choice.sound);
  const video = picture && (choice.copiesPicture ? CODECS.exec(picture.mime)?.[1] : TRANSCODED_VIDEO);
  const audio = sound && (choice.copiesSound ? CODECS.exec(sound.mime)?.[1] : TRANSCODED_AUDIO);
  const codecs = [video, audio].filter(Boolean).join(',');
  return `${picture ? 'video' : 'audio'}/mp4; codecs="${codecs}"`;
}
