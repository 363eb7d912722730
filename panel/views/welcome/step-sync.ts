// Second step: the sync, as it counts. It goes on in the server: a reload finds it where it is.

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import type { SyncStatus } from '../../api/routes.ts';
import { toastError } from '../../elements/toast.ts';
import { Live } from '../../live/live.ts';
import { byteCount, number } from '../../locale/format.ts';
import { known, t } from '../../locale/locale.ts';
import { sentenceOf } from '../../locale/problems.ts';
import { go } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { summaryOf } from '../providers/sync-text.ts';
import { StepElement, stepStyles } from './step.ts';

@customElement('mh-step-sync')
export class StepSync extends StepElement {
  @property() providerId = '';
  readonly #live = new Live(this, 'sync', 'providers');

  static override styles = [
    shared,
    stepStyles,
    css`
      .counts {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: var(--mh-space-4);
        margin-block: var(--mh-space-4);
      }
      b {
        display: block;
        font-size: 24px;
        line-height: 32px;
        font-weight: 500;
      }
    `,
  ];

  override render(): TemplateResult {
    const sync = this.#live.items('sync').get(this.providerId);
    if (!sync) return html`<div class="card"><mh-skeleton lines="5"></mh-skeleton></div>`;
    const isOver = sync.state !== 'syncing' && sync.state !== 'new';
    return html`<div class="card">
      <div class="row">
        <h2 class="grow cut">${this.#live.items('providers').get(this.providerId)?.name ?? ''}</h2>
        <mh-chip tone=${isOver ? (sync.error ? 'bad' : 'good') : 'busy'}>
          ${isOver ? known(`state.${sync.state}`, sync.state) : known(`phase.${sync.phase}`, sync.phase)}
        </mh-chip>
      </div>
      <div class="counts" aria-live="polite">
        ${this.#count(t('welcome.entries'), number(sync.progress.entries))}
        ${this.#count(t('welcome.programmes'), number(sync.progress.programmes))}
        ${this.#count(t('welcome.read'), byteCount(sync.progress.bytes))}
      </div>
      ${isOver ? this.#outcome(sync) : this.#underWay()}
    </div>`;
  }

  #underWay(): TemplateResult {
    return html`<p class="soft">${t('welcome.sync-text')}</p>
      <div class="actions">
        <wa-button appearance="outlined" @click=${this.#stop}>${t('provider.stop-sync')}</wa-button>
      </div>`;
  }

  #stop(): void {
    ask('DELETE /providers/{id}/sync', { params: { id: this.providerId } }).catch(toastError);
  }

  #count(label: string, value: string): TemplateResult {
    return html`<div><span class="soft small">${label}</span><b class="digits">${value}</b></div>`;
  }

  #outcome(sync: SyncStatus): TemplateResult {
    const { error } = sync;
    return html`${
        error
          ? html`<div role="alert">
              <p class="bad wrap">${sentenceOf(error)}</p>
              <p class="soft">${known(`advice.${error.code}`, t('advice.other'))}</p>
            </div>`
          : html`<p class="wrap">${summaryOf(sync)}</p>`
      }
      <div class="actions">
        ${
          error
            ? html`<wa-button variant="brand" @click=${this.#again}>${t('action.retry')}</wa-button>
                <wa-button appearance="plain" @click=${this.#otherSource}>${t('welcome.other')}</wa-button>`
            : nothing
        }
        ${
          sync.last_success_at === null
            ? nothing
            : html`<wa-button variant=${error ? 'neutral' : 'brand'} @click=${() => this.next()}
                >${t('action.next')}</wa-button
              >`
        }
      </div>`;
  }

  #again(): void {
    ask('POST /providers/{id}/sync', { params: { id: this.providerId } }).catch(toastError);
  }

  /** The one that failed is not kept. */
  async #otherSource(): Promise<void> {
    await ask('DELETE /providers/{id}', { params: { id: this.providerId } }).catch(toastError);
    go('welcome');
  }
}
