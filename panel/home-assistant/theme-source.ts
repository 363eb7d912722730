// Home Assistant's theme: its variables do not cross the frame, but its document is of our origin and can be read.

/** What we take over. A variable that the theme does not set is left to our own. */
const TAKEN = [
  '--primary-color',
  '--accent-color',
  '--primary-text-color',
  '--secondary-text-color',
  '--primary-background-color',
  '--secondary-background-color',
  '--card-background-color',
  '--divider-color',
  '--error-color',
  '--warning-color',
  '--success-color',
  '--info-color',
  '--app-header-background-color',
  '--app-header-text-color',
  '--ha-card-border-radius',
  '--ha-font-family-body',
] as const;

export interface HostTheme {
  readonly variables: ReadonlyMap<string, string>;
  readonly isDark: boolean;
}

/** @returns undefined where there is no parent, or none that may be read */
export function parentDocument(frame: Window): Document | undefined {
  try {
    return frame.parent === frame ? undefined : frame.parent.document;
  } catch {
    return undefined;
  }
}

export function readTheme(source: Document): HostTheme | undefined {
  const style = source.defaultView?.getComputedStyle(source.documentElement);
  if (!style) return undefined;
  const variables = new Map<string, string>();
  for (const name of TAKEN) {
    const value = style.getPropertyValue(name).trim();
    if (value !== '') variables.set(name, value);
  }
  if (variables.size === 0) return undefined; // some other page has framed us
  return { variables, isDark: isDark(source, variables.get('--primary-background-color')) };
}

/** Called when Home Assistant has changed its theme. @returns ends it */
export function watchTheme(source: Document, changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(source.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  for (const meta of source.querySelectorAll('meta[name=color-scheme]')) observer.observe(meta, { attributes: true });
  return () => observer.disconnect();
}

function isDark(source: Document, background: string | undefined): boolean {
  const scheme = source.querySelector('meta[name=color-scheme]')?.getAttribute('content')?.trim();
  if (scheme === 'dark' || scheme === 'light') return scheme === 'dark';
  const luminance = background === undefined ? undefined : luminanceOf(background);
  return luminance === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : luminance < 0.35;
}

/** 0 to 1 of `#rgb`, `#rrggbb` and `rgb(r, g, b)`; undefined for anything else. */
export function luminanceOf(color: string): number | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color)?.[1];
  const parts = hex
    ? hexParts(hex)
    : /^rgba?\(([^)]+)\)$/
        .exec(color)?.[1]
        ?.split(/[\s,/]+/)
        .map(Number);
  const [red, green, blue] = parts ?? [];
  if (red === undefined || green === undefined || blue === undefined || Number.isNaN(red + green + blue))
    return undefined;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}

function hexParts(hex: string): number[] {
  const width = hex.length / 3;
  return [0, 1, 2].map((index) => {
    const part = hex.slice(index * width, (index + 1) * width);
    return Number.parseInt(width === 1 ? part + part : part, 16);
  });
}
