// What is asked of a channel that has become part of another one.

import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { followFormer, FORMER_CHANNELS } from '../../src/http/api/former-channels.ts';
import type { ApiEnv } from '../../src/http/guard.ts';
import { parseChannelId, type ChannelId } from '../../src/model/ids.ts';

const [former, now] = ['c00000000002', 'c00000000001'].map((id) => parseChannelId(id)!) as [ChannelId, ChannelId];

function api() {
  const inner = new Hono<ApiEnv>();
  const lineup = { channel: () => undefined, channelNow: (id: ChannelId) => (id === former ? now : id) };
  inner.use(FORMER_CHANNELS, followFormer(lineup));
  inner.all('*', (c) => c.text('reached'));
  return new Hono().route('/api', inner);
}

test.each([
  ['GET', '/api/channels/c00000000002', 301, '/api/channels/c00000000001'],
  ['GET', '/api/channels/c00000000002?fields=name', 301, '/api/channels/c00000000001?fields=name'],
  ['GET', '/api/channels/c00000000002/logos?search=a%20b', 301, '/api/channels/c00000000001/logos?search=a%20b'],
  ['PATCH', '/api/channels/c00000000002/streams', 308, '/api/channels/c00000000001/streams'],
  ['PUT', '/api/channels/c00000000002/logo/file', 308, '/api/channels/c00000000001/logo/file'],
])('%s %s goes on at the same place of the channel that it is now', async (method, path, status, target) => {
  const answer = await api().request(path, { method });
  expect(answer.status).toBe(status);
  expect(URL.parse(answer.headers.get('location')!, `http://a${path}`)?.href).toBe(`http://a${target}`);
});

test.each(['/api/channels', '/api/channels/edit', '/api/channels/edit/preview', '/api/channels/c00000000001/guide'])(
  '%s is reached as it is asked for',
  async (path) => {
    expect(await (await api().request(path)).text()).toBe('reached');
  },
);
