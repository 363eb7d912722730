// Enters Masthead into a Jellyfin: its tuner and its guide, by Jellyfin's own API (Jellyfin.Api, LiveTvController and
// ScheduledTasksController, 10.8 to 10.11). What is there already is left as it is.

import * as z from 'zod';
import { SECOND_MS } from '../kernel/units.ts';
import { AppError } from '../kernel/errors.ts';
import { guardedFetch } from './guarded-fetch.ts';

export interface JellyfinEntry {
  /** Its address, as a person types it. */
  readonly address: string;
  readonly apiKey: string;
  readonly tunerUrl: string;
  readonly guideUrl: string;
  readonly name: string;
}

export interface JellyfinOutcome {
  readonly server: string;
  /** False where it was there already. */
  readonly addedTuner: boolean;
  readonly addedGuide: boolean;
}

/** Adding a tuner makes Jellyfin ask it for its lineup. */
const ANSWER_WITHIN_MS = 20 * SECOND_MS;

const info = z.looseObject({ ServerName: z.string(), Version: z.string() });
const liveTv = z.looseObject({
  TunerHosts: z.array(z.looseObject({ Url: z.string().nullish() })).default([]),
  ListingProviders: z.array(z.looseObject({ Path: z.string().nullish() })).default([]),
});
const tasks = z.array(z.looseObject({ Id: z.string(), Key: z.string() }));

/** @throws AppError `request.invalid` with a sentence for the person who typed address and key */
export async function enterJellyfin(entry: JellyfinEntry): Promise<JellyfinOutcome> {
  const ask = askerOf(entry);
  const { ServerName: server } = parsed(info, await ask('GET', 'System/Info'));
  const { TunerHosts: tuners, ListingProviders: guides } = parsed(
    liveTv,
    await ask('GET', 'System/Configuration/livetv'),
  );
  const addedTuner = !tuners.some(({ Url: url }) => isSame(url, entry.tunerUrl));
  if (addedTuner) {
    await ask('POST', 'LiveTv/TunerHosts', { Type: 'hdhomerun', Url: entry.tunerUrl, FriendlyName: entry.name });
  }
  const addedGuide = !guides.some(({ Path: path }) => isSame(path, entry.guideUrl));
  if (addedGuide) {
    const provider = { Type: 'xmltv', Path: entry.guideUrl, EnableAllTuners: true };
    await ask('POST', 'LiveTv/ListingProviders?validateListings=false&validateLogin=false', provider);
  }
  const all = parsed(tasks, await ask('GET', 'ScheduledTasks'));
  const refresh = all.find(({ Key: key }) => key === 'RefreshGuide');
  if (refresh) await ask('POST', `ScheduledTasks/Running/${encodeURIComponent(refresh.Id)}`);
  return { server, addedTuner, addedGuide };
}

type Asker = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<unknown>;

function askerOf({ address, apiKey }: JellyfinEntry): Asker {
  const base = baseOf(address);
  return async (method, path, body) => {
    const response = await guardedFetch(`${base}/${path}`, {
      method,
      headers: {
        authorization: `MediaBrowser Token="${apiKey}"`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch((cause: unknown) => {
      throw refused('Jellyfin does not answer at this address.', cause);
    });
    if (response.status === 401 || response.status === 403) {
      throw refused('Jellyfin does not take this API key: make one under Dashboard, API Keys.');
    }
    const text = await response.text();
    if (!response.ok) throw refused(`Jellyfin refused (${response.status}) at ${path.split('?')[0]}.`);
    return text === '' ? undefined : fromJson(text);
  };
}

function baseOf(address: string): string {
  const written = /^https?:\/\//i.test(address.trim()) ? address.trim() : `http://${address.trim()}`;
  const url = URL.parse(written);
  if (!url || url.username !== '') throw refused('This is no address of a Jellyfin.');
  return `${url.origin}${url.pathname.replace(/\/(?:web\/.*)?$/, '')}`;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw refused('Something other than Jellyfin answers at this address.', error);
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.output<Schema> {
  const read = schema.safeParse(answer);
  if (!read.success) throw refused('Something other than Jellyfin answers at this address.');
  return read.data;
}

const isSame = (known: string | null | undefined, url: string): boolean =>
  known?.replace(/\/$/, '') === url.replace(/\/$/, '');

const refused = (message: string, cause?: unknown): AppError =>
  new AppError('request.invalid', message, cause === undefined ? {} : { cause });
