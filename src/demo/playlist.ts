// The demo provider's playlist, in the dialect that most providers speak.

import { CHANNELS, guideIdOf } from './channels.ts';

/** @param base `http://host:port`, without a slash */
export function playlistOf(base: string): string {
  const entries = CHANNELS.map((channel) => {
    const attributes = [
      `tvg-id="${guideIdOf(channel)}"`,
      `tvg-chno="${channel.number}"`,
      `tvg-logo="${base}/logo/${channel.number}.png"`,
      `group-title="${channel.group}"`,
    ].join(' ');
    return `#EXTINF:-1 ${attributes},${channel.name}\n${base}/live/${channel.number}.ts\n`;
  });
  return `#EXTM3U x-tvg-url="${base}/guide.xml"\n${entries.join('')}`;
}
