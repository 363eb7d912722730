// The player: in a drawer beside the view, muted at first, with tracks, figures and keys. One at a time.

import {
  mdiChartLine,
  mdiClose,
  mdiFullscreen,
  mdiPause,
  mdiPictureInPictureBottomRight,
  mdiPlay,
  mdiVolumeHigh,
  mdiVolumeOff,
} from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ask } from '../../api/client.ts';
import { icon } from '../../elements/icon.ts';
import { clockTime } from '../../locale/format.ts';
import { t } from '../../locale/locale.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { Playback, type Track } from './playback.ts';
import { playerStyles } from './player-styles.ts';
import { figuresOf, type Figure } from './statistics.ts';

const STATISTICS_EVERY_MS = 1_000;

export interface Played {
  readonly channelId: string;
  readonly name: string;
  /** One of its streams alone; empty for the channel as it comes. */
  readonly streamId: string;
}

export function openPlayer(played: Played): void {
  let player = document.querySelector('mh-player');
  if (!player) {
    player = document.createElement('mh-player');
    document.body.append(player);
  }
  Object.assign(player, played);
}

@customElement('mh-player')
export class Player extends LitElement {
  @property() channelId = '';
  @property() name = '';
  @property() streamId = '';
  @state() private programme = '';
  @state() private error: unknown;
  @state() private isWaiting = true;
  @state() private isPaused = false;
  @state() private isMuted = true;
  @state() private tracks: readonly Track[] = [];
  @state() private figures: readonly Figure[] | undefined;
  @query('video') private video!: HTMLVideoElement;
  #playback: Playback | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [shared, playerStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#onKey);
    this.#playback?.stop();
    clearInterval(this.#timer);
  }

  protected override updated(changed: Map<string, unknown>): void {
    if ((changed.has('channelId') || changed.has('streamId')) && this.channelId !== '') this.#start();
  }

  override render(): TemplateResult {
    return html`<aside role="dialog" aria-label=${`${t('player.player')}: ${this.name}`}>
      <header class="row">
        <div class="grow">
          <a class="name cut reach" href=${linkTo('channel', this.channelId)}>${this.name}</a>
          <div class="small cut">${this.programme}</div>
        </div>
        <button class="icon" aria-label=${t('action.close')} @click=${() => this.remove()}>
          ${icon(mdiClose, 24)}
        </button>
      </header>
      <div class="picture">
        <video
          playsinline
          .muted=${this.isMuted}
          @playing=${this.#onPlaying}
          @waiting=${() => (this.isWaiting = true)}
          @pause=${() => (this.isPaused = true)}
          @play=${() => (this.isPaused = false)}
          @click=${this.#togglePlay}
        ></video>
        ${this.isWaiting && this.error === undefined ? html`<p class="waiting" role="status">${t('player.waiting')}</p>` : nothing}
        ${this.figures ? this.#statistics(this.figures) : nothing}
      </div>
      <mh-trouble .error=${this.error} @retry=${this.#start}></mh-trouble>
      <div class="controls row">
        ${this.#button(this.isPaused ? mdiPlay : mdiPause, this.isPaused ? t('action.play') : t('player.pause'), this.#togglePlay)}
        ${this.#button(this.isMuted ? mdiVolumeOff : mdiVolumeHigh, this.isMuted ? t('player.unmute') : t('player.mute'), this.#toggleMute)}
        <span class="grow">${this.tracks.length > 1 ? this.#trackChoice() : nothing}</span>
        ${this.#button(mdiChartLine, t('player.statistics'), this.#toggleStatistics, this.figures !== undefined)}
        ${
          document.pictureInPictureEnabled
            ? this.#button(mdiPictureInPictureBottomRight, t('player.in-picture'), this.#inPicture)
            : nothing
        }
        ${this.#button(mdiFullscreen, t('player.full'), this.#full)}
      </div>
    </aside>`;
  }

  #button(path: string, label: string, run: () => void, isPressed?: boolean): TemplateResult {
    return html`<button
      class="icon"
      aria-label=${label}
      title=${label}
      aria-pressed=${isPressed ?? nothing}
      @click=${run}
    >
      ${icon(path, 22)}
    </button>`;
  }

  #trackChoice(): TemplateResult {
    return html`<select aria-label=${t('player.track')} @change=${this.#onTrack}>
      ${this.tracks.map(({ id, label, isChosen }) => html`<option value=${id} ?selected=${isChosen}>${label}</option>`)}
    </select>`;
  }

  #statistics(figures: readonly Figure[]): TemplateResult {
    return html`<dl class="statistics" dir="ltr">
      ${figures.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd class="digits">${value}</dd>`,
      )}
    </dl>`;
  }

  readonly #start = (): void => {
    this.#playback?.stop();
    this.error = undefined;
    this.isWaiting = true;
    this.tracks = [];
    const only = this.streamId === '' ? '' : `?stream=${encodeURIComponent(this.streamId)}`;
    this.#playback = new Playback(this.video, `stream/${this.channelId}.m3u8${only}`, {
      onTracks: (tracks) => (this.tracks = tracks),
      onFailed: (error) => (this.error = error),
    });
    void this.#playback.start();
    void this.#learnProgramme(this.channelId);
  };

  async #learnProgramme(id: string): Promise<void> {
    this.programme = '';
    const channel = await ask('GET /channels/{id}', { params: { id } }).catch(() => undefined);
    const now = channel?.programmes[0];
    if (now && id === this.channelId) this.programme = `${clockTime(now.start_at)} ${now.title}`;
  }

  #onPlaying(): void {
    this.isWaiting = false;
    this.error = undefined;
  }

  readonly #togglePlay = (): void => {
    if (this.video.paused) void this.video.play();
    else this.video.pause();
  };

  readonly #toggleMute = (): void => {
    this.isMuted = !this.isMuted;
    this.video.muted = this.isMuted;
  };

  readonly #toggleStatistics = (): void => {
    clearInterval(this.#timer);
    if (this.figures) {
      this.figures = undefined;
      return;
    }
    const look = (): void => {
      this.figures = figuresOf(this.video, this.#playback?.figures);
    };
    look();
    this.#timer = setInterval(look, STATISTICS_EVERY_MS);
  };

  readonly #inPicture = (): void =>
    void this.video.requestPictureInPicture().catch((error: unknown) => (this.error = error));
  readonly #full = (): void => void this.video.requestFullscreen().catch((error: unknown) => (this.error = error));

  #onTrack(event: Event): void {
    this.#playback?.choose(Number((event.target as HTMLSelectElement).value));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target instanceof HTMLElement && target.closest('input, select, textarea, [role=grid]')) return;
    const act = this.#keys[event.key];
    if (!act || (event.key === ' ' && target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    act();
  };

  readonly #keys: Readonly<Record<string, () => void>> = {
    ' ': () => this.#togglePlay(),
    k: () => this.#togglePlay(),
    m: () => this.#toggleMute(),
    f: () => this.#full(),
    p: () => this.#inPicture(),
    i: () => this.#toggleStatistics(),
    Escape: () => this.remove(),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'mh-player': Player;
  }
}
