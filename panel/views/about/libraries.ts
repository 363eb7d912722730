// What the panel and the server are made of, beside our own lines.

export const LIBRARIES: readonly (readonly [name: string, licence: string])[] = [
  ['Font Awesome Free (icons in Web Awesome)', 'CC BY 4.0'],
  ['fuzzball', 'MIT'],
  ['hls.js', 'Apache 2.0'],
  ['Hono', 'MIT'],
  ['jose', 'MIT'],
  ['Lit', 'BSD 3-Clause'],
  ['lowdb', 'MIT'],
  ['m3u8-parser', 'Apache 2.0'],
  ['Material Design Icons', 'Apache 2.0'],
  ['node-ssdp', 'MIT'],
  ['Piscina', 'MIT'],
  ['sax', 'BlueOak 1.0.0'],
  ['SortableJS', 'MIT'],
  ['undici', 'MIT'],
  ['µPlot', 'MIT'],
  ['Web Awesome', 'MIT'],
  ['ws', 'MIT'],
  ['xz-decompress', 'MIT'],
  ['zod', 'MIT'],
];
