// What a document is, from its beginning: so that an error page is refused before it is read to its end.

/** `odd-names`: a guide whose elements have a prefix or capitals. `unclear`: its elements will tell. */
export type Look = 'guide' | 'odd-names' | 'unclear' | 'other';

const FIRST_ELEMENT = /<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)/;
const BEFORE_IT = /<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>|<\?[\s\S]*?\?>/gi;
const GUIDE_NAMES = new Set(['tv', 'channel', 'programme']);

/** @param head the first bytes as UTF-8 */
export function sniff(head: Uint8Array): Look {
  const text = Buffer.from(head).toString('utf8').trimStart();
  if (!text.startsWith('<') || /^<(?:!doctype\s+)?html\b/i.test(text)) return 'other';
  const [, prefix = '', name = ''] = FIRST_ELEMENT.exec(text.replaceAll(BEFORE_IT, '')) ?? [];
  const plain = name.toLowerCase();
  if (plain === 'html') return 'other';
  if (!GUIDE_NAMES.has(plain)) return 'unclear';
  return prefix === '' && plain === name ? 'guide' : 'odd-names';
}
