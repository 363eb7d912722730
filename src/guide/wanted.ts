// Which guide channels any stream could want: by id, or by one of their names.

import type { GuideChannel } from '../model/programme.ts';
import { normaliseName } from '../formats/names/normalise.ts';
import { foldXmltvId } from './fold-id.ts';

export type Wanted = (channel: Pick<GuideChannel, 'xmltvId' | 'displayNames'>) => boolean;

/**
 * @param ids `foldXmltvId` of the streams' tvg-ids
 * @param names `normaliseName` of the streams' names
 */
export function wantedBy(ids: ReadonlySet<string>, names: ReadonlySet<string>): Wanted {
  return ({ xmltvId, displayNames }) =>
    ids.has(foldXmltvId(xmltvId)) || displayNames.some((name) => names.has(normaliseName(name)));
}
