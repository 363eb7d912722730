// Who a player is, from its User-Agent.

const KNOWN: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/Jellyfin/i, 'Jellyfin'],
  [/Plex/i, 'Plex'],
  [/Emby/i, 'Emby'],
  [/Kodi/i, 'Kodi'],
  [/Channels/i, 'Channels'],
  [/TiviMate/i, 'TiviMate'],
  [/VLC/i, 'VLC'],
  [/mpv/i, 'mpv'],
  [/Lavf/i, 'FFmpeg'],
  [/HomeAssistant|Home Assistant/i, 'Home Assistant'],
  [/Edg\//, 'Edge'],
  [/Firefox/, 'Firefox'],
  [/Chrome|Chromium/, 'Chrome'],
  [/Safari/, 'Safari'],
];

/** `FFmpeg` for `Lavf/60.16.100`; else the first word; `–` for an empty one. */
export function agentName(agent: string): string {
  const known = KNOWN.find(([pattern]) => pattern.test(agent));
  return known?.[1] ?? (agent.split(/[ (;/]/)[0] || '–');
}
