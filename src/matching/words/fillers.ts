// Words that channels' names carry or leave out without meaning another channel.

/** For "channel", "television", "network" in the languages of the field. */
export const FILLERS: ReadonlySet<string> = new Set(
  (
    'tv channel channels ch chanel kanal canal canale kanali kanalas kanava network networks net television televizija ' +
    'televiziya televizia televize televisao televisie televisione televizion tivi telewizja chaine station tvchannel ' +
    'telekanal tvnetwork hdtv feed fernsehen televizyon televisjon fjernsyn'
  ).split(' '),
);

/** Articles and conjunctions. */
export const JOINERS: ReadonlySet<string> = new Set(
  'the and y et und e el la le les los las il der die das de del di da do of du i a an'.split(' '),
);
