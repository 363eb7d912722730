// The tuner's own pages: who it is, its lineup in three dialects, and the answers to a scan that never runs.

import type { Context, Hono } from 'hono';
import {
  deviceXml,
  discoverDocument,
  LINEUP_STATUS,
  statusDocument,
  type DeviceFacts,
} from '../../formats/hdhomerun/documents.ts';
import {
  lineupEntry,
  lineupJson,
  lineupM3u,
  lineupXml,
  placeholderEntry,
  type LineupDialect,
} from '../../formats/hdhomerun/lineup.ts';
import type { Channel, LineupSnapshot } from '../../model/channel.ts';
import { channelsAmong } from '../../model/groups.ts';
import type { Identity } from '../../model/identity.ts';
import { respondList } from '../list-response.ts';
import type { LanEnv } from '../output.ts';
import { groupsFor } from '../rights.ts';
import type { Tuners } from './tuners.ts';

export interface DocumentPorts {
  readonly lineup: () => LineupSnapshot;
  readonly identity: Identity;
  readonly friendlyName: () => string;
  readonly tunerCount: () => number;
  readonly tuners: Tuners;
  readonly baseUrl: (c: Context<LanEnv>) => string;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const XML_TYPE = 'application/xml; charset=utf-8';

export function addDocumentRoutes(lan: Hono<LanEnv>, ports: DocumentPorts): void {
  lan.get('/discover.json', (c) => json(discoverDocument(factsFor(c, ports))));
  lan.get('/device.xml', (c) => page(deviceXml(factsFor(c, ports), ports.identity.uuid), XML_TYPE));
  lan.get('/capability', (c) => page(deviceXml(factsFor(c, ports), ports.identity.uuid), XML_TYPE));
  lan.get('/lineup_status.json', () => json(LINEUP_STATUS));
  lan.get('/status.json', () => json(statusDocument(ports.tuners.facts())));
  lan.on(['GET', 'POST'], '/lineup.post', () => page('', 'text/plain'));
  lan.on(['GET', 'POST'], '/lineup.json', (c) => respondLineup(c, ports, lineupJson, JSON_TYPE));
  lan.on(['GET', 'POST'], '/lineup.xml', (c) => respondLineup(c, ports, lineupXml, XML_TYPE));
  lan.on(['GET', 'POST'], '/lineup.m3u', (c) => respondLineup(c, ports, lineupM3u, 'text/plain; charset=utf-8'));
}

const json = (document: object): Response => page(JSON.stringify(document), JSON_TYPE);

function factsFor(c: Context<LanEnv>, ports: DocumentPorts): DeviceFacts {
  return {
    friendlyName: ports.friendlyName(),
    deviceId: ports.identity.device_id,
    baseUrl: ports.baseUrl(c),
    tunerCount: ports.tunerCount(),
  };
}

function page(body: string, contentType: string): Response {
  const headers = { 'content-type': contentType, 'cache-control': 'no-cache' };
  return new Response(body, { headers });
}

function respondLineup(
  c: Context<LanEnv>,
  ports: DocumentPorts,
  dialect: LineupDialect,
  contentType: string,
): Response {
  const { revision, channels } = ports.lineup();
  const baseUrl = ports.baseUrl(c);
  const groups = groupsFor(c);
  const token = c.var.rights ? c.req.query('token') : undefined;
  const allowed = channelsAmong(channels, groups);
  return respondList(c, {
    contentType,
    version: [revision, baseUrl, JSON.stringify(groups), token ?? ''],
    vary: ['Authorization'],
    parts: () => partsOf(allowed, { baseUrl, token, dialect }),
  });
}

interface Manner {
  readonly baseUrl: string;
  readonly token: string | undefined;
  readonly dialect: LineupDialect;
}

function* partsOf(channels: readonly Channel[], { baseUrl, token, dialect }: Manner): Generator<string> {
  yield dialect.head;
  if (channels.length === 0) yield dialect.entry(placeholderEntry(baseUrl));
  for (const [place, channel] of channels.entries()) {
    if (place > 0) yield dialect.separator;
    yield dialect.entry(lineupEntry(channel, baseUrl, token));
  }
  yield dialect.tail;
}
