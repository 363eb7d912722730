// All rules as text: read, changed, shared, and what is wrong with it by line. Fires `closed` and `saved`.

import { mdiDownload, mdiFolderOpenOutline } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { ask, readText, writeText, type ReadText } from '../../api/client.ts';
import { download } from '../../api/download.ts';
import { mayChange } from '../../api/me.ts';
import { Problem } from '../../api/problem.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { toastError } from '../../elements/toast.ts';
import { t, tn } from '../../locale/locale.ts';
import { issueText } from '../../locale/problems.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import './change-list.ts';
import { Trial } from './trial.ts';

const ADDRESS = 'api/rules.yaml';

type Issue = Answer<'POST /rules/text/preview'>['issues'][number];
type Mode = 'append' | 'replace';

@customElement('mh-rule-text')
export class RuleText extends LitElement {
  @state() private text: string | undefined;
  /** The rules that were in force when they were last read. */
  @state() private held: ReadText | undefined;
  /** Another has changed them since this text was opened. */
  @state() private isLate = false;
  @state() private mode: Mode = 'replace';
  @state() private issues: readonly Issue[] = [];
  @state() private error: unknown;
  @state() private isBusy = false;
  @query('textarea') private area!: HTMLTextAreaElement | null;
  readonly #trial = new Trial(this, async (page, signal) => {
    const asked = { text: this.text ?? '', mode: this.mode, ...page };
    const { issues, preview } = await ask('POST /rules/text/preview', { body: asked }, signal);
    this.issues = issues;
    return preview ?? undefined;
  });

  static override styles = [
    shared,
    controls,
    css`
      .both {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: var(--mh-space-4);
        align-items: start;
      }
      .card {
        display: grid;
        gap: var(--mh-space-4);
      }
      .area {
        min-height: calc(52vh + 6px); /* a text's area, with what it has below its line */
      }
      textarea {
        width: 100%;
        min-height: 52vh;
        white-space: pre;
        overflow: auto;
        tab-size: 2;
        line-height: 20px;
        resize: vertical;
      }
      .issues button {
        display: grid;
        grid-template-columns: 92px minmax(0, 1fr);
        gap: var(--mh-space-2);
        width: 100%;
        min-height: 36px;
        align-items: center;
      }
      .late {
        display: grid;
        gap: var(--mh-space-2);
        justify-items: start;
      }
      @media (max-width: 959px) {
        .both {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render(): TemplateResult {
    const { text } = this;
    return html`<div class="both">
      <section class="card">
        <p class="soft">${t('rules.text-about')}</p>
        <mh-trouble .error=${this.error} @retry=${this.#again}></mh-trouble>
        ${
          text === undefined
            ? html`<div class="area"><mh-skeleton lines="12"></mh-skeleton></div>`
            : html`<textarea
                class="mono"
                dir="ltr"
                aria-label=${t('rules.text')}
                spellcheck="false"
                autocapitalize="off"
                ?readonly=${!mayChange()}
                .value=${text}
                @input=${this.#onInput}
              ></textarea>`
        }
        ${this.isLate ? this.#late() : nothing}
        <div class="row breaks">
          ${mayChange() ? this.#acts() : nothing}
          <wa-button appearance="outlined" @click=${() => download(ADDRESS, 'masthead-rules.yaml').catch(toastError)}
            ><span slot="start">${icon(mdiDownload)}</span>${t('rules.download')}</wa-button
          >
        </div>
      </section>
      <section class="card" aria-live="polite">
        <h2>${this.issues.length > 0 ? tn('rules.issues', this.issues.length) : t('rules.preview')}</h2>
        ${this.issues.length > 0 ? this.#issues() : this.#changes()}
      </section>
    </div>`;
  }

  #canApply(): boolean {
    if (this.text === undefined || this.issues.length > 0) return false;
    return this.mode === 'append' || this.text !== this.held?.text;
  }

  #late(): TemplateResult {
    return html`<div class="late" role="alert">
      <p>${t('rules.late')}</p>
      <wa-button appearance="outlined" @click=${this.#takeTheirs}>${t('rules.late-load')}</wa-button>
    </div>`;
  }

  #acts(): TemplateResult {
    return html`<wa-button variant="brand" ?loading=${this.isBusy} ?disabled=${!this.#canApply()} @click=${this.#save}
        >${t('action.apply')}</wa-button
      >
      <select aria-label=${t('rules.mode')} @change=${this.#onMode}>
        <option value="replace" ?selected=${this.mode === 'replace'}>${t('rules.mode-replace')}</option>
        <option value="append" ?selected=${this.mode === 'append'}>${t('rules.mode-append')}</option>
      </select>
      <wa-button appearance="outlined" @click=${() => this.renderRoot.querySelector<HTMLInputElement>('#file')?.click()}
        ><span slot="start">${icon(mdiFolderOpenOutline)}</span>${t('rules.open')}</wa-button
      >
      <input
        id="file"
        type="file"
        accept=".yaml,.yml,.txt"
        aria-label=${t('rules.open')}
        hidden
        @change=${this.#onFile}
      />`;
  }

  #issues(): TemplateResult {
    return html`<ul class="issues">
      ${this.issues.map(
        (issue) =>
          html`<li>
            <button class="bare" @click=${() => this.#goTo(issue)}>
              <span class="soft digits">${t('rules.line', { line: issue.line })}</span
              ><span class="wrap bad">${issueText(issue.message)}</span>
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #changes(): TemplateResult {
    const { preview, only, isStale, error } = this.#trial;
    return html`<mh-trouble .error=${error} @retry=${() => this.#trial.now()}></mh-trouble>
      <mh-change-list
        .preview=${preview}
        .only=${only}
        ?stale=${isStale}
        @only=${(event: CustomEvent) => this.#trial.show(event.detail)}
        @more=${() => this.#trial.more()}
      ></mh-change-list>`;
  }

  /** What had failed: one's own text is not read over. */
  readonly #again = (): Promise<void> => (this.text === undefined ? this.#load() : this.#save());

  async #load(): Promise<void> {
    try {
      this.held = await readText(ADDRESS);
      this.text = this.held.text;
      this.isLate = false;
      this.error = undefined;
      if (mayChange()) void this.#trial.now();
    } catch (error) {
      this.error = error;
    }
  }

  #onInput(): void {
    this.text = this.area?.value ?? '';
    this.#trial.soon();
  }

  #onMode(event: Event): void {
    this.mode = (event.target as HTMLSelectElement).value as Mode;
    void this.#trial.now();
  }

  async #onFile(event: Event): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (!file) return;
    this.text = await file.text();
    void this.#trial.now();
  }

  #goTo({ line, column }: Issue): void {
    const { area } = this;
    if (!area) return;
    const lines = area.value.split('\n');
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
    area.focus();
    area.setSelectionRange(start, start + (lines[line - 1] ?? '').slice(column - 1).length);
    area.scrollTop = Math.max(0, (line - 4) * 20);
  }

  async #save(): Promise<void> {
    this.isBusy = true;
    this.error = undefined;
    try {
      if (await this.#isTaken()) this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.error = error;
    } finally {
      this.isBusy = false;
    }
  }

  /** What comes after the rules that there are takes nothing from anybody. */
  async #isTaken(): Promise<boolean> {
    const [address, text] = [`${ADDRESS}?mode=${this.mode}`, this.text ?? ''];
    try {
      await writeText(address, text, this.mode === 'replace' ? this.held?.etag : null);
      return true;
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'request.changed-since') throw error;
    }
    const before = this.held?.text;
    this.held = await readText(ADDRESS);
    this.isLate = this.held.text !== before;
    if (this.isLate) void this.#trial.now();
    else await writeText(address, text); // a proxy on the way has rewritten the ETag
    return !this.isLate;
  }

  #takeTheirs(): void {
    this.text = this.held?.text;
    this.isLate = false;
    void this.#trial.now();
  }
}
