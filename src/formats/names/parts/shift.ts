// Time shifts: `+1`, `+ 2h`, `(+7)`, `Plus1`. `Canal+ 1` is a plus and a number, not a shift.

import { take, type PartReader, type Scan } from '../scan.ts';
import { GAP } from '../words.ts';

const LONGEST_HOURS = 24;

export const readShift: PartReader = (scan) => {
  for (let index = 1; index < scan.words.length; index += 1) {
    if (scan.taken[index]) continue;
    const hours = hoursAt(scan, index);
    if (hours === 0) continue;
    const to = index + (scan.words[index]?.text === '+' ? 2 : 1);
    scan.facts.shiftHours = hours;
    take(scan, { from: index, to, kind: 'shift', value: `+${hours}` });
    return;
  }
};

function hoursAt(scan: Scan, index: number): number {
  const text = scan.words[index]?.text ?? '';
  const next = scan.words[index + 1];
  const glued = /^plus(\d{1,2})h?$/.exec(text);
  if (glued) return within(glued[1]);
  if (text !== '+' || !next || scan.taken[index + 1]) return 0;
  if (isSum(scan, index)) return 0;
  const isClose = next.gap === GAP.glued || (next.gap === GAP.space && (scan.words[index]?.gap ?? 0) !== GAP.glued);
  const number = /^(\d{1,2})(?:h|hr|hour|hours|std)?$/.exec(next.text);
  return isClose && number ? within(number[1]) : 0;
}

/** `1+1`, `2+2`: a channel that is called so; a shift has a name before it. */
const isSum = ({ words }: Scan, plus: number): boolean =>
  plus === 1 &&
  words[plus]?.gap === GAP.glued &&
  /^\d$/.test(words[0]?.text ?? '') &&
  words[plus + 1]?.gap === GAP.glued;

function within(digits: string | undefined): number {
  const hours = Number(digits);
  return hours >= 1 && hours <= LONGEST_HOURS ? hours : 0;
}
