// What is telling in a name, as it is written: without prefix, quality and what else decorates it.

import type { NameReading, Part, PartKind } from '../formats/names/reading.ts';

/** What makes it another channel stays: HBO West is not HBO. */
const TITLE_PARTS: ReadonlySet<PartKind> = new Set(['name', 'shift', 'feed', 'call-sign', 'place', 'event']);

/** What belongs to the words at both sides: `ARD-alpha`, `L'Équipe`, `Star Trek: Voyager`, `Dr. Phil`. Bars, slashes, brackets and stars divide. */
const JOINS = /^(?:[-'’&+:]|[:,;!?.] | [-–&+:] |)$/;
/** `U.S. News`, but `BBC.One`. */
const INITIAL = /^\.$/;

/** The whole name where nothing would be left. */
export function titleOf({ parts, source }: Pick<NameReading, 'parts' | 'source'>): string {
  let title = '';
  let last: Part | undefined;
  for (const part of parts) {
    const isTold = TITLE_PARTS.has(part.kind);
    if (isTold)
      title += `${last === undefined ? '' : between(source, last, part)}${source.slice(part.start, part.end)}`;
    if (isTold) last = part;
  }
  return title.trim() || source;
}

/** A blank where something else stands there, or stood. */
function between(source: string, last: Part, next: Part): string {
  const written = source.slice(last.end, next.start);
  const isInitial = last.end - last.start === 1 && INITIAL.test(written);
  return JOINS.test(written) || isInitial ? written : ' ';
}
