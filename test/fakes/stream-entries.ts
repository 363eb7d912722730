// Streams for tests: what is not said is empty, as readers give it.

import * as fc from 'fast-check';
import type { ProviderId, StreamId } from '../../src/model/ids.ts';
import { hash53 } from '../../src/model/ids.ts';
import type { Stream, StreamEntry } from '../../src/model/stream.ts';

export function streamEntry(said: Partial<StreamEntry> = {}): StreamEntry {
  return {
    kind: 'live',
    name: 'News',
    url: 'http://tv.test/news.ts',
    tvgId: '',
    tvgName: '',
    group: '',
    logoUrl: '',
    number: '',
    guideShiftMinutes: 0,
    catchup: null,
    headers: null,
    isProtected: false,
    ...said,
  };
}

/** A stored stream; its id is made from provider and URL unless it is said. */
export function storedStream(provider: string, said: Partial<Stream> = {}): Stream {
  const entry = streamEntry(said);
  const id = said.id ?? (hash53(`${provider}\n${entry.url}`) as StreamId);
  return { ...entry, id, providerId: provider as ProviderId };
}

/** Lists in which tvg-ids, names and URLs of every shape repeat now and then, but no URL stands twice. */
export const lists = fc
  .uniqueArray(fc.record({ number: fc.nat(400), shape: fc.nat(4), name: fc.nat(12), tvg: fc.nat(8) }), {
    selector: ({ number, shape }) => `${number}/${shape}`,
    maxLength: 60,
  })
  .map((items) => items.map(({ number, shape, name, tvg }) => shapedEntry(number, shape, `Name ${name}`, tvg)));

function shapedEntry(number: number, shape: number, name: string, tvg: number): StreamEntry {
  const urls = [
    `http://panel.test:8080/live/user/secret/${number}.ts`,
    `http://panel.test:8080/user/secret/${number + 1_000}`,
    `http://cdn.test/${number}/index.m3u8`,
    `http://cdn.test/play/${number}?token=${number}`,
    `http://other.test/${number}.ts`,
  ];
  return streamEntry({ url: urls[shape]!, name, tvgId: shape >= 2 && tvg > 0 ? `tvg${tvg}` : '' });
}
