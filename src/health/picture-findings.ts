// What is wrong with a picture that comes: it stands still, it is black, there is no sound, or it is a card in place of the
// programme. What was seen when is kept for a while, and what that is worth. Pure.

import { HOUR_MS } from '../kernel/units.ts';

/** As it is seen in one stream by itself. */
export const SEEN_FAULTS = ['frozen', 'black', 'silent'] as const;
export type SeenFault = (typeof SEEN_FAULTS)[number];
/** `slate`: "offline", "buy a plan", recognised by what else is known (`slates.ts`). */
export const PICTURE_FAULTS = [...SEEN_FAULTS, 'slate'] as const;
export type PictureFault = (typeof PICTURE_FAULTS)[number];

export interface PictureFindings {
  /** Those that held for nearly all of what was looked at. */
  readonly faults: readonly SeenFault[];
  readonly lookedAtSeconds: number;
  /** What a picture that stands still shows (`still-print.ts`); null of one that moves, or is blank. */
  readonly still: string | null;
}

export interface PictureLook {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly faults: readonly PictureFault[];
}

export const KEPT_LOOKS = 8;
/** What is left of a stream's health while it has the fault; of several the worst counts. */
const WORTH: Readonly<Record<PictureFault, number>> = { slate: 0, black: 0, frozen: 0.2, silent: 0.6 };
/** A look counts half as much after this, and half as much as the next one. */
const HALF_LIFE_MS = 24 * HOUR_MS;
/** That a picture is well is thought before it was looked at; so much weighs that against a fresh look. */
const PRIOR_WEIGHT = 0.5;

/** 0 to 1. @param looks in order of time */
export function pictureWorth(looks: readonly PictureLook[], now: number): number {
  let good = PRIOR_WEIGHT;
  let all = PRIOR_WEIGHT;
  for (const [index, { at, faults }] of looks.toReversed().entries()) {
    const weight = 0.5 ** (index + Math.max(0, now - at) / HALF_LIFE_MS);
    all += weight;
    good += weight * Math.min(1, ...faults.map((fault) => WORTH[fault]));
  }
  return good / all;
}

/** Faulty looks in a row up to now. */
export function faultyInARow(looks: readonly PictureLook[]): number {
  const lastWell = looks.findLastIndex(({ faults }) => faults.length === 0);
  return looks.length - 1 - lastWell;
}

const SAID: Readonly<Record<PictureFault, string>> = {
  slate: 'a card in place of the programme',
  black: 'black',
  frozen: 'frozen',
  silent: 'silent',
};

/** For a person: `black in 3 of the last 4 looks at its picture`; undefined when all of them were well. */
export function sayFaults(looks: readonly PictureLook[]): string | undefined {
  const faulty = looks.filter(({ faults }) => faults.length > 0);
  const names = PICTURE_FAULTS.filter((fault) => faulty.some(({ faults }) => faults.includes(fault)));
  if (names.length === 0) return undefined;
  const looked =
    looks.length === 1
      ? 'when its picture was looked at'
      : `in ${faulty.length} of the last ${looks.length} looks at its picture`;
  return `${names.map((fault) => SAID[fault]).join(' and ')} ${looked}`;
}
