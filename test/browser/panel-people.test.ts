// People: added with limits, given a login for players and a token, seen in, sent out and removed; and one's own page.

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { demoHome, hasChromium } from './demo-home.ts';
import { logIn, openPanel, PASSWORD } from './panel-page.ts';

const home = demoHome();

const MIA = 'c'.repeat(32);

/** As where Masthead is an add-on: a child that Home Assistant has, and that was not here yet. */
async function knowsMia(page: Page): Promise<void> {
  const items = [{ id: MIA, name: 'Mia', is_admin: false, person_id: null }];
  await page.route('**/api/people/home-assistant', (route) => route.fulfill({ json: { items } }));
  await page.reload();
}

test.skipIf(!hasChromium)('a child is added that may watch two groups, and its player sees no others', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/people' });
  await page.getByRole('link', { name: /admin.*you/ }).waitFor();
  await knowsMia(page);
  await page.getByRole('button', { name: /^Decide.*Mia/ }).click();
  await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('Mia');
  const user = page.getByLabel(/^User of Home Assistant/);
  await expect.poll(() => user.inputValue()).toBe(MIA);
  await page.getByLabel('All groups').uncheck();
  await page.getByLabel('Kids').check();
  await page.getByLabel('News').check();
  await page.getByText('Limits', { exact: true }).click();
  await page.getByLabel('Streams at a time').fill('1');
  await page.getByText('From where').click();
  await page.getByLabel('Addresses and networks').fill('0.0.0.0/0\n::/0');
  await page.getByRole('checkbox', { name: 'None' }).uncheck();
  await page.getByRole('searchbox', { name: /Countries they may not come from/ }).fill('Germ');
  await page.getByLabel('Germany').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('2 groups · 1 stream at a time · from 2 networks · not from Germany').waitFor();
  await page.getByText('Comes in through Home Assistant').waitFor();
  await page.getByRole('button', { name: 'Make a login' }).click();
  const address = page.locator('mh-copy-field[label="All in one address (M3U)"] .value');
  const list = await (await fetch(await address.innerText())).text();
  expect(list.match(/group-title="[^"]*"/g)?.every((group) => /"(Kids|News)"/.test(group))).toBe(true);
  expect(list).toContain('#EXTINF');
  await page.getByRole('button', { name: /Show as a QR code: All in one/ }).click();
  await page.locator('svg.qr').waitFor();
  await page.reload();
  await page.getByText('The password is kept as a hash').waitFor();
  expect(await address.count()).toBe(0);
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('an admin sees what others watched, and each takes itself out of it', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/people' });
  await page.getByRole('link', { name: /admin.*you/ }).click();
  await page.getByRole('heading', { name: 'Watched', exact: true }).waitFor();
  await page.locator('mh-viewing-list mh-empty').waitFor();
  await page.goto(`${home.demo.base}/#/account`);
  await page.getByLabel('Keep what is watched').uncheck();
  await page.getByRole('button', { name: 'Switch it off' }).click();
  const keeps = async (): Promise<unknown> => {
    const answer = await fetch(`${home.demo.base}/api/me`, { headers: { authorization: `Bearer ${home.token}` } });
    return ((await answer.json()) as { readonly keeps_history: unknown }).keeps_history;
  };
  await expect.poll(keeps).toBe(false);
  await page.goto(`${home.demo.base}/#/mine/history`);
  await page.getByText('no history is kept').waitFor();
  await page.goto(`${home.demo.base}/#/account`);
  await page.getByLabel('Keep what is watched').check();
  await expect.poll(keeps).toBe(true);
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('a token is told once and taken back', async () => {
  const { page, problems } = await openPanel(home.browser, home.demo.base, { token: home.token, at: '#/account' });
  const tokens = page.locator('mh-token-list');
  await tokens.getByRole('button', { name: 'New token' }).click();
  await page.getByLabel('What it is for').fill('Dashboard');
  await page.getByRole('button', { name: 'Make it' }).click();
  const secret = await tokens.locator('mh-copy-field .value').innerText();
  const ask = (): Promise<Response> =>
    fetch(`${home.demo.base}/api/status`, { headers: { authorization: `Bearer ${secret}` } });
  expect((await ask()).status).toBe(200);
  await page.reload();
  await tokens.getByText('Dashboard').waitFor();
  expect(await tokens.locator('mh-copy-field').count()).toBe(0);
  await tokens.getByRole('button', { name: 'Take back: Dashboard' }).click();
  await page.getByRole('button', { name: 'Take back', exact: true }).click();
  await page.getByText('Dashboard taken back').waitFor();
  expect((await ask()).status).toBe(401);
  expect(problems).toEqual([]);
});

test.skipIf(!hasChromium)('a login is seen and ended, and a new password ends the others', async () => {
  const elsewhere = await logIn(home.demo.base);
  const { page, problems } = await openPanel(home.browser, home.demo.base, {
    token: await logIn(home.demo.base),
    at: '#/account',
  });
  const logins = page.locator('mh-login-list li');
  await page.getByText('this one').waitFor();
  const before = await logins.count();
  expect(before).toBeGreaterThan(1);
  await page
    .getByRole('button', { name: /End this login/ })
    .first()
    .click();
  await expect.poll(() => logins.count()).toBe(before - 1);
  await page.getByLabel('Password so far').fill('wrong');
  await page.getByLabel('New password').fill('another secret');
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('The password so far is not right.').waitFor();
  await page.getByLabel('Password so far').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('Your password is changed').waitFor();
  await expect.poll(() => logins.count()).toBe(1);
  const refused = await fetch(`${home.demo.base}/api/status`, { headers: { authorization: `Bearer ${elsewhere}` } });
  expect(refused.status).toBe(401);
  expect(problems.filter((problem) => !problem.includes('403'))).toEqual([]); // the wrong password
});
