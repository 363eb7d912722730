// What a person has set in Home Assistant's add-on page: `options.json`, which the Supervisor writes at every start. Few
// things, each standing for a variable or a setting; everything else is set in the panel.

import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { AppError } from '../kernel/errors.ts';
import { LOG_LEVELS } from '../kernel/log.ts';
import { ACCESS_MODES, settingsSchema } from '../model/settings.ts';

/** The variable that an option sets. */
const OPTION_VARIABLES = {
  log_level: 'MASTHEAD_LOG_LEVEL',
  base_url: 'MASTHEAD_BASE_URL',
  mqtt_url: 'MASTHEAD_MQTT_URL',
  mqtt_username: 'MASTHEAD_MQTT_USERNAME',
  mqtt_password: 'MASTHEAD_MQTT_PASSWORD',
} as const;

/** As a person knows it, who has never heard of the variable. */
export const optionOf = (variable: string): string | undefined =>
  Object.entries(OPTION_VARIABLES).find(([, name]) => name === variable)?.[0];

const schema = z.object({
  log_level: z.enum(LOG_LEVELS).nullish(),
  base_url: z.string().nullish(),
  mqtt_url: z.string().nullish(),
  mqtt_username: z.string().nullish(),
  mqtt_password: z.string().nullish(),
  access: z.enum(ACCESS_MODES).nullish(),
  tuner_count: settingsSchema.shape.discovery.unwrap().shape.tuner_count.unwrap().optional(),
});

/** Every option, in the order in which the page shows them. */
export const ADDON_OPTIONS = [
  'log_level',
  'access',
  'tuner_count',
  'base_url',
  'mqtt_url',
  'mqtt_username',
  'mqtt_password',
] as const satisfies readonly (keyof z.output<typeof schema>)[];

/** Settings that an option holds fast: at each start it is put in force again. Left empty, the panel decides. */
export interface HeldSettings {
  readonly access?: (typeof ACCESS_MODES)[number];
  readonly discovery?: { readonly tuner_count: number };
}

export interface AddonOptions {
  readonly variables: Readonly<Record<string, string>>;
  readonly settings: HeldSettings;
}

/** @param text the file's. @throws AppError `settings.invalid` that names the option */
function parseAddonOptions(text: string): AddonOptions {
  const checked = schema.safeParse(parseJson(text));
  if (!checked.success) {
    const reasons = checked.error.issues.map((issue) => `option ${issue.path.join('.')}: ${issue.message}`);
    throw new AppError('settings.invalid', reasons.join('; '));
  }
  const { access, tuner_count: tunerCount, ...rest } = checked.data;
  const variables = Object.entries(rest).flatMap(([option, value]) =>
    value === null || value === undefined || value === ''
      ? []
      : [[OPTION_VARIABLES[option as keyof typeof OPTION_VARIABLES], value] as const],
  );
  return {
    variables: Object.fromEntries(variables),
    settings: {
      ...(access && { access }),
      ...(tunerCount && { discovery: { tuner_count: tunerCount } }),
    },
  };
}

/** @throws AppError `settings.invalid` */
export function readAddonOptions(file: string): AddonOptions {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('settings.invalid', `MASTHEAD_OPTIONS_FILE: ${file} cannot be read`, { cause });
  }
  return parseAddonOptions(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('settings.invalid', "The add-on's options are no JSON", { cause });
  }
}
