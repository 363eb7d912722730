// How a provider stands, in one word: the same in every view.

import { html, type TemplateResult } from 'lit';
import type { LiveProvider } from '../live/topics.ts';
import { known, t } from '../locale/locale.ts';
import './chip.ts';
import type { Tone } from './chip.ts';

const TONES: Readonly<Record<LiveProvider['state'], Tone>> = {
  new: 'soft',
  syncing: 'busy',
  fresh: 'good',
  stale: 'warn',
  disabled: 'soft',
};

/** A list that is up to date is of no use at a provider that is down. */
export function providerChip({ state, down_since: down }: Pick<LiveProvider, 'down_since' | 'state'>): TemplateResult {
  if (down !== null && state !== 'disabled') return html`<mh-chip tone="bad">${t('health.down')}</mh-chip>`;
  return html`<mh-chip tone=${TONES[state]}>${known(`state.${state}`, state)}</mh-chip>`;
}
