// Weekdays, months and words like "tomorrow" as event channels write them, folded.

const byCode = (lines: readonly string[]): Map<string, string> =>
  new Map(
    lines.flatMap((line) => {
      const [code = '', ...words] = line.split(' ');
      return words.map((word): [string, string] => [word, code]);
    }),
  );

/** Whole words that are nothing else: they tell the day wherever they stand in a name. */
export const WEEKDAYS: ReadonlyMap<string, string> = byCode([
  'mon monday montag lundi lunes lunedi maandag poniedzialek pazartesi mandag ponedjeljak ponedeljak ponedelnik',
  'tue tuesday dienstag mardi martes martedi dinsdag wtorek tisdag tirsdag utorak vtornik',
  'wed wednesday mittwoch mercredi miercoles mercoledi woensdag carsamba onsdag srijeda sreda',
  'thu thursday donnerstag jeudi jueves giovedi donderdag czwartek persembe torsdag cetvrtak chetverg',
  'fri friday freitag vendredi viernes venerdi vrijdag piatek fredag petak pyatnitsa',
  'sat saturday samstag sonnabend samedi sabado sabato zaterdag sobota cumartesi lordag subota subbota',
  'sun sunday sonntag dimanche domingo domenica zondag niedziela sondag nedjelja nedelja voskresene',
]);

/** Short forms, and words that are something else by themselves (`SAT 1`, `Segunda`): a day only beside a time or a date. */
export const SHY_WEEKDAYS: ReadonlyMap<string, string> = byCode([
  'mon mon mo lun ma pon segunda seg pn',
  'tue tue tues di mar ter terca wt sali',
  'wed wed mi mer mie mier wo qua quarta sr',
  'thu thu thur thurs do jeu jue gio qui quinta cz',
  'fri fri fr ven vie vr sex sexta pt pia cuma',
  'sat sat sa sam sab za sob so',
  'sun sun so dim dom zo niedz pazar',
]);

/** Beside a time alone. `Tonight` is the day on which it is read. */
export const RELATIVE_DAYS: ReadonlyMap<string, string> = new Map([
  ...'today tonight heute oggi hoy hoje vandaag dzis dzisiaj bugun idag danas segodnya'
    .split(' ')
    .map((word): [string, string] => [word, '']),
  ...'tomorrow morgen demain manana amanha domani jutro yarin imorgon imorgen sutra zavtra'
    .split(' ')
    .map((word): [string, string] => [word, 'tomorrow']),
]);

export const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'jan january januar janvier janv enero ene januari janeiro gennaio stycznia ocak yanvarya ianuarie',
    'feb february februar fevrier fevr febrero februari fevereiro fev febbraio lutego subat fevralya februarie',
    'mar march marz mars marzo maart marco marca mart marta martie',
    'apr april avril avr abril abr aprile kwietnia nisan aprelya aprilie',
    'may mai mayo mei maio maggio maja maj mayis maya',
    'jun june juni juin junio junho giugno czerwca haziran iyunya iunie',
    'jul july juli juillet juil julio julho luglio lipca temmuz iyulya iulie',
    'aug august aout agosto ago augustus augusti sierpnia agustos avgusta',
    'sep sept september septembre septiembre setembro set settembre wrzesnia eylul sentyabrya septembrie',
    'oct october oktober octobre octubre okt outubro out ottobre ott pazdziernika ekim oktyabrya octombrie',
    'nov november novembre noviembre novembro listopada kasim noyabrya noiembrie',
    'dec december dezember decembre diciembre dic dez dezembro dicembre grudnia aralik dekabrya decembrie',
  ].flatMap((line, index) => line.split(' ').map((word): [string, number] => [word, index + 1])),
);

/** Words of English, too: months only behind their day (`2 set`, `10 out`). */
export const SHY_MONTHS: ReadonlySet<string> = new Set(['set', 'out', 'ago']);
