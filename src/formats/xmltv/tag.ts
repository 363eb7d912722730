// A start tag's attributes by place, in arrays that are used again for every tag: a guide has millions of them.

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const EQUALS = 0x3d;
const SLASH = 0x2f;
const GREATER = 0x3e;

const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

/** More than any guide has; what comes after is read over. */
const MAX_ATTRIBUTES = 16;

export class StartTag {
  /** After the tag's `>`. */
  end = 0;
  isEmpty = false;
  #text = '';
  #count = 0;
  /** Four places each: name from, name to, value from, value to. */
  readonly #places = new Int32Array(MAX_ATTRIBUTES * 4);

  /**
   * @param from the first character after the element's name
   * @returns false when the text ends inside the tag
   */
  read(text: string, from: number): boolean {
    this.#text = text;
    this.#count = 0;
    this.isEmpty = false;
    let at = from;
    for (;;) {
      let code = text.charCodeAt(at);
      while (isSpace(code)) code = text.charCodeAt((at += 1));
      if (Number.isNaN(code)) return false;
      if (code === GREATER) {
        this.end = at + 1;
        return true;
      }
      this.isEmpty = code === SLASH;
      if (code === SLASH || code === EQUALS || code === QUOTE || code === APOSTROPHE) at += 1;
      else if ((at = this.#attribute(at)) < 0) return false;
    }
  }

  /** The value as written; undefined without such an attribute. Names are as XMLTV has them: lower case. */
  value(name: string): string | undefined {
    const places = this.#places;
    for (let place = 0; place < this.#count * 4; place += 4) {
      const from = places[place]!;
      if (places[place + 1]! - from === name.length && this.#text.startsWith(name, from)) {
        return this.#text.slice(places[place + 2], places[place + 3]);
      }
    }
    return undefined;
  }

  /** @returns the place after the attribute, -1 when the text ends inside it */
  #attribute(from: number): number {
    const text = this.#text;
    let at = from;
    let code = text.charCodeAt(at);
    while (code !== EQUALS && code !== GREATER && code !== SLASH && !isSpace(code)) {
      if (Number.isNaN(code)) return -1;
      code = text.charCodeAt((at += 1));
    }
    const nameTo = at;
    while (isSpace(code)) code = text.charCodeAt((at += 1));
    if (Number.isNaN(code)) return -1;
    if (code !== EQUALS) return at; // a name alone says nothing
    do code = text.charCodeAt((at += 1));
    while (isSpace(code));
    if (code === QUOTE || code === APOSTROPHE) {
      const valueTo = text.indexOf(code === QUOTE ? '"' : "'", at + 1);
      if (valueTo < 0) return -1;
      this.#keep(from, nameTo, at + 1, valueTo);
      return valueTo + 1;
    }
    const valueFrom = at;
    while (code !== GREATER && !isSpace(code)) {
      if (Number.isNaN(code)) return -1;
      code = text.charCodeAt((at += 1));
    }
    this.#keep(from, nameTo, valueFrom, at);
    return at;
  }

  #keep(nameFrom: number, nameTo: number, valueFrom: number, valueTo: number): void {
    if (this.#count === MAX_ATTRIBUTES) return;
    const places = this.#places;
    const place = this.#count * 4;
    places[place] = nameFrom;
    places[place + 1] = nameTo;
    places[place + 2] = valueFrom;
    places[place + 3] = valueTo;
    this.#count += 1;
  }
}
