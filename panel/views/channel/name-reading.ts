// How a provider's name was read: what is left of it to be compared, and what each other piece was taken for.

import { html, nothing, type TemplateResult } from 'lit';
import type { Answer } from '../../api/routes.ts';
import { known, t } from '../../locale/locale.ts';

type Parts = Answer<'GET /channels/{id}/match'>['names'][number]['parts'];

/** Nothing for a name that says no more than itself. */
export function readingOf(name: string, parts: Parts): TemplateResult | typeof nothing {
  const others = parts.filter(({ kind }) => kind !== 'name');
  if (others.length === 0) return nothing;
  const words = parts.flatMap(({ kind, value }) => (kind === 'name' ? value : []));
  const said = others.map(({ kind, start, end }) => `${name.slice(start, end)} (${known(`reading.${kind}`, kind)})`);
  const pieces = [...(words.length > 0 ? [words.join(' ')] : []), ...said];
  return html`<span class="small soft wrap why"
    >${t('named', { name: t('match.read-as'), value: pieces.join(' · ') })}</span
  >`;
}
