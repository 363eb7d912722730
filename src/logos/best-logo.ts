// The best of a channel's logos: one that can be read where it is shown, is not tiny, and has nothing behind it.

import type { LookRow } from './looks.ts';
import type { Background } from './logo-key.ts';

/** Shorter sides below this are icons, in pixels. */
const ENOUGH = 160;
/** Wider or taller than this is a banner. */
const WIDEST = 6;
/** Of what must be told from the background to read it. */
const LEGIBLE = 0.5;

/**
 * @param urls in the order of their streams; each once
 * @param lookOf what was seen of one
 * @returns the best, the first where nothing was seen of any; `undefined` for none
 */
export function bestLogo(
  urls: readonly string[],
  lookOf: (url: string) => LookRow | undefined,
  background?: Background,
): string | undefined {
  let best: { readonly url: string; readonly worth: number } | undefined;
  for (const url of urls) {
    const worth = worthOf(lookOf(url), background);
    if (!best || worth > best.worth) best = { url, worth };
  }
  return best?.url;
}

/** 0 for one that nobody has seen: whoever is known to be good goes before it, whoever is known to be broken after. */
function worthOf(row: LookRow | undefined, background: Background | undefined): number {
  if (!row) return 0;
  if (row.state !== 'seen') return -2;
  const { width, height, onDark, onLight, isTransparent } = row;
  const shape = Math.max(width / height, height / width) > WIDEST ? -1 : 0;
  const size = Math.min(1, Math.min(width, height) / ENOUGH);
  const legibility = background === 'light' ? onLight : background === 'dark' ? onDark : Math.min(onDark, onLight);
  const wear = background ? legibility : (onDark + onLight) / 2;
  return shape + size + (legibility < LEGIBLE ? -1 : 0) + wear + (isTransparent ? 0.5 : 0);
}
