// Channels that no guide knows: their panel is asked, politely, and what it tells is a guide behind all others.

import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import { createHttpClient } from '../../src/net/client.ts';
import { xtreamProvider } from '../../src/providers/xtream/kind.ts';
import { AskedGuides } from '../../src/sync/asked-guides.ts';
import { createFastClock } from '../fakes/fast-clock.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { pool } from '../fakes/pools.ts';
import { openHome } from '../fakes/synced-home.ts';
import type { SyncHome } from '../fakes/sync-home.ts';
import { startPanel, type FakePanel } from '../fakes/xtream-panel.ts';

const HOUR_SECONDS = 3_600;

/** A programme an hour, from an hour ago on. */
const listingsOf = (name: string, hours = 30): Record<string, unknown>[] => {
  const first = Math.floor(Date.now() / 1_000) - HOUR_SECONDS;
  return Array.from({ length: hours }, (_, at) => ({
    title: Buffer.from(`${name} ${at}`).toString('base64'),
    description: '',
    start_timestamp: String(first + at * HOUR_SECONDS),
    stop_timestamp: String(first + (at + 1) * HOUR_SECONDS),
  }));
};

const stamp = (at: number): string => `${new Date(at).toISOString().replaceAll(/[-:T]|\..*/g, '')} +0000`;

const xmltv = (id: string, title: string, [fromMs, untilMs]: readonly number[] = [-600_000, 86_400_000]): string => {
  const times = `start="${stamp(Date.now() + fromMs!)}" stop="${stamp(Date.now() + untilMs!)}"`;
  return `<tv><channel id="${id}"><display-name>x</display-name></channel><programme ${times} channel="${id}"><title>${title}</title></programme></tv>`;
};

interface Scene {
  readonly panel: FakePanel;
  readonly home: SyncHome;
  readonly start: () => AskedGuides;
  readonly nowOn: () => (string | undefined)[];
  readonly asked: () => string[];
}

async function scene(prepare: (panel: FakePanel) => void): Promise<Scene> {
  const panel = await startPanel();
  prepare(panel);
  const home = await openHome();
  const http = createHttpClient();
  onTestFinished(() => http.close());
  const { id } = await home.providers.add({ source: panel.source });
  home.sync.start();
  await home.sync.run(id, 'request');
  panel.requests.length = 0;
  return {
    panel,
    home,
    start: () => {
      const guides = new AskedGuides({
        lineup: () => home.lineup.snapshot,
        catalogue: home.catalogue,
        guide: home.guide,
        guideFile: home.paths.guide,
        providers: () => home.providers.list(),
        ask: async (settings, { url }, signal) =>
          xtreamProvider.programmes!(
            { settings, source: settings.source, http, clock: systemClock, signal, timeZone: 'Europe/Berlin' },
            url,
          ),
        settings: () => defaultSettings,
        rebuildLineup: () => home.sync.rebuildLineup(),
        pool,
        clock: createFastClock(300),
        log: createRecordingLog(),
      });
      guides.start();
      onTestFinished(() => guides.stop());
      return guides;
    },
    nowOn: () =>
      home.lineup.snapshot.channels.map((channel) => home.guide.nowAndNext(channel, Date.now())[0]?.programme.title),
    asked: () =>
      panel.requests.map((request) => {
        const query = new URL(request, panel.base).searchParams;
        return `${query.get('action')} ${query.get('stream_id')}`;
      }),
  };
}

test('without a guide of the panel, its channels are asked for one by one, the short way where there is no other', async () => {
  const { start, nowOn, asked } = await scene((panel) => {
    panel.content.guide = '<html>404</html>';
    panel.content.listings.set(101, listingsOf('One'));
    panel.content.shortListings.set(102, listingsOf('Two'));
  });
  expect(nowOn()).toEqual([undefined, undefined, undefined]);
  start();
  await expect.poll(nowOn).toEqual(['One 1', 'Two 1', undefined]);
  expect(asked()).toEqual([
    'get_simple_data_table 101',
    'get_simple_data_table 102',
    'get_short_epg 102',
    'get_simple_data_table 103',
    'get_short_epg 103',
  ]);
});

test('only channels that the guide lacks are asked for', async () => {
  const { start, nowOn, asked } = await scene((panel) => {
    panel.content.guide = xmltv('ch1.x', 'From the guide');
    panel.content.listings.set(101, listingsOf('Asked'));
    panel.content.listings.set(103, listingsOf('Three'));
  });
  start();
  await expect.poll(nowOn).toEqual(['From the guide', undefined, 'Three 1']);
  expect(asked().join()).not.toContain('101');
});

test('the guide of the panel takes over when it comes; a sync leaves the others what they were told', async () => {
  const { panel, home, start, nowOn } = await scene(({ content }) => {
    content.listings.set(101, listingsOf('One'));
    content.listings.set(102, listingsOf('Two'));
  });
  const asking = start();
  await expect.poll(nowOn).toEqual(['One 1', 'Two 1', undefined]);
  await asking.stop();
  panel.content.guide = xmltv('ch1.x', 'From the guide');
  await home.sync.run(home.providers.list()[0]!.id, 'request');
  expect(nowOn()).toEqual(['From the guide', 'Two 1', undefined]);
});

test('a channel of which enough is known is left alone at the next start, one whose programmes end soon is asked again', async () => {
  const { panel, start, nowOn, asked } = await scene(({ content }) => {
    content.listings.set(101, listingsOf('One'));
    content.listings.set(102, listingsOf('Two', 6));
  });
  const first = start();
  await expect.poll(nowOn).toEqual(['One 1', 'Two 1', undefined]);
  await first.stop();
  panel.requests.length = 0;
  panel.content.listings.set(102, listingsOf('Later'));
  start();
  await expect.poll(nowOn).toEqual(['One 1', 'Later 1', undefined]);
  expect(asked().join()).not.toContain('101');
});

test('a panel that fails is left alone for a while', async () => {
  const { start, asked, panel } = await scene(({ misdeeds }) => misdeeds.set('get_simple_data_table', 'error-500'));
  start();
  await expect.poll(() => asked().length).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(panel.requests).toHaveLength(1);
});

test('a guide that has run out counts as none', async () => {
  const { start, nowOn } = await scene(({ content }) => {
    content.guide = xmltv('ch1.x', 'Over', [-7_200_000, -3_600_000]);
    content.listings.set(101, listingsOf('Asked'));
  });
  start();
  await expect.poll(() => nowOn()[0]).toBe('Asked 1');
});

test('the channel that somebody looks for is asked for first, and once', async () => {
  const { start, asked, home, nowOn } = await scene(({ content }) => {
    for (const id of [101, 102, 103]) content.listings.set(id, listingsOf('Asked'));
  });
  const guides = start();
  const third = home.lineup.snapshot.channels[2]!;
  guides.want(third);
  guides.want(third);
  await expect.poll(nowOn).toEqual(['Asked 1', 'Asked 1', 'Asked 1']);
  expect(asked()).toEqual([103, 101, 102].map((id) => `get_simple_data_table ${id}`));
});
