// Home Assistant's schema of a discovery payload, as the reference has it: what it would refuse, in words.

const ROOT_KEYS = new Set([
  'dev',
  'device',
  'o',
  'origin',
  'cmps',
  'components',
  'availability',
  'availability_topic',
  'availability_template',
  'availability_mode',
  'payload_available',
  'payload_not_available',
  'state_topic',
  'command_topic',
  'qos',
  'encoding',
]);
const DEVICE_KEYS = new Set(['ids', 'cns', 'name', 'mf', 'mdl', 'mdl_id', 'hw', 'sw', 'sn', 'sa', 'cu', 'via_device']);
const ORIGIN_KEYS = new Set(['name', 'sw', 'url']);
const PLATFORMS = new Set(['binary_sensor', 'button', 'event', 'image', 'number', 'select', 'sensor', 'switch']);
const DATA_RATES = new Set([
  'bit/s',
  'kbit/s',
  'Mbit/s',
  'Gbit/s',
  'B/s',
  'kB/s',
  'MB/s',
  'GB/s',
  'KiB/s',
  'MiB/s',
  'GiB/s',
]);
/** What a platform cannot do without. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  sensor: ['state_topic'],
  binary_sensor: ['state_topic'],
  button: ['command_topic'],
  switch: ['command_topic', 'state_topic'],
  number: ['command_topic', 'state_topic', 'min', 'max'],
  select: ['command_topic', 'state_topic', 'options'],
  event: ['state_topic', 'event_types'],
  image: ['url_topic'],
};

type Tree = Readonly<Record<string, unknown>>;

/** @param id of the device, as in the topic */
export function objectionsTo(id: string, payload: Tree): string[] {
  const dev = payload['dev'] as Tree;
  const origin = payload['o'] as Tree;
  const components = Object.entries(payload['cmps'] as Readonly<Record<string, Tree>>);
  return [
    ...(/^[\w-]+$/.test(id) ? [] : ['the id of the device']),
    ...unknown(payload, ROOT_KEYS, 'root'),
    ...unknown(dev, DEVICE_KEYS, 'dev'),
    ...unknown(origin, ORIGIN_KEYS, 'o'),
    ...(Array.isArray(dev['ids']) && typeof dev['name'] === 'string' ? [] : ['dev without ids or name']),
    ...(/^(?:https?|homeassistant):\/\//.test(textOf(dev['cu'], 'http://')) ? [] : ['dev.cu']),
    ...(typeof origin['name'] === 'string' ? [] : ['o without a name']),
    ...components.flatMap(([key, component]) =>
      // options of the root go into every component that does not have them
      'availability_topic' in { ...payload, ...component } && 'availability' in { ...payload, ...component }
        ? [`${key}: availability and availability_topic exclude each other`]
        : [],
    ),
    ...components.flatMap(([key, component]) => objectionsToComponent(key, component, String(dev['name']))),
  ];
}

const unknown = (tree: Tree, allowed: ReadonlySet<string>, where: string): string[] =>
  Object.keys(tree).flatMap((key) => (allowed.has(key) ? [] : [`${where}.${key} is unknown`]));

function objectionsToComponent(key: string, component: Tree, deviceName: string): string[] {
  const platform = String(component['p']);
  const wrong: string[] = [];
  const check = (isRight: boolean, what: string): void => void (isRight || wrong.push(`${key}: ${what}`));
  check(PLATFORMS.has(platform), `platform ${platform}`);
  check(typeof component['unique_id'] === 'string', 'no unique_id');
  check(new RegExp(`^${platform}\\.[a-z0-9_]+$`).test(String(component['default_entity_id'])), 'default_entity_id');
  check(!('object_id' in component), 'object_id was removed');
  for (const name of NEEDED[platform] ?? []) check(name in component, `no ${name}`);
  check(!String(component['name']).startsWith(deviceName), 'its name repeats the device');
  check(component['device_class'] !== 'enum' || Array.isArray(component['options']), 'enum without options');
  check(
    component['device_class'] !== 'enum' || !('state_class' in component || 'unit_of_measurement' in component),
    'enum with a unit or a state class',
  );
  check(
    component['device_class'] !== 'data_rate' || DATA_RATES.has(String(component['unit_of_measurement'])),
    'unit of the data rate',
  );
  for (const [name, value] of Object.entries(component)) {
    if (name.endsWith('_topic')) check(/^masthead\/[^+#\s]+$/.test(String(value)), name);
  }
  return wrong;
}

const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
