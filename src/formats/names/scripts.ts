// Letters of other scripts in Latin, as broadcasters romanise their own names; and Latin letters that NFKD leaves whole.

const LATIN = 'ı=i ß=ss ø=o đ=d ł=l æ=ae œ=oe þ=th ð=d ħ=h ŋ=n ə=e ʻ= ʼ=';
const CYRILLIC =
  'а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=ts ч=ch ш=sh ' +
  'щ=shch ъ= ы=y ь= э=e ю=yu я=ya ᴙ=ya і=i ї=yi є=ye ґ=g ў=u ј=j љ=lj њ=nj ћ=c ђ=dj џ=dz ќ=k ѓ=g ѕ=dz ә=a ғ=g қ=k ң=n ' +
  'ө=o ұ=u ү=u һ=h';
const GREEK = 'α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o';
const GEORGIAN =
  'ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p ქ=q ღ=gh ყ=q შ=sh ჩ=ch ც=ts ' +
  'ძ=dz წ=ts ჭ=ch ხ=kh ჯ=j ჰ=h';
const ARMENIAN =
  'ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=y թ=t ժ=zh ի=i լ=l խ=kh ծ=ts կ=k հ=h ձ=dz ղ=gh ճ=ch մ=m յ=y ն=n շ=sh ո=o չ=ch պ=p ' +
  'ջ=j ռ=r ս=s վ=v տ=t ր=r ց=ts ւ=u փ=p ք=k օ=o ֆ=f և=ev';
const HEBREW =
  'א=a ב=b ג=g ד=d ה=h ו=v ז=z ח=h ט=t י=i כ=k ך=k ל=l מ=m ם=m נ=n ן=n ס=s ע=a פ=p ף=p צ=ts ץ=ts ק=k ר=r ש=sh ת=t';
const ARABIC =
  'ا=a أ=a إ=i آ=a ٱ=a ب=b ت=t ث=th ج=j ح=h خ=kh د=d ذ=dh ر=r ز=z س=s ش=sh ص=s ض=d ط=t ظ=z ع=a غ=gh ف=f ق=q ك=k ل=l ' +
  'م=m ن=n ه=h ة=a و=w ي=y ى=a ئ=y ؤ=w ء= پ=p چ=ch ژ=zh گ=g ک=k ی=y ڤ=v ـ=';
// Consonants as they begin a syllable; marks of tone are nothing.
const THAI =
  'ก=k ข=k ค=k ฆ=k ง=ng จ=ch ฉ=ch ช=ch ซ=s ญ=y ฎ=d ฏ=t ฐ=t ณ=n ด=d ต=t ถ=t ท=t ธ=t น=n บ=b ป=p ผ=p ฝ=f พ=p ฟ=f ภ=p ม=m ย=y ' +
  'ร=r ล=l ว=w ศ=s ษ=s ส=s ห=h ฬ=l อ=o ฮ=h ะ=a า=a ั=a ิ=i ี=i ึ=ue ื=ue ุ=u ู=u เ=e แ=ae โ=o ใ=ai ไ=ai ํ=m ็= ่= ้= ๊= ๋= ์= ๆ= ฯ=';

const VOWELS = ['a', 'i', 'u', 'e', 'o'];
/** Rows of the kana table: consonant and its five signs; `*` where there is none. */
const KANA_ROWS =
  ' アイウエオ|kカキクケコ|gガギグゲゴ|sサシスセソ|zザジズゼゾ|tタチツテト|dダヂヅデド|nナニヌネノ|hハヒフヘホ|bバビブベボ|' +
  'pパピプペポ|mマミムメモ|yヤ*ユ*ヨ|rラリルレロ|wワヰ*ヱヲ|vヷ*ヴ**';
/** Small vowels replace the vowel before them and small ya, yu, yo its i: `ティ` ti, `シャ` sha are close enough so. */
const KANA_MORE = 'フ=fu ン=n ッ= ァ=a ィ=i ゥ=u ェ=e ォ=o ャ=ya ュ=yu ョ=yo ー=';

const HIRAGANA_FROM_KATAKANA = 0x60;

function* kana(): Generator<[string, string]> {
  for (const row of KANA_ROWS.split('|')) {
    const consonant = row[0]?.trim() ?? '';
    for (const [index, sign] of row.slice(1).split('').entries()) {
      if (sign !== '*') yield [sign, consonant + (VOWELS[index] ?? '')];
    }
  }
  yield* pairs(KANA_MORE);
}

function* pairs(text: string): Generator<[string, string]> {
  for (const pair of text.split(' ')) yield [pair.slice(0, 1), pair.slice(2)];
}

function build(): Map<string, string> {
  const table = new Map<string, string>();
  for (const script of [LATIN, CYRILLIC, GREEK, GEORGIAN, ARMENIAN, HEBREW, ARABIC, THAI]) {
    for (const [letter, latin] of pairs(script)) table.set(letter, latin);
  }
  for (const [sign, latin] of kana()) {
    table.set(sign, latin);
    if (sign !== 'ー') table.set(String.fromCodePoint((sign.codePointAt(0) ?? 0) - HIRAGANA_FROM_KATAKANA), latin);
  }
  return table;
}

/** Lower-case letter (composed, NFKC) to its Latin letters; letters that are not in it stay as they are. */
export const LATIN_LETTERS: ReadonlyMap<string, string> = build();
