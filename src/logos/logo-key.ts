// What the name of a person's own logo and a channel's name have in common.

import { normaliseName } from '../formats/names/normalise.ts';
import { readName } from '../formats/names/read.ts';

/** `ZDF_HD.png` and `DE: ZDF FHD` are one name; ids and names without words are compared as they are. */
export const logoKey = (name: string): string =>
  readName(name.replaceAll('_', ' ')).core.join(' ') || normaliseName(name);
