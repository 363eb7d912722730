// A panel's categories with a tick each, asked for before anything is fetched: of a provider, or of a source that is still
// to be added.

import { mdiFormatListChecks } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { PARTS, selectionOf, takenOf, type Category, type Part, type Selections } from './selections.ts';

type Categories = Answer<'POST /providers/categories'>;

/** Fires `picked` with the selections of all parts. */
@customElement('mh-category-picker')
export class CategoryPicker extends LitElement {
  /** Of a provider that is there; else `source` is asked. */
  @property() providerId = '';
  @property() source = '';
  @property({ attribute: false }) chosen: Partial<Selections> | null = null;
  @state() private categories: Categories | undefined;
  @state() private taken: ReadonlyMap<Part, ReadonlySet<string>> = new Map();
  @state() private search = '';
  @state() private isBusy = false;
  @state() private error: unknown;

  static override styles = [
    shared,
    controls,
    css`
      :host {
        display: grid;
        gap: var(--mh-space-2);
      }
      ul {
        max-height: 300px;
        overflow: auto;
        border-block: 1px solid var(--mh-line);
      }
      label.one {
        display: flex;
        align-items: center;
        gap: var(--mh-space-3);
        min-height: var(--mh-touch);
        padding-inline: var(--mh-space-2);
        content-visibility: auto;
        contain-intrinsic-size: auto 44px;
      }
      label.one:hover {
        background: var(--mh-sunken);
      }
      label.one input {
        width: 18px;
        height: 18px;
        flex: none;
      }
      .acts {
        margin-block-end: var(--mh-space-2);
      }
    `,
  ];

  override render(): TemplateResult {
    if (!this.categories) {
      return html`<mh-trouble .error=${this.error} @retry=${this.#load}></mh-trouble>
        <div>
          <wa-button appearance="outlined" size="s" ?loading=${this.isBusy} @click=${this.#load}
            ><span slot="start">${icon(mdiFormatListChecks, 18)}</span>${t('categories.load')}</wa-button
          >
        </div>`;
    }
    return html`<label class="above"
        >${t('categories.search')}<input
          type="search"
          maxlength="200"
          @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
      /></label>
      ${PARTS.map((part) => this.#part(part, this.categories![part]))}`;
  }

  #part(part: Part, all: readonly Category[]): TemplateResult | typeof nothing {
    if (all.length === 0) return nothing;
    const taken = this.taken.get(part) ?? new Set();
    const shown = all.filter(({ name }) => name.toLowerCase().includes(this.search.toLowerCase()));
    const label = t(`categories.${part}`);
    return html`<details>
      <summary>
        ${label} · <span class="digits">${t('categories.taken', { taken: taken.size, of: all.length })}</span>
      </summary>
      <div class="row acts">
        <wa-button size="s" appearance="outlined" @click=${() => this.#take(part, shown, true)}
          >${t('welcome.all')}</wa-button
        >
        <wa-button size="s" appearance="outlined" @click=${() => this.#take(part, shown, false)}
          >${t('welcome.none')}</wa-button
        >
      </div>
      <ul aria-label=${label}>
        ${shown.map(
          (one) =>
            html`<li>
              <label class="one"
                ><input
                  type="checkbox"
                  .checked=${taken.has(one.id)}
                  @change=${() => this.#take(part, [one], !taken.has(one.id))}
                /><span class="wrap">${one.name}</span></label
              >
            </li>`,
        )}
      </ul>
    </details>`;
  }

  readonly #load = async (): Promise<void> => {
    this.isBusy = true;
    this.error = undefined;
    try {
      const categories =
        this.providerId === ''
          ? await ask('POST /providers/categories', { body: { source: this.source } })
          : await ask('GET /providers/{id}/categories', { params: { id: this.providerId } });
      this.taken = new Map(PARTS.map((part) => [part, takenOf(categories[part], this.chosen?.[part])]));
      this.categories = categories;
    } catch (error) {
      this.error = error;
    }
    this.isBusy = false;
  };

  #take(part: Part, which: readonly Category[], isTaken: boolean): void {
    const taken = new Set(this.taken.get(part));
    for (const { id } of which) {
      if (isTaken) taken.add(id);
      else taken.delete(id);
    }
    this.taken = new Map([...this.taken, [part, taken]]);
    const all = this.categories!;
    const picked = PARTS.map((one) => [one, selectionOf(all[one], this.taken.get(one) ?? new Set())]);
    this.dispatchEvent(new CustomEvent('picked', { detail: Object.fromEntries(picked) }));
  }
}
