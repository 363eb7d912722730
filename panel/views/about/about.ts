// What this is: its version, how it looks to this person, and what it is made of.

import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { download } from '../../api/download.ts';
import { isFor, me } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { Status } from '../../api/routes.ts';
import { token } from '../../api/token.ts';
import { toastError } from '../../elements/toast.ts';
import { duration } from '../../locale/format.ts';
import { t, tn } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import './appearance.ts';
import { LIBRARIES } from './libraries.ts';

@customElement('mh-about')
export class About extends LitElement {
  readonly #status = new Query(this, { load: (signal) => ask('GET /status', {}, signal) });

  static override styles = [
    shared,
    viewStyles,
    css`
      .view {
        max-width: 880px;
      }
      .brand {
        gap: var(--mh-space-4);
        margin-block-end: var(--mh-space-4);
      }
      .link a {
        display: inline-block;
        min-height: var(--mh-touch);
        align-content: center;
      }
      .link {
        margin-block-start: var(--mh-space-2);
      }
      .libraries {
        columns: 2;
        margin-block-start: var(--mh-space-3);
        font-size: 13px;
      }
      .libraries li {
        padding-block: 2px;
      }
      @media (max-width: 599px) {
        .libraries {
          columns: 1;
        }
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
        <h1>${t('nav.about')}</h1>
        ${
          me()?.via === 'login'
            ? html`<wa-button appearance="outlined" @click=${this.#logOut}>${t('login.leave')}</wa-button>`
            : nothing
        }
      </header>
      <mh-trouble .error=${this.#status.error} @retry=${() => this.#status.refresh()}></mh-trouble>
      <section class="card">
        <div class="row brand">
          <img src="icon.svg" width="56" height="56" alt="" />
          <div>
            <h2>Masthead</h2>
            ${this.#status.data ? this.#facts(this.#status.data) : html`<mh-skeleton lines="1"></mh-skeleton>`}
          </div>
        </div>
        ${isFor('inspect') ? this.#diagnostics() : nothing}
        <p class="link"><a href="api/docs" target="_blank" rel="noopener">${t('about.api')}</a></p>
      </section>
      <section class="card">
        <h2>${t('about.appearance')}</h2>
        <mh-appearance></mh-appearance>
      </section>
      <section class="card">
        <h2>${t('about.licences')}</h2>
        <p class="soft">${t('about.licences-text')}</p>
        <ul class="libraries">
          ${LIBRARIES.map(([name, licence]) => html`<li>${name} <span class="soft">${licence}</span></li>`)}
        </ul>
      </section>
    </div>`;
  }

  #diagnostics(): TemplateResult {
    return html`<p class="row breaks">
      <wa-button
        appearance="outlined"
        @click=${() => download('api/diagnostics', 'masthead-diagnostics.json').catch(toastError)}
        >${t('about.diagnostics')}</wa-button
      >
      <span class="small soft">${t('about.diagnostics-text')}</span>
    </p>`;
  }

  #facts({ version, uptime_seconds: uptime, lineup }: Status): TemplateResult {
    return html`<p class="soft">
      ${t('about.version', { version })} · ${t('about.uptime', { time: duration(uptime * 1_000) })} ·
      ${tn('channels', lineup.channel_count)}
    </p>`;
  }

  async #logOut(): Promise<void> {
    await ask('POST /logout').catch(() => undefined); // out of here in any case
    token.refused();
  }
}
