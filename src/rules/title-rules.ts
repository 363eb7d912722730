// Rules that are for movies and series: those that say so. All others are for channels, and what "keep only British" means
// for channels takes nothing out of the library.

import type { Condition } from '../model/rule-condition.ts';
import type { DraftRule } from '../model/rules.ts';

const SHOWN = new Set(['hide', 'keep']);

/** They hide titles, and keep some after all; in their order. */
export const rulesForTitles = <Of extends DraftRule>(rules: readonly Of[]): Of[] =>
  rules.filter(({ enabled, when, action }) => enabled && SHOWN.has(action.kind) && saysTitles(when));

/** Whether a movie or a series is what it looks for. */
function saysTitles({ kind = [], all = [], any = [] }: Condition): boolean {
  return kind.some((one) => one === 'movie' || one === 'series') || [...all, ...any].some(saysTitles);
}
