// Which guide a channel has, how it was found, and which others fill its gaps.

import { html, nothing, type TemplateResult } from 'lit';
import type { ChannelDetails } from '../../api/routes.ts';
import { t } from '../../locale/locale.ts';

/** Over what may be chosen instead. */
export const choiceHeading = ({ guide }: Pick<ChannelDetails, 'guide'>): string =>
  t(guide ? 'channel.guide-other' : 'channel.guide-pick');

export function guideFacts({ guide, guide_fills: fills }: ChannelDetails): TemplateResult {
  if (!guide) return html`<p class="soft">${t('channel.no-guide')}</p>`;
  const others = fills.map(({ name, source }) => `${name} (${source})`).join(', ');
  return html`<p class="wrap">${guide.name} <span class="soft mono small" dir="ltr">${guide.xmltv_id}</span></p>
    <p class="small soft wrap">
      ${[t(`channel.guide-by.${guide.by}`), t('channel.guide-sure', { score: guide.score })].join(' · ')}
    </p>
    <p class="small soft wrap mono" dir="ltr">${guide.source}</p>
    ${others === '' ? nothing : html`<p class="small soft wrap">${t('channel.guide-fills')} ${others}</p>`}`;
}
