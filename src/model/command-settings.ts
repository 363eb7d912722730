// Settings of the programs that bring streams: which may run, how many, and the profiles that a person has added.

import * as z from 'zod';
import { commandProfile, programName, PROXY, REDIRECT } from './stream-profile.ts';
import { COMMAND_PRESETS, PRESET_PROGRAMS } from './stream-profile-presets.ts';

const TAKEN = new Set([PROXY, REDIRECT, ...COMMAND_PRESETS.map(({ name }) => name)]);

const profiles = z
  .array(commandProfile)
  .max(50)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'two profiles have one name')
  .refine((all) => all.every(({ name }) => !TAKEN.has(name)), 'this name is that of a profile that is always there');

export const commandSettings = z.strictObject({
  allowed_programs: z
    .array(programName)
    .max(50)
    .default([...PRESET_PROGRAMS])
    .meta({ label: 'Programs that may be run, by name or absolute path' }),
  max_running: z.int().min(0).max(100).default(10).meta({ label: 'Programs that run at once' }),
  profiles: profiles.default([]).meta({ label: 'Own command profiles' }),
});

export type CommandSettings = z.output<typeof commandSettings>;

/** A preset or one of a person's own; `undefined` for one that is not there (any more). */
export function findCommand(name: string, settings: Pick<CommandSettings, 'profiles'>) {
  return [...COMMAND_PRESETS, ...settings.profiles].find((profile) => profile.name === name);
}
