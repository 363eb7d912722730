// What is known of a stream's health and picture, in a few words.

import type { Answer, StreamHealth } from '../../api/routes.ts';
import type { Tone } from '../../elements/chip.ts';
import { bitRate } from '../../locale/format.ts';
import { known, t } from '../../locale/locale.ts';

export type StreamDetail = Answer<'GET /health/streams/{id}'>;
type Probe = NonNullable<StreamDetail['probe']>;

const RESOLUTIONS: Readonly<Record<string, string>> = { sd: 'SD', hd: '720p', fhd: '1080p', uhd: '4K', '8k': '8K' };
const resolution = (name: string): string => RESOLUTIONS[name] ?? name;

const GOOD_HEALTH = 80;
const FAIR_HEALTH = 50;

/** The word and tone of a stream's state; a number as soon as something was seen of it. */
export function healthMark({ state, health }: Pick<StreamHealth, 'health' | 'state'>): { text: string; tone: Tone } {
  if (state === 'dead') return { text: t('health.dead'), tone: 'bad' };
  if (health === null) return { text: t('health.unchecked'), tone: 'soft' };
  const tone = health >= GOOD_HEALTH ? 'good' : health >= FAIR_HEALTH ? 'warn' : 'bad';
  return { text: t('health.score', { score: health }), tone };
}

/** What name and address say, and what the bytes are; empty where nothing is known. */
export function qualityMark({ advertised, real, verdict }: StreamHealth['quality']): { text: string; tone: Tone } {
  if (verdict === 'less' && advertised !== '' && real !== '') {
    return { text: t('quality.less', { real: resolution(real), said: resolution(advertised) }), tone: 'warn' };
  }
  const text = real === '' ? resolution(advertised) : resolution(real);
  return { text: text === '' || real !== '' ? text : t('quality.said', { said: text }), tone: 'soft' };
}

/** Lines about picture, sound and subtitles, as they were last looked at. */
export function trackLines({ video, audio, subtitles, bits_per_second: rate }: Probe): string[] {
  const size = video?.width && video.height ? `${video.width} × ${video.height}${video.is_interlaced ? 'i' : ''}` : '';
  const frames = video?.frames_per_second ? `${Math.round(video.frames_per_second * 100) / 100} fps` : '';
  const picture = video
    ? [codec(video.codec), size, frames, video.hdr ?? '', rate === null ? '' : bitRate(rate)]
    : [t('tracks.none')];
  const sounds = audio.map((track) =>
    [languageName(track.language), codec(track.codec), track.channels === null ? '' : layout(track.channels)]
      .filter(Boolean)
      .join(' '),
  );
  const texts = subtitles.map((track) => languageName(track.language) || codec(track.codec));
  return [
    `${t('tracks.picture')}: ${picture.filter(Boolean).join(', ')}`,
    ...(sounds.length > 0 ? [`${t('tracks.sound')}: ${sounds.join('; ')}`] : []),
    ...(texts.length > 0 ? [`${t('tracks.subtitles')}: ${texts.join(', ')}`] : []),
  ];
}

const codec = (name: string): string => known(`codec.${name}`, name.toUpperCase());
const layout = (channels: number): string =>
  ({ 1: 'mono', 2: 'stereo', 6: '5.1', 8: '7.1' })[channels] ?? `${channels}`;

/** `ger` and `de` are German; what is no language's code stays as it is written. */
export function languageName(code: string): string {
  if (code === '' || code === 'und') return '';
  try {
    return new Intl.DisplayNames([document.documentElement.lang || 'en'], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
