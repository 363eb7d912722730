// The streams behind a channel, in the order in which they are tried: dragged, moved by keys, pinned, left out. The first is
// what is watched, the others stand by.

import {
  mdiArrowDown,
  mdiArrowUp,
  mdiCancel,
  mdiCheckCircleOutline,
  mdiDragVertical,
  mdiInformationOutline,
  mdiPin,
  mdiPinOutline,
  mdiPlay,
  mdiSwapHorizontal,
} from '@mdi/js';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type Sortable from 'sortablejs';
import { ask } from '../../api/client.ts';
import { Query } from '../../api/query.ts';
import type { Answer, Asked, StreamHealth } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { sortableList } from '../../elements/sortable-list.ts';
import { toast, toastError } from '../../elements/toast.ts';
import { Live } from '../../live/live.ts';
import { t } from '../../locale/locale.ts';
import { play } from '../../play.ts';
import { shared } from '../../theme/shared.ts';
import { streamListStyles } from './stream-list-styles.ts';
import { healthMark, qualityMark } from './stream-words.ts';
import './stream-facts.ts';

type Placed = Answer<'GET /channels/{id}/streams'>['items'][number];
type Order = Asked<'PATCH /channels/{id}/streams'>['body'];

@customElement('mh-stream-list')
export class StreamList extends LitElement {
  @property() channelId = '';
  @property({ type: Boolean }) editable = false;
  /** Whose facts are shown. */
  @state() private opened = '';
  readonly #live = new Live(this, 'providers', 'sessions');
  readonly #streams = new Query(this, {
    load: (signal) => ask('GET /channels/{id}/streams', { params: { id: this.channelId } }, signal),
  });
  #sortable: Sortable | undefined;

  static override styles = [shared, streamListStyles];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sortable?.destroy();
    this.#sortable = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('channelId') && changed.get('channelId')) void this.#streams.refresh();
    const list = this.renderRoot.querySelector('ol');
    if (!list || !this.editable || this.#sortable) return;
    this.#sortable = sortableList(list, (from, to) => this.#place(from, to));
  }

  refresh(): Promise<void> {
    return this.#streams.refresh();
  }

  override render(): TemplateResult {
    const streams = this.#streams.data?.items;
    if (this.#streams.error !== undefined) {
      return html`<mh-trouble .error=${this.#streams.error} @retry=${() => this.#streams.refresh()}></mh-trouble>`;
    }
    if (!streams) return html`<mh-skeleton lines="4"></mh-skeleton>`;
    if (streams.length === 0) return html`<p class="soft">${t('channel.no-streams')}</p>`;
    const onAir = this.#live.items('sessions').get(this.channelId)?.stream_id;
    return html`<ol>
        ${repeat(
          streams,
          ({ stream }) => stream.id,
          (placed, index) => this.#stream(placed, index, onAir),
        )}
      </ol>
      ${
        this.editable &&
        streams.some(({ is_pinned, is_ordered, is_excluded }) => is_pinned || is_ordered || is_excluded)
          ? html`<wa-button
              appearance="plain"
              size="s"
              @click=${() => this.#decide({ pin: null, order: null, excluded: null })}
              >${t('channel.by-rank')}</wa-button
            >`
          : nothing
      }`;
  }

  #stream(placed: Placed, index: number, onAir: string | null | undefined): TemplateResult {
    const { stream, is_excluded: isExcluded } = placed;
    const provider = this.#live.items('providers').get(stream.provider_id)?.name ?? stream.provider_id;
    return html`<li class=${isExcluded ? 'out' : ''}>
      ${this.editable ? html`<span class="handle" title=${t('channels.drag')}>${icon(mdiDragVertical)}</span>` : nothing}
      <span class="what">
        <span class="row breaks names">
          <span class="cut">${stream.name}</span>
          ${isExcluded ? html`<mh-chip>${t('channel.excluded')}</mh-chip>` : mark(index)}
          ${stream.id === onAir ? html`<mh-chip tone="live">${t('state.on-air')}</mh-chip>` : nothing}
          ${stream.is_protected ? html`<mh-chip tone="bad">${t('channel.protected')}</mh-chip>` : nothing}
          ${placed.health ? this.#marks(placed.health) : nothing}
        </span>
        <span class="small soft cut">${[provider, stream.group].filter(Boolean).join(' · ')}</span>
        <span class="small soft mono cut" dir="ltr">${stream.url}</span>
      </span>
      <span class="acts">
        <button
          class="icon"
          title=${t('facts.more')}
          aria-label=${`${t('facts.more')}: ${stream.name}`}
          aria-expanded=${this.opened === stream.id}
          @click=${() => (this.opened = this.opened === stream.id ? '' : stream.id)}
        >
          ${icon(mdiInformationOutline, 18)}
        </button>
        ${this.editable ? this.#acts(placed, index, onAir) : nothing}
      </span>
      ${
        this.opened === stream.id
          ? html`<mh-stream-facts
              class="facts"
              streamId=${stream.id}
              name=${stream.name}
              ?editable=${this.editable}
              @checked=${() => this.#streams.refresh()}
            ></mh-stream-facts>`
          : nothing
      }
    </li>`;
  }

  #marks(health: StreamHealth): TemplateResult {
    const how = health.health === null && health.state !== 'dead' ? undefined : healthMark(health);
    const quality = qualityMark(health.quality);
    return html`${how ? html`<mh-chip tone=${how.tone}>${how.text}</mh-chip>` : nothing}
    ${quality.text === '' ? nothing : html`<mh-chip tone=${quality.tone}>${quality.text}</mh-chip>`}`;
  }

  #acts(
    { stream, is_pinned: isPinned, is_excluded: isExcluded }: Placed,
    index: number,
    onAir: string | null | undefined,
  ): TemplateResult {
    const last = (this.#streams.data?.items.length ?? 0) - 1;
    const act = (path: string, label: string, run: () => void, isDisabled = false): TemplateResult =>
      html`<button
        class="icon"
        title=${label}
        aria-label=${`${label}: ${stream.name}`}
        ?disabled=${isDisabled}
        @click=${run}
      >
        ${icon(path, 18)}
      </button>`;
    return html`${
      onAir && onAir !== stream.id && !isExcluded
        ? act(mdiSwapHorizontal, t('on-air.move-here'), () => void this.#goOn(stream.id))
        : nothing
    }
    ${act(mdiPlay, t('channel.try'), () => play(this.channelId, stream.name, stream.id))}
    ${act(mdiArrowUp, t('channel.up'), () => this.#place(index, index - 1), index === 0)}
    ${act(mdiArrowDown, t('channel.down'), () => this.#place(index, index + 1), index === last)}
    ${act(
      isPinned ? mdiPin : mdiPinOutline,
      isPinned ? t('channel.unpin') : t('channel.pin'),
      () => void this.#decide({ pin: isPinned ? null : stream.id }),
    )}
    ${act(
      isExcluded ? mdiCheckCircleOutline : mdiCancel,
      isExcluded ? t('channel.include') : t('channel.exclude'),
      () => this.#exclude(stream.id, !isExcluded),
    )}`;
  }

  #place(from: number, to: number): void {
    const items = this.#streams.data?.items;
    const moved = items?.[from];
    if (!items || !moved) return;
    const order = items.toSpliced(from, 1).toSpliced(to, 0, moved);
    this.#streams.set({ items: order });
    void this.#decide({
      order: order
        .filter(({ is_excluded: isOut }) => !isOut)
        .map(({ stream }) => stream.id)
        .slice(0, 100),
    });
  }

  #exclude(id: string, isOut: boolean): void {
    const items = this.#streams.data?.items ?? [];
    const before = items.filter((placed) => placed.is_excluded).map(({ stream }) => stream.id);
    void this.#decide({ excluded: isOut ? [...before, id] : before.filter((one) => one !== id) });
  }

  async #decide(body: Order): Promise<void> {
    try {
      const { undo_id } = await ask('PATCH /channels/{id}/streams', { params: { id: this.channelId }, body });
      toast(t('channels.saved'), { label: t('action.undo'), run: () => void this.#undo(undo_id) });
    } catch (error) {
      toastError(error);
    }
    await this.#changed();
  }

  /** Fires `changed`. */
  async #changed(): Promise<void> {
    this.dispatchEvent(new CustomEvent('changed'));
    await this.#streams.refresh();
  }

  async #undo(undo_id: string): Promise<void> {
    await ask('POST /channels/undo', { body: { undo_id } }).catch(toastError);
    await this.#changed();
  }

  async #goOn(stream_id: string): Promise<void> {
    const name = this.#live.items('sessions').get(this.channelId)?.channel_name ?? '';
    try {
      await ask('POST /sessions/{channel_id}/move', { params: { channel_id: this.channelId }, body: { stream_id } });
      toast(t('on-air.moved', { name }));
    } catch (error) {
      toastError(error);
    }
  }
}

const mark = (index: number): TemplateResult =>
  index === 0
    ? html`<mh-chip tone="good">${t('channel.primary')}</mh-chip>`
    : html`<mh-chip>${t('channel.backup', { number: index })}</mh-chip>`;

declare global {
  interface HTMLElementTagNameMap {
    'mh-stream-list': StreamList;
  }
}
