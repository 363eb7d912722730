// The logo of a channel: chosen among its streams' and one's own files, from an address, or uploaded; and taken back.

import { mdiImageOffOutline, mdiUpload } from '@mdi/js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask, askFile } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Answer, ChannelDetails } from '../../api/routes.ts';
import { DialogElement } from '../../elements/dialog-element.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';

type Candidate = Answer<'GET /channels/{id}/logos'>['items'][number];
type Decided = Answer<'PUT /channels/{id}/logo'>;

const TYPING_MS = 250;

/** Fires `closed` and `chosen`. */
@customElement('mh-logo-dialog')
export class LogoDialog extends DialogElement {
  @property({ attribute: false }) channel!: ChannelDetails;
  @state() private search = '';
  #typing: ReturnType<typeof setTimeout> | undefined;
  readonly #candidates = new Query(this, {
    load: (signal) =>
      ask('GET /channels/{id}/logos', { params: { id: this.channel.id }, query: { search: this.search } }, signal),
  });

  static override styles = [
    ...DialogElement.styles,
    css`
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
        gap: var(--mh-space-2);
      }
      .one {
        --logo-size: 72px;
        display: grid;
        justify-items: center;
        gap: 4px;
        padding: var(--mh-space-2);
        border: 1px solid var(--mh-line);
        border-radius: var(--mh-radius-s);
        min-width: 0;
      }
      .one[aria-pressed='true'] {
        border-color: var(--mh-link);
        background: color-mix(in srgb, var(--mh-primary) 12%, var(--mh-card));
      }
      .one span {
        max-width: 100%;
      }
      .below {
        display: grid;
        gap: var(--mh-space-4);
        margin-block-start: var(--mh-space-4);
      }
      form {
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--mh-space-2);
        align-items: end;
      }
    `,
  ];

  override render(): TemplateResult {
    const { channel } = this;
    const body = html`<mh-trouble in-form .error=${this.error}></mh-trouble>
      ${this.#grid()}
      <div class="below">
        <label class="above"
          >${t('logo.search')}<input type="search" .value=${this.search} maxlength="200" @input=${this.#onSearch}
        /></label>
        <form @submit=${this.#onAddress}>
          <label class="above"
            >${t('logo.address')}<input
              name="url"
              type="url"
              placeholder="https://…"
              maxlength="4000"
              spellcheck="false"
          /></label>
          <wa-button type="submit" appearance="outlined" ?loading=${this.isBusy}>${t('logo.take')}</wa-button>
        </form>
        <p class="small soft">${t('logo.address-text')}</p>
        <div class="row breaks">
          <wa-button
            appearance="outlined"
            @click=${() => this.renderRoot.querySelector<HTMLInputElement>('#file')?.click()}
            ><span slot="start">${icon(mdiUpload, 18)}</span>${t('logo.upload')}</wa-button
          >
          <input id="file" type="file" accept="image/*" aria-label=${t('logo.upload')} hidden @change=${this.#onFile} />
          ${
            channel.decided.includes('logo')
              ? html`<wa-button appearance="plain" @click=${this.#forget}
                  ><span slot="start">${icon(mdiImageOffOutline, 18)}</span>${t('logo.forget')}</wa-button
                >`
              : nothing
          }
        </div>
      </div>`;
    return this.frame({ label: t('logo.heading', { name: channel.name }), body });
  }

  #grid(): TemplateResult {
    const items = this.#candidates.data?.items;
    if (this.#candidates.error !== undefined)
      return html`<mh-trouble
        .error=${this.#candidates.error}
        @retry=${() => this.#candidates.refresh()}
      ></mh-trouble>`;
    if (!items) return html`<mh-skeleton lines="5"></mh-skeleton>`;
    if (items.length === 0) return html`<p class="soft">${t('logo.none')}</p>`;
    return html`<div class="grid">${items.map((one) => this.#candidate(one))}</div>`;
  }

  #candidate({ key, from, label, path, width, height, is_chosen: isChosen }: Candidate): TemplateResult {
    const size = width === null || height === null ? '' : `${width} × ${height}`;
    return html`<button
      class="bare one"
      aria-pressed=${isChosen}
      aria-label=${`${t(`logo.from-${from}`)}: ${label}`}
      @click=${() => this.#choose({ from: 'key', key })}
    >
      <mh-logo src=${path} name=${label}></mh-logo>
      <span class="small cut" dir="ltr">${label}</span>
      <span class="small soft cut">${size === '' ? t(`logo.from-${from}`) : size}</span>
    </button>`;
  }

  #onSearch(event: Event): void {
    this.search = (event.target as HTMLInputElement).value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#candidates.refresh(), TYPING_MS);
  }

  #onAddress(event: SubmitEvent): void {
    event.preventDefault();
    const url = (new FormData(event.target as HTMLFormElement).get('url') ?? '') as string;
    if (url.trim() !== '') void this.#choose({ from: 'url', url: url.trim() });
  }

  async #choose(body: { from: 'key'; key: string } | { from: 'url'; url: string }): Promise<void> {
    await this.#decide(() => ask('PUT /channels/{id}/logo', { params: { id: this.channel.id }, body }));
  }

  #onFile(event: Event): void {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file) void this.#decide(() => askFile<Decided>(`api/channels/${this.channel.id}/logo/file`, file));
  }

  readonly #forget = (): void =>
    void this.#decide(() =>
      ask('PATCH /channels', { body: { patches: [{ ids: [this.channel.id], set: { logo: null } }] } }),
    );

  async #decide(act: () => Promise<Decided>): Promise<void> {
    await this.busily(async () => {
      const { undo_id } = await act();
      toast(t('channels.saved'), { label: t('action.undo'), run: () => void this.#undo(undo_id) });
      this.dispatchEvent(new CustomEvent('chosen'));
      this.close();
    });
  }

  async #undo(undo_id: string): Promise<void> {
    await ask('POST /channels/undo', { body: { undo_id } }).catch(toastError);
    this.dispatchEvent(new CustomEvent('chosen'));
  }
}
