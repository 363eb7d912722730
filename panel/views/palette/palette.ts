// The palette: one field that finds everything, and does it. Arrows choose, Enter opens, Shift and Enter play.

import { mdiMagnify } from '@mdi/js';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { icon } from '../../elements/icon.ts';
import { toastError } from '../../elements/toast.ts';
import { t } from '../../locale/locale.ts';
import { shared } from '../../theme/shared.ts';
import { SOURCES, type Found, type Source } from './sources.ts';

const TYPING_MS = 120;

interface Part {
  readonly source: Source;
  readonly items: readonly Found[];
}

export function openPalette(): void {
  if (!document.querySelector('mh-palette')) document.body.append(document.createElement('mh-palette'));
}

@customElement('mh-palette')
export class Palette extends LitElement {
  @state() private words = '';
  @state() private parts: readonly Part[] = [];
  @state() private active = 0;
  @state() private isLooking = false;
  @state() private error: unknown;
  @query('dialog') private dialog!: HTMLDialogElement;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;

  static override styles = [
    shared,
    css`
      dialog {
        width: min(640px, calc(100vw - 16px));
        max-height: min(560px, calc(100dvh - 32px));
        margin-block-start: max(8px, 10dvh);
        padding: 0;
        border: 1px solid var(--mh-line);
        border-radius: var(--mh-radius);
        background: var(--mh-card);
        color: var(--mh-text);
        box-shadow: var(--mh-shadow);
        overflow: hidden;
      }
      dialog[open] {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr) auto;
      }
      mh-trouble {
        margin: var(--mh-space-2);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 40%);
      }
      .field {
        display: flex;
        align-items: center;
        gap: var(--mh-space-2);
        padding-inline: var(--mh-space-4);
        border-block-end: 1px solid var(--mh-line);
      }
      input {
        flex: 1;
        min-width: 0;
        height: 56px;
        font: inherit;
        font-size: 16px;
        color: inherit;
        border: 0;
        outline: none;
        background: none;
      }
      svg {
        display: block;
      }
      .results {
        overflow: auto;
        padding: var(--mh-space-2);
      }
      h2 {
        padding: var(--mh-space-2) var(--mh-space-2) 4px;
        font-size: 12px;
        line-height: 16px;
        color: var(--mh-text-soft);
      }
      [role='option'] {
        display: flex;
        align-items: center;
        gap: var(--mh-space-3);
        min-height: 44px;
        padding-inline: var(--mh-space-2);
        border-radius: var(--mh-radius-s);
        cursor: pointer;
      }
      [aria-selected='true'] {
        background: color-mix(in srgb, var(--mh-primary) 16%, var(--mh-card));
      }
      .note {
        margin-inline-start: auto;
        flex: none;
        max-width: 45%;
      }
      footer {
        padding: var(--mh-space-2) var(--mh-space-4);
        border-block-start: 1px solid var(--mh-line);
      }
      @media (pointer: coarse) {
        footer {
          display: none;
        }
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.dialog.showModal();
    void this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
    this.#running?.abort();
  }

  override render(): TemplateResult {
    const all = this.#all;
    return html`<dialog aria-label=${t('palette.title')} @close=${() => this.remove()} @click=${this.#onBackdrop}>
      <div class="field">
        <span class="soft">${icon(mdiMagnify, 24)}</span>
        <input
          autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls="results"
          aria-activedescendant=${all[this.active] ? `found-${this.active}` : nothing}
          aria-label=${t('palette.title')}
          placeholder=${t('palette.placeholder')}
          autocomplete="off"
          spellcheck="false"
          maxlength="200"
          @input=${this.#onInput}
          @keydown=${this.#onKey}
        />
      </div>
      <mh-trouble .error=${this.error} @retry=${() => this.#look()}></mh-trouble>
      <div class="results" id="results" role="listbox" aria-label=${t('palette.results')}>
        ${this.parts.map((part) => this.#part(part))}
        ${all.length === 0 && !this.isLooking && this.error === undefined ? html`<p class="soft small" role="presentation">${t('palette.nothing')}</p>` : nothing}
      </div>
      <footer class="small soft">${t('palette.keys')}</footer>
    </dialog>`;
  }

  get #all(): readonly Found[] {
    return this.parts.flatMap(({ items }) => items);
  }

  #part({ source, items }: Part): TemplateResult | typeof nothing {
    if (items.length === 0) return nothing;
    const all = this.#all;
    return html`<div role="group" aria-label=${t(source.heading)}>
      <h2 aria-hidden="true">${t(source.heading)}</h2>
      ${items.map((found) => {
        const at = all.indexOf(found);
        return html`<div
          role="option"
          id=${`found-${at}`}
          aria-selected=${at === this.active}
          @pointermove=${() => (this.active = at)}
          @click=${(event: MouseEvent) => this.#run(found, event.shiftKey)}
        >
          <span class="soft">${icon(found.icon, 20)}</span>
          <span class="cut">${found.label}</span>
          <span class="note small soft cut">${found.note}</span>
        </div>`;
      })}
    </div>`;
  }

  #onInput(event: Event): void {
    this.words = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#look(), TYPING_MS);
  }

  /** Who presses Enter at once means what was typed, not what was found before it. */
  async #runChosen(isPlayed: boolean): Promise<void> {
    if (this.#typing !== undefined) await this.#look();
    const chosen = this.#all[this.active];
    if (chosen) this.#run(chosen, isPlayed);
  }

  /** What is here is shown at once, what is asked for as it comes. */
  async #look(): Promise<void> {
    clearTimeout(this.#typing);
    this.#typing = undefined;
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const { words } = this;
    const asked = SOURCES.filter(({ isListedAtFirst }) => words !== '' || isListedAtFirst);
    const found = new Map<Source, readonly Found[]>();
    const show = (): void => {
      if (running.signal.aborted) return;
      this.parts = asked.map((source) => ({ source, items: found.get(source) ?? [] }));
    };
    this.active = 0;
    this.isLooking = true;
    this.error = undefined;
    await Promise.all(
      asked.map(async (source) => {
        try {
          found.set(source, await source.find(words, running.signal));
        } catch (error) {
          if (!running.signal.aborted) this.error = error;
        }
        show();
      }),
    );
    if (!running.signal.aborted) this.isLooking = false;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const count = this.#all.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && count > 0) {
      event.preventDefault();
      this.active = (this.active + step + count) % count;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector(`#found-${this.active}`)?.scrollIntoView({ block: 'nearest' }),
      );
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      void this.#runChosen(event.shiftKey);
    }
  };

  #run(found: Found, isPlayed: boolean): void {
    this.dialog.close();
    Promise.resolve(isPlayed && found.play ? found.play() : found.run()).catch(toastError);
  }

  readonly #onBackdrop = (event: MouseEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };
}
