// Lines that only divide a list: ornaments on both sides, or nothing but signs.

import { take, type PartReader } from '../scan.ts';

const FRAMED = /^\s*([^\p{L}\p{N}\s([{"'«“]{2,}|[▀-▟■-◿★-☆✦-✿➖═━─]+).*[^\p{L}\p{N}\s)\]}"'»”!?.+]\s*$/u;
const ORNAMENTS = /[#=*~_\-–—|•●▀-▟■-◿★☆✦-✿➖═━─<>«»]/u;

export const readHeading: PartReader = (scan) => {
  const first = scan.source.trimStart();
  if (scan.words.length > 0 && (!ORNAMENTS.test(first.charAt(0)) || !FRAMED.test(scan.source))) return;
  scan.facts.isHeading = true;
  if (scan.words.length > 0) take(scan, { from: 0, to: scan.words.length, kind: 'heading', value: scan.source.trim() });
};
