// What a file of tests of the panel begins with: Masthead with its demo, an admin's login, and Chromium.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { isInstalled } from '../clients/networks.ts';
import { startMasthead, type MastheadProcess, type StartOptions } from '../fakes/masthead-process.ts';
import { CHROMIUM } from './chromium.ts';
import { launch, logIn } from './panel-page.ts';

export const hasChromium = isInstalled(CHROMIUM);

export interface DemoHome {
  readonly demo: MastheadProcess;
  readonly browser: Browser;
  /** Where the demo's own provider is, with a slash at the end. */
  readonly provider: string;
  readonly token: string;
}

const THE_DEMO: StartOptions = { args: ['--demo'], channels: 12 };

/** Open from the file's first test to its last; nothing of it is there without Chromium. Another Masthead than the demo's: `start`. */
export function demoHome(start = THE_DEMO): DemoHome {
  let opened: DemoHome | undefined;
  let demo: MastheadProcess | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (!hasChromium) return;
    demo = await startMasthead(start);
    browser = await launch();
    const provider = /http:\/\/127\.0\.0\.1:\d+\//.exec(demo.output())?.[0] ?? '';
    opened = { demo, browser, provider, token: await logIn(demo.base) };
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });
  return {
    get demo() {
      return opened!.demo;
    },
    get browser() {
      return opened!.browser;
    },
    get provider() {
      return opened!.provider;
    },
    get token() {
      return opened!.token;
    },
  };
}

/** Gone with the test that asked for it. */
export async function ownMasthead(options: StartOptions = {}): Promise<MastheadProcess> {
  const masthead = await startMasthead(options);
  onTestFinished(async () => void (await masthead.stop()));
  return masthead;
}
