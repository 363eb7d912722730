import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import type { ChannelId, StreamId } from '../../src/model/ids.ts';
import { openAlertsHome } from '../fakes/alerts-home.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const started = { channelId: 1 as ChannelId, streamId: 1 as StreamId };
const wanted = { daily_summary: true, summary_at: '08:00' };
const STREAMS = { alive: 8_000, failing: 2, dead: 1_200, deadChannels: 1, providersDown: 1, providersSeen: 2 };

test('a summary comes once a day at its time, of the day alone', async () => {
  const { alerts, state, clock, told, events } = await openAlertsHome();
  state.settings = { ...state.settings, ...wanted };
  alerts.settle();
  events.announce('session.started', started);
  await clock.advanceAsync(2 * DAY_MS);
  expect(told.map(({ text }) => text)).toEqual([
    '7 channels from 1 provider, all of them up.\nWent on air 1 time, 0 fail-overs.\n0 alerts, 0 still open.',
    '7 channels from 1 provider, all of them up.\nWent on air 0 times, 0 fail-overs.\n0 alerts, 0 still open.',
  ]);
  expect(told.map(({ at }) => new Date(at).getHours())).toEqual([8, 8]);
});

test('it is of the whole day, also where Masthead was started anew meanwhile', async () => {
  const folder = temporaryFolder();
  const first = await openAlertsHome({ folder, settings: wanted }); // at noon
  first.events.announce('session.started', started);
  await first.clock.advanceAsync(HOUR_MS);
  await first.stop();
  const next = await openAlertsHome({ folder, settings: wanted, clock: first.clock });
  next.events.announce('session.started', started);
  await next.clock.advanceAsync(DAY_MS);
  expect(next.told.map(({ text }) => text.split('\n')[1])).toEqual(['Went on air 2 times, 0 fail-overs.']);
});

test('a stream that came back and what was moved by hand are no fail-overs of it', async () => {
  const { clock, events, told } = await openAlertsHome({ settings: wanted });
  const switched = { channelId: 1 as ChannelId, from: 1 as StreamId, to: 2 as StreamId, gapMs: 400 };
  events.announce('session.switched', { ...switched, reason: 'upstream.stalled' });
  events.announce('session.switched', { ...switched, to: switched.from, reason: 'upstream.ended' });
  events.announce('session.switched', { ...switched, reason: 'moved' });
  await clock.advanceAsync(DAY_MS);
  expect(told.map(({ text }) => text.split('\n')[1])).toEqual(['Went on air 0 times, 1 fail-over.']);
});

test('one that was due while Masthead was not running comes with the start, unless that is much later', async () => {
  const folder = temporaryFolder();
  const first = await openAlertsHome({ folder, settings: wanted });
  await first.stop();
  await first.clock.advanceAsync(20 * HOUR_MS + 10 * MINUTE_MS); // ten past eight
  const next = await openAlertsHome({ folder, settings: wanted, clock: first.clock });
  await next.clock.advanceAsync(MINUTE_MS);
  expect(next.told.map(({ event }) => event)).toEqual(['summary']);
  await next.clock.advanceAsync(23 * HOUR_MS);
  expect(next.told).toHaveLength(1);
  await next.stop();
  await next.clock.advanceAsync(9 * HOUR_MS);
  const last = await openAlertsHome({ folder, settings: wanted, clock: first.clock });
  await last.clock.advanceAsync(HOUR_MS);
  expect(last.told).toEqual([]);
});

test('who wants none gets none, and who begins to want one gets the next', async () => {
  const folder = temporaryFolder();
  const first = await openAlertsHome({ folder });
  await first.clock.advanceAsync(DAY_MS);
  await first.stop();
  const next = await openAlertsHome({ folder, settings: wanted, clock: first.clock });
  await next.clock.advanceAsync(HOUR_MS);
  expect(next.told).toEqual([]);
  await next.clock.advanceAsync(20 * HOUR_MS);
  expect(next.told).toHaveLength(1);
});

test('a target that wants no summary gets none', async () => {
  const { clock, told } = await openAlertsHome({ settings: wanted, target: { daily_summary: false } });
  await clock.advanceAsync(DAY_MS);
  expect(told).toEqual([]);
});

test('it says how streams are, what is down and what is still open, in the language of alerts', async () => {
  const { clock, told, events } = await openAlertsHome({
    settings: { ...wanted, language: 'de' },
    others: {
      summary: () => ({
        channelCount: 1_500,
        providers: [
          { name: 'Alpha', isUp: true },
          { name: 'Beta', isUp: false },
        ],
        streams: STREAMS,
      }),
    },
  });
  events.announce('network.lost', { code: 'net.dns', since: clock.now() });
  await clock.advanceAsync(DAY_MS);
  const { title, text } = told.find(({ event }) => event === 'summary')!;
  expect([title, ...text.split('\n')]).toEqual([
    'Masthead: der letzte Tag',
    '1.500 Sender von 2 Anbietern; ausgefallen: Beta.',
    '0-mal auf Sendung gegangen, 0 Wechsel des Streams.',
    '1 Meldung, 1 noch offen:',
    '• Kein Anbieter ist erreichbar',
    'Streams: 8.000 gehen, 2 schwächeln, 1.200 sind tot; 1 Sender hat keinen, der geht.',
    'Bei 1 von 2 Anbietern geht gerade kein Stream.',
  ]);
});

test('a timer that comes a moment early is no reason to tell it twice', async () => {
  const clock = createTurnedClock(new Date(2026, 10, 23, 12).getTime());
  const hasty = {
    ...clock,
    after: (delayMs: number, task: () => void) => clock.after(delayMs > 1 ? delayMs - 1 : delayMs, task),
  };
  const { told } = await openAlertsHome({ settings: wanted, clock: hasty });
  await clock.advanceAsync(DAY_MS);
  expect(told.map(({ at }) => new Date(at).getHours())).toEqual([8]);
});
