// Choosing a channel's guide by hand: the candidates with their reasons, a search over all guides, and what else may be
// decided. Fires `decided` with the id by which it can be taken back.

import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Answer, Asked } from '../../api/routes.ts';
import { toastError } from '../../elements/toast.ts';
import { t, tn } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { whyText } from '../../locale/why.ts';
import { shared } from '../../theme/shared.ts';

type Found = Answer<'GET /guide/channels'>['items'][number];
type Candidate = Answer<'GET /channels/{id}/guide'>['candidates'][number];
type Decision = Asked<'POST /channels/{id}/guide'>['body'];

const REST_MS = 250;
const SHOWN = 20;

@customElement('mh-guide-choice')
export class GuideChoice extends LitElement {
  @property() channelId = '';
  /** Whether the channel has a guide now, which may be kept. */
  @property({ type: Boolean }) guided = false;
  @state() private found: readonly Found[] | undefined;
  @state() private busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #search = '';
  readonly #match = new Query(this, {
    load: (signal) => ask('GET /channels/{id}/guide', { params: { id: this.channelId } }, signal),
  });

  static override styles = [
    shared,
    controls,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        gap: var(--mh-space-2);
        align-items: center;
        padding-block: var(--mh-space-2);
      }
      li > .stack {
        flex: 1 1 280px; /* beside narrower words the buttons go below them */
        min-width: 0;
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const match = this.#match.data;
    return html`<div class="stack tight" aria-busy=${this.busy}>
      <mh-trouble .error=${this.#match.error} @retry=${() => this.#match.refresh()}></mh-trouble>
      ${match ? this.#state(match) : html`<mh-skeleton lines="4"></mh-skeleton>`}
      <label class="above"
        >${t('channel.guide-search')}<input type="search" maxlength="200" @input=${this.#onInput}
      /></label>
      ${this.found === undefined ? nothing : this.#list(this.found, (one) => this.#row(one))}
      ${this.found === undefined && match ? this.#list(match.candidates, (one) => this.#candidate(one)) : nothing}
    </div>`;
  }

  #state({ choice, is_missing: isMissing }: Answer<'GET /channels/{id}/guide'>): TemplateResult {
    const act = (kind: 'automatic' | 'lock' | 'none'): TemplateResult =>
      html`<wa-button appearance="outlined" ?disabled=${this.busy} @click=${() => this.#decide({ kind })}
        >${t(`channel.guide-${kind}`)}</wa-button
      >`;
    return html`<p class="small soft wrap">
        ${t(`channel.guide-choice.${choice}`)} ${isMissing ? t('channel.guide-missing') : nothing}
      </p>
      <div class="row breaks">
        ${choice === 'automatic' ? nothing : act('automatic')}
        ${choice === 'automatic' && this.guided ? act('lock') : nothing} ${choice === 'none' ? nothing : act('none')}
      </div>`;
  }

  #list<One>(all: readonly One[], row: (one: One) => TemplateResult): TemplateResult {
    if (all.length === 0) return html`<p class="soft">${t('channel.guide-nothing')}</p>`;
    return html`<ul>
      ${all.map(row)}
    </ul>`;
  }

  #candidate(one: Candidate): TemplateResult {
    const { by, score, reasons, on_now: onNow, is_refused: isRefused } = one;
    const told = [t(`channel.guide-by.${by}`), t('channel.guide-sure', { score }), onNow].filter(Boolean).join(' · ');
    const refuse = html`<wa-button
      appearance="plain"
      ?disabled=${this.busy}
      @click=${() => this.#decide({ kind: 'refuse', ...refOf(one) })}
      >${t('channel.guide-refuse')}</wa-button
    >`;
    return this.#row(one, {
      told: isRefused ? t('channel.guide-refused') : told,
      title: reasons.map(({ text, weight }) => `${weight > 0 ? '+' : ''}${weight} ${whyText(text)}`).join('\n'),
      more: isRefused ? nothing : refuse,
    });
  }

  #row(one: Found, { told, title, more }: Shown = {}): TemplateResult {
    const { name, xmltv_id: id, source, programme_count: count } = one;
    return html`<li title=${title ?? ''}>
      <div class="stack tight">
        <b class="wrap">${name} <span class="soft mono small" dir="ltr">${id}</span></b>
        <span class="small soft wrap">${told ?? tn('channel.guide-programmes', count)}</span>
        <span class="small soft wrap mono" dir="ltr">${source}</span>
      </div>
      <div class="row">
        <wa-button
          appearance="outlined"
          ?disabled=${this.busy}
          @click=${() => this.#decide({ kind: 'choose', ...refOf(one) })}
          >${t('channel.guide-choose')}</wa-button
        >
        ${more ?? nothing}
      </div>
    </li>`;
  }

  readonly #onInput = (event: Event): void => {
    this.#search = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), REST_MS);
  };

  async #look(): Promise<void> {
    const search = this.#search;
    if (search === '') {
      this.found = undefined;
      return;
    }
    const page = await ask('GET /guide/channels', { query: { search, limit: SHOWN } }).catch(toastError);
    if (page && search === this.#search) this.found = page.items;
  }

  async #decide(body: Decision): Promise<void> {
    this.busy = true;
    try {
      const { undo_id } = await ask('POST /channels/{id}/guide', { params: { id: this.channelId }, body });
      this.dispatchEvent(new CustomEvent('decided', { detail: undo_id }));
    } catch (error) {
      toastError(error);
    }
    this.busy = false;
    await this.#match.refresh();
  }
}

interface Shown {
  readonly told?: string;
  readonly title?: string;
  readonly more?: TemplateResult | typeof nothing;
}

const refOf = ({ source, xmltv_id, name }: Found) => ({ source, xmltv_id, name });
