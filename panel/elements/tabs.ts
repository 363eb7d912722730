// Places within a view, beside one another: each has its address, so that it can be linked to and gone back to.

import { css, html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { linkTo } from '../router.ts';

export interface Tab {
  /** Second part of the address; empty for the first one. */
  readonly id: string;
  readonly label: string;
  /** Said beside it when there is something. */
  readonly count?: number | undefined;
}

interface Tabs {
  readonly view: string;
  readonly label: string;
  readonly here: string;
  readonly items: readonly Tab[];
}

type Bring = (tab: Element | undefined) => void;
/** By view: what the tabs said when they were last drawn. */
const drawn = new Map<string, { readonly said: string; readonly bring: Bring }>();

const scrollTo: Bring = (tab) => {
  if (tab) requestAnimationFrame(() => tab.scrollIntoView?.({ block: 'nearest', inline: 'nearest' }));
};

/** On a phone there may be more of them than fit, and a count that comes later moves them. Whoever looks at the others is left alone. */
function bringIntoSight({ view, here, items }: Tabs): Bring {
  const said = JSON.stringify([here, items]);
  const known = drawn.get(view);
  if (known?.said === said) return known.bring;
  const bring: Bring = scrollTo.bind(undefined); // another function: it is called again
  drawn.set(view, { said, bring });
  return bring;
}

/** One alone is no choice. */
export function tabs(all: Tabs): TemplateResult | typeof nothing {
  const { view, label, here, items } = all;
  return items.length < 2
    ? nothing
    : html`<nav class="tabs" aria-label=${label}>
        ${items.map(
          ({ id, label: name, count = 0 }) =>
            html`<a
              href=${linkTo(view, id)}
              aria-current=${id === here ? 'page' : nothing}
              ${id === here ? ref(bringIntoSight(all)) : nothing}
              >${name}${count > 0 ? html` <span class="count digits">${count}</span>` : nothing}</a
            >`,
        )}
      </nav>`;
}

export const tabStyles = css`
  .tabs {
    display: flex;
    gap: var(--mh-space-1);
    overflow-x: auto;
    margin-block-end: var(--mh-space-4);
    border-block-end: 1px solid var(--mh-line);
    scrollbar-width: none;
    /* A shadow at the side where there are more, covered where they end. */
    background:
      linear-gradient(to right, var(--mh-page) 40%, transparent) left / 40px 100% no-repeat local,
      linear-gradient(to left, var(--mh-page) 40%, transparent) right / 40px 100% no-repeat local,
      linear-gradient(to right, var(--mh-shade), transparent) left / 16px 100% no-repeat scroll,
      linear-gradient(to left, var(--mh-shade), transparent) right / 16px 100% no-repeat scroll;
    --mh-shade: color-mix(in srgb, var(--mh-text) 20%, transparent);
  }
  .tabs a {
    display: flex;
    align-items: center;
    gap: var(--mh-space-2);
    min-height: 44px;
    padding-inline: var(--mh-space-3);
    color: var(--mh-text-soft);
    font-weight: 500;
    text-decoration: none;
    white-space: nowrap;
    border-block-end: 2px solid transparent;
  }
  .tabs a:hover {
    color: var(--mh-text);
  }
  .tabs a[aria-current] {
    color: var(--mh-link);
    border-block-end-color: var(--mh-primary);
  }
  .tabs a:focus-visible {
    outline-offset: -3px;
  }
  .tabs .count {
    min-width: 20px;
    padding-inline: 6px;
    border-radius: 10px;
    font-size: 12px;
    line-height: 20px;
    text-align: center;
    color: var(--mh-text);
    background: color-mix(in srgb, var(--mh-text) 10%, transparent);
  }
`;
