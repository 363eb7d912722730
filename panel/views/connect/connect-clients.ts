// "Use it in …": a client is chosen, its addresses and steps are shown.

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Status } from '../../api/routes.ts';
import { mayChange } from '../../api/me.ts';
import '../../elements/copy-field.ts';
import { t, type MessageKey } from '../../locale/locale.ts';
import { pills } from '../../theme/pills.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { CLIENTS } from './clients.ts';
import './jellyfin-form.ts';

@customElement('mh-connect-clients')
export class ConnectClients extends LitElement {
  @property({ attribute: false }) clients!: Status['clients'];
  @state() private chosen = 'jellyfin';

  static override styles = [
    shared,
    pills,
    css`
      :host {
        display: block;
      }
      .tabs {
        display: flex;
        flex-wrap: wrap;
        gap: var(--mh-space-2);
        margin-block-end: var(--mh-space-4);
      }
      .panel {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--mh-space-6);
      }
      ol {
        list-style: decimal;
        padding-inline-start: 1.4em;
        display: grid;
        gap: var(--mh-space-2);
        align-content: start;
      }
      @media (max-width: 719px) {
        .panel {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const client = CLIENTS.find(({ id }) => id === this.chosen) ?? CLIENTS[0]!;
    return html`<div class="tabs" role="tablist" aria-label=${t('connect.title')} @keydown=${this.#onKey}>
        ${CLIENTS.map(
          ({ id, name }) =>
            html`<button
              class="pill"
              role="tab"
              id=${`tab-${id}`}
              aria-selected=${id === client.id}
              aria-controls="panel"
              tabindex=${id === client.id ? 0 : -1}
              @click=${() => (this.chosen = id)}
            >
              ${name}
            </button>`,
        )}
      </div>
      <div class="panel" id="panel" role="tabpanel" aria-labelledby=${`tab-${client.id}`}>
        <div class="stack">
          <ol>
            ${client.steps.map((step) => html`<li>${t(step)}</li>`)}
          </ol>
          ${
            client.hasLibrary && mayChange()
              ? html`<p class="soft">
                  ${t('connect.movies')} <a href=${linkTo('library', 'files')}>${t('library.files')}</a>
                </p>`
              : nothing
          }
        </div>
        <div class="stack">
          ${client.addresses.map(
            (address) =>
              html`<mh-copy-field
                label=${t(`connect.${address}` as MessageKey)}
                value=${this.clients[address]}
              ></mh-copy-field>`,
          )}
          ${client.id === 'jellyfin' && mayChange() ? html`<mh-jellyfin-form></mh-jellyfin-form>` : nothing}
        </div>
      </div>`;
  }

  #onKey(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const at = CLIENTS.findIndex(({ id }) => id === this.chosen);
    this.chosen = CLIENTS[(at + step + CLIENTS.length) % CLIENTS.length]!.id;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  }
}
