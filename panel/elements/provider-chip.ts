// How a provider stands, in one word: the same in every view.

import { html, nothing, type TemplateResult } from 'lit';
import type { LiveProvider } from '../live/topics.ts';
import { relative } from '../locale/format.ts';
import { known, t } from '../locale/locale.ts';
import { linkTo } from '../router.ts';
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

/** Since when it is of no use, and why, with the way to more. */
export function downLine(
  provider: Pick<LiveProvider, 'down_code' | 'down_since' | 'state'> | undefined,
): TemplateResult | typeof nothing {
  if (!provider || provider.down_since === null || provider.state === 'disabled') return nothing;
  const { down_since: since, down_code: code } = provider;
  const why = known(`reason.${code ?? ''}`, code ?? '');
  return html`<p class="small bad wrap">
    ${t('health.down-since', { when: relative(since), why })} · <a href=${linkTo('health')}>${t('nav.health')}</a>
  </p>`;
}
