// From the settings' JSON Schema and the settings in force to fields of a form. Pure.

export interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly format?: string;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly label?: string;
  readonly unit?: string;
  readonly restart?: boolean;
}

export type Control = 'switch' | 'choice' | 'number' | 'text' | 'lines' | 'rows' | 'json';

/** Of a setting that is a list of like things. */
export interface Column {
  readonly name: string;
  readonly control: 'choice' | 'number' | 'password' | 'text' | 'url';
  readonly choices: readonly string[];
  /** Whether it may not be left out; a password may be empty. */
  readonly isRequired: boolean;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

export interface Field {
  /** `streaming.linger_seconds` */
  readonly path: string;
  readonly section: string;
  readonly label: string;
  readonly unit: string;
  readonly control: Control;
  readonly value: unknown;
  readonly byDefault: unknown;
  readonly isNullable: boolean;
  readonly isWhole: boolean;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly choices: readonly string[];
  /** Of `rows`. */
  readonly columns: readonly Column[];
  readonly needsRestart: boolean;
}

/** Settings without a section of their own stand under their name. */
export function fieldsOf(schema: JsonSchema, settings: unknown): Field[] {
  const values = settings as Readonly<Record<string, unknown>>;
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
    if (!part.properties) return [fieldOf(name, name, part, values[name])];
    const own = values[name] as Readonly<Record<string, unknown>>;
    return Object.entries(part.properties).map(([key, leaf]) => fieldOf(`${name}.${key}`, name, leaf, own[key]));
  });
}

// oxlint-disable-next-line max-params -- the four things that a field is made of
function fieldOf(path: string, section: string, schema: JsonSchema, value: unknown): Field {
  const isNullable = schema.anyOf?.some(({ type }) => type === 'null') ?? false;
  const shape = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
  return {
    path,
    section,
    label: schema.label ?? shape.label ?? path,
    unit: schema.unit ?? shape.unit ?? '',
    control: controlOf(shape),
    value,
    byDefault: schema.default,
    isNullable,
    isWhole: shape.type === 'integer',
    min: shape.minimum,
    max: shape.maximum,
    choices: (shape.enum ?? []).map(String),
    columns: shape.items?.properties ? columnsOf(shape.items) : [],
    needsRestart: schema.restart ?? shape.restart ?? false,
  };
}

function controlOf({ type, enum: choices, items }: JsonSchema): Control {
  if (choices) return 'choice';
  if (type === 'boolean') return 'switch';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array' && items && isText(items)) return 'lines';
  if (type === 'array' && items?.properties) return 'rows';
  return type === 'string' ? 'text' : 'json';
}

const isText = ({ type, anyOf = [] }: JsonSchema): boolean =>
  type === 'string' || (anyOf.length > 0 && anyOf.every(isText));

function columnsOf({ properties = {}, required = [] }: JsonSchema): Column[] {
  return Object.entries(properties).map(([name, { enum: choices, type, format, minimum, maximum }]) => ({
    name,
    control: choices
      ? 'choice'
      : type === 'integer'
        ? 'number'
        : format === 'uri'
          ? 'url'
          : name === 'api_key'
            ? 'password'
            : 'text',
    choices: (choices ?? []).map(String),
    isRequired: required.includes(name),
    min: minimum,
    max: maximum,
  }));
}

/** `{streaming: {linger_seconds: 7}}` */
export const patchOf = (path: string, value: unknown): unknown =>
  path.split('.').reduceRight((inner, name) => ({ [name]: inner }), value);

/** What a person has typed. @throws SyntaxError for text that is no JSON where JSON is wanted */
export function parseTyped(field: Field, text: string): unknown {
  if (text.trim() === '' && field.isNullable) return null;
  if (field.control === 'number') return Number(text);
  if (field.control === 'lines') return linesIn(text);
  return field.control === 'json' ? (JSON.parse(text) as unknown) : text;
}

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export const isDefault = ({ value, byDefault }: Field): boolean =>
  JSON.stringify(value) === JSON.stringify(byDefault ?? null);
