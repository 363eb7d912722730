// Latin letters that another script spells by their names: `إم بي سي` is MBC, `Би-би-си` is BBC.

const ARABIC =
  'إيه=a ايه=a آي=i أي=i اي=i بي=b سي=c دي=d إي=e إف=f اف=f أف=f جي=g جيه=j إتش=h اتش=h أتش=h كي=k كيه=k إل=l ال=l أل=l إم=m ' +
  'ام=m أم=m إن=n ان=n أن=n أو=o او=o كيو=q آر=r أر=r ار=r إس=s اس=s أس=s تي=t يو=u في=v ڤي=v دبليو=w إكس=x اكس=x أكس=x واي=y ' +
  'زد=z زي=z';
const CYRILLIC =
  'эй=a би=b си=c ди=d эф=f джи=g эйч=h ай=i джей=j кей=k эль=l эл=l эм=m эн=n оу=o пи=p кью=q ар=r эс=s ти=t ю=u ви=v ' +
  'дабл=w икс=x экс=x уай=y';

const LETTERS: ReadonlyMap<string, string> = new Map(
  `${ARABIC} ${CYRILLIC}`.split(' ').map((pair) => {
    const [name = '', letter = ''] = pair.split('=');
    return [name.normalize('NFKC'), letter];
  }),
);

/** The letter that a word is the name of, as written; undefined for all other words. */
export const spelledLetter = (written: string): string | undefined =>
  LETTERS.get(written.normalize('NFKC').toLowerCase());

/** Whether a text may hold any: most need no further look. */
export const mayBeSpelled = (source: string): boolean => /[\u0410-\u044f\u0621-\u06a4]/.test(source);
