// The lineup's guide for Jellyfin, Plex, Kodi and every other reader of XMLTV: `/guide.xml`, `/guide.xml.gz`.

import type { Context, Hono } from 'hono';
import { createGunzip } from 'node:zlib';
import { pipeline, Readable } from 'node:stream';
import { isAbort } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { baseUrlOf } from '../base-url.ts';
import { acceptsGzip, isKnown } from '../list-response.ts';
import type { LanEnv, Output } from '../output.ts';
import { groupsFor } from '../rights.ts';
import { GuideFiles, type GuideFile, type GuidePorts } from './guide-files.ts';
import { versionOf } from './version.ts';

export interface XmltvPorts extends GuidePorts {
  /** `MASTHEAD_BASE_URL`, or empty. */
  readonly baseUrl: string;
  readonly log: Log;
}

/** `encoded` where the client can unpack it in passing, `archive` for `.gz`, which is a file of its own to every client. */
type Form = 'plain' | 'encoded' | 'archive';

/** Hands the guide to other outputs as well, which have let in whoever asks. */
export interface GuideOutput extends Output {
  /** @param groups whose channels whoever asks may have; null for all */
  respond(c: Context<LanEnv>, groups: readonly string[] | null): Promise<Response>;
}

export function createXmltvOutput(ports: XmltvPorts): GuideOutput {
  const files = new GuideFiles(ports);
  const respond = (c: Context<LanEnv>, allowed: Allowed): Promise<Response> => {
    const form = acceptsGzip(c.req.header('accept-encoding')) ? 'encoded' : 'plain';
    return respondGuide(c, form, { ports, files, allowed });
  };
  return {
    name: 'xmltv',
    routes(lan: Hono<LanEnv>): void {
      lan.get('/guide.xml', (c) => respond(c, groupsFor(c)));
      lan.get('/guide.xml.gz', (c) => respondGuide(c, 'archive', { ports, files, allowed: groupsFor(c) }));
    },
    respond,
    stop: () => files.stop(),
  };
}

interface Parts {
  readonly ports: XmltvPorts;
  readonly files: GuideFiles;
  readonly allowed: Allowed;
}

/** Groups, or null for all. */
type Allowed = readonly string[] | null;

/** No group is called so. */
const NO_GROUP = '\0';

function groupsOf(asked: readonly string[], allowed: Allowed): readonly string[] {
  if (allowed === null) return asked;
  const groups = asked.length === 0 ? allowed : asked.filter((group) => allowed.includes(group));
  return groups.length === 0 ? [NO_GROUP] : groups; // none at all would be taken for all
}

/** `?group=`, as often as wanted, takes the channels of these groups only. */
async function respondGuide(c: Context<LanEnv>, form: Form, { ports, files, allowed }: Parts): Promise<Response> {
  const selection = { baseUrl: baseUrlOf(c, ports.baseUrl), groups: groupsOf(c.req.queries('group') ?? [], allowed) };
  const version = versionOf(ports, selection);
  const headers = headersOf(form, `W/"${version}"`);
  if (isKnown(c.req.header('if-none-match'), `W/"${version}"`)) return new Response(null, { status: 304, headers });
  if (c.req.method === 'HEAD') return new Response(null, { headers });
  try {
    const file = await files.open(version, selection);
    if (form !== 'plain' && file.bytes !== null) headers.set('content-length', String(file.bytes));
    return new Response(bodyOf(file, form), { headers });
  } catch (error) {
    if (!isAbort(error)) ports.log.warning('The guide could not be made', { error });
    // No body: Jellyfin keeps whatever comes as the guide, whatever the status.
    return new Response(null, { status: 503, headers: { 'content-length': '0', 'retry-after': '30' } });
  }
}

function headersOf(form: Form, etag: string): Headers {
  return new Headers({
    'content-type': form === 'archive' ? 'application/gzip' : 'application/xml; charset=utf-8',
    etag,
    'cache-control': 'no-cache',
    ...(form === 'archive' ? {} : { vary: 'Accept-Encoding' }),
    ...(form === 'encoded' ? { 'content-encoding': 'gzip' } : {}),
  });
}

/** The file is read as fast as the client takes it; whoever goes away closes it. */
function bodyOf({ packed }: GuideFile, form: Form): ReadableStream {
  if (form !== 'plain') return Readable.toWeb(packed) as ReadableStream;
  const plain = pipeline(packed, createGunzip(), () => undefined); // either end takes the other along
  return Readable.toWeb(plain) as ReadableStream;
}
