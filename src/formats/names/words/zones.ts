// Time zones as event channels name them.

export const ZONES: ReadonlySet<string> = new Set(
  'utc gmt bst wet west cet cest mez mesz eet eest msk trt ist gst pkt est edt et cst cdt ct mst mdt mt pst pdt pt aest aedt ast brt art uk us'.split(
    ' ',
  ),
);

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
