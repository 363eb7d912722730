import { expect, test } from 'vitest';
import { MINUTE_MS } from '../../src/kernel/units.ts';
import type { ChannelId, StreamId } from '../../src/model/ids.ts';
import { textOf } from '../../src/alerts/words/text.ts';
import { MY_TV, openAlertsHome } from '../fakes/alerts-home.ts';

const channelId = 1 as ChannelId;
const died = { providerId: MY_TV, streams: [{ streamId: 1 as StreamId, channelId, code: 'upstream.not-found' }] };

test('dead streams are counted, and channels that have none left are named', async () => {
  const { events, clock, state, told, alerts } = await openAlertsHome({ target: { minimum_severity: 'info' } });
  state.sums = {
    providers: { [MY_TV]: { streams: 900, dead: 40, channels: 500, deadIn: 38 } },
    deadChannels: ['c1a2b3c4d5e6'],
    deadChannelCount: 1,
  };
  for (let count = 0; count < 40; count += 1) events.announce('streams.died', died);
  await clock.advanceAsync(MINUTE_MS);
  expect(told[0]!.text).toBe(
    '• 40 streams of My TV are dead. 38 channels are affected.\n• News has no stream that works',
  );
  const all = { streams: 40, dead: 40, channels: 38, deadIn: 38 };
  state.sums = { ...state.sums, providers: { [MY_TV]: all } };
  events.announce('streams.died', died);
  await clock.advanceAsync(MINUTE_MS);
  const text = textOf(alerts.book.open.find(({ kind }) => kind === 'streams_dead')!.facts, 'en');
  expect(text.title).toBe('All 40 streams of My TV are dead');
  expect(text.cause).not.toMatch(/others/);
  state.sums = { providers: {}, deadChannels: [], deadChannelCount: 0 };
  events.announce('streams.revived', died);
  await clock.advanceAsync(MINUTE_MS);
  expect(alerts.book.open).toEqual([]);
});
