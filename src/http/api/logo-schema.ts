// Logos to choose from, as the API has them, and who finds them.

import * as z from 'zod';
import type { Decided } from '../../lineup/query.ts';
import type { ChannelId } from '../../model/ids.ts';

export const candidate = z
  .strictObject({
    key: z.string(),
    from: z.enum(['stream', 'file', 'url']),
    label: z.string().meta({ description: 'The host that has it, or the name of the file' }),
    path: z.string().meta({ description: 'Its picture, relative to the base URL' }),
    width: z.int().nullable().meta({ description: 'Pixels; null as long as nobody has looked at it' }),
    height: z.int().nullable(),
    is_chosen: z.boolean(),
  })
  .meta({ id: 'LogoCandidate' });

export type LogoCandidate = z.output<typeof candidate>;

export const choice = z
  .discriminatedUnion('from', [
    z.strictObject({ from: z.literal('key'), key: z.string().max(64) }).meta({ description: 'One of the candidates' }),
    z
      .strictObject({ from: z.literal('url'), url: z.url({ protocol: /^https?$/ }).max(4_000) })
      .meta({ description: 'An image anywhere' }),
  ])
  .meta({ id: 'LogoChoice' });

export type LogoChoice = z.output<typeof choice>;

export interface ChannelLogosPort {
  /** @returns undefined for an unknown channel */
  candidates(id: ChannelId, search: string): Promise<readonly LogoCandidate[] | undefined>;
  /** @throws AppError `request.invalid` when there is no image, `channel.unknown` */
  choose(id: ChannelId, choice: LogoChoice): Promise<Decided>;
  /** @throws AppError `request.invalid` for anything that is no image, `channel.unknown` */
  upload(id: ChannelId, bytes: Uint8Array): Promise<Decided>;
}
