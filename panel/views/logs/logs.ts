// The log, as it is written: filtered, searched, held still to be read, kept as a file.

import { mdiDownload, mdiPause, mdiPlay } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { download } from '../../api/download.ts';
import { mayChange } from '../../api/me.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { toastError } from '../../elements/toast.ts';
import { exactTime } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { logStyles } from './log-styles.ts';

const EVERY_MS = 2_000;
const SHOWN = 500;
const LEVELS = ['trace', 'debug', 'info', 'warning', 'error'] as const;
type Level = (typeof LEVELS)[number];
type Line = Answer<'GET /log'>['items'][number];

@customElement('mh-logs')
export class Logs extends LitElement {
  @state() private level: Level = 'info';
  @state() private search = '';
  @state() private isHeld = false;
  @query('.lines') private lines!: HTMLElement | null;
  readonly #log: Query<Answer<'GET /log'>> = new Query(this, {
    everyMs: EVERY_MS,
    load: async (signal) => {
      if (this.isHeld && this.#log.data) return this.#log.data;
      const search = this.search.trim();
      return ask('GET /log', { query: { level: this.level, limit: SHOWN, ...(search && { search }) } }, signal);
    },
  });
  #isAtEnd = true;

  static override styles = [shared, controls, logStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override updated(): void {
    if (this.#isAtEnd && this.lines) this.lines.scrollTop = this.lines.scrollHeight;
  }

  override render(): TemplateResult {
    const items = this.#log.data?.items;
    return html`<div class="bar">
        <h1 class="read-out">${t('nav.logs')}</h1>
        <input
          type="search"
          placeholder=${t('logs.search')}
          aria-label=${t('logs.search')}
          .value=${this.search}
          @input=${this.#onSearch}
        />
        <label class="soft row"
          >${t('logs.level')}
          <select @change=${this.#onLevel}>
            ${LEVELS.map((level) => html`<option value=${level} ?selected=${level === this.level}>${t(`level.${level}`)}</option>`)}
          </select></label
        >
        ${mayChange() ? this.#written() : nothing}
        <span class="grow"></span>
        <button
          class="icon"
          aria-pressed=${this.isHeld}
          aria-label=${t('logs.hold')}
          title=${t('logs.hold')}
          @click=${this.#hold}
        >
          ${icon(this.isHeld ? mdiPlay : mdiPause)}
        </button>
        <button class="icon" aria-label=${t('logs.download')} title=${t('logs.download')} @click=${this.#download}>
          ${icon(mdiDownload)}
        </button>
      </div>
      <div class="lines" role="log" tabindex="0" aria-label=${t('nav.logs')} @scroll=${this.#onScroll}>
        <mh-trouble .error=${this.#log.error} @retry=${() => this.#log.refresh()}></mh-trouble>
        ${items === undefined ? html`<mh-skeleton lines="12"></mh-skeleton>` : nothing}
        ${items?.length === 0 ? html`<p class="soft">${t('logs.none')}</p>` : nothing}
        ${repeat(
          items ?? [],
          ({ id }) => id,
          (line) => row(line),
        )}
      </div>`;
  }

  #written(): TemplateResult {
    const written = this.#log.data?.level;
    return html`<label class="soft row">
      ${t('logs.written')}
      <select @change=${this.#onWritten}>
        ${LEVELS.map((level) => html`<option value=${level} ?selected=${level === written}>${t(`level.${level}`)}</option>`)}
      </select>
    </label>`;
  }

  #onSearch(event: Event): void {
    this.search = (event.target as HTMLInputElement).value;
    void this.#log.refresh();
  }

  #onLevel(event: Event): void {
    this.level = (event.target as HTMLSelectElement).value as Level;
    void this.#log.refresh();
  }

  #onWritten(event: Event): void {
    const level = (event.target as HTMLSelectElement).value as Level;
    ask('PUT /log/level', { body: { level } }).then(() => this.#log.refresh(), toastError);
  }

  #hold(): void {
    this.isHeld = !this.isHeld;
  }

  #download(): void {
    download('api/log/download', 'masthead.log').catch(toastError);
  }

  #onScroll(): void {
    const { lines } = this;
    if (lines) this.#isAtEnd = lines.scrollTop + lines.clientHeight >= lines.scrollHeight - 40;
  }
}

function row({ at, level, room, message, fields }: Line): TemplateResult {
  const more = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return html`<div class="line ${level}">
    <time class="digits">${exactTime(at)}</time>
    <span class="level">${t(`level.${level}`)}</span>
    <span class="room">${room}</span>
    <span class="wrap">${message} <span class="soft">${more.join(' ')}</span></span>
  </div>`;
}
