// A person's choice of a guide, found again in the guides that are there now.

import { foldXmltvId } from '../guide/fold-id.ts';
import type { GuideJoin } from '../guide/join.ts';
import type { PublishedChannel } from '../guide/reader.ts';
import type { GuideRef } from '../lineup/guide-choices.ts';
import type { GuideQuestion } from '../lineup/merge.ts';
import { shiftToGuide } from '../matching/verify.ts';
import { found, sourceOf, type Found } from './found-guide.ts';

/** The chosen channel: of its source, else of another one with its id and name, else one of its name. */
export function chosenGuide(join: GuideJoin, { choice, names }: GuideQuestion): Found | undefined {
  const ref = choice?.chosen;
  if (!ref) return undefined;
  const byId = join.byXmltvId(ref.xmltv_id);
  const channel =
    byId.find(({ sourceKey }) => sourceOf(sourceKey) === ref.source) ??
    byId.find((one) => isNamed(one, ref)) ??
    join.byDisplayName(ref.name)[0];
  if (!channel) return undefined;
  const shiftMinutes = shiftToGuide(names, channel.displayNames, '') ?? 0;
  return found(channel, { by: 'hand', score: 100, shiftMinutes });
}

type Named = Pick<PublishedChannel, 'displayNames' | 'xmltvId'>;

export type Refuses = (channel: Named) => boolean;

const refusesNone: Refuses = () => false;

/** Whether a person has refused a guide's channel for this one, under whatever address it comes now. */
export function isRefused({ choice }: GuideQuestion): Refuses {
  const refused = choice?.refused;
  if (!refused) return refusesNone;
  return (channel) =>
    refused.some((ref) => foldXmltvId(ref.xmltv_id) === foldXmltvId(channel.xmltvId) && isNamed(channel, ref));
}

const isNamed = ({ displayNames, xmltvId }: Named, { name }: GuideRef): boolean =>
  (displayNames[0] ?? xmltvId) === name || displayNames.includes(name);
