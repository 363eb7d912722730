// Filters that a person keeps under a name, in this browser.

import { mdiBookmarkOutline, mdiClose, mdiPlus } from '@mdi/js';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../elements/icon.ts';
import { closeFromOutside } from '../../elements/outside.ts';
import { toast } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { filtersOf, type ChannelFilters } from './filters.ts';

const KEY = 'masthead.channel-views';
const MOST = 30;

interface SavedView {
  readonly name: string;
  readonly filters: ChannelFilters;
}

/** Fires `chosen` with filters. */
@customElement('mh-saved-views')
export class SavedViews extends LitElement {
  @property({ attribute: false }) filters!: ChannelFilters;
  @state() private views: readonly SavedView[] = stored();
  @state() private isOpen = false;

  static override styles = [
    shared,
    controls,
    css`
      :host {
        position: relative;
        flex: none;
      }
      .menu {
        position: absolute;
        inset-inline-end: 0;
        top: calc(100% + 4px);
        z-index: 20;
        width: 280px;
        padding: var(--mh-space-2);
        background: var(--mh-card);
        border: 1px solid var(--mh-line);
        border-radius: var(--mh-radius);
        box-shadow: var(--mh-shadow);
      }
      li {
        display: flex;
        align-items: center;
      }
      li button.bare {
        flex: 1;
        min-height: var(--mh-touch);
        padding-inline: var(--mh-space-2);
      }
      form {
        display: flex;
        gap: var(--mh-space-2);
        padding: var(--mh-space-2);
      }
      input {
        flex: 1;
        min-width: 0;
      }
      @media (max-width: 719px) {
        .menu {
          position: fixed; /* where a thumb is */
          inset: auto 0 var(--mh-bottom-bar, 0px);
          width: auto;
          max-height: 60dvh;
          overflow: auto;
          border-radius: var(--mh-radius) var(--mh-radius) 0 0;
        }
      }
    `,
  ];

  constructor() {
    super();
    closeFromOutside(this, () => (this.isOpen = false));
  }

  override render(): TemplateResult {
    return html`<button
        class="icon"
        aria-label=${t('channels.views')}
        aria-expanded=${this.isOpen}
        @click=${() => (this.isOpen = !this.isOpen)}
      >
        ${icon(mdiBookmarkOutline)}
      </button>
      <div class="menu" ?hidden=${!this.isOpen}>
        <ul>
          ${this.views.map(
            (view) =>
              html`<li>
                <button class="bare cut" @click=${() => this.#choose(view)}>${view.name}</button>
                <button
                  class="icon"
                  aria-label=${`${t('action.remove')}: ${view.name}`}
                  @click=${() => this.#drop(view)}
                >
                  ${icon(mdiClose, 18)}
                </button>
              </li>`,
          )}
        </ul>
        <form @submit=${this.#keep}>
          <input
            name="name"
            required
            maxlength="60"
            placeholder=${t('channels.view-name')}
            aria-label=${t('channels.view-name')}
          />
          <button class="icon" aria-label=${t('channels.view-keep')}>${icon(mdiPlus)}</button>
        </form>
      </div>`;
  }

  #choose({ filters }: SavedView): void {
    this.isOpen = false;
    const none = filtersOf(new URLSearchParams()); // kept before there were others
    this.dispatchEvent(new CustomEvent('chosen', { detail: { ...none, ...filters } }));
  }

  #keep(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const name = (new FormData(form).get('name') as string).trim();
    form.reset();
    this.isOpen = false;
    toast(t('channels.view-kept', { name }));
    this.#store([...this.views.filter((view) => view.name !== name), { name, filters: this.filters }].slice(-MOST));
  }

  #drop(dropped: SavedView): void {
    this.#store(this.views.filter((view) => view !== dropped));
  }

  #store(views: readonly SavedView[]): void {
    this.views = views;
    localStorage.setItem(KEY, JSON.stringify(views));
  }
}

function stored(): readonly SavedView[] {
  try {
    const views = JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown;
    return Array.isArray(views) ? (views as SavedView[]) : [];
  } catch {
    return [];
  }
}
