// Regions as lists shorten them, by market: what stands behind a network's name (`RTL HH SH`, `Zee MP`). From the codes of
// ISO 3166-2 and of car plates and posts where those are what people write.

const REGIONS: Readonly<Record<string, string>> = {
  de:
    'nrw=nordrhein westfalen, nds=niedersachsen, ns=niedersachsen, hb=bremen, hh=hamburg, sh=schleswig holstein, ' +
    'rlp=rheinland pfalz, rhlpf=rheinland pfalz, bw=baden wurttemberg, mv=mecklenburg vorpommern, bb=brandenburg',
  in:
    'mp=madhya pradesh, up=uttar pradesh, hp=himachal pradesh, ap=andhra pradesh, hr=haryana, jk=jammu kashmir, ' +
    'cg=chhattisgarh, uk=uttarakhand, mpcg=madhya pradesh chhattisgarh, upuk=uttar pradesh uttarakhand, wb=west bengal',
  fr: 'npdc=nord pas calais, pdc=pas calais, paca=provence alpes cote azur, idf=ile france',
  br:
    'sp=sao paulo, rj=rio janeiro, mg=minas gerais, rs=rio grande sul, pr=parana, sc=santa catarina, ba=bahia, ' +
    'pe=pernambuco, ce=ceara, es=espirito santo, go=goias',
  au: 'nsw=new south wales, vic=victoria, qld=queensland, tas=tasmania, wa=western australia',
  uk: 'ni=northern ireland, lon=london, yorks=yorkshire, lincs=lincolnshire',
  es: 'clm=castilla mancha, cyl=castilla leon',
};

const byMarket: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
  Object.entries(REGIONS).map(([market, list]) => [
    market,
    new Map(list.split(', ').map((pair) => [pair.split('=')[0]!, pair.split('=')[1]!.split(' ')] as const)),
  ]),
);

/** The words with regions written out, the same list where there are none. The first word is the name itself. */
export function withRegions(words: readonly string[], market: string): readonly string[] {
  const regions = byMarket.get(market);
  if (!regions || !words.some((word, place) => place > 0 && regions.has(word))) return words;
  return words.flatMap((word, place) => (place > 0 && regions.get(word)) || [word]);
}
