// Which of TMDB's titles a movie or series is: looked for by its own name or by other words, chosen, or said to be none.

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { DialogElement } from '../../elements/dialog-element.ts';
import { toast } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';

type Candidate = Answer<'GET /titles/{id}/candidates'>['items'][number];

export interface Identified {
  readonly id: string;
  readonly name: string;
  readonly year: number | null;
  /** That it is said to be now, or that TMDB may have. */
  readonly tmdbId: number | null;
}

/** Fires `closed`, and `decided` when it is done. */
@customElement('mh-identify-dialog')
export class IdentifyDialog extends DialogElement {
  @property({ attribute: false }) asked!: Identified;
  @state() private words = '';
  readonly #candidates = new Query(this, {
    load: (signal) =>
      ask(
        'GET /titles/{id}/candidates',
        { params: { id: this.asked.id }, query: this.words === '' ? {} : { search: this.words } },
        signal,
      ),
  });

  static override styles = [
    ...DialogElement.styles,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--mh-space-2);
        align-items: end;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--mh-space-3);
        align-items: center;
        padding-block: var(--mh-space-3);
      }
      li + li {
        border-block-start: 1px solid var(--mh-line);
      }
      .plot {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        line-clamp: 2;
        overflow: hidden;
      }
      ul {
        max-height: 44vh;
        overflow: auto;
      }
    `,
  ];

  override render(): TemplateResult {
    const { name, year } = this.asked;
    const body = html`<div class="stack">
      <mh-trouble in-form .error=${this.error}></mh-trouble>
      <form @submit=${this.#onSearch}>
        <label class="above"
          >${t('library.identify-words')}<input
            name="words"
            type="search"
            maxlength="200"
            placeholder=${year === null ? name : `${name} (${year})`}
        /></label>
        <wa-button type="submit" appearance="outlined">${t('library.identify-search')}</wa-button>
      </form>
      ${this.#found()}
      <form @submit=${this.#onNumber}>
        <label class="above"
          >${t('library.identify-number')}<input name="number" inputmode="numeric" pattern="[1-9][0-9]{0,9}" dir="ltr"
        /></label>
        <wa-button type="submit" appearance="outlined" ?disabled=${this.isBusy}
          >${t('library.identify-take')}</wa-button
        >
      </form>
    </div>`;
    const footer = html`<wa-button
        slot="footer"
        appearance="plain"
        ?disabled=${this.isBusy}
        @click=${() => this.#decide(0)}
        >${t('library.identify-none')}</wa-button
      >
      <wa-button slot="footer" appearance="outlined" @click=${() => this.close()}>${t('action.close')}</wa-button>`;
    return this.frame({ label: t('library.identify-heading', { name }), body, footer });
  }

  #found(): TemplateResult {
    const { error, data } = this.#candidates;
    if (error !== undefined)
      return html`<mh-trouble .error=${error} @retry=${() => this.#candidates.refresh()}></mh-trouble>
        <p class="small"><a href=${linkTo('settings', '', { search: 'tmdb' })}>${t('library.identify-key')}</a></p>`;
    if (!data) return html`<mh-skeleton lines="5"></mh-skeleton>`;
    if (data.items.length === 0) return html`<p class="soft">${t('library.identify-nothing')}</p>`;
    return html`<ul>
      ${data.items.map((one) => this.#candidate(one))}
    </ul>`;
  }

  #candidate({ tmdb_id: id, name, original_name: original, year, plot }: Candidate): TemplateResult {
    const isNow = id === this.asked.tmdbId;
    return html`<li>
      <span class="wrap">
        <b>${name}</b> ${year === null ? nothing : html`<span class="soft digits">${year}</span>`}
        ${original === name || original === '' ? nothing : html`<span class="small soft">${original}</span>`}
        ${isNow ? html`<mh-chip tone="good">${t('library.identify-likely')}</mh-chip>` : nothing}
        ${plot === '' ? nothing : html`<span class="small soft plot">${plot}</span>`}
      </span>
      <wa-button appearance="outlined" ?disabled=${this.isBusy} @click=${() => this.#decide(id)}
        >${t('library.identify-take')}<span class="read-out">: ${name}</span></wa-button
      >
    </li>`;
  }

  #onSearch(event: SubmitEvent): void {
    event.preventDefault();
    this.words = textOf(event, 'words');
    void this.#candidates.refresh();
  }

  #onNumber(event: SubmitEvent): void {
    event.preventDefault();
    const number = Number(textOf(event, 'number'));
    if (number > 0) void this.#decide(number);
  }

  async #decide(tmdb_id: number): Promise<void> {
    await this.busily(async () => {
      const { id, name } = this.asked;
      await ask('POST /titles/review', { body: { decisions: [{ title_id: id, tmdb_id }] } });
      toast(t(tmdb_id === 0 ? 'library.identified-none' : 'library.identified', { name }));
      this.dispatchEvent(new CustomEvent('decided'));
      this.close();
    });
  }
}

const textOf = (event: SubmitEvent, name: string): string =>
  ((new FormData(event.target as HTMLFormElement).get(name) ?? '') as string).trim();
