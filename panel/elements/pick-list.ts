// Some of many, or all of them: a list of names to tick, found by typing. Null stands for all, those of tomorrow included.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { t, tn } from '../locale/locale.ts';
import { controls } from '../theme/controls.ts';
import { shared } from '../theme/shared.ts';

/** Enough of them that a search is worth its room. */
const MANY = 12;

/** Those that may be ticked, the ticked ones that there are no longer among them. */
export function pickable(
  { items, chosen, nameOf = asIs }: Pick<PickList, 'chosen' | 'items'> & Partial<Pick<PickList, 'nameOf'>>,
  search: string,
): string[] {
  const all = [...new Set([...items, ...(chosen ?? [])])];
  const wanted = search.trim().toLowerCase();
  return wanted === '' ? all : all.filter((item) => nameOf(item).toLowerCase().includes(wanted));
}

const asIs = (item: string): string => item;

/** Fires `picked` with the names or null. */
@customElement('mh-pick-list')
export class PickList extends LitElement {
  @property() label = '';
  /** What is said beside the box that takes all. */
  @property() all = '';
  /** What an item is called, where it is not its own name. */
  @property({ attribute: false }) nameOf: (item: string) => string = asIs;
  @property({ attribute: false }) items: readonly string[] = [];
  @property({ attribute: false }) chosen: readonly string[] | null = null;
  @state() private search = '';

  static override styles = [
    shared,
    controls,
    css`
      fieldset {
        display: grid;
        gap: var(--mh-space-1);
        margin: 0;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      legend {
        padding: 0;
        font-weight: 500;
      }
      ul {
        max-height: 240px;
        overflow: auto;
        padding-inline: var(--mh-space-3);
        border: 1px solid var(--mh-line);
        border-radius: var(--mh-radius-s);
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<fieldset>
      <legend>${this.label}</legend>
      <label class="beside"
        ><input
          type="checkbox"
          .checked=${live(this.chosen === null)}
          @change=${(event: Event) => this.#tell((event.target as HTMLInputElement).checked ? null : [])}
        />${this.all}</label
      >
      ${this.chosen === null ? nothing : this.#list(this.chosen)}
    </fieldset>`;
  }

  #list(chosen: readonly string[]): TemplateResult {
    const shown = pickable({ items: this.items, chosen, nameOf: this.nameOf }, this.search);
    return html`${
        this.items.length > MANY
          ? html`<input
              type="search"
              placeholder=${t('pick.search')}
              aria-label=${`${t('pick.search')}: ${this.label}`}
              @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
            />`
          : nothing
      }
      <ul>
        ${shown.map(
          (item) =>
            html`<li>
              <label class="beside"
                ><input
                  type="checkbox"
                  .checked=${live(chosen.includes(item))}
                  @change=${() => this.#toggle(item, chosen)}
                /><span class="wrap">${item === '' ? t('pick.nameless') : this.nameOf(item)}</span></label
              >
            </li>`,
        )}
      </ul>
      <span class="small soft">${tn('pick.chosen', chosen.length)}</span>`;
  }

  #toggle(item: string, chosen: readonly string[]): void {
    this.#tell(chosen.includes(item) ? chosen.filter((one) => one !== item) : [...chosen, item]);
  }

  #tell(chosen: readonly string[] | null): void {
    this.chosen = chosen;
    this.dispatchEvent(new CustomEvent('picked', { detail: chosen }));
  }
}
