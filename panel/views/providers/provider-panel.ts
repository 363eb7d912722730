// One provider: state and counts, what failed and what to do about it, and its acts.

import '@awesome.me/webawesome/dist/components/switch/switch.js';
import { mdiDeleteOutline, mdiPencilOutline, mdiStop, mdiSync } from '@mdi/js';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import type { Provider, SyncStatus } from '../../api/routes.ts';
import { confirmed } from '../../elements/dialog.ts';
import { icon } from '../../elements/icon.ts';
import { downLine, providerChip } from '../../elements/provider-chip.ts';
import { toast, toastError } from '../../elements/toast.ts';
import type { LiveProvider } from '../../live/topics.ts';
import { relative } from '../../locale/format.ts';
import { known, t, tn } from '../../locale/locale.ts';
import { sentenceOf } from '../../locale/problems.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { accountTone, allowanceOf, endOf, endsSoon } from './account-words.ts';
import { summaryOf } from './sync-text.ts';

/** A second press of "Sync now" comes as late as this after the button has turned into the one that stops it. */
const TURNED_MS = 1_500;

/** Fires `edit`, and `changed` when the list is to be looked at anew. */
@customElement('mh-provider-panel')
export class ProviderPanel extends LitElement {
  @property({ attribute: false }) provider!: Provider;
  @property({ attribute: false }) live: LiveProvider | undefined;
  @property({ attribute: false }) sync: SyncStatus | undefined;
  /** When the button became the one that stops, as events tell the time. */
  #turnedAt = -Infinity;

  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      article {
        display: grid;
        gap: var(--mh-space-3);
      }
      :host([data-here]) article {
        border-color: var(--mh-primary);
      }
      .advice {
        padding: var(--mh-space-3);
        border-radius: var(--mh-radius-s);
        background: color-mix(in srgb, var(--mh-bad-fill) 8%, var(--mh-card));
      }
      .progress {
        height: 4px;
        border-radius: 2px;
        overflow: hidden;
        background: color-mix(in srgb, var(--mh-primary) 20%, transparent);
      }
      .progress i {
        display: block;
        height: 100%;
        width: 40%;
        border-radius: 2px;
        background: var(--mh-primary);
      }
      @media (prefers-reduced-motion: no-preference) {
        .progress i {
          animation: run 1.4s ease-in-out infinite;
        }
      }
      @keyframes run {
        from {
          transform: translateX(-100%);
        }
        to {
          transform: translateX(260%);
        }
      }
      summary {
        color: var(--mh-text-soft);
      }
      .acts > wa-switch {
        white-space: nowrap;
      }
      @media (max-width: 599px) {
        .acts > wa-switch {
          flex: 1 0 100%;
        }
      }
      .acts {
        border-block-start: 1px solid var(--mh-line);
        padding-block-start: var(--mh-space-3);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('sync');
    if (before && before.state !== 'syncing' && this.sync?.state === 'syncing') this.#turnedAt = performance.now();
  }

  override render(): TemplateResult {
    const { provider, sync } = this;
    const state = provider.enabled ? (sync?.state ?? 'new') : 'disabled';
    return html`<article class="card" aria-label=${provider.name}>
      <div class="row breaks">
        <h2 class="grow cut">${provider.name}</h2>
        <span class="soft small">${known(`kind.${provider.kind}`, provider.kind)}</span>
        ${providerChip({ state, down_since: this.live?.down_since ?? null })}
      </div>
      <div class="mono soft wrap small" dir="ltr">${provider.source}</div>
      ${downLine(this.live)} ${provider.account ? this.#account(provider.account) : nothing}
      ${sync ? this.#syncing(sync) : nothing} ${this.#connections()} ${mayChange() ? this.#acts(state) : nothing}
    </article>`;
  }

  #syncing(sync: SyncStatus): TemplateResult {
    const faults = [sync.error, ...sync.guides.map((guide) => guide.error)].filter((fault) => fault !== null);
    return html`<p class="wrap">${summaryOf(sync)}</p>
      ${
        sync.state === 'syncing'
          ? html`<div class="progress" role="progressbar" aria-label=${t('provider.syncing')}><i></i></div>`
          : nothing
      }
      ${faults.map(
        (fault) =>
          html`<div class="advice" role="alert">
            <p class="wrap">${sentenceOf(fault)}</p>
            <p class="small soft">${known(`advice.${fault.code}`, t('advice.other'))}</p>
            ${fault.code === 'provider.shrunk' && mayChange() ? this.#takeShort() : nothing}
          </div>`,
      )}
      ${
        sync.next_at !== null && sync.state !== 'syncing'
          ? html`<p class="small soft">${t('provider.next', { when: relative(sync.next_at) })}</p>`
          : nothing
      }
      ${this.#guides(sync)} ${this.#skips(sync)}`;
  }

  #account(account: NonNullable<Provider['account']>): TemplateResult {
    const parts = [endOf(account), allowanceOf(account, this.provider.max_connections)];
    return html`<p class="row breaks small">
      <mh-chip tone=${accountTone(account)}>${known(`account.${account.status}`, account.status)}</mh-chip>
      <span class=${endsSoon(account) ? 'warn' : 'soft'}>${parts.join(' · ')}</span>
    </p>`;
  }

  #takeShort(): TemplateResult {
    return html`<wa-button size="s" appearance="outlined" @click=${this.#confirmList}
      >${t('provider.take-short')}</wa-button
    >`;
  }

  #guides({ guides }: SyncStatus): TemplateResult | typeof nothing {
    if (guides.length === 0) return nothing;
    return html`<details>
      <summary>${tn('provider.guides', guides.length)}</summary>
      <ul>
        ${guides.map(
          (guide) =>
            html`<li class="small wrap">
              <span class="mono" dir="ltr">${guide.source}</span>
              <span class="soft"
                >${tn('channels', guide.channel_count)} · ${tn('count.programmes', guide.programme_count)}</span
              >
            </li>`,
        )}
      </ul>
    </details>`;
  }

  #skips({ skips }: SyncStatus): TemplateResult | typeof nothing {
    if (skips.count === 0) return nothing;
    return html`<details>
      <summary>${tn('provider.skips', skips.count)}</summary>
      <ul>
        ${skips.samples.map(
          ({ line, reason }) => html`<li class="small wrap">${t('provider.skip', { line, reason })}</li>`,
        )}
      </ul>
    </details>`;
  }

  #connections(): TemplateResult | typeof nothing {
    const { live } = this;
    if (!live || live.connections_limit === null) return nothing;
    const used = { used: live.connections_used, limit: live.connections_limit };
    return html`<p class="small soft digits">${t('provider.used-of', used)}</p>`;
  }

  #acts(state: string): TemplateResult {
    const { provider } = this;
    const isSyncing = state === 'syncing';
    return html`<div class="row breaks acts">
      <wa-switch class="grow" ?checked=${provider.enabled} @change=${this.#toggle}>${t('provider.enabled')}</wa-switch>
      <wa-button size="s" appearance="outlined" href=${linkTo('channels', '', { provider: provider.id })}
        >${t('nav.channels')}</wa-button
      >
      <wa-button
        size="s"
        appearance="outlined"
        ?disabled=${!isSyncing && !provider.enabled}
        @click=${isSyncing ? this.#stopSync : this.#syncNow}
      >
        <span slot="start">${icon(isSyncing ? mdiStop : mdiSync, 18)}</span
        >${t(isSyncing ? 'provider.stop-sync' : 'provider.sync')}
      </wa-button>
      <wa-button size="s" appearance="outlined" @click=${() => this.dispatchEvent(new CustomEvent('edit'))}>
        <span slot="start">${icon(mdiPencilOutline, 18)}</span>${t('action.edit')}
      </wa-button>
      <button class="icon" aria-label=${`${t('action.remove')}: ${provider.name}`} @click=${this.#remove}>
        ${icon(mdiDeleteOutline)}
      </button>
    </div>`;
  }

  async #toggle(event: Event): Promise<void> {
    const control = event.target as HTMLInputElement;
    const enabled = control.checked;
    await this.#act(async () => {
      try {
        await ask('PATCH /providers/{id}', { params: { id: this.provider.id }, body: { enabled } });
      } catch (error) {
        control.checked = !enabled;
        throw error;
      }
    });
  }

  async #syncNow(): Promise<void> {
    await this.#act(() => ask('POST /providers/{id}/sync', { params: { id: this.provider.id } }));
  }

  async #stopSync({ timeStamp }: Event): Promise<void> {
    if (timeStamp - this.#turnedAt < TURNED_MS) return;
    await this.#act(() => ask('DELETE /providers/{id}/sync', { params: { id: this.provider.id } }));
  }

  async #confirmList(): Promise<void> {
    await this.#act(() => ask('POST /providers/{id}/confirm-list', { params: { id: this.provider.id } }));
  }

  async #remove(): Promise<void> {
    const { id, name } = this.provider;
    const question = {
      heading: t('provider.remove', { name }),
      text: t('provider.remove-text'),
      action: t('action.remove'),
      isDangerous: true,
    };
    if (!(await confirmed(question))) return;
    await this.#act(async () => {
      await ask('DELETE /providers/{id}', { params: { id } });
      toast(t('provider.removed', { name }));
    });
  }

  async #act(act: () => Promise<unknown>): Promise<void> {
    await act().catch(toastError);
    this.dispatchEvent(new CustomEvent('changed'));
  }
}
