// The consonants of a name: what transliterations, abbreviations and spellings of one name have in common.

/** Letters that romanisations confuse, as one. Vowels, glides, digits, h and kh are left out. */
const SOUNDS: Readonly<Record<string, string>> = {
  q: 'k',
  c: 'k',
  z: 's',
  v: 'b',
  p: 'b',
  f: 'b',
  g: 'k',
  j: 's',
  x: 'ks',
};
const SILENT = new Set("aeiouyhw'+0123456789");

/** Words repeat; an upper limit keeps a hostile list from filling the memory. */
const MEMO_LIMIT = 20_000;
const memo = new Map<string, string>();

/** Doubled sounds count once. */
export function skeletonOf(text: string): string {
  const known = memo.get(text);
  if (known !== undefined) return known;
  const skeleton = soundsOf(text);
  if (memo.size < MEMO_LIMIT) memo.set(text, skeleton);
  return skeleton;
}

/** `Centr` and `Tsentr`, `Solnce` and `Solntse`. */
const isSoft = (text: string, at: number): boolean => text[at] === 'c' && SOFTENS.has(text[at + 1] ?? '');
const SOFTENS = new Set('eiy');

function soundsOf(text: string): string {
  let skeleton = '';
  let last = '';
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index] ?? '';
    if (SILENT.has(letter) || (letter === 'k' && text[index + 1] === 'h')) continue;
    if (letter === 't' && (text[index + 1] === 's' || text[index + 1] === 'z')) continue;
    const sound = isSoft(text, index) ? 's' : (SOUNDS[letter] ?? letter);
    if (sound !== last) skeleton += sound;
    last = sound;
  }
  return skeleton;
}
