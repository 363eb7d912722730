// Where to point players and media servers.

import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './connect-clients.ts';

@customElement('mh-connect')
export class Connect extends LitElement {
  readonly #status = new Query(this, { load: (signal) => ask('GET /status', {}, signal) });

  static override styles = [shared, viewStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const status = this.#status.data;
    return html`<div class="view">
      <header><h1>${t('connect.title')}</h1></header>
      <mh-trouble .error=${this.#status.error} @retry=${() => this.#status.refresh()}></mh-trouble>
      <div class="card">
        ${
          status
            ? html`<mh-connect-clients .clients=${status.clients}></mh-connect-clients>`
            : html`<mh-skeleton lines="8"></mh-skeleton>`
        }
      </div>
    </div>`;
  }
}
