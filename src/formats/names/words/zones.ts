// Time zones as event channels name them, weekdays and months.

/** IANA names. `EST` is written in summer, too, and means what clocks in New York show. */
export const ZONES: ReadonlyMap<string, string> = new Map(
  [
    'UTC utc',
    'Europe/London gmt bst uk',
    'Europe/Lisbon wet west',
    'Europe/Berlin cet cest mez mesz',
    'Europe/Athens eet eest',
    'Europe/Moscow msk',
    'Europe/Istanbul trt',
    'Asia/Kolkata ist',
    'Asia/Dubai gst',
    'Asia/Karachi pkt',
    'America/New_York est edt et us',
    'America/Chicago cst cdt ct',
    'America/Denver mst mdt mt',
    'America/Los_Angeles pst pdt pt',
    'Australia/Sydney aest aedt',
    'Asia/Riyadh ast',
    'America/Sao_Paulo brt',
    'America/Argentina/Buenos_Aires art',
  ].flatMap((line) => {
    const [zone = '', ...words] = line.split(' ');
    return words.map((word): [string, string] => [word, zone]);
  }),
);

/** Of markets with one clock, or one that most go by. */
export const MARKET_ZONES: Readonly<Record<string, string>> = {
  uk: 'Europe/London',
  ie: 'Europe/Dublin',
  pt: 'Europe/Lisbon',
  de: 'Europe/Berlin',
  at: 'Europe/Vienna',
  ch: 'Europe/Zurich',
  fr: 'Europe/Paris',
  be: 'Europe/Brussels',
  nl: 'Europe/Amsterdam',
  es: 'Europe/Madrid',
  it: 'Europe/Rome',
  pl: 'Europe/Warsaw',
  cz: 'Europe/Prague',
  hu: 'Europe/Budapest',
  se: 'Europe/Stockholm',
  no: 'Europe/Oslo',
  dk: 'Europe/Copenhagen',
  fi: 'Europe/Helsinki',
  ro: 'Europe/Bucharest',
  bg: 'Europe/Sofia',
  gr: 'Europe/Athens',
  tr: 'Europe/Istanbul',
  us: 'America/New_York',
  ca: 'America/Toronto',
  in: 'Asia/Kolkata',
};

export const WEEKDAYS: ReadonlyMap<string, string> = new Map(
  [
    'mon monday montag lundi lunes mo',
    'tue tues tuesday dienstag mardi martes di',
    'wed wednesday mittwoch mercredi miercoles mi',
    'thu thur thurs thursday donnerstag jeudi jueves do',
    'fri friday freitag vendredi viernes fr',
    'sat saturday samstag samedi sabado sa',
    'sun sunday sonntag dimanche domingo so',
  ].flatMap((line) => {
    const words = line.split(' ');
    return words.map((word): [string, string] => [word, words[0] ?? '']);
  }),
);

export const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'jan january januar janvier enero',
    'feb february februar fevrier febrero',
    'mar march marz mars marzo',
    'apr april avril abril',
    'may mai mayo',
    'jun june juni juin junio',
    'jul july juli juillet julio',
    'aug august aout agosto',
    'sep sept september septembre septiembre',
    'oct october oktober octobre octubre okt',
    'nov november novembre noviembre',
    'dec december dezember decembre diciembre dez',
  ].flatMap((line, index) => line.split(' ').map((word): [string, number] => [word, index + 1])),
);
