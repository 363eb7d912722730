import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Notifications } from '../../src/home-assistant/notifications.ts';
import { openShownNotices } from '../../src/home-assistant/shown-notices.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { silentLog } from '../../src/kernel/log.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

/** @param file of what is shown; another run with the same one is the next start */
async function open(file = join(temporaryFolder(), 'notices.json')) {
  const clock = createTurnedClock();
  const called: string[] = [];
  const state = { error: undefined as AppError | undefined };
  const notifications = new Notifications({
    clock,
    log: silentLog,
    shown: await openShownNotices(file, silentLog),
    callHome: (service, data) => {
      if (state.error) return Promise.reject(state.error);
      const said = [service.split('.')[1], data['notification_id'], data['title']].filter(Boolean);
      called.push(said.join(' '));
      return Promise.resolve();
    },
  });
  return { clock, called, state, notifications };
}

const shown = { id: 'x', title: 'Title', message: 'Text' };

test('a notification is created, updated under the same id, and dismissed', async () => {
  const { called, notifications } = await open();
  notifications.show(shown);
  await notifications.settled();
  notifications.show({ ...shown, title: 'Other' });
  await notifications.settled();
  notifications.dismiss('x');
  await notifications.settled();
  expect(called).toEqual(['create masthead_x Title', 'create masthead_x Other', 'dismiss masthead_x']);
});

test('while Home Assistant is away only the last word is kept, and said when it is back', async () => {
  const { clock, called, state, notifications } = await open();
  state.error = new AppError('home-assistant.unavailable', '502');
  notifications.show(shown);
  notifications.show({ ...shown, title: 'Newest' });
  await notifications.settled();
  state.error = undefined;
  await clock.advanceAsync(30_000);
  await notifications.settled();
  expect(called).toEqual(['create masthead_x Newest']);
});

test('a Home Assistant that has started anew is told what still holds', async () => {
  const { called, notifications } = await open();
  notifications.show(shown);
  notifications.show({ ...shown, id: 'y' });
  notifications.dismiss('y');
  await notifications.settled();
  called.length = 0;
  notifications.repeat();
  await notifications.settled();
  expect(called).toEqual(['create masthead_x Title']);
});

test('what is refused is not tried again', async () => {
  const { clock, state, notifications } = await open();
  state.error = new AppError('home-assistant.refused', '400');
  notifications.show(shown);
  await notifications.settled();
  expect(clock.pending).toBe(0);
});

test('a file of notices that cannot be read stops nobody and is begun anew', async () => {
  const file = join(temporaryFolder(), 'notices.json');
  writeFileSync(file, '{');
  const { called, notifications } = await open(file);
  notifications.show(shown);
  await notifications.stop();
  expect(called).toEqual(['create masthead_x Title']);
  expect([...(await open(file)).notifications.shown]).toEqual(['x']);
});
