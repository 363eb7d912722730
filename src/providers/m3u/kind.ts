// Playlists: M3U in all its dialects, from an http(s) address or a local file.

import { parsePlaylistAddress } from '../../formats/xtream/source.ts';
import { taskUrl } from '../../workers/task.ts';
import type { ProviderKind } from '../provider.ts';
import { probePlaylist } from './probe.ts';

const ADDRESS = /^https?:\/\/[^\s/?#]/i;
const FILE = /^(?:file:|\.{0,2}\/|[a-z]:[\\/])|\.(?:m3u8?|txt)(?:\.gz|\.xz)?$/i;
/** A guide that was typed where a playlist belongs. */
const GUIDE = /(?:\.xml(?:tv)?(?:\.gz|\.xz)?|\/xmltv\.php)(?:[?#]|$)/i;

export const m3uProvider: ProviderKind = {
  kind: 'm3u',
  title: 'M3U playlist',
  recognises: (source) => (ADDRESS.test(source) || FILE.test(source)) && !GUIDE.test(source),
  reader: taskUrl(import.meta, './reader'),
  probe: probePlaylist,
  hasAccount: ({ source }) => parsePlaylistAddress(source) !== undefined,
  alternatives: (settings, source) => (source === settings.source ? settings.backup_sources : []),
};
