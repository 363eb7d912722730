// Words that channels' names carry or leave out without meaning another channel.

// In letters of other scripts as the reader writes them: `arvts` is `ערוץ`, `qnaa` `قناة`, `terebi` `テレビ`.
const TELEVISION =
  'tv television televizija televiziya televizia televize televisao televisie televisione televizion telewizja hdtv ' +
  'fernsehen televizyon televizyonu televisjon fjernsyn televizioni telebista telebachennya terebi 电视台 電視台 卫视 衛視';
const CHANNEL =
  'channel channels ch chanel kanal canal canale kanali kanalas kanava chaine telekanal tvchannel station feed ' +
  'csatorna kenh arna arnasy sianel arvts chong arkhi qnaa knal alik tiyanneru sutesiyon 频道 頻道';
const NETWORK = 'network networks net tvnetwork shbkh netowaku';

/** Each word to the one that stands for it: what says television in one list says it otherwise in another. */
const KIND_OF: ReadonlyMap<string, string> = new Map(
  [TELEVISION, CHANNEL, NETWORK].flatMap((set) => {
    const words = set.split(' ');
    return words.map((word): [string, string] => [word, words[0]!]);
  }),
);

/** For "channel", "television", "network" in the languages of the field. */
export const FILLERS: ReadonlySet<string> = new Set(KIND_OF.keys());

/** `tv`, `channel` or `network`. */
export const fillerKind = (word: string): string => KIND_OF.get(word) ?? word;

/** Articles and conjunctions. */
export const JOINERS: ReadonlySet<string> = new Set(
  'the and y et und e el la le les los las il der die das de del di da do of du i a an'.split(' '),
);
