// An element in the page, as its view puts it there, until the test has ended.

import type { LitElement } from 'lit';
import { onTestFinished } from 'vitest';

/** Web Awesome's controls stand in forms through these; happy-dom has none. */
const internals = (): ElementInternals =>
  ({
    validity: { valid: true },
    states: new Set(),
    labels: [],
    form: null,
    setFormValue: () => undefined,
    setValidity: () => undefined,
    checkValidity: () => true,
  }) as unknown as ElementInternals;
if (!('attachInternals' in HTMLElement.prototype)) Object.assign(HTMLElement.prototype, { attachInternals: internals });

export interface Mounted<Element extends LitElement> {
  readonly element: Element;
  /** What it has told, by name, in order. */
  readonly told: readonly (readonly [name: string, detail: unknown])[];
  /** @throws Error where there is none */
  readonly find: (selector: string) => HTMLElement;
  readonly all: (selector: string) => HTMLElement[];
  /** Once it has been drawn again. */
  readonly settled: () => Promise<void>;
}

export async function mount<Element extends LitElement>(
  Made: new () => Element,
  props: object = {},
  events: readonly string[] = [],
): Promise<Mounted<Element>> {
  const element = Object.assign(new Made(), props);
  const told: [string, unknown][] = [];
  for (const name of events)
    element.addEventListener(name, (event) => told.push([name, (event as CustomEvent).detail]));
  document.body.append(element);
  onTestFinished(() => element.remove());
  await element.updateComplete;
  const all = (selector: string): HTMLElement[] => [...element.renderRoot.querySelectorAll<HTMLElement>(selector)];
  return {
    element,
    told,
    all,
    find: (selector) => {
      const [first] = all(selector);
      if (!first) throw new Error(`There is no ${selector}`);
      return first;
    },
    settled: async () => void (await element.updateComplete),
  };
}

/** Types into a control, and leaves it. */
export function fill(control: HTMLElement, value: string): void {
  (control as HTMLInputElement).value = value;
  control.dispatchEvent(new Event('input', { bubbles: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
}
