// Fifth step: the picture of a first channel, before anything is set up elsewhere.

import { mdiPlay } from '@mdi/js';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import { icon } from '../../elements/icon.ts';
import { t } from '../../locale/locale.ts';
import { play } from '../../play.ts';
import { shared } from '../../theme/shared.ts';
import { StepElement, stepStyles } from './step.ts';

const OFFERED = 12;

@customElement('mh-step-picture')
export class StepPicture extends StepElement {
  @property() providerId = '';
  readonly #channels = new Query(this, {
    load: (signal) =>
      ask(
        'GET /channels',
        {
          query: {
            enabled: 'true',
            present: 'true',
            limit: OFFERED,
            ...(this.providerId !== '' && { provider_id: this.providerId }),
          },
        },
        signal,
      ),
  });

  static override styles = [
    shared,
    stepStyles,
    css`
      .card {
        display: grid;
        gap: var(--mh-space-4);
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr));
        gap: var(--mh-space-2);
      }
      li button {
        display: flex;
        align-items: center;
        gap: var(--mh-space-2);
        width: 100%;
        min-height: 56px;
        padding: var(--mh-space-2);
        font: inherit;
        font-weight: 500;
        color: inherit;
        text-align: start;
        background: var(--mh-card);
        border: 1px solid var(--mh-line);
        border-radius: var(--mh-radius-s);
        cursor: pointer;
      }
      li button:hover {
        border-color: var(--mh-primary);
      }
      li span {
        flex: 1;
      }
    `,
  ];

  override render(): TemplateResult {
    const channels = this.#channels.data?.items;
    return html`<div class="card">
      <div>
        <h2>${t('welcome.picture-heading')}</h2>
        <p class="soft">${t('welcome.picture-text')}</p>
      </div>
      <mh-trouble .error=${this.#channels.error} @retry=${() => this.#channels.refresh()}></mh-trouble>
      ${
        channels
          ? html`<ul>
              ${channels.map(
                ({ id, name, logo_url: logo }) =>
                  html`<li>
                    <button @click=${() => play(id, name)}>
                      <mh-logo src=${logo} name=${name}></mh-logo><span class="cut">${name}</span>${icon(mdiPlay)}
                    </button>
                  </li>`,
              )}
            </ul>`
          : html`<mh-skeleton lines="5"></mh-skeleton>`
      }
      ${channels?.length === 0 ? html`<p>${t('welcome.no-channel')}</p>` : ''}
      <div class="actions">
        <wa-button variant="brand" @click=${() => this.next()}>${t('action.next')}</wa-button>
      </div>
    </div>`;
  }
}
