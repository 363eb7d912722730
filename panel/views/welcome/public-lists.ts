// A public list to begin with: iptv-org's, by country or by category. Its addresses follow the project's own README.

import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { currentLocale, t, type MessageKey } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';

const BASE = 'https://iptv-org.github.io/iptv/';

/** Those with the most channels. */
const COUNTRIES = [
  'ad at au be br ca ch cl cn co cz de dk es fi fr gb gr hu id ie in it jp kr mx nl no pe pl pt ro rs ru se tr ua us za',
]
  .join(' ')
  .split(' ');
const CATEGORIES = ['news', 'sports', 'movies', 'music', 'kids', 'documentary', 'culture', 'entertainment', 'general'];

/** Fires `picked` with the address. */
@customElement('mh-public-lists')
export class PublicLists extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--mh-space-3);
      }
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--mh-space-4);
      }
      label {
        display: grid;
        gap: 4px;
        font-weight: 500;
      }
      select {
        font: inherit;
        color: inherit;
        width: 100%;
        height: var(--mh-touch);
        padding-inline: 10px;
        border-radius: var(--mh-radius-s);
        border: 1px solid color-mix(in srgb, var(--mh-text) 46%, var(--mh-card));
        background: var(--mh-card);
      }
    `,
  ];

  override render(): TemplateResult {
    const names = new Intl.DisplayNames(currentLocale(), { type: 'region' });
    const countries = COUNTRIES.map((code) => [code, names.of(code.toUpperCase()) ?? code] as const).toSorted(
      ([, a], [, b]) => a.localeCompare(b),
    );
    return html`<p class="soft">${t('public.text')}</p>
      <div class="pair">
        ${this.#choice('public.country', countries, (code) => `${BASE}countries/${code === 'gb' ? 'uk' : code}.m3u`)}
        ${this.#choice(
          'public.category',
          CATEGORIES.map((id) => [id, t(`category.${id}` as MessageKey)] as const),
          (id) => `${BASE}categories/${id}.m3u`,
        )}
      </div>`;
  }

  #choice(
    label: MessageKey,
    options: readonly (readonly [id: string, name: string])[],
    addressOf: (id: string) => string,
  ): TemplateResult {
    const pick = (event: Event): void => {
      const { value } = event.target as HTMLSelectElement;
      if (value !== '') this.dispatchEvent(new CustomEvent('picked', { detail: addressOf(value) }));
    };
    return html`<label
      >${t(label)}
      <select @change=${pick}>
        <option value="">${t('public.choose')}</option>
        ${options.map(([id, name]) => html`<option value=${id}>${name}</option>`)}
      </select>
    </label>`;
  }
}
