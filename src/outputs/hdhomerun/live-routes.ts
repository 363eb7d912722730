// `/auto/v<number>` and `/tuner<n>/v<number>`: a channel, and the tuner it takes while it is watched.

import type { Context, Hono } from 'hono';
import { AppError, toAppError } from '../../kernel/errors.ts';
import { clientAddressOf } from '../../net/network.ts';
import { channelOfNumber, parseChannelNumber, type Channel, type LineupSnapshot } from '../../model/channel.ts';
import { refusalOf } from '../live-refusal.ts';
import type { LanEnv } from '../output.ts';
import type { Play, PlayRequest } from '../play.ts';
import type { Lease, Tuners } from './tuners.ts';

export interface LivePorts {
  readonly lineup: () => LineupSnapshot;
  readonly play: Play;
  readonly tuners: Tuners;
  /** A viewer was turned away because every tuner was in use. */
  readonly onExhausted: (channel: Channel) => void;
}

export function addLiveRoutes(lan: Hono<LanEnv>, ports: LivePorts): void {
  lan.get('/auto/:channel', (c) => respond(c, c.req.param('channel'), undefined, ports));
  lan.get('/:tuner{tuner[0-9]{1,3}}/:channel', (c) =>
    respond(c, c.req.param('channel'), Number(c.req.param('tuner').slice(5)), ports),
  );
}

async function respond(
  c: Context<LanEnv>,
  asked: string,
  index: number | undefined,
  ports: LivePorts,
): Promise<Response> {
  const channel = channelOf(asked, ports.lineup());
  if (!channel) return refuse(new AppError('channel.unknown', 'No such channel'));
  const durationSeconds = durationOf(c.req.query('duration'));
  const request: PlayRequest = {
    channelId: channel.id,
    via: 'hdhomerun',
    ...(durationSeconds !== undefined && { durationSeconds }),
  };
  if (c.req.method === 'HEAD') return ports.play(c, request);
  try {
    holdWhileOpen(
      c,
      ports.tuners.take({ channel, address: clientAddressOf(c.env), ...(index !== undefined && { index }) }),
    );
    return await ports.play(c, request);
  } catch (error) {
    if (toAppError(error).code === 'tuner.all-in-use') ports.onExhausted(channel);
    return refuse(error);
  }
}

function channelOf(asked: string, lineup: LineupSnapshot): Channel | undefined {
  const number = asked.startsWith('v') ? parseChannelNumber(asked.slice(1)) : undefined;
  return number === undefined ? undefined : channelOfNumber(lineup, number);
}

function holdWhileOpen(c: Context<LanEnv>, lease: Lease): void {
  const { outgoing } = c.env;
  if (outgoing.destroyed) return lease.release(); // the viewer left while it was asked: no event will tell
  outgoing.once('close', () => lease.release());
  outgoing.setHeader('x-hdhomerun-resource', `tuner${lease.index}`);
}

/** Status, reason and no body: Jellyfin would record any body as the programme. */
const refuse = (error: unknown): Response => refusalOf(toAppError(error), 'hdhomerun');

/** Anything but a positive number of seconds is no limit, as on a device. */
function durationOf(text: string | undefined): number | undefined {
  const seconds = Number(text);
  return text !== undefined && seconds > 0 && Number.isFinite(seconds) ? seconds : undefined;
}
