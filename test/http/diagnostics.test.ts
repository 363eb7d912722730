// The file for helpers: what it says, and what it must not say.

import { expect, test } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import { LogBook } from '../../src/kernel/log-book.ts';
import { startLan } from '../fakes/lan-server.ts';

test('it says how Masthead is', async () => {
  const lan = await startLan();
  await lan.rooms.providers.add({ name: 'Mine', source: 'http://tv.example/a.m3u' });
  const response = await lan.api('GET', '/diagnostics');
  expect(response.headers.get('content-disposition')).toMatch(
    /^attachment; filename="masthead-diagnostics-[\d-]+.json"$/,
  );
  expect(await response.json()).toMatchObject({
    version: '0.1.0',
    system: { node: process.version },
    lineup: { channel_count: 2 },
    settings: { streaming: { linger_seconds: 5 } },
    providers: [{ name: 'Mine', source: 'http://tv.example/a.m3u' }],
    sessions: [{ channel_name: 'News', viewers: [{ address: '192.168.1.20' }] }],
  });
});

test('no secret is in it, wherever it may have got to', async () => {
  const book = new LogBook('info');
  // lines that somebody forgot to redact
  for (const message of ['bare hunter2secret', 'anna-user said', 'token-of-header', 'key 9f8e7d6c5b'])
    book.add({ at: systemClock.now(), level: 'info', room: 'x', message, fields: { note: [`${message}!`] } });
  const lan = await startLan({ change: (rooms) => ({ ...rooms, logBook: book }) });
  await lan.rooms.providers.add({
    name: 'Mine',
    source: 'http://anna-user:hunter2secret@tv.example/get.php?username=anna-user&password=hunter2secret',
    guide_sources: ['http://tv.example/g.xml?apikey=9f8e7d6c5b'],
    headers: { 'x-auth': 'token-of-header' },
  });
  await lan.api('PATCH', '/settings', {
    commands: {
      profiles: [{ name: 'mine', label: '', program: 'player', arguments: ['--login=opensesame', '{url}'] }],
    },
  });
  const text = await (await lan.api('GET', '/diagnostics')).text();
  expect(text).not.toMatch(/hunter2secret|anna-user|token-of-header|9f8e7d6c5b|opensesame/);
  expect(text).toContain('bare ***');
});
