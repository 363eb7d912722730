// The actions, as a table: rooms that come later add a line.

import * as z from 'zod';
import { AppError } from '../kernel/errors.ts';
import { parseChannelNumber, type Channel, type LineupSnapshot } from '../model/channel.ts';
import { parseChannelId, parseStreamId, printChannelId, type ProviderId, type StreamId } from '../model/ids.ts';
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
  const found = (asked: string): Channel => findChannel(ports.lineup(), asked);
  return {
    sync: action(z.strictObject({ provider: providerName.optional() }), async (input) => {
      await (input.provider === undefined ? ports.syncAll() : ports.syncOne(findProvider(ports, input.provider)));
    }),
    sync_guide: action(z.strictObject({}), async () => void (await ports.syncGuides())),
    check: action(z.strictObject({ channel: channelName }), async (input) => {
      const one = found(input.channel);
      return { channel: printChannelId(one.id), name: one.name, ...(await ports.checkChannel(one.id)) };
    }),
    enable: action(selection, (input) => ports.patchChannels([patchOf(input, true, ports.lineup())])),
    disable: action(selection, (input) => ports.patchChannels([patchOf(input, false, ports.lineup())])),
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

function patchOf(input: z.output<typeof selection>, enabled: boolean, lineup: LineupSnapshot) {
  if ('group' in input) return { where: { group: input.group }, set: { enabled } };
  return { ids: [input.channel].flat().map((asked) => idOf(asked, lineup)), set: { enabled } };
}

/** A disabled channel is not in the lineup: by its id it is found all the same. */
const idOf = (asked: string, lineup: LineupSnapshot) => parseChannelId(asked) ?? findChannel(lineup, asked).id;

/** By id, by number, or by name. @throws AppError `channel.unknown` */
function findChannel({ byId, byNumber, channels }: LineupSnapshot, asked: string): Channel {
  const id = parseChannelId(asked);
  const number = parseChannelNumber(asked);
  const folded = asked.trim().toLocaleLowerCase();
  const channel =
    (id === undefined ? undefined : byId.get(id)) ??
    (number === undefined ? undefined : byNumber.get(number)) ??
    channels.find(({ name }) => name.toLocaleLowerCase() === folded);
  if (!channel) throw new AppError('channel.unknown', `There is no channel ${asked} in the lineup.`);
  return channel;
}

/** By id or by name. @throws AppError `provider.unknown` */
function findProvider({ providers }: Pick<HomePorts, 'providers'>, asked: string): ProviderId {
  const folded = asked.trim().toLocaleLowerCase();
  const one = providers().find(({ id, name }) => id === asked || name.toLocaleLowerCase() === folded);
  if (!one) throw new AppError('provider.unknown', `There is no provider ${asked}.`);
  return one.id;
}
