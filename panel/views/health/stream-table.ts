// Streams with their health, the worst first: found, filtered, checked now, kept or never used.

import { mdiCancel, mdiCheckAll, mdiPin, mdiPinOutline, mdiStethoscope } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { mayChange } from '../../api/me.ts';
import { optimistically } from '../../api/optimistic.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { Live } from '../../live/live.ts';
import { percent, relative } from '../../locale/format.ts';
import { known, t, tn } from '../../locale/locale.ts';
import { linkTo, placeOf } from '../../router.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import { healthMark, qualityMark } from '../channel/stream-words.ts';
import { streamTableStyles } from './stream-table-styles.ts';

type Page = Answer<'GET /health/streams'>;
type Stream = Page['items'][number];
type Decision = NonNullable<Stream['decision']>;

const PAGE = 50;
const STATES: readonly Stream['state'][] = ['dead', 'failing', 'alive', 'unknown'];
const SEARCH_AFTER_MS = 250;

@customElement('mh-stream-table')
export class StreamTable extends LitElement {
  /** `less`: only those that are not what their name says. */
  @property() verdict = '';
  @state() private state = placeOf(location.hash).query.get('state') ?? '';
  @state() private provider = '';
  @state() private search = '';
  @state() private shown = PAGE;
  @state() private checking: ReadonlySet<string> = new Set();
  readonly #live = new Live(this, 'providers');
  readonly #streams: Query<Page> = new Query(this, { load: (signal) => this.#load(signal) });
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [shared, controls, viewStyles, streamTableStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (['state', 'provider', 'search'].some((name) => changed.has(name)) && this.hasUpdated) this.shown = PAGE;
  }

  protected override updated(changed: Map<string, unknown>): void {
    const isOther = ['verdict', 'state', 'provider', 'search', 'shown'].some(
      (name) => changed.has(name) && changed.get(name) !== undefined,
    );
    if (isOther) void this.#streams.refresh();
  }

  override render(): TemplateResult {
    const page = this.#streams.data;
    return html`${this.verdict === '' ? nothing : html`<p class="soft about">${t('health.false-text')}</p>`}
      ${this.#filters()}
      <mh-trouble .error=${this.#streams.error} @retry=${() => this.#streams.refresh()}></mh-trouble>
      <div class="card">${page ? this.#list(page) : html`<mh-skeleton lines="12"></mh-skeleton>`}</div>
      ${
        page && page.items.length < page.total
          ? html`<p class="more">
              <wa-button appearance="outlined" @click=${() => (this.shown += PAGE)}>${t('health.more')}</wa-button>
            </p>`
          : nothing
      }`;
  }

  #filters(): TemplateResult {
    return html`<div class="row breaks filters">
      <input type="search" placeholder=${t('pick.search')} aria-label=${t('pick.search')} @input=${this.#onSearch} />
      <select
        aria-label=${t('health.state')}
        @change=${(event: Event) => (this.state = (event.target as HTMLSelectElement).value)}
      >
        <option value="">${t('health.any-state')}</option>
        ${STATES.map((one) => html`<option value=${one} ?selected=${one === this.state}>${t(`health.state-${one}`)}</option>`)}
      </select>
      <select
        aria-label=${t('channels.filter-provider')}
        @change=${(event: Event) => (this.provider = (event.target as HTMLSelectElement).value)}
      >
        <option value="">${t('channels.any-provider')}</option>
        ${[...this.#live.items('providers')].map(([id, { name }]) => html`<option value=${id}>${name}</option>`)}
      </select>
      <span class="soft digits count" role="status"
        >${this.#streams.data ? tn('count.streams', this.#streams.data.total) : ''}</span
      >
    </div>`;
  }

  #list({ items }: Page): TemplateResult {
    if (items.length === 0)
      return html`<mh-empty
        icon=${mdiCheckAll}
        heading=${t('health.no-streams')}
        text=${t('health.no-streams-text')}
      ></mh-empty>`;
    return html`<ul>
      ${repeat(
        items,
        (stream) => stream.stream_id,
        (stream) => this.#row(stream),
      )}
    </ul>`;
  }

  #row(stream: Stream): TemplateResult {
    const {
      stream_id: id,
      channel_id: channel,
      name,
      provider_id: provider,
      code,
      uptime,
      seen_at: seen,
      decision,
    } = stream;
    const health = healthMark(stream);
    const quality = qualityMark(stream.quality);
    const facts = [
      this.#live.items('providers').get(provider)?.name ?? provider,
      uptime.month === null ? '' : t('health.up-month', { share: percent(uptime.month) }),
      seen === null ? '' : t('health.seen', { when: relative(seen) }),
      code === null ? '' : known(`reason.${code}`, code),
    ];
    return html`<li>
      <span class="what">
        <a class="wrap reach" href=${linkTo('channel', channel)}>${name || id}</a>
        <span class="small soft wrap">${facts.filter(Boolean).join(' · ')}</span>
      </span>
      <span class="marks">
        ${decision === null ? nothing : html`<mh-chip tone=${decision === 'keep' ? 'good' : 'bad'}>${t(`health.is-${decision}`)}</mh-chip>`}
        ${quality.text === '' ? nothing : html`<mh-chip tone=${quality.tone}>${quality.text}</mh-chip>`}
        <mh-chip tone=${health.tone}>${health.text}</mh-chip>
      </span>
      ${
        mayChange()
          ? html`<span class="acts">
              <button
                class="icon"
                title=${t('health.check')}
                aria-label=${`${t('health.check')}: ${name}`}
                ?disabled=${this.checking.has(id)}
                @click=${() => this.#check(stream)}
              >
                ${icon(mdiStethoscope)}
              </button>
              ${this.#decider(stream, 'keep')} ${this.#decider(stream, 'never')}
            </span>`
          : nothing
      }
    </li>`;
  }

  #decider(stream: Stream, kind: Decision): TemplateResult {
    const isSo = stream.decision === kind;
    const label = t(`health.${kind}`);
    return html`<button
      class="icon"
      title=${t(`health.${kind}-text`)}
      aria-label=${`${label}: ${stream.name}`}
      aria-pressed=${isSo}
      @click=${() => this.#decide(stream, isSo ? null : kind)}
    >
      ${icon(kind === 'keep' ? (isSo ? mdiPin : mdiPinOutline) : mdiCancel)}
    </button>`;
  }

  async #decide({ stream_id: id, decision: before }: Stream, decision: Decision | null): Promise<void> {
    const act = (to: Decision | null): Promise<boolean> =>
      optimistically(this.#streams, {
        show: (page) => ({
          ...page,
          items: page.items.map((one) => (one.stream_id === id ? { ...one, decision: to } : one)),
        }),
        act: () => ask('PATCH /health/streams/{id}', { params: { id }, body: { decision: to } }),
      });
    if (await act(decision)) toast(t('channels.saved'), { label: t('action.undo'), run: () => void act(before) });
  }

  async #check({ stream_id: id, name }: Stream): Promise<void> {
    this.checking = new Set([...this.checking, id]);
    try {
      const { is_alive: isAlive, code, detail } = await ask('POST /health/streams/{id}/check', { params: { id } });
      toast(isAlive ? t('health.works', { name }) : `${name}: ${known(`reason.${code}`, detail)}`);
    } catch (error) {
      toastError(error);
    } finally {
      this.checking = new Set([...this.checking].filter((one) => one !== id));
      await this.#streams.refresh();
    }
  }

  readonly #onSearch = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.search = value.trim()), SEARCH_AFTER_MS);
  };

  #load(signal: AbortSignal): Promise<Page> {
    const query = {
      limit: this.shown,
      ...(this.verdict !== '' && { verdict: 'less' as const }),
      ...(this.state !== '' && { state: this.state as Stream['state'] }),
      ...(this.provider !== '' && { provider_id: this.provider as never }),
      ...(this.search !== '' && { search: this.search }),
    };
    return ask('GET /health/streams', { query }, signal);
  }
}
