// Guides in any encoding, as UTF-8 bytes. What is UTF-8 already, or says nothing, passes untouched.

const UTF_8_MARK = [0xef, 0xbb, 0xbf];
const DECLARED = /^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/;

/** Enough for the XML declaration and, usually, the root element. */
export const SNIFF_BYTES = 1_024;

export interface Transcoder {
  /** UTF-8 of a piece; characters that the border cuts come with the next. */
  push(bytes: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

const NOTHING = new Uint8Array();

/** @param head the first `SNIFF_BYTES` of the guide, or all of it when it is shorter */
export function transcoderFor(head: Uint8Array): Transcoder {
  const label = encodingOf(head);
  return label === 'utf-8' ? withoutMark() : transcoder(label);
}

/** A byte order mark decides; then zero bytes at telling places; then the declaration. */
function encodingOf(head: Uint8Array): string {
  const [first, second, third] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === UTF_8_MARK[0] && second === UTF_8_MARK[1] && third === UTF_8_MARK[2]) return 'utf-8';
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  const declared = DECLARED.exec(Buffer.from(head).toString('latin1'))?.[1] ?? '';
  return canonical(declared);
}

/** A declared UTF-16 in a text that can be read byte by byte is untrue, an unknown name is as good as none. */
function canonical(label: string): string {
  if (/^utf-?16|^ucs/i.test(label)) return 'utf-8';
  try {
    return new TextDecoder(label || 'utf-8').encoding;
  } catch {
    return 'utf-8';
  }
}

function transcoder(label: string): Transcoder {
  const decoder = new TextDecoder(label);
  return {
    push: (bytes) => Buffer.from(decoder.decode(bytes, { stream: true })),
    end: () => Buffer.from(decoder.decode()),
  };
}

function withoutMark(): Transcoder {
  let isFirst = true;
  return {
    push(bytes) {
      const marked = isFirst && UTF_8_MARK.every((byte, index) => bytes[index] === byte);
      isFirst = false;
      return marked ? bytes.subarray(UTF_8_MARK.length) : bytes;
    },
    end: () => NOTHING,
  };
}

/**
 * A text that the scanner found, decoded. Bytes that are no UTF-8 are windows-1252: the usual mistake of guides that
 * declare nothing or the wrong thing.
 */
export function decodeText(bytes: Buffer, from: number, to: number): string {
  const text = bytes.toString('utf8', from, to);
  return text.includes('\ufffd') ? windows1252.decode(bytes.subarray(from, to)) : text;
}

const NON_ASCII = /[\x80-\xff]/;

/** A text that was cut out of Latin-1 characters, each of which is a byte. */
export function decodeBytes(written: string): string {
  if (!NON_ASCII.test(written)) return written;
  const bytes = Buffer.from(written, 'latin1');
  return decodeText(bytes, 0, bytes.length);
}

const windows1252 = new TextDecoder('windows-1252');
