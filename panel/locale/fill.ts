// Parameters put into a text.

export type Params = Readonly<Record<string, string | number>>;

/** `{name}` becomes the parameter of that name, as it is. */
export function fill(text: string, params: Params): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
