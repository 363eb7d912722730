// What a frame of scrolling costs in the panel: script time per frame over tables of 50,000 channels, in Chromium, how many
// rows are in the page meanwhile, and how many frames were really drawn, as Chromium's own trace tells. Aim: under 8 ms, half
// of a frame.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { CHROMIUM, CHROMIUM_ARGUMENTS } from '../test/browser/chromium.ts';
import { logIn } from '../test/browser/panel-page.ts';
import { startMasthead } from '../test/fakes/masthead-process.ts';
import { report, type Figure } from './report.ts';

const CHANNELS = 50_000;
const FRAMES = 300;
const PIXELS_PER_FRAME = 120; // a fast flick
const VIEWS = [
  { view: 'channels', row: '.row', table: 'mh-channels mh-channel-table' },
  { view: 'guide', row: '.line', table: 'mh-guide mh-guide-grid' },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'masthead-bench-panel-'));
const list = join(folder, 'list.m3u');
const entries = Array.from(
  { length: CHANNELS },
  (_, at) => `#EXTINF:-1 group-title="Group ${at % 40}",Channel ${at}\nhttp://127.0.0.1:9/${at}.ts\n`,
);
writeFileSync(list, `#EXTM3U\n${entries.join('')}`);
const masthead = await startMasthead({ args: [list], channels: CHANNELS, readyWithinMs: 180_000 });
const browser = await chromium.launch({ executablePath: `/usr/bin/${CHROMIUM}`, args: [...CHROMIUM_ARGUMENTS] });
try {
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } });
  const token = await logIn(masthead.base);
  await context.addInitScript((known) => localStorage.setItem('masthead.token', known), token);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const figures: Figure[] = [];
  for (const { view, row, table } of VIEWS) {
    await page.goto(`${masthead.base}/#/${view}`);
    await page.waitForTimeout(2_500);
    figures.push(...(await scroll(page, session, { view, row, table })));
    const trace = await traced(browser, page, () => scroll(page, session, { view, row, table }));
    figures.push(...framesOf(trace).map(({ figure, ...value }) => ({ figure: `${view}: ${figure}`, ...value })));
  }
  report('panel', figures);
} finally {
  await browser.close();
  await masthead.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function scroll(
  page: Page,
  session: CDPSession,
  { view, row, table }: { view: string; row: string; table: string },
): Promise<Figure[]> {
  const path = ['mh-app', ...table.split(' ')].map((name) => `querySelector('${name}').shadowRoot`).join('.');
  const before = await scriptSeconds(session);
  const seen = await page.evaluate<{ rows: number; frames: number; ms: number }>(`new Promise((resolve) => {
    const root = document.${path};
    const scroller = root.querySelector('.scroller');
    let frames = 0, rows = 0;
    const began = performance.now();
    const step = () => {
      scroller.scrollTop += ${PIXELS_PER_FRAME};
      rows = Math.max(rows, root.querySelectorAll('${row}').length);
      frames += 1;
      if (frames < ${FRAMES}) requestAnimationFrame(step);
      else resolve({ rows, frames, ms: performance.now() - began });
    };
    requestAnimationFrame(step);
  })`);
  const spent = (await scriptSeconds(session)) - before;
  return [
    {
      figure: `${view}: script time per scrolled frame`,
      value: (spent * 1_000) / seen.frames,
      unit: 'ms',
      aim: 8,
      isLimit: true,
    },
    { figure: `${view}: frames a second`, value: (seen.frames * 1_000) / seen.ms, unit: '1/s' },
    { figure: `${view}: most rows in the page`, value: seen.rows, unit: 'rows' },
  ];
}

interface TraceEvent {
  readonly name: string;
}

/** What Chromium's compositor writes down while something is done; apart, since writing it down costs script time. */
async function traced(of: Browser, page: Page, act: () => Promise<unknown>): Promise<readonly TraceEvent[]> {
  await of.startTracing(page, { categories: ['disabled-by-default-devtools.timeline.frame'] });
  await act();
  const { traceEvents } = JSON.parse(String(await of.stopTracing())) as { traceEvents: TraceEvent[] };
  return traceEvents;
}

function framesOf(trace: readonly TraceEvent[]): Figure[] {
  const count = (name: string): number => trace.filter((event) => event.name === name).length;
  const [drawn, dropped] = [count('DrawFrame'), count('DroppedFrame')];
  if (drawn === 0) throw new Error('Chromium wrote down no frame: its trace calls them otherwise now.');
  return [
    { figure: 'frames drawn', value: drawn, unit: 'frames' },
    { figure: 'frames missed', value: (100 * dropped) / Math.max(1, drawn + dropped), unit: '%' },
  ];
}

async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
}
