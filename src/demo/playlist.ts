// The demo provider's playlist, in the dialect that most providers speak.

import { CHANNELS, guideIdOf, type DemoChannel } from './channels.ts';

/** @param base `http://host:port`, without a slash */
export function playlistOf(base: string): string {
  const entries = CHANNELS.map((channel) => {
    const attributes = [
      `tvg-id="${guideIdOf(channel)}"`,
      `tvg-chno="${channel.number}"`,
      `tvg-logo="${base}/logo/${channel.number}.png"`,
      `group-title="${channel.group}"`,
    ].join(' ');
    return `#EXTINF:-1 ${attributes},${channel.name}\n${base}${pathOf(channel)}\n`;
  });
  return `#EXTM3U x-tvg-url="${base}/guide.xml"\n${entries.join('')}`;
}

const PATHS: Readonly<Record<DemoChannel['hls'], (number: number) => string>> = {
  no: (number) => `/live/${number}.ts`,
  plain: (number) => `/live/${number}.m3u8`,
  encrypted: (number) => `/live/${number}/master.m3u8`,
};

const pathOf = ({ number, hls }: DemoChannel): string => PATHS[hls](number);
