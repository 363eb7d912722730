// What a person sets of MQTT: where Home Assistant looks for devices.

import * as z from 'zod';

const PREFIX = /^[\w.-]+(?:\/[\w.-]+)*$/;
const OURS = /^masthead(?:\/|$)/; // what Home Assistant says would be taken for our own

/** As in Home Assistant's MQTT integration, "Discovery prefix": a topic without wildcards, `homeassistant`. */
export const discoveryPrefix = z
  .string()
  .max(64)
  .regex(PREFIX, 'no prefix of MQTT topics')
  .refine((prefix) => !OURS.test(prefix), "Masthead's own topics begin like that");

export const mqttSettings = z.strictObject({
  discovery_prefix: discoveryPrefix
    .default('homeassistant')
    .meta({ label: 'Discovery prefix, as in the MQTT integration of Home Assistant', restart: true }),
});
