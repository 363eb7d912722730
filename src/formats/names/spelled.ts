// Latin letters that another script spells by their names: `إم بي سي` is MBC, `Би-би-си` is BBC.

const ARABIC =
  'إيه=a ايه=a آي=i أي=i اي=i بي=b سي=c دي=d إي=e إف=f اف=f أف=f جي=g جيه=j إتش=h اتش=h أتش=h كي=k كيه=k إل=l ال=l أل=l إم=m ' +
  'ام=m أم=m إن=n ان=n أن=n أو=o او=o كيو=q آر=r أر=r ار=r إس=s اس=s أس=s تي=t يو=u في=v ڤي=v دبليو=w إكس=x اكس=x أكس=x واي=y ' +
  'زد=z زي=z';
const CYRILLIC =
  'эй=a би=b си=c ди=d эф=f джи=g эйч=h ай=i джей=j кей=k эль=l эл=l эм=m эн=n оу=o пи=p кью=q ар=r эс=s ти=t ю=u ви=v ' +
  'дабл=w икс=x экс=x уай=y';

/** Thai has no blanks between words: a word of several. The longest first. */
const THAI =
  'ดับเบิลยู=w เอ็กซ์=x เอฟ=f เอช=h เอ็ม=m เอ็น=n เอส=s แอล=l อาร์=r ไอ=i เจ=j เค=k โอ=o พี=p คิว=q ที=t ยู=u วี=v วาย=y แซด=z เอ=a บี=b ซี=c ดี=d ' +
  'อี=e จี=g';

const lettersFrom = (text: string): [name: string, letter: string][] =>
  text.split(' ').map((pair) => {
    const [name = '', letter = ''] = pair.split('=');
    return [name.normalize('NFKC'), letter];
  });

const THAI_LETTERS = lettersFrom(THAI);
const IS_THAI = /^[\u0e01-\u0e5b]+$/;

/** `pptv` for `พีพีทีวี`; undefined for a word that is not all letters' names, or of one alone. */
export function spelledWord(written: string): string | undefined {
  if (!IS_THAI.test(written)) return undefined;
  let rest = written.normalize('NFKC');
  let letters = '';
  while (rest !== '') {
    const next = THAI_LETTERS.find(([name]) => rest.startsWith(name));
    if (!next) return undefined;
    letters += next[1];
    rest = rest.slice(next[0].length);
  }
  return letters.length > 1 ? letters : undefined;
}

const LETTERS: ReadonlyMap<string, string> = new Map(lettersFrom(`${ARABIC} ${CYRILLIC}`));

/** The letter that a word is the name of, as written; undefined for all other words. */
export const spelledLetter = (written: string): string | undefined =>
  LETTERS.get(written.normalize('NFKC').toLowerCase());

/** Whether a text may hold any: most need no further look. */
export const mayBeSpelled = (source: string): boolean => /[\u0410-\u044f\u0621-\u06a4]/.test(source);
