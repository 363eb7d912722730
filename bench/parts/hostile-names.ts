// Names that no index tells apart: by number only, one word everywhere, nothing to read, a hundred ways to write one name.

const KINDS: readonly ((at: number) => string)[] = [
  (at) => `UK: Channel ${at} HD`,
  (at) => `UK: Sky ${at.toString(36)} zed`,
  (at) => `UK: ${'▃'.repeat((at % 50) + 1)} HD ${at}`,
  (at) => `UK: Sky - ${['TV', 'Channel', 'Network', 'Net', 'Kanal'][at % 5]} ${at.toString(36)} x`,
  (at) => `UK: ${'aaa '.repeat((at % 40) + 1)} ${at}`,
  (at) => `UK: ${at.toString(2).replaceAll('0', 'ab ').replaceAll('1', 'cd ')}`,
  () => 'UK: One and the same',
];

/** In one market: as many of each kind. */
export const hostileNames = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => KINDS[at % KINDS.length]!(at));
