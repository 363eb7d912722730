// What an image is, by its own first bytes: a server's word for it is often wrong, and a page is never a logo.

import { MEBIBYTE } from '../kernel/units.ts';

export const IMAGE_TYPES = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  svg: 'image/svg+xml',
} as const;

export type ImageKind = keyof typeof IMAGE_TYPES;

export interface Image {
  readonly kind: ImageKind;
  readonly bytes: Uint8Array;
}

/** Ten times what any logo needs. */
export const MAX_LOGO_BYTES = 4 * MEBIBYTE;

const MAGIC: readonly { readonly kind: ImageKind; readonly at: number; readonly bytes: string }[] = [
  { kind: 'png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { kind: 'jpg', at: 0, bytes: '\xff\xd8\xff' },
  { kind: 'gif', at: 0, bytes: 'GIF8' },
  { kind: 'webp', at: 8, bytes: 'WEBP' },
  { kind: 'avif', at: 4, bytes: 'ftypavif' },
  { kind: 'avif', at: 4, bytes: 'ftypavis' },
  { kind: 'bmp', at: 0, bytes: 'BM' },
  { kind: 'ico', at: 0, bytes: '\0\0\x01\0' },
];

/** Comments, a doctype and an XML declaration may stand before an SVG's root. */
const SVG_HEAD_BYTES = 1_024;
const SVG =
  /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*|<!doctype svg[^>]*>\s*)*<svg[\s>]/i;

export function imageKindOf(image: Uint8Array): ImageKind | undefined {
  const head = Buffer.from(image.buffer, image.byteOffset, Math.min(image.byteLength, SVG_HEAD_BYTES));
  const text = head.toString('latin1');
  return MAGIC.find(({ at, bytes }) => text.startsWith(bytes, at))?.kind ?? (SVG.test(text) ? 'svg' : undefined);
}
