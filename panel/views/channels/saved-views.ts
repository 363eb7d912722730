// Filters that a person keeps under a name.

import { mdiBookmarkOutline, mdiClose, mdiPlus } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { optimistically } from '../../api/optimistic.ts';
import { Query } from '../../api/query.ts';
import { icon } from '../../elements/icon.ts';
import { closeFromOutside } from '../../elements/outside.ts';
import { toast } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { popover } from '../../theme/popover.ts';
import { shared } from '../../theme/shared.ts';
import type { ChannelFilters } from './filters.ts';
import { keepViews, loadViews, MOST_VIEWS, type SavedView } from './view-store.ts';

/** Fires `chosen` with filters. */
@customElement('mh-saved-views')
export class SavedViews extends LitElement {
  @property({ attribute: false }) filters!: ChannelFilters;
  @state() private isOpen = false;
  readonly #views = new Query(this, { load: loadViews });

  static override styles = [
    shared,
    controls,
    popover,
    css`
      .popover {
        width: 280px;
        padding: var(--mh-space-2);
      }
      .none {
        padding: var(--mh-space-2);
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
        .popover {
          width: auto;
        }
      }
    `,
  ];

  constructor() {
    super();
    closeFromOutside(this, () => (this.isOpen = false));
  }

  override render(): TemplateResult {
    const views = this.#views.data ?? [];
    return html`<button
        class="icon"
        aria-label=${t('channels.views')}
        aria-expanded=${this.isOpen}
        @click=${() => (this.isOpen = !this.isOpen)}
      >
        ${icon(mdiBookmarkOutline)}
      </button>
      <div class="popover" ?hidden=${!this.isOpen}>
        <mh-trouble .error=${this.#views.error} @retry=${() => this.#views.refresh()}></mh-trouble>
        ${views.length === 0 ? html`<p class="none small soft">${t('channels.views-none')}</p>` : nothing}
        <ul>
          ${views.map(
            (view) =>
              html`<li>
                <button class="bare cut" @click=${() => this.#choose(view)}>${view.name}</button>
                <button
                  class="icon"
                  aria-label=${`${t('action.remove')}: ${view.name}`}
                  @click=${() => this.#change((all) => all.filter((one) => one !== view))}
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
    this.dispatchEvent(new CustomEvent('chosen', { detail: filters }));
  }

  async #keep(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const name = (new FormData(form).get('name') as string).trim();
    form.reset();
    this.isOpen = false;
    const kept = { name, filters: this.filters };
    const isKept = await this.#change((views) =>
      [...views.filter((view) => view.name !== name), kept].slice(-MOST_VIEWS),
    );
    if (isKept) toast(t('channels.view-kept', { name }));
  }

  #change(change: (views: readonly SavedView[]) => readonly SavedView[]): Promise<boolean> {
    const views = change(this.#views.data ?? []);
    return optimistically(this.#views, { show: () => views, act: () => keepViews(views) });
  }
}
