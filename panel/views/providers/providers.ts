// The providers: how each is, what to do when it fails, adding and changing them.

import { mdiPlus, mdiServerNetworkOff } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { Provider } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { Live } from '../../live/live.ts';
import { t } from '../../locale/locale.ts';
import { go, linkTo, type Place } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './provider-form.ts';
import './provider-panel.ts';

@customElement('mh-providers')
export class Providers extends LitElement {
  @property({ attribute: false }) place!: Place;
  @state() private edited: Provider | undefined;
  readonly #live = new Live(this, 'providers', 'sync');
  readonly #query = new Query(this, { load: (signal) => ask('GET /providers', {}, signal), everyMs: 30_000 });

  static override styles = [
    shared,
    viewStyles,
    css`
      .list {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--mh-space-4);
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    return html`<div class="view">
      <header>
        <h1>${t('nav.providers')}</h1>
        ${
          mayChange()
            ? html`<wa-button variant="brand" href=${linkTo('welcome')}
                ><span slot="start">${icon(mdiPlus, 18)}</span>${t('provider.add')}</wa-button
              >`
            : nothing
        }
      </header>
      <mh-trouble .error=${this.#query.error} @retry=${() => this.#query.refresh()}></mh-trouble>
      ${this.#list()}
      ${
        this.edited
          ? html`<mh-provider-form
              .provider=${this.edited}
              @closed=${this.#closed}
              @saved=${this.#saved}
            ></mh-provider-form>`
          : nothing
      }
    </div>`;
  }

  #list(): TemplateResult {
    const items = this.#query.data?.items;
    if (!items) return html`<div class="card"><mh-skeleton lines="6"></mh-skeleton></div>`;
    if (items.length === 0) {
      return html`<div class="card">
        <mh-empty icon=${mdiServerNetworkOff} heading=${t('provider.none')} text=${t('on-air.no-channels-text')}>
          <wa-button variant="brand" href=${linkTo('welcome')}>${t('provider.add')}</wa-button>
        </mh-empty>
      </div>`;
    }
    return html`<div class="list">
      ${repeat(
        items,
        ({ id }) => id,
        (provider) =>
          html`<mh-provider-panel
            .provider=${provider}
            .live=${this.#live.items('providers').get(provider.id)}
            .sync=${this.#live.items('sync').get(provider.id) ?? provider.sync ?? undefined}
            ?data-here=${this.place.id === provider.id}
            @edit=${() => (this.edited = provider)}
            @changed=${() => this.#query.refresh()}
          ></mh-provider-panel>`,
      )}
    </div>`;
  }

  readonly #closed = (): void => {
    this.edited = undefined;
  };

  readonly #saved = (): void => {
    this.edited = undefined;
    go('providers');
    void this.#query.refresh();
  };
}
