// What the elements' styles have in common: the design language (README.md) as a sheet that each of them adopts.

import { css, type CSSResultArray } from 'lit';
import { pressed } from './pressed.ts';
import { switches } from './switches.ts';

const text = css`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  /* Where something went wrong nothing is on its way. */
  mh-trouble:not([hidden]) ~ mh-skeleton,
  mh-trouble:not([hidden]) ~ .card:has(> mh-skeleton:only-child) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: 20px;
    font-weight: 500;
    line-height: 28px;
  }
  h2 {
    font-size: 16px;
    font-weight: 500;
    line-height: 24px;
  }
  h3 {
    font-size: 14px;
    font-weight: 600;
    line-height: 20px;
  }
  a {
    color: var(--mh-link);
  }
  .soft {
    color: var(--mh-text-soft);
  }
  .small {
    font-size: 12px;
    line-height: 16px;
  }
  .bad {
    color: var(--mh-bad);
  }
  .good {
    color: var(--mh-good);
  }
  .warn {
    color: var(--mh-warn);
  }
  .live {
    color: var(--mh-live);
  }
  .digits {
    font-variant-numeric: tabular-nums;
  }
  .cut {
    unicode-bidi: plaintext; /* a name that runs the other way is cut where it ends */
    text-align: left; /* and stands where the page begins */
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 0;
  }
  .cut:dir(rtl) {
    text-align: right;
  }
  .wrap {
    overflow-wrap: anywhere;
    min-width: 0;
  }
  .mono {
    font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
    font-size: 13px;
  }
  .row {
    display: flex;
    align-items: center;
    gap: var(--mh-space-2);
  }
  .row.wide {
    gap: var(--mh-space-4);
  }
  .row.breaks {
    flex-wrap: wrap;
  }
  .stack {
    display: flex;
    flex-direction: column;
    gap: var(--mh-space-4);
  }
  .stack.tight {
    gap: var(--mh-space-2);
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .card {
    grid-template-columns: minmax(0, 1fr); /* where it is a grid: no name widens it */
    background: var(--mh-card);
    border: 1px solid var(--mh-line);
    border-radius: var(--mh-radius);
    padding: var(--mh-space-4);
    min-width: 0;
  }
  .read-out {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  [slot='start'] svg,
  [slot='end'] svg {
    display: block;
  }
`;

export const shared: CSSResultArray = [text, pressed, switches];
