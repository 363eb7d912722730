// What a file of tests of the panel begins with: Masthead with its demo, an admin's login, and Chromium.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { isInstalled } from '../clients/networks.ts';
import { startMasthead, type MastheadProcess } from '../fakes/masthead-process.ts';
import { CHROMIUM } from './chromium.ts';
import { launch, logIn } from './panel-page.ts';

export const hasChromium = isInstalled(CHROMIUM);

export interface DemoHome {
  readonly demo: MastheadProcess;
  readonly browser: Browser;
  readonly token: string;
}

/** Open from the file's first test to its last; nothing of it is there without Chromium. */
export function demoHome(): DemoHome {
  let opened: DemoHome | undefined;
  let demo: MastheadProcess | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (!hasChromium) return;
    demo = await startMasthead({ args: ['--demo'], channels: 12 });
    browser = await launch();
    opened = { demo, browser, token: await logIn(demo.base) };
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
    get token() {
      return opened!.token;
    },
  };
}
