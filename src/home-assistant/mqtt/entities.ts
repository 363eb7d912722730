// What an entity is to Home Assistant: a row of a table. Rooms add rows; what is published and obeyed follows from them.

import { AppError } from '../../kernel/errors.ts';

export type Platform = 'binary_sensor' | 'button' | 'event' | 'image' | 'number' | 'select' | 'sensor' | 'switch';

/** Null is unknown. */
export type State = string | number | boolean | null;

/** Of an event. */
export type Attributes = Readonly<Record<string, string | number | null>>;

export interface Entity {
  /** `[a-z0-9_]+`, the same for ever: topics, ids and people's automations hang on it. */
  readonly key: string;
  readonly platform: Platform;
  /** Keys of the platform's discovery schema: `name`, `icon`, `device_class` … */
  readonly config: Readonly<Record<string, unknown>>;
  readonly state?: () => State;
  /** Small, and of what changes seldom: each change is recorded. */
  readonly attributes?: () => Readonly<Record<string, unknown>>;
  /** False for a value that means nothing later. */
  readonly isRetained?: boolean;
  /** Said again after this time though it is the same: for values that expire. */
  readonly repeatMs?: number;
  /** Whether there is anything to say; without it, as long as Masthead is there. */
  readonly isAvailable?: () => boolean;
  /** @throws AppError `request.invalid` for what it does not understand */
  readonly obey?: (payload: string) => unknown;
}

export interface Device {
  /** `masthead`, `masthead_<provider>`. */
  readonly id: string;
  /** Keys of the discovery's `dev`. */
  readonly description: Readonly<Record<string, unknown>>;
  readonly entities: readonly Entity[];
}

/** As the platforms take it; a sensor longer than 255 characters would be unknown. */
export function printState(state: State): string {
  if (state === null) return 'None';
  if (typeof state === 'boolean') return state ? 'ON' : 'OFF';
  return shorten(String(state), 255);
}

export const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

export function readSwitch(payload: string): boolean {
  if (payload === 'ON' || payload === 'OFF') return payload === 'ON';
  throw new AppError('request.invalid', 'Send ON or OFF.');
}

export function readPress(payload: string): void {
  if (payload !== 'PRESS') throw new AppError('request.invalid', 'Send PRESS.');
}

export function readWhole(payload: string, min: number, max: number): number {
  const value = /^\d{1,9}(?:\.0+)?$/.test(payload) ? Number(payload) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new AppError('request.invalid', `Send a whole number from ${min} to ${max}.`);
}
