// Guides whose elements are written `<TV>` or `<xmltv:programme>` say the same in other letters. sax reads them and they
// are written anew as the scanner knows them; it is slow, thorough and needed by next to nobody.

import sax, { type SAXParser, type Tag } from 'sax';

export class SaxNormaliser {
  readonly #parser: SAXParser = sax.parser(false, { lowercase: true });
  readonly #decoder = new TextDecoder();
  #written: string[] = [];

  constructor() {
    Object.assign(this.#parser, {
      onopentag: ({ name, attributes }: Tag) => {
        const head = Object.entries(attributes).map(([key, value]) => ` ${localName(key)}="${escape(value)}"`);
        this.#written.push(`<${localName(name)}${head.join('')}>`);
      },
      onclosetag: (name: string) => this.#written.push(`</${localName(name)}>`),
      ontext: (text: string) => this.#written.push(escape(text)),
      oncdata: (text: string) => this.#written.push(escape(text)),
      onerror: () => this.#parser.resume(), // it goes on with the next character
    });
  }

  /** @returns the same in plain lower-case XML, as UTF-8; elements may be held back until they are whole */
  push(bytes: Uint8Array): Uint8Array {
    return this.#feed(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): Uint8Array {
    const rest = this.#feed(this.#decoder.decode());
    this.#parser.close();
    return Buffer.concat([rest, this.#taken()]);
  }

  #feed(text: string): Uint8Array {
    if (text !== '') this.#parser.write(text);
    return this.#taken();
  }

  #taken(): Buffer {
    const taken = Buffer.from(this.#written.join(''));
    this.#written = [];
    return taken;
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1).toLowerCase();

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ESCAPES[character]!);
