// A file in MaxMind's format (https://maxmind.github.io/MaxMind-DB/): IPv6, records of 24 bits, one country a network.

const SEPARATOR = Buffer.alloc(16);
const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
const TYPE = { string: 2, uint16: 5, uint32: 6, map: 7, uint64: 9, array: 11 } as const;

type Value = string | number | readonly Value[] | { readonly [key: string]: Value };

const head = (type: number, size: number): Buffer =>
  type > 7 ? Buffer.from([size, type - 7]) : Buffer.from([(type << 5) | size]);

function encode(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([head(TYPE.string, value.length), Buffer.from(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([head(TYPE.uint32, 4), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([head(TYPE.array, value.length), ...value.map(encode)]);
  const pairs = Object.entries(value);
  return Buffer.concat([head(TYPE.map, pairs.length), ...pairs.flatMap(([key, one]) => [encode(key), encode(one)])]);
}

interface Node {
  next: [Node | Buffer | undefined, Node | Buffer | undefined];
}

/** @param countries by IPv4 prefix in bits, as `[203, 0]` for 203.0.0.0/16 */
export function countryFile(countries: readonly (readonly [prefix: readonly number[], country: string])[]): Buffer {
  const root: Node = { next: [undefined, undefined] };
  for (const [prefix, code] of countries) {
    const bits = ['0'.repeat(96), ...prefix.map((byte) => byte.toString(2).padStart(8, '0'))].join('');
    let node = root;
    for (const bit of bits.slice(0, -1)) {
      const side = Number(bit) as 0 | 1;
      node.next[side] ??= { next: [undefined, undefined] };
      node = node.next[side] as Node;
    }
    node.next[Number(bits.at(-1)) as 0 | 1] = encode({ country: { iso_code: code } });
  }
  const nodes: Node[] = [];
  const collect = (node: Node): void => {
    nodes.push(node);
    for (const next of node.next) if (next && !Buffer.isBuffer(next)) collect(next);
  };
  collect(root);
  const data: Buffer[] = [];
  let dataBytes = 0;
  const record = (next: Node['next'][0]): Buffer => {
    const bytes = Buffer.alloc(3);
    let value = nodes.length;
    if (Buffer.isBuffer(next)) {
      value = nodes.length + SEPARATOR.length + dataBytes;
      data.push(next);
      dataBytes += next.length;
    } else if (next) value = nodes.indexOf(next);
    bytes.writeUIntBE(value, 0, 3);
    return bytes;
  };
  const tree = Buffer.concat(nodes.flatMap(({ next }) => next.map(record)));
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    database_type: 'Country',
    description: { en: 'x' },
    ip_version: 6,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 24,
  });
  return Buffer.concat([tree, SEPARATOR, ...data, MARKER, metadata]);
}
