// A public list to begin with: those that Masthead knows (iptv-org's), by country or by category.

import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { currentLocale, known, t, type MessageKey } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';

type PublicList = Answer<'GET /providers/kinds'>['items'][number]['lists'][number];

export interface PickedList {
  readonly source: string;
  /** Where the lists lie, if not where they usually do. */
  readonly baseUrl: string;
}

/** Fires `picked` with a `PickedList`. */
@customElement('mh-public-lists')
export class PublicLists extends LitElement {
  /** The source that is tried out now: another choice takes its place. */
  @property() source = '';
  readonly #kinds = new Query(this, { load: (signal) => ask('GET /providers/kinds', {}, signal) });

  static override styles = [
    shared,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--mh-space-3);
      }
      summary {
        color: var(--mh-text-soft);
      }
    `,
  ];

  override render(): TemplateResult {
    const lists = (this.#kinds.data?.items ?? []).flatMap((kind) => kind.lists);
    return html`<p class="soft">${t('public.text')}</p>
      <mh-trouble .error=${this.#kinds.error} @retry=${() => this.#kinds.refresh()}></mh-trouble>
      <div class="pair">
        ${this.#choice('public.country', lists, 'country')} ${this.#choice('public.category', lists, 'category')}
      </div>
      <details>
        <summary class="small">${t('public.elsewhere')}</summary>
        <label class="above"
          >${t('public.base')}<input name="base" type="url" placeholder="https://iptv-org.github.io/iptv"
        /></label>
      </details>`;
  }

  #choice(label: MessageKey, lists: readonly PublicList[], by: PublicList['by']): TemplateResult {
    const options = lists
      .filter((list) => list.by === by)
      .map(({ id, source }) => ({ source, name: nameOf(by, id) }))
      .toSorted((one, other) => one.name.localeCompare(other.name, currentLocale()));
    return html`<label class="above"
      >${t(label)}
      <select ?disabled=${options.length === 0} @change=${this.#pick}>
        <option value="">${t('public.choose')}</option>
        ${options.map(({ source, name }) => html`<option value=${source} ?selected=${source === this.source}>${name}</option>`)}
      </select>
    </label>`;
  }

  #pick(event: Event): void {
    const source = (event.target as HTMLSelectElement).value;
    const baseUrl = this.renderRoot.querySelector<HTMLInputElement>('[name=base]')?.value.trim() ?? '';
    const detail: PickedList = { source, baseUrl };
    if (source !== '') this.dispatchEvent(new CustomEvent('picked', { detail }));
  }
}

function nameOf(by: PublicList['by'], id: string): string {
  if (by === 'category') return known(`category.${id}`, id);
  return new Intl.DisplayNames(currentLocale(), { type: 'region' }).of(id.toUpperCase()) ?? id;
}
