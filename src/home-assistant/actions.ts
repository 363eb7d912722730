// The actions, as a table: rooms that come later add a line.

import * as z from 'zod';
import { AppError } from '../kernel/errors.ts';
import {
  channelOfId,
  channelOfNumber,
  parseChannelNumber,
  type Channel,
  type LineupSnapshot,
} from '../model/channel.ts';
import type { ChannelPatch } from '../lineup/query.ts';
import {
  parseChannelId,
  parseStreamId,
  printChannelId,
  type ChannelId,
  type ProviderId,
  type StreamId,
} from '../model/ids.ts';
import { action, type Action } from './mqtt/action.ts';
import { playOn, type PlayOn } from './play-on.ts';
import type { HomePorts } from './ports.ts';

const channelName = z.union([z.string().min(1).max(200), z.number().positive().transform(String)]);
const providerName = z.string().min(1).max(100);

export interface ActionPorts extends HomePorts {
  /** Absent where there is no Home Assistant to call. */
  readonly callHome?: PlayOn['callHome'];
}

export function actionsOf(ports: ActionPorts): Readonly<Record<string, Action>> {
  const found = (asked: string): Channel => {
    const channel = channelIn(ports.lineup(), asked);
    if (channel) return channel;
    throw unknownChannel(asked);
  };
  return {
    sync: action(z.strictObject({ provider: providerName.optional() }), async (input) => {
      if (input.provider === undefined) return syncAll(ports);
      await ports.syncOne(findProvider(ports, input.provider));
      return {};
    }),
    sync_guide: action(z.strictObject({}), async () => void (await ports.syncGuides())),
    confirm_list: action(z.strictObject({ provider: providerName }), async (input) => {
      await ports.confirmList(findProvider(ports, input.provider));
      return {};
    }),
    check: action(z.strictObject({ channel: channelName }), async (input) => {
      const one = found(input.channel);
      return { channel: printChannelId(one.id), name: one.name, ...(await ports.checkChannel(one.id)) };
    }),
    enable: action(selection, async (input) => ports.patchChannels([await patchOf(input, true, ports)])),
    disable: action(selection, async (input) => ports.patchChannels([await patchOf(input, false, ports)])),
    move: action(z.strictObject({ channel: channelName, stream: streamId }), (input) => {
      if (!ports.moveSession(found(input.channel).id, input.stream)) throw notOnAir();
    }),
    stop: action(
      z.union([z.strictObject({ viewer: z.string().min(1).max(64) }), z.strictObject({ channel: channelName })]),
      (input) => {
        const isGone = 'viewer' in input ? ports.endViewer(input.viewer) : ports.endSession(found(input.channel).id);
        if (!isGone) throw notOnAir();
      },
    ),
    play_on: action(
      z.strictObject({
        channel: channelName,
        player: z
          .union([z.string(), z.array(z.string()).min(1).max(20)])
          .transform((players) => [players].flat())
          .refine((players) => players.every((player) => /^media_player\.\w+$/.test(player)), 'not a media_player'),
        format: z.enum(['ts', 'hls']).default('ts'),
      }),
      (input) => playOn({ ...ports, ...input, channel: found(input.channel) }),
    ),
  };
}

/** Ends when all have been read, well or not: who asks is told which were not. */
async function syncAll(ports: HomePorts): Promise<{ readonly failed?: readonly ProviderId[] }> {
  await ports.syncAll();
  if (ports.settings().maintenance.enabled) {
    throw new AppError('process.maintenance', 'Masthead is under maintenance; providers are read when it is over.');
  }
  const failed = ports
    .syncStatuses()
    .flatMap(({ provider_id, state, error }) => (state !== 'disabled' && error ? [provider_id] : []));
  return failed.length > 0 ? { failed } : {};
}

const notOnAir = (): AppError => new AppError('request.not-found', 'Nothing like that is on air.');

const streamId = z.string().transform((text, context): StreamId => {
  const id = parseStreamId(text);
  if (id !== undefined) return id;
  context.addIssue({ code: 'custom', message: 'not a stream id' });
  return z.NEVER;
});

const selection = z.union([
  z.strictObject({ channel: z.union([channelName, z.array(channelName).min(1).max(1_000)]) }),
  z.strictObject({ group: z.string().min(1).max(200) }),
]);

async function patchOf(input: z.output<typeof selection>, enabled: boolean, ports: Names): Promise<ChannelPatch> {
  if ('group' in input) {
    const { group } = input;
    if (!(await ports.hasGroup(group))) throw new AppError('request.not-found', `There is no group ${group}.`);
    return { where: { group }, set: { enabled } };
  }
  const ids: ChannelId[] = [];
  for (const asked of [input.channel].flat()) ids.push(await idOf(asked, ports));
  return { ids, set: { enabled } };
}

type Names = Pick<HomePorts, 'lineup' | 'searchChannels' | 'hasGroup'>;

/** A disabled channel is not in the lineup: it is looked for among all that are known. */
async function idOf(asked: string, { lineup, searchChannels }: Names): Promise<ChannelId> {
  const known = parseChannelId(asked) ?? channelIn(lineup(), asked)?.id;
  if (known !== undefined) return known;
  const folded = fold(asked);
  const number = parseChannelNumber(asked);
  const rows = await searchChannels(asked);
  const row =
    rows.find((one) => number !== undefined && parseChannelNumber(one.number) === number) ??
    rows.find(({ name }) => fold(name) === folded);
  const id = row && parseChannelId(row.id);
  if (id === undefined) throw unknownChannel(asked);
  return id;
}

/** By id, by number, or by name. */
function channelIn(lineup: LineupSnapshot, asked: string): Channel | undefined {
  const id = parseChannelId(asked);
  const number = parseChannelNumber(asked);
  const folded = fold(asked);
  return (
    (id === undefined ? undefined : channelOfId(lineup, id)) ??
    (number === undefined ? undefined : channelOfNumber(lineup, number)) ??
    lineup.channels.find(({ name }) => fold(name) === folded)
  );
}

const fold = (name: string): string => name.trim().toLocaleLowerCase();

const unknownChannel = (asked: string): AppError =>
  new AppError('channel.unknown', `There is no channel ${asked} in the lineup.`);

/** By id or by name. @throws AppError `provider.unknown` */
function findProvider({ providers }: Pick<HomePorts, 'providers'>, asked: string): ProviderId {
  const folded = fold(asked);
  const one = providers().find(({ id, name }) => id === asked || fold(name) === folded);
  if (!one) throw new AppError('provider.unknown', `There is no provider ${asked}.`);
  return one.id;
}
