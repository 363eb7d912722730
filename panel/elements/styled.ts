// Styles that are worked out, set one by one: Lit's own `styleMap` writes a style attribute first, which our policy refuses.

import { noChange } from 'lit';
import { directive, Directive, type ElementPart } from 'lit/directive.js';

type Styles = Readonly<Record<string, string>>;

class Styled extends Directive {
  #before: Styles = {};

  override update({ element }: ElementPart, [styles]: [Styles]): typeof noChange {
    const { style } = element as HTMLElement;
    for (const [name, value] of Object.entries(styles))
      if (this.#before[name] !== value) style.setProperty(name, value);
    this.#before = styles;
    return noChange;
  }

  override render(_styles: Styles): typeof noChange {
    return noChange;
  }
}

/** `<div ${styled({ height: '4px' })}>`: always the same names, in kebab-case. */
export const styled = directive(Styled);
