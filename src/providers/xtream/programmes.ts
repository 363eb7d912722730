// Asks a panel for the programmes of one channel, where its guide does not have them.

import { readListings } from '../../formats/xtream/listings.ts';
import type { Programme } from '../../model/programme.ts';
import type { ProbeRequest } from '../provider.ts';
import { ask } from './panel.ts';

const LIVE = /\/(?:live\/)?[^/]+\/[^/]+\/(\d+)(?:\.\w+)?$/;
/** Where the whole guide of a channel is not to be had: as much as panels give of what is on and follows. */
const SHORT_LIMIT = '200';

/** @returns `undefined` for a stream that is no channel of a panel @throws AppError `provider.*`, `net.*` */
export async function channelProgrammes(
  request: ProbeRequest & { readonly timeZone: string },
  url: string,
): Promise<Programme[] | undefined> {
  const id = LIVE.exec(url)?.[1];
  if (id === undefined) return undefined;
  const whole = await ask(request, { action: 'get_simple_data_table', stream_id: id });
  const programmes = readListings(whole, request.timeZone);
  if (programmes.length > 0) return programmes;
  const short = await ask(request, { action: 'get_short_epg', stream_id: id, limit: SHORT_LIMIT });
  return readListings(short, request.timeZone);
}
