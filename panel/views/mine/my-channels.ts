// The channels that somebody may watch: found, played, made favourites.

import { mdiStar, mdiStarOutline, mdiTelevisionOff } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask } from '../../api/client.ts';
import { setFavourite } from '../../api/favourite.ts';
import { Query } from '../../api/query.ts';
import type { Answer } from '../../api/routes.ts';
import { icon } from '../../elements/icon.ts';
import { toastError } from '../../elements/toast.ts';
import { t, tn } from '../../locale/locale.ts';
import { play } from '../../play.ts';
import { controls } from '../../theme/controls.ts';
import { shared } from '../../theme/shared.ts';
import { viewStyles } from '../../theme/view.ts';
import { mineStyles } from './mine-styles.ts';

type Channel = Answer<'GET /me/channels'>['items'][number];

const PAGE = 1_000;
const SHOWN = 120;

/** Those whose number is it, or whose name or group has all the words. */
export function matching(channels: readonly Channel[], search: string): readonly Channel[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return channels;
  return channels.filter(({ name, number, group }) => {
    const text = `${name} ${group}`.toLowerCase();
    return number === search || words.every((word) => text.includes(word));
  });
}

@customElement('mh-my-channels')
export class MyChannels extends LitElement {
  @state() private search = '';
  @state() private shown = SHOWN;
  readonly #channels: Query<readonly Channel[]> = new Query(this, { load });

  static override styles = [shared, controls, viewStyles, mineStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override render(): TemplateResult {
    const channels = this.#channels.data;
    return html`<mh-trouble .error=${this.#channels.error} @retry=${() => this.#channels.refresh()}></mh-trouble>
      ${channels ? this.#content(channels) : html`<div class="card"><mh-skeleton lines="10"></mh-skeleton></div>`}`;
  }

  #content(channels: readonly Channel[]): TemplateResult {
    if (channels.length === 0)
      return html`<div class="card">
        <mh-empty
          icon=${mdiTelevisionOff}
          heading=${t('mine.no-channels')}
          text=${t('mine.no-channels-text')}
        ></mh-empty>
      </div>`;
    const found = matching(channels, this.search);
    return html`<div class="row breaks filters">
        <input
          type="search"
          placeholder=${t('channels.search')}
          aria-label=${t('channels.search')}
          @input=${this.#onSearch}
        />
        <span class="soft digits count" role="status">${tn('channels', found.length)}</span>
      </div>
      <ul class="grid">
        ${repeat(
          found.slice(0, this.shown),
          ({ id }) => id,
          (channel) => this.#tile(channel),
        )}
      </ul>
      ${
        found.length > this.shown
          ? html`<p class="more">
              <wa-button appearance="outlined" @click=${() => (this.shown += SHOWN)}>${t('health.more')}</wa-button>
            </p>`
          : nothing
      }`;
  }

  #tile(channel: Channel): TemplateResult {
    const { id, name, number, group, favourite, logo_url: logo } = channel;
    const label = t(favourite ? 'mine.remove' : 'mine.add');
    return html`<li class="card tile">
      <button class="bare watch" @click=${() => play(id, name)}>
        <span class="read-out">${t('action.play')}: </span>
        <mh-logo src=${logo} name=${name}></mh-logo>
        <span class="what">
          <b class="cut">${name}</b>
          <span class="small soft cut">${[number, group].filter(Boolean).join(' · ')}</span>
        </span>
      </button>
      <button
        class="icon"
        title=${label}
        aria-label=${`${t('mine.favourite')}: ${name}`}
        aria-pressed=${favourite}
        @click=${() => this.#toggle(channel)}
      >
        ${icon(favourite ? mdiStar : mdiStarOutline)}
      </button>
    </li>`;
  }

  async #toggle({ id, favourite }: Channel): Promise<void> {
    const show = (isOne: boolean): void =>
      this.#channels.set(
        (this.#channels.data ?? []).map((one) => (one.id === id ? { ...one, favourite: isOne } : one)),
      );
    show(!favourite);
    try {
      await setFavourite(id, !favourite);
    } catch (error) {
      show(favourite);
      toastError(error);
    }
  }

  #onSearch(event: Event): void {
    this.search = (event.target as HTMLInputElement).value.trim();
    this.shown = SHOWN;
  }
}

/** All pages: a search is then as quick as typing. */
async function load(signal: AbortSignal): Promise<readonly Channel[]> {
  const all: Channel[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const { items, next }: Answer<'GET /me/channels'> = await ask(
      'GET /me/channels',
      { query: { limit: PAGE, ...(cursor !== undefined && { cursor }) } },
      signal,
    );
    all.push(...items);
    cursor = next;
  }
  return all;
}
