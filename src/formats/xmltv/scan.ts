// Finds the elements of a guide in a piece of it. It looks at bytes as Latin-1 text, one character a byte, so that
// places in the text are places in the bytes and no text is decoded that nobody wants; what it finds it hands on by place.

import { StartTag } from './tag.ts';

export interface ElementSink {
  /** A `<programme>` start tag. @returns false when nobody wants what is inside */
  wantsProgramme(tag: StartTag): boolean;
  /** The inside of the programme that was wanted last. */
  programme(from: number, to: number): void;
  /** A channel with its inside; the tag is valid during the call only. */
  channel(tag: StartTag, from: number, to: number): void;
}

const EXCLAMATION = 0x21;
const LOWER_C = 0x63;
const LOWER_P = 0x70;

/** What an element of the scanner may be followed by in its name's place: white space, `/` or `>`. */
const endsName = (code: number): boolean => code <= 0x20 || code === 0x2f || code === 0x3e;

export class Scanner {
  readonly #sink: ElementSink;
  readonly #tag = new StartTag();
  #text = '';
  /** The next `<!` at or after the place last asked for; the text's length when there is none. */
  #marked = -1;

  constructor(sink: ElementSink) {
    this.#sink = sink;
  }

  /** @returns how much was read: the rest is the beginning of something that is not here wholly */
  scan(text: string): number {
    this.#text = text;
    this.#marked = -1;
    let at = text.indexOf('<');
    while (at >= 0) {
      const next = this.#element(at);
      if (next < 0) return at;
      at = text.indexOf('<', next);
    }
    return text.length;
  }

  /** @returns the place after what begins at `open`, -1 when its end is not here */
  #element(open: number): number {
    const text = this.#text;
    const code = text.charCodeAt(open + 1);
    if (code === LOWER_P && this.#isNamed('programme', open)) return this.#programme(open);
    if (code === LOWER_C && this.#isNamed('channel', open)) return this.#channel(open);
    if (code === EXCLAMATION) return this.#declaration(open);
    return this.#isCut(open) ? -1 : open + 1; // any other tag: what is inside it is looked at as if it were not there
  }

  #isNamed(name: string, open: number): boolean {
    return this.#text.startsWith(name, open + 1) && endsName(this.#text.charCodeAt(open + 1 + name.length));
  }

  /** Whether a name that is cut off at the text's end could still become one of ours. */
  #isCut(open: number): boolean {
    return this.#text.length - open <= '<programme'.length;
  }

  #programme(open: number): number {
    const tag = this.#tag;
    if (!tag.read(this.#text, open + '<programme'.length)) return -1;
    const from = tag.end;
    const to = tag.isEmpty ? from : this.#endOf('</programme', from);
    if (to < 0) return -1;
    if (!this.#sink.wantsProgramme(tag)) return to;
    // One that was never closed must not swallow the next.
    const nested = this.#text.slice(from, to).indexOf('<programme');
    const end = nested < 0 ? to : from + nested;
    this.#sink.programme(from, end);
    return end;
  }

  #channel(open: number): number {
    const tag = this.#tag;
    if (!tag.read(this.#text, open + '<channel'.length)) return -1;
    const from = tag.end;
    const to = tag.isEmpty ? from : this.#endOf('</channel', from);
    if (to < 0) return -1;
    this.#sink.channel(tag, from, to);
    return to;
  }

  /** The place of an end tag that stands neither in a comment nor in a CDATA section; -1 when it is not here. */
  #endOf(endTag: string, from: number): number {
    let end = this.#text.indexOf(endTag, from);
    for (let mark = this.#markAfter(from); end >= 0 && mark < end; mark = this.#markAfter(mark + 2)) {
      const after = this.#declaration(mark);
      if (after < 0) return -1;
      if (after > end) end = this.#text.indexOf(endTag, after);
    }
    return end;
  }

  #markAfter(from: number): number {
    if (this.#marked < from) {
      const mark = this.#text.indexOf('<!', from);
      this.#marked = mark < 0 ? this.#text.length : mark;
    }
    return this.#marked;
  }

  /** Comments, CDATA sections, a DOCTYPE with its own declarations. */
  #declaration(open: number): number {
    const text = this.#text;
    if (text.startsWith('<!--', open)) return this.#after('-->', open + 4);
    if (text.startsWith('<![CDATA[', open)) return this.#after(']]>', open + 9);
    if (text.length - open < 9) return -1;
    const end = text.indexOf('>', open);
    const bracket = text.slice(open, end).indexOf('[');
    return bracket < 0 ? end + (end < 0 ? 0 : 1) : this.#after(']>', open + bracket);
  }

  #after(ending: string, from: number): number {
    const place = this.#text.indexOf(ending, from);
    return place < 0 ? -1 : place + ending.length;
  }
}
