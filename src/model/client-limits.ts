// What a client may: how urgently it needs a connection, and how fast it is sent. The first rule that fits it holds.

import * as z from 'zod';

/** `192.168.1.20`, `192.168.1.0/24`, `fd00::/8`. */
export const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

export const clientLimit = z
  .strictObject({
    /** In the client's User-Agent, whatever the case; left out it may be any program. */
    user_agent: z.string().trim().min(1).max(200).optional(),
    /** Of the client, or the network that it is in; left out it may be anywhere. */
    address: z
      .string()
      .trim()
      .max(50)
      .refine((text) => network.safeParse(text).success, 'not an address or network')
      .optional(),
    /** Who has more gets the connection, where `streaming.priority_takes_slots` is set; who has none has 0. */
    priority: z.int().min(-100).max(100).optional(),
    /** Most that it is sent. */
    kilobytes_per_second: z.int().min(1).max(10_000_000).optional(),
  })
  .refine(({ user_agent, address }) => user_agent ?? address, 'a User-Agent or an address is needed');

export type ClientLimit = z.output<typeof clientLimit>;
