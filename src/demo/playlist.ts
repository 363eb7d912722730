// The demo provider's playlist, in the dialect that most providers speak.

import { CHANNELS, guideIdOf, hasArchive, type DemoChannel } from './channels.ts';
import { FILMS, SERIES } from './films.ts';
import { DEMO_LOGIN } from './panel.ts';

/** @param base `http://host:port`, without a slash */
export function playlistOf(base: string): string {
  const entries = CHANNELS.map((channel) => {
    const attributes = [
      `tvg-id="${guideIdOf(channel)}"`,
      `tvg-chno="${channel.number}"`,
      `tvg-logo="${base}/logo/${channel.number}.png"`,
      `group-title="${channel.group}"`,
      ...(hasArchive(channel) ? ['catchup="shift"', 'catchup-days="1"'] : []),
    ].join(' ');
    return `#EXTINF:-1 ${attributes},${channel.name}\n${base}${pathOf(channel)}\n`;
  });
  return `#EXTM3U x-tvg-url="${base}/guide.xml"\n${entries.join('')}${filmsOf(base)}`;
}

/** In the form of panels, so that each is the same here and there. */
function filmsOf(base: string): string {
  const login = `${DEMO_LOGIN}/${DEMO_LOGIN}`;
  const films = FILMS.map(
    ({ number, name, group }) =>
      `#EXTINF:-1 tvg-logo="${base}/logo/${number}.png" group-title="${group}",${name}\n${base}/movie/${login}/${number}.ts\n`,
  );
  const episodes = SERIES.episodes.map(
    ({ number, season, episode }) =>
      `#EXTINF:-1 group-title="${SERIES.group}",${SERIES.name} S0${season} E0${episode}\n${base}/series/${login}/${number}.ts\n`,
  );
  return [...films, ...episodes].join('');
}

const PATHS: Readonly<Record<DemoChannel['hls'], (number: number) => string>> = {
  no: (number) => `/live/${number}.ts`,
  plain: (number) => `/live/${number}.m3u8`,
  encrypted: (number) => `/live/${number}/master.m3u8`,
};

const pathOf = ({ number, hls }: DemoChannel): string => PATHS[hls](number);
