// The panel as a person meets it: the real server with the demo's provider, in Chromium.

import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { startMasthead } from '../fakes/masthead-process.ts';
import { startProviderServer } from '../fakes/provider-server.ts';
import { demoHome, hasChromium, ownMasthead } from './demo-home.ts';
import { logIn, openPanel, PASSWORD, typeNumber } from './panel-page.ts';

const home = demoHome();

/** Seconds that the player has played. */
const PLAYED = `document.querySelector('mh-player').shadowRoot.querySelector('video').currentTime`;

test.skipIf(!hasChromium)('a person logs in, and a wrong password is told', async () => {
  const { page } = await openPanel(home.browser, home.demo.base);
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'Providers' }).waitFor();
  expect(await page.evaluate('localStorage.getItem("masthead.token") !== null')).toBe(true);
});

test.skipIf(!hasChromium)('from nothing to a picture: source, sync, groups, picture, players', async () => {
  const empty = await ownMasthead();
  const { page, problems } = await openPanel(home.browser, empty.base, { token: await logIn(empty.base) });
  await page.getByText('Begin', { exact: true }).click();
  await page.getByLabel('Address', { exact: true }).fill(`${home.provider}demo.m3u`);
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByText('works', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('up to date').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('12 channels').waitFor();
  await page.getByLabel('Sport').uncheck();
  await page.getByText('11 channels').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('What Masthead has made of it').waitFor();
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.getByRole('button', { name: 'Harbour One' }).click();
  await expect.poll(() => page.evaluate<number>(PLAYED)).toBeGreaterThan(0.5);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('tab', { name: 'Kodi' }).click();
  await page.getByText('/playlist.m3u').first().waitFor();
  await page.getByRole('button', { name: /Show as a QR code: Playlist/ }).click();
  await page.locator('svg.qr').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.waitForURL(/#\/on-air/);
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('what is on air appears as it happens, and a viewer is sent away', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token });
  await page.getByText('Nothing is on air').waitFor();
  const request = get(`${home.demo.base}/auto/v2`, { headers: { 'user-agent': 'VLC/3.0.21 LibVLC/3.0.21' } });
  onTestFinished(() => void request.destroy());
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const sentAway = once(response.on('error', () => undefined).resume(), 'close');
  await page.getByRole('article', { name: 'Harbour Two' }).waitFor();
  await page.getByRole('button', { name: /Send VLC.* away/ }).click();
  await sentAway;
  await page.getByText('Harbour Two started').waitFor();
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('a channel is found, renamed in its cell, and the change is taken back', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/channels' });
  await page.getByRole('searchbox', { name: 'Search by name or number' }).fill('pebble');
  await page.getByText('1 channel', { exact: true }).waitFor();
  const row = page.getByRole('row', { name: /Pebble Kids/ });
  await row.hover();
  await row.getByRole('button', { name: 'Edit: Pebble Kids' }).click();
  await page.locator('input.editor').fill('Pebble Junior');
  await page.locator('input.editor').press('Enter');
  await page.getByText('Saved').waitFor();
  await page.getByRole('row', { name: /Pebble Junior/ }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('row', { name: /Pebble Kids/ }).waitFor();
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('many channels are renamed by pattern after a look at what that does', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, {
    token: home.token,
    at: '#/channels?search=harbour',
  });
  await page.getByRole('checkbox', { name: 'Choose Harbour One' }).click();
  await page.getByRole('checkbox', { name: 'Choose Harbour Two' }).click();
  await page.getByText('2 chosen').waitFor();
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('Find').fill('Harbour');
  await page.getByLabel('Replace by').fill('Port');
  await page.getByText('2 channels would change').waitFor();
  await page.getByText('Port One').waitFor();
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('2 channels changed').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('row', { name: /Harbour One/ }).waitFor();
  expect(problems).toEqual([]);
});

/** The names of the first four rows. */
const orderOf = async (page: Page): Promise<string[]> =>
  (await page.locator('.row .name a').allTextContents()).slice(0, 4);

test.skipIf(!hasChromium)('a channel is dragged to another place, and by keys', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/channels' });
  const handle = page.getByRole('row', { name: /Gullwing Sport/ }).locator('.handle');
  const target = page.getByRole('row', { name: /Harbour Two/ });
  await handle.hover();
  await page.mouse.down();
  const box = (await target.boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + 4, { steps: 8 });
  await page.waitForTimeout(100);
  await page.mouse.up();
  await expect.poll(() => orderOf(page)).toEqual(['Harbour One', 'Gullwing Sport', 'Harbour Two', 'Lighthouse News']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => orderOf(page)).toEqual(['Harbour One', 'Harbour Two', 'Lighthouse News', 'Gullwing Sport']);
  await page.getByRole('grid').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => orderOf(page)).toEqual(['Harbour Two', 'Harbour One', 'Lighthouse News', 'Gullwing Sport']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => orderOf(page)).toEqual(['Harbour One', 'Harbour Two', 'Lighthouse News', 'Gullwing Sport']);
  await typeNumber(page, 2, 'abc');
  await page.getByText('A number is written as 5 or 5.1').waitFor();
  await typeNumber(page, 2, '1'); // which Harbour One has
  await page.getByText('The channel that had this number has another one now.').waitFor();
  await expect.poll(async () => (await orderOf(page))[0]).toBe('Lighthouse News');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => orderOf(page)).toEqual(['Harbour One', 'Harbour Two', 'Lighthouse News', 'Gullwing Sport']);
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('the guide opens at now, and a programme tells more of itself', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/guide' });
  await page.locator('.cell.on').first().click();
  await page.getByRole('button', { name: /^(Play|Watch the channel)$/ }).waitFor(); // it may have ended this moment
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Tonight', exact: true }).click();
  await page.locator('.hours').getByText('20:00', { exact: true }).waitFor();
  expect(problems).toEqual([]);
});

/** Of what has the keyboard: the channel and the title. */
const FOCUSED = `(() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return [at?.closest('.line')?.getAttribute('aria-label') ?? '', at?.querySelector('.title')?.textContent ?? ''];
})()`;

test.skipIf(!hasChromium).each(['ltr', 'rtl'])(
  'the guide is gone through by keys, and opens at now: %s',
  async (dir) => {
    const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token });
    await page.evaluate(`document.documentElement.dir = '${dir}'`);
    await page.evaluate(`location.hash = '#/guide'`);
    const line = page.getByRole('listitem', { name: 'Harbour One' });
    await line.locator('.cell.on').waitFor();
    const { x, width } = (await line.locator('.cell.on').boundingBox())!;
    expect([x + width > 0, x < 1_440]).toEqual([true, true]);
    await line.locator('.cell[tabindex="0"] + .cell').waitFor(); // the hours after now have come, too
    await line.locator('.cell[tabindex="0"]').focus();
    const [, before] = await page.evaluate<string[]>(FOCUSED);
    const [forward, back] =
      dir === 'ltr' ? (['ArrowRight', 'ArrowLeft'] as const) : (['ArrowLeft', 'ArrowRight'] as const);
    await page.keyboard.press('ArrowDown');
    expect((await page.evaluate<string[]>(FOCUSED))[0]).toBe('Harbour Two');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press(forward);
    await page.keyboard.press(back);
    expect(await page.evaluate<string[]>(FOCUSED)).toEqual(['Harbour One', before]);
    await page.keyboard.press('Enter');
    const card = page.locator('mh-programme-card');
    await card.getByRole('heading', { name: before! }).waitFor();
    const time = await card.locator('p .digits').textContent();
    await card.getByRole('button', { name: 'The programme after' }).click();
    await card.locator('p .digits').filter({ hasNotText: time! }).waitFor();
    await card.getByRole('button', { name: 'The programme before' }).click();
    await card.locator('p .digits').filter({ hasText: time! }).waitFor();
    expect(problems).toEqual([]);
  },
);

test.skipIf(!hasChromium)('a setting is changed, and one out of its limits is not sent', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/settings' });
  const field = page.getByRole('spinbutton', { name: 'Keep a channel open after its last viewer' });
  await field.fill('9');
  await field.press('Enter');
  await page.getByText('Saved').waitFor();
  await field.fill('9999');
  await field.press('Enter');
  await page.reload();
  expect(await page.getByRole('spinbutton', { name: 'Keep a channel open after its last viewer' }).inputValue()).toBe(
    '9',
  );
  const choices = await page.evaluate<[string, string][]>(
    `[...document.querySelector('mh-app').shadowRoot.querySelector('mh-settings').shadowRoot.querySelectorAll('mh-setting-field')]
      .filter(({ field }) => field.control === 'choice')
      .map(({ field, shadowRoot }) => [String(field.value ?? ''), shadowRoot.querySelector('select').value])`,
  );
  expect(choices.length).toBeGreaterThan(2);
  for (const [isInForce, isShown] of choices) expect(isShown).toBe(isInForce);
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('the panel can be installed, and opens while Masthead is away', async () => {
  const masthead = await startMasthead();
  const { page } = await openPanel(home.browser, masthead.base, { token: await logIn(masthead.base) });
  const session = await page.context().newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await page.reload(); // through the worker: now it has the files
  await page.getByText('No channels yet').waitFor();
  await masthead.stop();
  await page.reload();
  await page.getByText('Masthead does not answer. It may be restarting.').waitFor();
});

test.skipIf(!hasChromium)('a public list is taken by country, from where the lists lie', async () => {
  const lists = await startProviderServer();
  onTestFinished(() => lists.close());
  lists.on('/iptv/countries/nl.m3u', {
    body: '#EXTM3U\n#EXTINF:-1 group-title="News",Nieuws 1\nhttp://127.0.0.1:9/1.ts\n#EXTINF:-1 group-title="Kids",Jeugd [Geo-blocked]\nhttp://127.0.0.1:9/2.ts\n',
  });
  const empty = await ownMasthead();
  const { page, problems } = await openPanel(home.browser, empty.base, {
    token: await logIn(empty.base),
    at: '#/welcome',
  });
  await page.getByRole('heading', { name: 'From nothing to a picture' }).waitFor();
  await page.getByText('From a copy of the lists').click();
  await page.getByLabel('Address of the lists').fill(`${lists.url}/iptv`);
  await page.getByLabel('By country').selectOption({ label: 'Netherlands' });
  await page.getByText('works', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByText('2 live streams').waitFor();
  await page.goto(`${empty.base}/#/providers`);
  await page.getByRole('heading', { name: 'iptv-org Netherlands' }).waitFor();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByText('What is taken').click();
  await page.getByText('Take channels that play in their own country only').click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('iptv-org Netherlands is saved.').waitFor();
  await page.getByText('1 live stream ').waitFor();
  await page.getByRole('link', { name: 'Add a provider' }).click();
  await page.getByRole('heading', { name: 'Add a provider' }).waitFor();
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)(
  'one stream of a channel is tried alone, and what happened is on its page and the dashboard',
  async () => {
    const { page, problems } = await openPanel(home.browser, home.demo.base, {
      token: home.token,
      at: '#/channels?search=lighthouse',
    });
    await page.getByRole('link', { name: 'Lighthouse News' }).click();
    await page.getByRole('button', { name: 'Try this stream: Lighthouse News' }).first().click();
    await expect.poll(() => page.evaluate<number>(PLAYED)).toBeGreaterThan(0.5);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.reload();
    await page.getByText('Started', { exact: true }).first().waitFor();
    await page.goto(`${home.demo.base}/#/on-air`);
    await page.getByText('Lighthouse News started').waitFor();
    expect(problems).toEqual([]);
  },
);

test.skipIf(!hasChromium)('the guide of a channel is shifted by hand, and back', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, {
    token: home.token,
    at: '#/channels?search=lighthouse',
  });
  await page.getByRole('checkbox', { name: 'Choose Lighthouse News' }).click();
  await page.getByRole('button', { name: 'Shift the guide' }).click();
  await page.getByLabel('Guide later by (minutes)').fill('60');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByText('1 channel changed').waitFor();
  await page.getByRole('link', { name: 'Lighthouse News' }).click();
  await expect.poll(() => page.getByLabel('Guide later by (minutes)').inputValue()).toBe('60');
  await page
    .getByRole('button', { name: 'Forget my changes' })
    .or(page.getByText(/Take.*back/))
    .first()
    .click();
  await expect.poll(() => page.getByLabel('Guide later by (minutes)').inputValue()).toBe('0');
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)(
  'categories of a panel are ticked before it is added, and its account is told of',
  async () => {
    const empty = await ownMasthead();
    const { page, problems } = await openPanel(home.browser, empty.base, {
      token: await logIn(empty.base),
      at: '#/welcome',
    });
    await page.getByRole('button', { name: 'Server and login' }).click();
    await page.getByLabel('Server', { exact: true }).fill(home.provider);
    await page.getByLabel('User name').fill('demo');
    let triedCount = 0;
    page.on('request', (request) => (triedCount += request.url().endsWith('/api/providers/test') ? 1 : 0));
    await page.getByRole('button', { name: 'Try it out' }).click(); // the password is asked for, nothing is sent
    await page.getByLabel('Password', { exact: true }).fill('demo');
    await page.getByLabel('Password', { exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Tick categories' }).click();
    expect(triedCount).toBe(1);
    await page.locator('summary', { hasText: 'Live channels' }).click();
    await page.getByRole('checkbox', { name: 'Sport' }).uncheck();
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('up to date').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('11 channels').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText(/^Account: /).waitFor();
    await page.goto(`${empty.base}/#/providers`);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Or by schedule').fill('61 4 * * *');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('mh-provider-form').getByRole('alert').waitFor();
    await page.getByLabel('Or by schedule').fill('0 4 * * *');
    await page.getByText('What is taken').click();
    await page.getByRole('button', { name: 'Tick categories' }).click();
    await page.locator('summary', { hasText: 'Live channels' }).click();
    await page.getByRole('checkbox', { name: 'Sport' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/is saved\.$/).waitFor();
    await page.getByText('12 live streams').waitFor();
    expect(problems.filter((problem) => !problem.includes('400'))).toEqual([]); // the refused schedule
  },
);

test.skipIf(!hasChromium)('without a provider the demo is taken at the first run, and removed again', async () => {
  const empty = await ownMasthead();
  const { page, problems } = await openPanel(home.browser, empty.base, {
    token: await logIn(empty.base),
    at: '#/welcome',
  });
  await page.getByRole('button', { name: 'Take the demo' }).click();
  await page.getByText('up to date').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('12 channels').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.getByRole('button', { name: 'Harbour One' }).click();
  await expect.poll(() => page.evaluate<number>(PLAYED)).toBeGreaterThan(0.5);
  await page.goto(`${empty.base}/#/providers`);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Remove: Demo' }).click();
  await page.locator('wa-dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No providers yet').waitFor();
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('who gets the connection first is put into rows, and what is wrong is not sent', async () => {
  const masthead = await ownMasthead();
  const own = await logIn(masthead.base);
  const { page } = await openPanel(home.browser, masthead.base, { token: own, at: '#/settings' });
  const limits = async (): Promise<unknown> => {
    const answer = await fetch(`${masthead.base}/api/settings`, { headers: { authorization: `Bearer ${own}` } });
    return ((await answer.json()) as { streaming: { client_limits: unknown } }).streaming.client_limits;
  };
  const rows = page.locator('mh-setting-rows').first();
  await rows.getByRole('button', { name: 'Add' }).click();
  await rows.getByLabel('User-Agent contains').fill('Jellyfin');
  await rows.getByLabel('User-Agent contains').press('Tab');
  await expect.poll(limits).toEqual([{ user_agent: 'Jellyfin' }]);
  await rows.getByLabel('Priority (0 is usual)').fill('500');
  await rows.getByLabel('Priority (0 is usual)').press('Tab');
  await rows.getByLabel('Priority (0 is usual)').fill('5');
  await rows.getByLabel('Priority (0 is usual)').press('Tab');
  await expect.poll(limits).toEqual([{ user_agent: 'Jellyfin', priority: 5 }]);
  await rows.getByRole('button', { name: 'Remove: 1' }).click();
  await expect.poll(limits).toEqual([]);
});

test.skipIf(!hasChromium)('an update under an open page is told, and the page loaded anew goes on', async () => {
  const { page } = await openPanel(home.browser, home.demo.base, { token: home.token, serviceWorkers: 'block' });
  await page.getByRole('heading', { name: 'Providers' }).waitFor();
  const partOfHealth = /assets\/health-.*\.js$/;
  await page.route(partOfHealth, (route) => route.fulfill({ status: 404 }));
  const newPage = '<script type="module" src="./assets/index-new.js"></script><mh-app></mh-app>';
  await page.route(`${home.demo.base}/`, (route) => route.fulfill({ body: newPage }), { times: 1 });
  await page.getByRole('link', { name: 'Health' }).click();
  await page.getByText('Masthead was updated.').waitFor();
  await page.unroute(partOfHealth);
  await page.getByRole('button', { name: 'Reload' }).click();
  await page.getByRole('heading', { name: 'Health', exact: true }).waitFor();
  expect(await page.getByText('Masthead was updated.').count()).toBe(0);
});
