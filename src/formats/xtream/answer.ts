// One small answer of a panel, out of whatever PHP has printed around it.

/** Beginnings that are tried: each costs a parse of the whole. */
const MAX_TRIES = 20;
const BEGINNING = /\{(?=\s*["}])|\[(?=\s*[{[\]"\d-])/g;

/** @returns the JSON in a text, `undefined` where there is none */
export function parseAnswer(text: string): unknown {
  let tries = 0;
  for (const { index } of text.matchAll(BEGINNING)) {
    const end = text.lastIndexOf(text[index] === '{' ? '}' : ']');
    try {
      return JSON.parse(text.slice(index, end + 1));
    } catch {
      tries += 1;
      if (tries === MAX_TRIES) break;
    }
  }
  return undefined;
}
