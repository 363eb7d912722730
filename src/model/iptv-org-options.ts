// What a person chooses of a public list of iptv-org, besides which one it is.

import * as z from 'zod';

export const iptvOrgOptions = z.strictObject({
  kind: z.literal('iptv-org'),
  /** Where the lists lie: the project's own pages, or a copy of them. */
  base_url: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .default('https://iptv-org.github.io/iptv'),
  /** Channels that the list marks as playing in their own country only. */
  take_geo_blocked: z.boolean().default(true),
  /** Channels that the list marks as not being on air around the clock. */
  take_part_time: z.boolean().default(true),
});

export type IptvOrgOptions = z.output<typeof iptvOrgOptions>;

export const defaultIptvOrgOptions: IptvOrgOptions = iptvOrgOptions.parse({ kind: 'iptv-org' });
