// Panels that speak Xtream Codes: `xtream://USER:PASSWORD@HOST[:PORT]`, `xtreams://` for TLS.

import {
  guideUrl,
  isXtreamSource,
  parseXtreamSource,
  printXtreamSource,
  streamUrl,
  type PanelLogin,
  type PanelSource,
} from '../../formats/xtream/source.ts';
import { loginsIn, type ProviderSettings } from '../../model/provider.ts';
import type { StreamLogin } from '../../model/stream.ts';
import { taskUrl } from '../../workers/task.ts';
import type { ProviderKind } from '../provider.ts';
import { readAllCategories } from './categories.ts';
import { describeTitle } from './describe.ts';
import { askAccount, panelOf } from './panel.ts';
import { channelProgrammes } from './programmes.ts';

export const xtreamProvider: ProviderKind = {
  kind: 'xtream',
  title: 'Xtream Codes',
  recognises: isXtreamSource,
  reader: taskUrl(import.meta, './reader'),
  probe: async (request) => {
    const startMs = request.clock.monotonicMs();
    const account = await askAccount(request);
    return { account, latencyMs: request.clock.monotonicMs() - startMs, better: null };
  },
  categories: readAllCategories,
  describe: describeTitle,
  programmes: channelProgrammes,
  episodeUrl: (settings, _url, { panelId, extension }) =>
    streamUrl(panelOf(settings.source), 'series', `${encodeURIComponent(panelId)}.${extension}`),
  alternatives: (settings, source) => {
    const own = panelOf(settings.source);
    const isGuide = source === guideUrl(own);
    if (!isGuide && source !== settings.source) return [];
    const hosts = settings.backup_sources.flatMap((backup) => hostOf(backup, own) ?? []);
    return hosts.map((panel) => (isGuide ? guideUrl(panel) : printXtreamSource(panel)));
  },
  logins: loginsOf,
  hlsUrl: (url, outputs) => {
    const [, live] = /^(.*\/live\/[^/]+\/[^/]+\/[^/.?]+)(?:\.ts)?$/.exec(url) ?? [];
    return live !== undefined && outputs.includes('m3u8') ? `${live}.m3u8` : undefined;
  },
  furtherLogins: (settings, inUse) =>
    furtherOf(settings, panelOf(inUse)).map((login) => ({
      id: login.username,
      source: printXtreamSource({ ...login, base: panelOf(inUse).base }),
    })),
};

/** A backup is another host with the same login, unless it brings one of its own. */
function hostOf(backup: string, own: PanelLogin): PanelSource | undefined {
  const complete = parseXtreamSource(backup);
  if (complete) return complete;
  const base = backup.replace(/^xtream(s?):/i, 'http$1:').replace(/\/+$/, '');
  const { username, password } = own;
  return URL.canParse(base) && /^https?:/i.test(base) ? { base, username, password } : undefined;
}

const part = ({ username, password }: PanelLogin): string =>
  `/${encodeURIComponent(username)}/${encodeURIComponent(password)}/`;

/** A stream's address has base, user and password of the provider's own source; they are what differs. */
function loginsOf(settings: ProviderSettings, url: string, inUse: string): StreamLogin[] {
  const own = panelOf(settings.source);
  const active = panelOf(inUse);
  if (!url.startsWith(own.base) || !url.includes(part(own))) return [{ id: '', url }];
  const path = url.slice(own.base.length);
  const at = (login: PanelLogin): string => active.base + path.replace(part(own), () => part(login));
  const more = furtherOf(settings, active).map((login) => ({ id: login.username, url: at(login) }));
  return [{ id: '', url: at(active) }, ...more];
}

/** One that is listed twice, or is the one in use, is one account with one limit. */
function furtherOf(settings: ProviderSettings, active: PanelLogin): PanelLogin[] {
  const further = new Map(loginsIn(settings).map((login) => [login.username, login]));
  further.delete(active.username);
  return [...further.values()].map(({ username, password }) => ({ username, password }));
}
