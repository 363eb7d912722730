// What is on air and what fails there, as a person sees it: another stream, a stream that does not work, no free connection.

import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import { demoHome, hasChromium, ownMasthead } from './demo-home.ts';
import { logIn, openPanel } from './panel-page.ts';

const home = demoHome();

/** A live stream of the demo's own provider. */
const liveUrl = (number: number): string => `${home.provider}live/${number}.ts`;

function playlist(name: string, entries: Readonly<Record<string, string>>): string {
  const file = join(temporaryFolder(), `${name}.m3u`);
  const lines = Object.entries(entries).map(([title, url]) => `#EXTINF:-1 tvg-id="${title}.uk",${title}\n${url}\n`);
  writeFileSync(file, `#EXTM3U\n${lines.join('')}`);
  return file;
}

/** Somebody who watches: let in at once, whatever a check holds. */
async function watch(url: string): Promise<void> {
  const request = get(url, { headers: { 'user-agent': 'VLC/3.0.21 LibVLC/3.0.21' } });
  request.on('error', () => undefined);
  onTestFinished(() => void request.destroy());
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.on('error', () => undefined).resume();
  expect(response.statusCode).toBe(200);
}

test.skipIf(!hasChromium)('a channel on air goes on from another of its streams, chosen from its card', async () => {
  const first = playlist('alpha', { 'Harbour One': liveUrl(1) });
  const second = playlist('beta', { 'Harbour One': liveUrl(2) });
  const masthead = await ownMasthead({ args: [first, second], channels: 1 });
  const token = await logIn(masthead.base);
  const streams = async (): Promise<number> => {
    const answer = await fetch(`${masthead.base}/api/channels`, { headers: { authorization: `Bearer ${token}` } });
    return ((await answer.json()) as { items: { stream_count: number }[] }).items[0]!.stream_count;
  };
  await expect.poll(streams).toBe(2);
  await watch(`${masthead.base}/auto/v1`);
  const { page, problems } = await openPanel(home.browser, masthead.base, { token });
  const card = page.getByRole('article', { name: 'Harbour One' });
  await card.getByText('alpha').waitFor();
  await page.getByRole('button', { name: 'Move to another stream: Harbour One' }).click();
  await page.getByRole('dialog', { name: 'Move to another stream' }).waitFor();
  const dialog = page.locator('mh-move-dialog');
  await expect.poll(() => dialog.getByRole('button', { name: /alpha/ }).isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: /beta/ }).click();
  await page.getByText('Harbour One moves to another stream; viewers stay.').waitFor();
  await card.getByText('beta').waitFor();
  await card.getByText('VLC').waitFor();
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)(
  'a stream that does not work says why in the player, and is among the failed ones',
  async () => {
    const masthead = await ownMasthead({
      args: [playlist('broken', { Nowhere: 'http://127.0.0.1:9/none.ts' })],
      channels: 1,
    });
    const { page } = await openPanel(home.browser, masthead.base, {
      token: await logIn(masthead.base),
      at: '#/channels',
    });
    await page.getByRole('link', { name: 'Nowhere' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const player = page.getByRole('dialog', { name: 'Player: Nowhere' });
    await player.getByRole('alert').waitFor();
    await player.getByRole('button', { name: 'Try again' }).waitFor();
    const said = await player.getByRole('alert').innerText();
    expect(said).toMatch(/refuse|connect|answer|reach/i);
    await player.getByRole('button', { name: 'Close' }).click();
    await page.goto(`${masthead.base}/#/on-air`);
    const failed = page.locator('mh-failed-streams');
    await failed.getByRole('link', { name: 'Nowhere' }).waitFor();
    await failed.getByText(/^broken\.m3u · /).waitFor();
  },
);

test.skipIf(!hasChromium)('who finds no free connection is told so in the player', async () => {
  const masthead = await ownMasthead({ args: [playlist('narrow', { One: liveUrl(1), Two: liveUrl(2) })], channels: 2 });
  const token = await logIn(masthead.base);
  const limited = await fetch(`${masthead.base}/api/providers/narrow-m3u`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ max_connections: 1 }),
  });
  expect(limited.status).toBe(200);
  await watch(`${masthead.base}/auto/v1`);
  const { page } = await openPanel(home.browser, masthead.base, { token, at: '#/channels?search=two' });
  await page.getByRole('link', { name: 'Two' }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const player = page.getByRole('dialog', { name: 'Player: Two' });
  await player.getByRole('alert').waitFor();
  expect(await player.getByRole('alert').innerText()).toMatch(/connection/i);
});
