// `npm run art`: draws icon.png and logo.png, which Home Assistant's store shows, from the drawings in addon/. Needs
// rsvg-convert (Debian: librsvg2-bin).

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** As the store wants them: a square of 128, and about 250 by 100. */
const ART = [
  { from: 'addon/icon.svg', to: 'icon.png', width: 128 },
  { from: 'addon/logo.svg', to: 'logo.png', width: 250 },
];

for (const { from, to, width } of ART) {
  const [source, target] = [from, to].map((path) => fileURLToPath(new URL(`../${path}`, import.meta.url)));
  const run = spawnSync('rsvg-convert', ['--width', String(width), '--output', target!, source!], { stdio: 'inherit' });
  if (run.error || run.status !== 0) throw run.error ?? new Error(`${from} could not be drawn`);
  console.log(`${to}: ${width} pixels wide`);
}
