// Last step: the way into the players.

import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import '../connect/connect-clients.ts';
import { StepElement, stepStyles } from './step.ts';

@customElement('mh-step-use')
export class StepUse extends StepElement {
  readonly #status = new Query(this, { load: (signal) => ask('GET /status', {}, signal) });

  static override styles = [shared, stepStyles];

  override render(): TemplateResult {
    const status = this.#status.data;
    return html`<div class="card stack">
      <div>
        <h2>${t('connect.title')}</h2>
        <p class="soft">${t('welcome.use-text')}</p>
      </div>
      <mh-trouble .error=${this.#status.error} @retry=${() => this.#status.refresh()}></mh-trouble>
      ${
        status
          ? html`<mh-connect-clients .clients=${status.clients}></mh-connect-clients>`
          : html`<mh-skeleton lines="8"></mh-skeleton>`
      }
      <div class="actions">
        <wa-button variant="brand" @click=${() => this.next()}>${t('welcome.done')}</wa-button>
      </div>
    </div>`;
  }
}
