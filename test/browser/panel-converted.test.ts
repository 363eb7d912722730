// Channels that Chromium does not play as they come, through the whole product: real encodings, real ffmpeg.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { isInstalled } from '../clients/networks.ts';
import { encodedStream, type EncodedStreamOptions } from '../fakes/encoded-stream.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { startPacedProvider } from '../fakes/paced-provider.ts';
import { hasChromium, ownMasthead } from './demo-home.ts';
import { launch, logIn, openPanel } from './panel-page.ts';

const hasPrograms = hasChromium && isInstalled('ffmpeg');

let browser: Browser | undefined;
beforeAll(async () => {
  if (hasPrograms) browser = await launch();
});
afterAll(() => browser?.close());

const VIDEO = `document.querySelector('mh-player').shadowRoot.querySelector('video')`;
const played = (page: Page): Promise<number> => page.evaluate<number>(`${VIDEO}.currentTime`);

const SHAPE: Omit<EncodedStreamOptions, 'audio' | 'video'> = {
  size: '320x180',
  picturesPerSecond: 25,
  picturesPerGroup: 25,
  seconds: 40,
  firstPid: 0x100,
  startSeconds: 1,
  kilobitsPerSecond: 300,
};

/** As broadcasters send it: two languages in MP2, and a picture for which Debian's Chromium has no decoder. */
async function broadcaster(most: number) {
  const provider = await startPacedProvider([
    { name: 'Two Tongues', bytes: inTwoLanguages(), seconds: SHAPE.seconds },
    {
      name: 'Fine Picture',
      bytes: encodedStream({ ...SHAPE, video: 'libx265', audio: 'ac3' }),
      seconds: SHAPE.seconds,
    },
  ]);
  onTestFinished(() => provider.close());
  const masthead = await ownMasthead({ args: [provider.list], channels: 2 });
  const token = await logIn(masthead.base);
  const ask = (path: string, body?: unknown): Promise<Response> =>
    fetch(`${masthead.base}${path}`, {
      ...(body !== undefined && { method: 'PATCH', body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  const setMost = (count: number): Promise<Response> =>
    ask('/api/settings', { streaming: { browser_conversions: count, linger_seconds: 0 } });
  await setMost(most);
  // As accounts are: checks of health wait until nobody watches.
  const { items } = (await (await ask('/api/providers')).json()) as { items: { id: string }[] };
  await ask(`/api/providers/${items[0]!.id}`, { max_connections: 1 });
  const opened = await openPanel(browser!, masthead.base, { token });
  await opened.page.getByRole('heading', { name: 'Providers' }).waitFor();
  const watch = async (name: string): Promise<void> => {
    await opened.page.keyboard.press('/');
    await opened.page.getByRole('combobox', { name: 'Search everything' }).fill(name);
    await opened.page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .waitFor();
    await opened.page.keyboard.press('Shift+Enter');
  };
  return { ...opened, provider, ask, setMost, watch };
}

function inTwoLanguages(): Buffer {
  const file = join(temporaryFolder(), 'one.ts');
  writeFileSync(file, encodedStream({ ...SHAPE, video: 'libx264', audio: 'mp2' }));
  const languages = ['-metadata:s:a:0', 'language=deu', '-metadata:s:a:1', 'language=eng'];
  const args = ['-v', 'error', '-i', file, '-map', '0:v', '-map', '0:a', '-map', '0:a', '-c', 'copy', ...languages];
  return execFileSync('ffmpeg', [...args, '-f', 'mpegts', '-'], { maxBuffer: 64 * 1024 * 1024 });
}

/** What makes something of a channel for a page, of a Masthead that this process has started. */
function converters(): string[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args=']).toString().split('\n');
  const rows = table.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []);
  const ours = new Set(rows.flatMap(([, pid, parent]) => (Number(parent) === process.pid ? [pid] : [])));
  return rows.flatMap(([, pid = '', parent, args = '']) =>
    ours.has(parent) && /ffmpeg.* pipe:3 /.test(args) ? [pid] : [],
  );
}
const heard = (page: Page): Promise<number> => page.evaluate<number>(`${VIDEO}.webkitAudioDecodedByteCount`);

test.skipIf(!hasPrograms)(
  'a channel whose sound no browser knows is heard, in the language that is chosen',
  async () => {
    const { page, problems, provider, watch, ask } = await broadcaster(1);
    await watch('Two Tongues');
    await expect.poll(() => played(page)).toBeGreaterThan(0.5);
    await expect.poll(() => heard(page)).toBeGreaterThan(10_000);
    await page.keyboard.press('i');
    await page.getByText('made playable').waitFor();
    const sounds = page.getByRole('combobox', { name: 'Audio track' });
    expect(await sounds.locator('option').allTextContents()).toEqual(['German', 'English']);
    const asked = page.waitForRequest(/live\.m3u8\?.*sound=eng/);
    await sounds.selectOption({ label: 'English' });
    await asked;
    const goesOn = async (): Promise<void> => {
      const before = await heard(page);
      await expect.poll(() => heard(page)).toBeGreaterThan(before + 20_000);
    };
    await goesOn();
    expect(await sounds.inputValue()).toBe('1');
    expect(provider.peakOf(0)).toBe(1); // both are made of the channel that is on air

    const [line = ''] = converters();
    process.kill(Number.parseInt(line, 10), 'SIGKILL');
    await goesOn();
    provider.cut();
    await goesOn();
    expect(problems).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.poll(converters).toEqual([]);
    const onAir = async (): Promise<unknown> =>
      ((await (await ask('/api/sessions')).json()) as { items: unknown }).items;
    await expect.poll(onAir).toEqual([]);
  },
);

test.skipIf(!hasPrograms)(
  'a picture that no browser knows is made where it may be; else the page says where it can be seen',
  async () => {
    const { page, setMost, watch, ask } = await broadcaster(0);
    await watch('Fine Picture');
    await page.getByText(/^This browser cannot play it: as much is made/).waitFor();
    const link = page.getByRole('link', { name: 'Open in VLC' });
    expect(await link.getAttribute('href')).toMatch(/^vlc:\/\/http:\/\/.*\/stream\/c\w+\.ts\?token=/);
    await setMost(1);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => page.evaluate<number>(`${VIDEO}.videoWidth`)).toBe(320);
    await expect.poll(() => heard(page)).toBeGreaterThan(10_000);
    expect(await link.count()).toBe(0);

    await page.getByRole('button', { name: 'Close' }).click(); // it has the connection
    await expect.poll(converters).toEqual([]);
    const { items } = (await (await ask('/api/channels?limit=9')).json()) as { items: { id: string; name: string }[] };
    const { id } = items.find(({ name }) => name === 'Fine Picture')!;
    const past = await ask(`/stream/${id}.m3u8?utc=${Math.floor(Date.now() / 1_000) - 600}&plays=aac,h264`);
    const part = (await past.text()).split('\n').find((line) => line.startsWith(id))!;
    const answer = await ask(`/stream/${part}`);
    expect(JSON.parse(answer.headers.get('x-masthead-tracks')!)).toMatchObject({ made: ['hevc', 'ac3'] });
    const file = join(temporaryFolder(), 'past.ts');
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    const show = ['-v', 'error', '-show_entries', 'stream=codec_name', '-of', 'csv=p=0', file];
    expect(execFileSync('ffprobe', show).toString().trim().split(/\s+/).slice(0, 2)).toEqual(['h264', 'aac']);
  },
);
