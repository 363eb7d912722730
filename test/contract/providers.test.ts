// What every kind of provider owes the rest of the house: run over app's table, so that a new kind is held to it by being
// listed. A kind tells here only where its source is and what it answers.

import { describe, expect, onTestFinished, test } from 'vitest';
import { PROVIDERS } from '../../src/app/providers.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { providerSettings, type ProviderSettings } from '../../src/model/provider.ts';
import { createHttpClient } from '../../src/net/client.ts';
import { createProbes } from '../../src/providers/probes.ts';
import type { ProbeReport, ProviderKind, ReadSink } from '../../src/providers/provider.ts';
import { loadProvider } from '../../src/sync/provider-module.ts';
import { content, faults, startProviderServer, type Behaviour, type FakeProvider } from '../fakes/provider-server.ts';
import { readThrough } from '../fakes/reading.ts';

interface Home {
  /** What is asked for first. */
  readonly path: string;
  readonly settings: (base: string) => { readonly source: string; readonly options?: ProviderSettings['options'] };
  readonly answers: Readonly<Record<string, Behaviour>>;
  readonly takes: { readonly streams: number; readonly programmes: number };
}

const LIST = '#EXTM3U\n#EXTINF:-1 tvg-id="A.de@SD" group-title="News",Alpha\nhttp://a.invalid/1.ts\n';
const GUIDE =
  '<?xml version="1.0"?><tv><channel id="a"><display-name>Alpha</display-name></channel>' +
  '<programme start="20300101100000 +0000" stop="20300101110000 +0000" channel="a"><title>News</title></programme></tv>';

const json = (value: unknown): Behaviour => content({ body: JSON.stringify(value), contentType: 'application/json' });

const panel: Behaviour = (request, response) => {
  const action = new URL(request.url ?? '/', 'http://x').searchParams.get('action');
  const answers: Readonly<Record<string, unknown>> = {
    get_live_categories: [{ category_id: '1', category_name: 'News' }],
    get_live_streams: [{ num: 1, name: 'Alpha', stream_type: 'live', stream_id: 7, category_id: '1' }],
  };
  const login = { user_info: { auth: 1, status: 'Active', max_connections: '1' }, server_info: { timezone: 'UTC' } };
  json(action === null ? login : (answers[action] ?? []))(request, response);
};

const HOMES: Readonly<Record<string, Home>> = {
  m3u: {
    path: '/list.m3u',
    settings: (base) => ({ source: `${base}/list.m3u` }),
    answers: { '/list.m3u': content({ body: LIST, etag: '"1"' }) },
    takes: { streams: 1, programmes: 0 },
  },
  xmltv: {
    path: '/guide.xml',
    settings: (base) => ({ source: `${base}/guide.xml` }),
    answers: { '/guide.xml': content({ body: GUIDE, etag: '"1"' }) },
    takes: { streams: 0, programmes: 1 },
  },
  xtream: {
    path: '/player_api.php',
    settings: (base) => ({ source: base.replace('http://', 'xtream://anna:secret@') }),
    answers: { '/player_api.php': panel },
    takes: { streams: 1, programmes: 0 },
  },
  'iptv-org': {
    path: '/iptv/countries/uk.m3u',
    settings: (base) => ({
      source: 'iptv-org://countries/gb',
      options: { kind: 'iptv-org', base_url: `${base}/iptv/`, take_geo_blocked: true, take_part_time: true },
    }),
    answers: { '/iptv/countries/uk.m3u': content({ body: LIST, etag: '"1"' }) },
    takes: { streams: 1, programmes: 0 },
  },
};

async function opened(kind: string): Promise<{ home: Home; server: FakeProvider; settings: ProviderSettings }> {
  const home = HOMES[kind];
  if (!home) throw new Error(`The kind ${kind} has no home in this test`);
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  for (const [path, behaviour] of Object.entries(home.answers)) server.on(path, behaviour);
  const settings = providerSettings.parse({ id: 'p', name: 'P', kind, ...home.settings(server.url) });
  return { home, server, settings };
}

function probe(kind: ProviderKind, settings: ProviderSettings): Promise<ProbeReport> {
  const http = createHttpClient();
  onTestFinished(() => http.close());
  const signal = AbortSignal.timeout(10_000);
  return kind.probe({ settings, source: settings.source, http, clock: systemClock, signal });
}

function collecting() {
  const taken = { streams: 0, programmes: 0 };
  const sink: ReadSink = {
    streams: (batch) => void (taken.streams += batch.length),
    guideChannels: () => undefined,
    wants: () => true,
    programmes: (_id, batch) => void (taken.programmes += batch.length),
  };
  return { taken, sink };
}

describe.each(PROVIDERS)('$kind', (kind) => {
  test('takes its own source before any other kind does', async () => {
    const { settings } = await opened(kind.kind);
    expect(PROVIDERS.find((one) => one.recognises(settings.source))?.kind).toBe(kind.kind);
  });

  test('its name, where it makes one, is one that a provider may have', async () => {
    const { settings } = await opened(kind.kind);
    const name = kind.nameOf?.(settings.source) ?? 'P';
    expect(providerSettings.shape.name.parse(name)).toBe(name);
  });

  test('recognises every list that it offers', () => {
    const lists = kind.lists ?? [];
    expect(lists.filter(({ source }) => !kind.recognises(source))).toEqual([]);
    expect(new Set(lists.map(({ source }) => source)).size).toBe(lists.length);
  });

  test('says that a source is well', async () => {
    const { settings } = await opened(kind.kind);
    expect((await probe(kind, settings)).latencyMs).toBeGreaterThanOrEqual(0);
  });

  test.each([
    ['nothing there', faults.status(404), 'provider.not-found'],
    ['a refusal', faults.status(403), 'provider.refused'],
    ['a server in trouble', faults.status(503), 'provider.unavailable'],
    ['a broken connection', faults.reset(''), /^net\./],
  ])('says what is wrong with a source: %s', async (_what, fault, code) => {
    const { home, server, settings } = await opened(kind.kind);
    server.on(home.path, fault);
    await expect(probe(kind, settings)).rejects.toMatchObject({ code: expect.stringMatching(code) });
  });

  test('a web page is not taken for a source', async () => {
    const { home, server, settings } = await opened(kind.kind);
    server.on(home.path, faults.html());
    await expect(probe(kind, settings)).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:format|provider)\./),
    });
  });

  test('its reader fetches and reads what the probe has seen', async () => {
    const { home, settings } = await opened(kind.kind);
    const { taken, sink } = collecting();
    const { summary } = await readThrough(await loadProvider(kind.reader.href), settings, sink);
    expect({ ...taken }).toEqual(home.takes);
    expect(summary?.skips.count).toBe(0);
  });

  test('reading an unchanged source again gives the same, or says that it is unchanged', async () => {
    const { home, settings } = await opened(kind.kind);
    const module = await loadProvider(kind.reader.href);
    const { fetched } = await readThrough(module, settings, collecting().sink);
    const { taken, sink } = collecting();
    const again = await readThrough(module, settings, sink, { validators: fetched!.validators });
    expect(again.fetched === null ? home.takes : { ...taken }).toEqual(home.takes);
  });

  test('reading stops when it is told to', async () => {
    const { settings } = await opened(kind.kind);
    const signal = AbortSignal.abort(new Error('enough'));
    const reading = readThrough(await loadProvider(kind.reader.href), settings, collecting().sink, { signal });
    await expect(reading).rejects.toThrow('enough');
  });

  test('a test of the source names the kind', async () => {
    const { settings } = await opened(kind.kind);
    const http = createHttpClient();
    onTestFinished(() => http.close());
    const { source, options } = settings;
    const report = await createProbes({ kinds: PROVIDERS, http, clock: systemClock }).test({ source, options });
    expect(report).toMatchObject({ kind: kind.kind, title: kind.title, error: null });
  });
});
