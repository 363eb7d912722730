// The panel in Chromium, watched: what the console complains of, what throws, and every request to another origin.

import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { CHROMIUM, CHROMIUM_ARGUMENTS } from './chromium.ts';

export const PASSWORD = 'secret';

export interface WatchedPage {
  readonly page: Page;
  /** Console errors, exceptions, requests that left the origin. */
  readonly problems: readonly string[];
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: `/usr/bin/${CHROMIUM}`, args: [...CHROMIUM_ARGUMENTS] });

export interface OpenOptions extends BrowserContextOptions {
  /** `#/channels` */
  readonly at?: string;
  /** As one who has logged in before. */
  readonly token?: string;
}

/** Closed when the test has ended. */
export async function openPanel(browser: Browser, base: string, options: OpenOptions = {}): Promise<WatchedPage> {
  const { at = '', token, ...context } = options;
  const opened = await browser.newContext({ locale: 'en-GB', viewport: { width: 1_440, height: 900 }, ...context });
  onTestFinished(() => opened.close());
  if (token !== undefined) await opened.addInitScript((known) => localStorage.setItem('masthead.token', known), token);
  opened.setDefaultTimeout(60_000);
  const page = await opened.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== new URL(base).origin) problems.push(`left for ${url.href}`);
  });
  await page.goto(`${base}/${at}`);
  return { page, problems };
}

export async function logIn(base: string): Promise<string> {
  const response = await fetch(`${base}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: PASSWORD }),
  });
  return ((await response.json()) as { token: string }).token;
}

/** Into the cell of a row of the table of channels. */
export async function typeNumber(page: Page, index: number, typed: string): Promise<void> {
  const row = page.locator(`.row[data-index="${index}"]`);
  await row.hover();
  await row.locator('.number .pencil').click();
  await row.locator('input.editor').fill(typed);
  await page.keyboard.press('Enter');
}

/** Presses, and waits until the server has it: what is shown at once would be broken off by a reload. */
export async function saved(page: Page, press: () => Promise<void>): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().method() !== 'GET');
  await press();
  await answer;
}
