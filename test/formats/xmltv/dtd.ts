// Checks a guide against what the XMLTV DTD and its readers demand: nesting, order of children, times, escapes, lines.

import sax from 'sax';

/** Children in the DTD's order; `live` is not in it, but is written after `new` everywhere. */
const PROGRAMME_ORDER =
  'title sub-title desc credits date category keyword language orig-language length icon url country episode-num video audio previously-shown premiere last-chance new live subtitles rating star-rating review image'.split(
    ' ',
  );
const CHANNEL_ORDER = ['display-name', 'icon', 'url'];
const CREDIT_ORDER = 'director actor writer adapter producer composer editor presenter commentator guest'.split(' ');
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  tv: ['channel', 'programme'],
  channel: CHANNEL_ORDER,
  programme: PROGRAMME_ORDER,
  credits: CREDIT_ORDER,
  rating: ['value', 'icon'],
  'star-rating': ['value', 'icon'],
};
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  tv: ['generator-info-name'],
  channel: ['id'],
  programme: ['start', 'stop', 'channel', 'catchup-id'],
  icon: ['src'],
  'episode-num': ['system'],
};
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  channel: ['id'],
  programme: ['start', 'stop', 'channel'],
  icon: ['src'],
  'episode-num': ['system'],
};

interface Open {
  readonly name: string;
  readonly children: string[];
  text: string;
}

/** @returns what is wrong, in words; empty for a guide that every client reads */
export function faultsOf(guide: string): string[] {
  const faults: string[] = [];
  const stack: Open[] = [{ name: '', children: [], text: '' }];
  const parser = sax.parser(true);
  Object.assign(parser, {
    onerror: (error: Error) => {
      faults.push(error.message);
      parser.resume();
    },
    onopentag: ({ name, attributes }: sax.Tag) => {
      stack.at(-1)!.children.push(name);
      stack.push({ name, children: [], text: '' });
      faults.push(...attributeFaults(name, attributes));
    },
    ontext: (text: string) => (stack.at(-1)!.text += text),
    onclosetag: () => faults.push(...elementFaults(stack.pop()!)),
  });
  parser.write(guide).close();
  if (!guide.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n')) faults.push('no declaration');
  // oxlint-disable-next-line no-control-regex -- they are looked for
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(guide)) faults.push('a character that XML 1.0 forbids');
  if (!guide.isWellFormed()) faults.push('a lone surrogate');
  if (/<\/(?!value)[a-z-]+><(?!\/)/.test(guide) || /\/><[a-z]/.test(guide)) faults.push('two elements on one line');
  return faults;
}

function attributeFaults(name: string, attributes: Record<string, string>): string[] {
  const known = ATTRIBUTES[name] ?? [];
  const faults = Object.keys(attributes)
    .filter((attribute) => !known.includes(attribute))
    .map((attribute) => `${name} has an attribute ${attribute}`);
  for (const required of REQUIRED[name] ?? []) {
    if ((attributes[required] ?? '') === '') faults.push(`${name} without ${required}`);
  }
  for (const time of ['start', 'stop']) {
    if (name === 'programme' && !/^\d{14} \+0000$/.test(attributes[time] ?? ''))
      faults.push(`${time}="${attributes[time]}"`);
  }
  if (name === 'programme' && attributes['stop']! <= attributes['start']!) faults.push('stop not after start');
  return faults;
}

function elementFaults({ name, children, text }: Open): string[] {
  const order = ORDERS[name];
  if (order === undefined) {
    return [
      ...(children.length > 0 ? [`${name} holds elements`] : []),
      ...(text.trim() === '' && MUST_SAY.has(name) ? [`${name} is empty`] : []),
    ];
  }
  const places = children.map((child) => order.indexOf(child));
  return [
    ...(places.includes(-1) ? [`${name} holds ${children.join(' ')}`] : []),
    ...(places.every((place, index) => index === 0 || place >= places[index - 1]!)
      ? []
      : [`order in ${name}: ${children.join(' ')}`]),
    ...(text.trim() === '' ? [] : [`text in ${name}`]),
    ...(name === 'programme' && !children.includes('title') ? ['programme without title'] : []),
    ...(name === 'channel' && !children.includes('display-name') ? ['channel without display-name'] : []),
  ];
}

const MUST_SAY = new Set([
  'title',
  'sub-title',
  'desc',
  'display-name',
  'category',
  'date',
  'episode-num',
  'value',
  ...CREDIT_ORDER,
]);
