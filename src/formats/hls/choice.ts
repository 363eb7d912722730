// Which of a master playlist's variants to take, and which sound with it.

import type { AudioRendition, MasterPlaylist, Variant } from './playlist.ts';

export interface VariantLimits {
  /** Null is no limit. */
  readonly maxHeight: number | null;
  /** Bits per second; null is no limit. */
  readonly maxBandwidth: number | null;
}

const VIDEO_CODEC = /^(?:avc|hvc|hev|mp4v|dvh|vp0?9|av01)/i;
/** What a transport stream carries. */
const FITS = /^(?:avc[1-4]|hvc1|hev1|mp4v|mp4a|ac-3|ec-3|mp3|dvh)/i;

/** Best first; those above the limits come last, the smallest first, as a picture too large is better than none. */
export function variantsByPreference({ variants }: MasterPlaylist, limits: VariantLimits): Variant[] {
  const playable = variants.filter(({ codecs }) => codecs.every((codec) => FITS.test(codec)));
  const known = playable.length > 0 ? playable : variants;
  const withPicture = known.filter(hasPicture);
  const candidates = withPicture.length > 0 ? withPicture : known;
  const isWithin = ({ height, bandwidth }: Variant): boolean =>
    (limits.maxHeight === null || height <= limits.maxHeight) &&
    (limits.maxBandwidth === null || bandwidth <= limits.maxBandwidth);
  const within = candidates.filter(isWithin).toSorted((a, b) => b.bandwidth - a.bandwidth || b.height - a.height);
  const above = candidates.filter((one) => !isWithin(one)).toSorted((a, b) => a.bandwidth - b.bandwidth);
  return [...within, ...above];
}

/** Whether it says so; one that says nothing is taken to have one. */
const hasPicture = ({ codecs, height }: Variant): boolean =>
  height > 0 || codecs.length === 0 || codecs.some((codec) => VIDEO_CODEC.test(codec));

/** The variant's separate sound: the default one, else the first; `undefined` when it has its own. */
export function audioFor(variant: Variant, { audio }: MasterPlaylist): AudioRendition | undefined {
  const group = audio.filter(({ group: name }) => name === variant.audioGroup);
  const chosen = group.find(({ isDefault }) => isDefault) ?? group[0];
  return chosen && chosen.url !== '' && chosen.url !== variant.url ? chosen : undefined;
}
