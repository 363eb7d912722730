// The bar below the picture: play, sound, tracks, and where else the picture can go.

import {
  mdiCast,
  mdiChartLine,
  mdiFullscreen,
  mdiPause,
  mdiPictureInPictureBottomRight,
  mdiPlay,
  mdiVolumeHigh,
  mdiVolumeOff,
} from '@mdi/js';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../elements/icon.ts';
import { t } from '../../locale/locale.ts';
import type { PlayerActs } from './keys.ts';
import { NONE, type Track } from './tracks.ts';

export interface ControlsState {
  readonly isPaused: boolean;
  readonly isMuted: boolean;
  readonly canCast: boolean;
  /** Statistics lie over the picture. */
  readonly isCounting: boolean;
  readonly sounds: readonly Track[];
  readonly subtitles: readonly Track[];
  readonly chooseSound: (id: number) => void;
  /** @param id of a track, or NONE */
  readonly chooseSubtitles: (id: number) => void;
}

export function controls(acts: PlayerActs, now: ControlsState): TemplateResult {
  const { isPaused, isMuted } = now;
  return html`<div class="controls row">
    ${button(isPaused ? mdiPlay : mdiPause, isPaused ? t('action.play') : t('player.pause'), acts.togglePlay)}
    ${button(isMuted ? mdiVolumeOff : mdiVolumeHigh, isMuted ? t('player.unmute') : t('player.mute'), acts.toggleMute)}
    <span class="grow row tracks">${sounds(now)} ${subtitles(now)}</span>
    ${now.canCast ? button(mdiCast, t('player.cast'), acts.cast) : nothing}
    ${button(mdiChartLine, t('player.statistics'), acts.toggleStatistics, now.isCounting)}
    ${document.pictureInPictureEnabled ? button(mdiPictureInPictureBottomRight, t('player.in-picture'), acts.inPicture) : nothing}
    ${button(mdiFullscreen, t('player.full'), acts.full)}
  </div>`;
}

/** One sound is no choice. */
const sounds = ({ sounds: all, chooseSound }: ControlsState): TemplateResult | typeof nothing =>
  all.length < 2 ? nothing : choice(t('player.track'), all, chooseSound);

function subtitles({ subtitles: all, chooseSubtitles }: ControlsState): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  const off = { id: NONE, label: t('player.no-subtitles'), isChosen: !all.some(({ isChosen }) => isChosen) };
  return choice(t('player.subtitles'), [off, ...all], chooseSubtitles);
}

const button = (path: string, label: string, run: () => void, isPressed?: boolean): TemplateResult =>
  html`<button class="icon" aria-label=${label} title=${label} aria-pressed=${isPressed ?? nothing} @click=${run}>
    ${icon(path, 22)}
  </button>`;

const choice = (label: string, tracks: readonly Track[], choose: (id: number) => void): TemplateResult =>
  html`<select
    aria-label=${label}
    title=${label}
    @change=${(event: Event) => choose(Number((event.target as HTMLSelectElement).value))}
  >
    ${tracks.map((track) => html`<option value=${track.id} ?selected=${track.isChosen}>${track.label}</option>`)}
  </select>`;
