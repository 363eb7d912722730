// Guides by themselves: XMLTV from an http(s) address or a local file. Playlists' own guides are read the same way.

import { taskUrl } from '../../workers/task.ts';
import { AppError } from '../../kernel/errors.ts';
import { headOf, isPage } from '../probe-source.ts';
import type { ProviderKind } from '../provider.ts';

const GUIDE_PATH = /(?:\.xml(?:tv)?(?:\.gz|\.xz)?|\/xmltv\.php)(?:[?#]|$)/i;

export const xmltvProvider: ProviderKind = {
  kind: 'xmltv',
  title: 'XMLTV guide',
  recognises: (source) => GUIDE_PATH.test(source),
  reader: taskUrl(import.meta, './reader'),
  probe: async (request) => {
    const { text, latencyMs } = await headOf(request);
    if (isPage(text)) throw new AppError('format.not-a-guide', 'The address answers with a web page, not with a guide');
    return { account: null, latencyMs, better: null };
  },
  alternatives: (settings, source) => (source === settings.source ? settings.backup_sources : []),
};
