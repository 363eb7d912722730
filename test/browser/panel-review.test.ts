// What merging and guide matching were unsure of, decided by hand and by keys, and taken back.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../fakes/folder.ts';
import type { MastheadProcess } from '../fakes/masthead-process.ts';
import { startProviderServer } from '../fakes/provider-server.ts';
import { demoHome, hasChromium, ownMasthead } from './demo-home.ts';
import { logIn, openPanel } from './panel-page.ts';

const home = demoHome();

/** Two playlists whose names nearly say that they have the same channels, in three countries. */
function unsure(): string[] {
  const folder = temporaryFolder();
  return ['BLK Channel', 'Bergtal Lumo Kino TV'].map((name, index) => {
    const file = join(folder, `list${index}.m3u`);
    const lines = ['UK', 'DE', 'FR'].map(
      (market) => `#EXTINF:-1 group-title="${market}",${market}: ${name}\nhttp://127.0.0.1:9/${index}/${market}.ts\n`,
    );
    writeFileSync(file, `#EXTM3U\n${lines.join('')}`);
    return file;
  });
}

const countOf = async ({ base }: MastheadProcess): Promise<number> =>
  ((await (await fetch(`${base}/health`)).json()) as { channels: number }).channels;

test.skipIf(!hasChromium)('one card after another: merged, kept apart, put off, and taken back', async () => {
  const masthead = await ownMasthead({ args: unsure(), channels: 6 });
  const channels = (): Promise<number> => countOf(masthead);
  const token = await logIn(masthead.base);
  const { page, problems } = await openPanel(home.browser, masthead.base, { token, at: '#/review' });
  const card = page.getByRole('article', { name: 'A proposal' });
  await card.getByText('One abbreviates the other').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Channels 3' }).waitFor();
  await page.keyboard.press('2');
  expect(await card.locator('.side.kept').innerText()).toBe(await card.locator('.side').nth(1).innerText());
  await page.keyboard.press('a');
  await page.getByRole('main').getByRole('link', { name: 'Channels 2' }).waitFor();
  await expect.poll(channels).toBe(5);
  await page.keyboard.press('u');
  await page.getByRole('main').getByRole('link', { name: 'Channels 3' }).waitFor();
  await expect.poll(channels).toBe(6);

  await page.getByRole('button', { name: /^Two channels/ }).click();
  await page.getByRole('main').getByRole('link', { name: 'Channels 2' }).waitFor();
  await page.keyboard.press('s');
  await page.getByRole('button', { name: /^One channel/ }).click();
  await page.getByRole('button', { name: 'Ask the 1 put off' }).waitFor();
  await expect.poll(channels).toBe(5);

  await page.getByRole('link', { name: 'Decided' }).first().click();
  await page.getByText('Two channels:').first().waitFor();
  await page
    .getByText(/BLK Channel · .*Bergtal Lumo Kino TV|Bergtal Lumo Kino TV · .*BLK Channel/)
    .first()
    .waitFor(); // also of the one that is gone
  await page.getByRole('button', { name: /Undo.*Merged/ }).click();
  await page.getByText('Taken back').waitFor();
  await expect.poll(channels).toBe(6);
  expect(problems).toEqual([]);
});

const stamp = (hours: number): string =>
  `${new Date(Date.now() + hours * 3_600_000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)} +0000`;
const told = (id: string, name: string): string =>
  `<channel id="${id}"><display-name>${name}</display-name></channel>` +
  `<programme start="${stamp(-1)}" stop="${stamp(1)}" channel="${id}"><title>On ${name}</title></programme>`;

/** A playlist with three names that nearly are in its two guides, and one of another provider that has those. */
async function doubtful(): Promise<string[]> {
  const server = await startProviderServer();
  onTestFinished(() => server.close());
  const names = ['Kultur', 'Musik', 'Sport'].map((name) => `Nordlicht ${name}`);
  const guide = names.map((name, index) => told(`n${index}`, name)).join('');
  server.on('/other.xml', { body: `<?xml version="1.0"?><tv>${guide}</tv>` });
  server.on('/guide.xml', { body: `<?xml version="1.0"?><tv>${guide}</tv>` });
  const listed = (path: string, begin: string, end: string): string => {
    const lines = names.map(
      (name) =>
        `#EXTINF:-1 group-title="DE",${begin}${name}${end}\nhttp://127.0.0.1:9${path}/${encodeURIComponent(name)}.ts\n`,
    );
    const guides = `${server.url}/guide.xml,${server.url}/other.xml`;
    server.on(path, { body: `#EXTM3U x-tvg-url="${guides}"\n${lines.join('')}` });
    return `${server.url}${path}`;
  };
  return [listed('/one.m3u', '', ''), listed('/two.m3u', 'DE: ', ' Europe')];
}

/** What is asked follows, but the card in front and the mark on it stay. */
async function someoneElseDecides(page: Page, base: string, token: string): Promise<void> {
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const how = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${base}/api/${path}`, { headers, ...how })).json();
  };
  const front = await page.getByRole('article', { name: 'A proposal' }).getByRole('link').innerText();
  await page.keyboard.press('2');
  const { items } = (await ask('guide/review')) as { items: { channel_id: string; name: string }[] };
  const other = items.find(({ name }) => name !== front)!;
  const decisions = [{ channel_id: other.channel_id, decision: { kind: 'none' } }];
  const { undo_id: undoId } = (await ask('guide/review', { decisions })) as { undo_id: string };
  await page.getByRole('link', { name: 'Guides 2' }).waitFor();
  expect(await page.getByRole('article', { name: 'A proposal' }).getByRole('link').innerText()).toBe(front);
  expect(await page.getByRole('radio').nth(1).isChecked()).toBe(true);
  await ask('channels/undo', { undo_id: undoId });
  await page.getByRole('link', { name: 'Guides 3' }).waitFor();
  await page.keyboard.press('1');
}

test.skipIf(!hasChromium)('guides that are not certain: taken, refused, left, and taken back', async () => {
  const masthead = await ownMasthead({ args: await doubtful(), channels: 6 });
  const token = await logIn(masthead.base);
  const asked = async (path: string): Promise<unknown> =>
    (await fetch(`${masthead.base}/api/${path}`, { headers: { authorization: `Bearer ${token}` } })).json();
  const guides = async (): Promise<(string | null)[]> => {
    const { items } = (await asked('channels')) as { items: { name: string; guide: { name: string } | null }[] };
    return items.filter(({ name }) => name.startsWith('DE')).map(({ guide }) => guide?.name ?? null);
  };
  const { page, problems } = await openPanel(home.browser, masthead.base, { token, at: '#/review/guides' });
  const card = page.getByRole('article', { name: 'A proposal' });
  await page.getByRole('link', { name: 'Guides 3' }).waitFor();
  const first = (await card.getByRole('link').innerText()).replace(/^DE: (.*) Europe$/, '$1');
  await card.getByText(`on now: On ${first}`).first().waitFor();
  await card.getByText('Speaks for it').waitFor();
  await page.keyboard.press('a');
  await page.getByRole('link', { name: 'Guides 2' }).waitFor();
  await expect.poll(guides).toContain(first);
  await page.keyboard.press('u');
  await page.getByRole('link', { name: 'Guides 3' }).waitFor();
  await expect.poll(guides).toEqual([null, null, null]);
  await someoneElseDecides(page, masthead.base, token);
  await page.getByRole('button', { name: /^Take this guide/ }).click();
  await page.getByRole('button', { name: /^None of these/ }).click();
  await page.getByRole('button', { name: /^It has none/ }).click();
  await page.getByText('Nothing to decide').waitFor();
  // All three have been sent: they go one after the other behind the cards, and a page that is loaded anew sends no more.
  await expect.poll(async () => ((await asked('guide/review')) as { total: number }).total).toBe(0);
  expect((await guides()).filter((one) => one !== null)).toEqual([first]);
  await page.reload();
  await page.getByText('Nothing to decide').waitFor();

  await page.getByRole('link', { name: 'Decided' }).first().click();
  const decided = page.locator('mh-decision-list li');
  await decided.first().waitFor();
  const kinds = (await decided.allInnerTexts()).map((text) => /^[^:]+/.exec(text)?.[0]);
  expect(kinds).toEqual(['Without a guide', 'Guide refused', 'Guide chosen']);
  await page.getByRole('button', { name: /Undo.*Guide chosen/ }).click(); // though two were made after it
  await page.getByText('Taken back').waitFor();
  await expect.poll(guides).toEqual([null, null, null]);
  await page.reload();
  await expect.poll(() => decided.count()).toBe(2);
  expect(problems).toEqual([]);
});
