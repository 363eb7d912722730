// The player: in a drawer beside the view, muted at first, with tracks, seeking, figures and keys. One at a time.

import { mdiClose, mdiRestart } from '@mdi/js';
import { updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { isFor } from '../../api/me.ts';
import { Problem } from '../../api/problem.ts';
import { icon } from '../../elements/icon.ts';
import { t } from '../../locale/locale.ts';
import type { Played } from '../../played.ts';
import { linkTo } from '../../router.ts';
import { shared } from '../../theme/shared.ts';
import { cast, watchCasting } from './cast.ts';
import { ComeBack, watchMasthead } from './come-back.ts';
import { controls } from './controls.ts';
import { keyOf, type PlayerActs } from './keys.ts';
import { Playback } from './playback.ts';
import { playerStyles } from './player-styles.ts';
import { programmeLine } from './programme-line.ts';
import { ResumeKeeper } from './resume.ts';
import './elsewhere.ts';
import './seek-bar.ts';
import { playedTime } from './seek-bar.ts';
import { pathOf, sourceOf } from './source.ts';
import { figuresOf, statistics, StatisticsWatch } from './statistics.ts';
import { chooseSubtitles, NONE, subtitlesOf } from './tracks.ts';
import { BrowserTrouble } from './unplayable.ts';

export function openPlayer(played: Played): void {
  let player = document.querySelector('mh-player');
  if (!player) {
    player = document.createElement('mh-player');
    document.body.append(player);
  }
  player.played = played;
}

@customElement('mh-player')
export class Player extends LitElement {
  @property({ attribute: false }) played!: Played;
  @state() private programme = '';
  @state() private error: unknown;
  @state() private isWaiting = true;
  @state() private isPaused = false;
  @state() private isMuted = true;
  @state() private canCast = false;
  @state() private at = 0;
  /** Seconds that can be gone through; 0 for what is live. */
  @state() private duration = 0;
  @state() private resumedAt = 0;
  @query('video') private video!: HTMLVideoElement;
  #playback: Playback | undefined;
  #resume: ResumeKeeper | undefined;
  readonly #statistics = new StatisticsWatch(this, () => figuresOf(this.video, this.#playback?.figures));
  #endCasting: (() => void) | undefined;
  /** What has ended it: said until it is begun anew, though the rest of what was fetched plays on. */
  #end: unknown;
  /** Seconds at which it ended; 0 for what is live. */
  #endedAt = 0;
  readonly #comeBack = new ComeBack();

  static override styles = [shared, playerStyles];

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#onKey);
    addEventListener('pagehide', this.#onHidden);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#onKey);
    removeEventListener('pagehide', this.#onHidden);
    void this.#resume?.say(true);
    this.#endCasting?.();
    this.#playback?.stop();
  }

  protected override firstUpdated(): void {
    this.#endCasting = watchCasting(this.video, (isAvailable) => (this.canCast = isAvailable));
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (!changed.has('played')) return;
    this.at = this.#endedAt = 0;
    this.#comeBack.reset();
    void this.#start();
  }

  override render(): TemplateResult {
    const { played } = this;
    const { figures } = this.#statistics;
    return html`<aside role="dialog" aria-label=${`${t('player.player')}: ${played.name}`}>
      <header class="row">
        <div class="grow">
          ${
            played.kind === 'file' || !isFor('look')
              ? html`<span class="name cut">${played.name}</span>`
              : html`<a class="name cut reach" href=${linkTo('channel', played.channelId)}>${played.name}</a>`
          }
          ${played.kind === 'file' ? nothing : html`<div class="small cut">${this.programme}</div>`}
        </div>
        <button class="icon" aria-label=${t('action.close')} @click=${this.#acts.close}>${icon(mdiClose, 24)}</button>
      </header>
      <div class="picture">
        <video
          playsinline
          .muted=${this.isMuted}
          @playing=${this.#onPlaying}
          @waiting=${() => (this.isWaiting = true)}
          @timeupdate=${this.#onTime}
          @durationchange=${this.#onTime}
          @pause=${this.#onPause}
          @play=${() => (this.isPaused = false)}
          @click=${this.#acts.togglePlay}
        ></video>
        ${this.isWaiting && this.error === undefined ? html`<p class="waiting" role="status">${t('player.waiting')}</p>` : nothing}
        ${figures ? statistics(figures) : nothing}
      </div>
      <mh-trouble .error=${this.error} @retry=${() => this.#start()}></mh-trouble>
      ${
        this.error instanceof BrowserTrouble
          ? html`<mh-elsewhere path=${pathOf(played)} name=${played.name}></mh-elsewhere>`
          : nothing
      }
      ${this.resumedAt > 0 ? this.#resumed() : nothing}
      ${
        this.duration > 0
          ? html`<mh-seek-bar
              .at=${this.at}
              .duration=${this.duration}
              @sought=${(event: CustomEvent<number>) => this.#seek(event.detail)}
            ></mh-seek-bar>`
          : nothing
      }
      ${this.#controls()}
    </aside>`;
  }

  #controls(): TemplateResult {
    const { isPaused, isMuted } = this;
    // What is made playable for this browser alone cannot be fetched by another device.
    const canCast = this.canCast && this.hasUpdated && !this.video.disableRemotePlayback;
    return controls(this.#acts, {
      isPaused,
      isMuted,
      canCast,
      isCounting: this.#statistics.figures !== undefined,
      sounds: this.#playback?.sounds ?? [],
      subtitles: this.hasUpdated ? subtitlesOf(this.video) : [],
      chooseSound: (id) => this.#playback?.choose(id),
      chooseSubtitles: (id) => this.#showSubtitles(id),
    });
  }

  #resumed(): TemplateResult {
    return html`<p class="resumed row small">
      <span class="grow">${t('player.resumed', { at: playedTime(this.resumedAt) })}</span>
      <wa-button size="s" appearance="outlined" @click=${() => this.#seek(0)}
        ><span slot="start">${icon(mdiRestart, 18)}</span>${t('player.from-start')}</wa-button
      >
    </p>`;
  }

  async #start(): Promise<void> {
    const { played } = this;
    void this.#resume?.say(true);
    this.#playback?.stop();
    this.#end = undefined;
    this.#endedAt = (this.duration > 0 && this.at) || this.#endedAt;
    Object.assign(this, { error: undefined, isWaiting: true, at: 0, duration: 0, resumedAt: 0, programme: '' });
    this.#resume = played.kind === 'file' ? new ResumeKeeper(played.itemId, this.video) : undefined;
    const place = (await this.#resume?.place()) ?? 0;
    if (played !== this.played || !this.isConnected) return;
    if (this.#endedAt === 0) this.resumedAt = place;
    this.#playback = new Playback(this.video, sourceOf(played, this.#endedAt || place), {
      onTracks: () => this.requestUpdate(),
      onFailed: (error) => this.#broke(error),
    });
    void this.#playback.start();
    const programme = await programmeLine(played);
    if (played === this.played) this.programme = programme;
  }

  /** Masthead that is away comes back: whoever watches need not ask for it. */
  #broke(why: unknown): void {
    this.error = why;
    const isAway = why instanceof Problem && why.code === 'offline';
    if (isAway || this.played.kind !== 'file') this.#end = why; // a file goes on where somebody seeks to
    if (this.#comeBack.mayBegin(isAway)) void this.#goOn(why);
  }

  async #goOn(why: unknown): Promise<void> {
    const isWanted = (): boolean => this.isConnected && this.error === why;
    if (await this.#comeBack.isDue({ ...watchMasthead(), isWanted })) await this.#start();
  }

  #onPlaying(): void {
    this.isWaiting = false;
    this.error = this.#end;
    if (this.#end === undefined) this.#comeBack.reset();
  }

  #onPause(): void {
    this.isPaused = true;
    void this.#resume?.say(true);
  }

  #onTime(): void {
    this.at = this.video.currentTime;
    const { duration } = this.video;
    this.duration = this.played.kind !== 'live' && Number.isFinite(duration) ? duration : 0;
    if (!this.video.paused) void this.#resume?.say();
  }

  #seek(seconds: number): void {
    if (this.duration === 0) return;
    this.resumedAt = 0;
    this.video.currentTime = Math.max(0, Math.min(this.duration, seconds));
  }

  #showSubtitles(id: number): void {
    chooseSubtitles(this.video, id);
    this.requestUpdate();
  }

  readonly #failed = (error: unknown): void => {
    if (!(error instanceof DOMException && ['AbortError', 'NotAllowedError', 'NotFoundError'].includes(error.name)))
      this.error = error;
  };

  readonly #acts: PlayerActs = {
    togglePlay: () => {
      if (this.video.paused) void this.video.play().catch(this.#failed);
      else this.video.pause();
    },
    toggleMute: () => {
      this.isMuted = !this.isMuted;
      this.video.muted = this.isMuted;
    },
    toggleStatistics: () => this.#statistics.toggle(),
    toggleSubtitles: () => {
      const [first, ...others] = subtitlesOf(this.video);
      const isShown = [first, ...others].some((track) => track?.isChosen);
      if (first) this.#showSubtitles(isShown ? NONE : first.id);
    },
    skip: (seconds) => this.#seek(this.video.currentTime + seconds),
    toShare: (share) => this.#seek(this.duration * share),
    cast: () => void cast(this.video).catch(this.#failed),
    inPicture: () => {
      const isThere = document.pictureInPictureElement === this;
      void (isThere ? document.exitPictureInPicture() : this.video.requestPictureInPicture()).catch(this.#failed);
    },
    full: () => {
      const isThere = document.fullscreenElement === this;
      void (isThere ? document.exitFullscreen() : this.video.requestFullscreen()).catch(this.#failed);
    },
    close: () => this.remove(),
  };

  readonly #onHidden = (): void => this.#playback?.leave();

  readonly #onKey = (event: KeyboardEvent): void => {
    const act = keyOf(event);
    if (!act) return;
    event.preventDefault();
    act(this.#acts);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'mh-player': Player;
  }
}
