// Whether a public database of channels is asked, and where it lies.

import * as z from 'zod';

export const knowledgeSettings = z.strictObject({
  /** Off until a person allows it: nothing is fetched from a place that nobody named. */
  enabled: z
    .boolean()
    .default(false)
    .meta({ label: 'Fetch the iptv-org database of channels weekly: other names and countries of channels' }),
  /** A folder with `channels.json` and `feeds.json` as github.com/iptv-org/api describes them. */
  address: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .default('https://iptv-org.github.io/api')
    .meta({ label: 'Where the database of channels is fetched from' }),
});
