// A channel's logo as a person chooses it: one of its streams', a file of the own folder, any address, an upload.

import { createHash } from 'node:crypto';
import { parse } from 'node:path';
import type { ChannelLogosPort, LogoCandidate, LogoChoice } from '../http/api/logo-schema.ts';
import { AppError } from '../kernel/errors.ts';
import type { Lineup } from '../lineup/lineup.ts';
import type { Decided } from '../lineup/query.ts';
import { imageKindOf } from '../logos/image-type.ts';
import type { LocalLogos } from '../logos/local-folder.ts';
import type { LogoCache } from '../logos/logo-cache.ts';
import type { StoredLogo } from '../logos/logo-store.ts';
import type { LookRow } from '../logos/looks.ts';
import { printChannelId, type ChannelId } from '../model/ids.ts';

/** How a file of the own folder is written where an address stands. */
const FILE_SCHEME = 'file:';
/** A folder may hold thousands; a person searches it. */
const SHOWN_FILES = 48;

interface Origin {
  /** Addresses of its streams' logos, in fail-over order, each once. */
  readonly urls: readonly string[];
}

interface Neighbours {
  readonly lineup: Pick<Lineup, 'channel' | 'chosenLogoOf' | 'patch'>;
  readonly own: LocalLogos;
  readonly cache: Pick<LogoCache, 'get'>;
  readonly originOf: (id: ChannelId) => Origin;
  readonly lookOf: (url: string) => LookRow | undefined;
}

export interface ChannelLogos extends ChannelLogosPort {
  /** What a person has chosen; `undefined` when nothing was chosen, or when it is not to be had. */
  chosen(id: ChannelId): Promise<StoredLogo | undefined>;
  /** The picture of one candidate. */
  pictureOf(id: ChannelId, key: string): Promise<StoredLogo | undefined>;
}

export function createChannelLogos({ lineup, own, cache, originOf, lookOf }: Neighbours): ChannelLogos {
  const read = (address: string): Promise<StoredLogo | undefined> =>
    address.startsWith(FILE_SCHEME) ? own.read(address.slice(FILE_SCHEME.length)) : cache.get(address);

  /** All that may be chosen; files as they are searched for. */
  const addressesOf = async (id: ChannelId, search: string): Promise<string[]> => {
    const files = await own.search(search, SHOWN_FILES);
    const chosen = lineup.chosenLogoOf(id);
    const all = [...originOf(id).urls, ...files.map((file) => `${FILE_SCHEME}${file}`)];
    return [...new Set(chosen === undefined ? all : [chosen, ...all])];
  };

  const find = async (id: ChannelId, key: string): Promise<string | undefined> => {
    const near = (await addressesOf(id, '')).find((address) => keyOf(address) === key);
    if (near !== undefined) return near;
    const files = await own.search('', Infinity);
    return files.map((file) => `${FILE_SCHEME}${file}`).find((address) => keyOf(address) === key);
  };

  const decide = (id: ChannelId, logo: string): Promise<Decided> => lineup.patch([{ ids: [id], set: { logo } }]);

  return {
    chosen: async (id) => {
      const address = lineup.chosenLogoOf(id);
      return address === undefined ? undefined : read(address);
    },
    pictureOf: async (id, key) => {
      const address = await find(id, key);
      return address === undefined ? undefined : read(address);
    },
    async candidates(id, search) {
      if (!lineup.channel(id)) return undefined;
      const streams = new Set(originOf(id).urls);
      const chosen = lineup.chosenLogoOf(id);
      const describe = (address: string): LogoCandidate => {
        const isFile = address.startsWith(FILE_SCHEME);
        const look = isFile ? undefined : lookOf(address);
        return {
          key: keyOf(address),
          from: isFile ? 'file' : streams.has(address) ? 'stream' : 'url',
          label: isFile ? parse(address.slice(FILE_SCHEME.length)).base : hostOf(address),
          path: `logo/${printChannelId(id)}?of=${keyOf(address)}`,
          width: look?.state === 'seen' ? look.width : null,
          height: look?.state === 'seen' ? look.height : null,
          is_chosen: address === chosen,
        };
      };
      return (await addressesOf(id, search)).map(describe);
    },
    async choose(id, choice) {
      const address = await addressOf(choice, (key) => find(id, key));
      if (!(await read(address))) throw new AppError('request.invalid', 'No image could be had from there.');
      return decide(id, address);
    },
    async upload(id, bytes) {
      const kind = imageKindOf(bytes);
      if (kind === undefined) throw new AppError('request.invalid', 'This is no image that can be a logo.');
      if (!lineup.channel(id)) throw new AppError('channel.unknown', `There is no channel ${printChannelId(id)}.`);
      const content = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
      const file = await own.put(`masthead-${printChannelId(id)}-${content}`, { kind, bytes });
      return decide(id, `${FILE_SCHEME}${file}`);
    },
  };
}

async function addressOf(choice: LogoChoice, find: (key: string) => Promise<string | undefined>): Promise<string> {
  if (choice.from === 'url') return choice.url;
  const address = await find(choice.key);
  if (address === undefined) throw new AppError('request.invalid', 'This logo is not among those of the channel.');
  return address;
}

/** Never the address itself: it may hold a password. */
const keyOf = (address: string): string => createHash('sha256').update(address).digest('hex').slice(0, 16);

const hostOf = (address: string): string => URL.parse(address)?.hostname ?? '';
