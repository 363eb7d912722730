// What a person chooses for channels' logos.

import * as z from 'zod';

const SIGHT_MODES = ['automatic', 'on', 'off'] as const;

export const logoSettings = z.strictObject({
  /** Each logo is fetched once and costs 13 ms of a core; a box with little memory has better things to do. */
  by_sight: z
    .enum(SIGHT_MODES)
    .default('automatic')
    .meta({ label: 'Compare logos by sight; automatic does so with 1 GiB of memory or more' }),
  /** Images named like a channel or its id go before what providers have. */
  folder: z
    .string()
    .max(1_000)
    .regex(/^(?:\/.*)?$/, 'an absolute path')
    .default('')
    .meta({ label: "Folder of your own logos, named like their channels; empty is `logos` beside Masthead's data" }),
});
