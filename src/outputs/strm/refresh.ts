// Tells media servers that there are new files. One that does not answer finds them by itself, later.

import type { Log } from '../../kernel/log.ts';
import { redactText } from '../../kernel/redact.ts';
import { SECOND_MS } from '../../kernel/units.ts';
import type { StrmSettings } from '../../model/strm-settings.ts';
import { guardedFetch } from '../../net/guarded-fetch.ts';

type Server = StrmSettings['refresh'][number];

const PATIENCE_MS = 10 * SECOND_MS;

/** https://api.jellyfin.org (Library/Refresh, of Emby the same); https://kodi.wiki/view/JSON-RPC_API (VideoLibrary.Scan) */
const CALLS: Readonly<Record<Server['kind'], (server: Server) => { url: string; init: RequestInit }>> = {
  jellyfin: media,
  emby: media,
  kodi: ({ url, api_key: key }) => ({
    url: `${url.replace(/\/+$/, '')}/jsonrpc`,
    init: {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key !== '' && { authorization: `Basic ${Buffer.from(key).toString('base64')}` }),
      },
      body: '{"jsonrpc":"2.0","id":1,"method":"VideoLibrary.Scan"}',
    },
  }),
};

function media({ url, api_key: key }: Server): { url: string; init: RequestInit } {
  const headers = { 'x-emby-token': key, 'content-length': '0' };
  return { url: `${url.replace(/\/+$/, '')}/Library/Refresh`, init: { method: 'POST', headers } };
}

export async function tellServers(servers: readonly Server[], log: Log): Promise<void> {
  for (const server of servers) {
    const { url, init } = CALLS[server.kind](server);
    try {
      const response = await guardedFetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
      await response.body?.cancel();
      if (!response.ok)
        log.warning('A media server did not take the news', { url: redactText(url), status: response.status });
    } catch (error) {
      log.warning('A media server could not be told', { url: redactText(url), error });
    }
  }
}
