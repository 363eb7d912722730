// What the elements' styles have in common: the design language (README.md) as a sheet that each of them adopts.

import { css } from 'lit';

export const shared = css`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
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
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 0;
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
  .reach {
    position: relative; /* a line of text that is pressed around it, too, and takes no more room for it */
    padding-block: 3px;
    margin-block: -3px;
  }
  wa-switch::part(base),
  wa-checkbox::part(base),
  wa-radio::part(base) {
    min-height: var(--mh-touch);
  }
  @media (pointer: coarse) {
    wa-button::part(base) {
      min-height: var(--mh-touch);
    }
    .reach {
      padding-block: 13px;
      margin-block: -13px;
    }
  }
  [slot='start'] svg,
  [slot='end'] svg {
    display: block;
  }
  input.switch {
    appearance: none;
    width: 36px;
    height: 20px;
    margin: 0;
    border-radius: 10px;
    background: color-mix(in srgb, var(--mh-text) 46%, var(--mh-card));
    position: relative;
    cursor: pointer;
  }
  input.switch::after {
    content: '';
    position: absolute;
    inset-block-start: 3px;
    inset-inline-start: 3px;
    width: 14px;
    height: 14px;
    border-radius: 50%;
    background: #fff;
    transition: translate 120ms;
  }
  input.switch::before {
    content: ''; /* as large as a finger wants it, whatever it looks like */
    position: absolute;
    inset: calc((20px - var(--mh-touch)) / 2) calc((36px - var(--mh-touch)) / 2);
  }
  input.switch:checked {
    background: var(--mh-primary-fill);
  }
  input.switch:checked::after {
    translate: 16px 0;
  }
  input.switch:checked:dir(rtl)::after {
    translate: -16px 0;
  }
  summary {
    min-height: var(--mh-touch);
    align-content: center;
    cursor: pointer;
  }
  button.bare {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    text-align: start;
    cursor: pointer;
  }
  a.icon,
  button.icon {
    display: inline-grid;
    place-items: center;
    width: var(--mh-touch);
    height: var(--mh-touch);
    flex: none;
    border: 0;
    border-radius: 50%;
    background: none;
    color: inherit;
    cursor: pointer;
  }
  a.icon:hover,
  button.icon:hover {
    background: color-mix(in srgb, currentcolor 10%, transparent);
  }
  button:disabled {
    opacity: 0.45;
    cursor: default;
  }
  a:focus-visible,
  button:focus-visible,
  [tabindex]:focus-visible,
  summary:focus-visible {
    outline: 2px solid var(--mh-link);
    outline-offset: 2px;
  }
`;

/** Plain controls of a form, and what is written above them. */
export const controls = css`
  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    font: inherit;
    color: inherit;
    min-height: var(--mh-touch);
    padding-inline: 10px;
    border-radius: var(--mh-radius-s);
    border: 1px solid color-mix(in srgb, var(--mh-text) 46%, var(--mh-card));
    background: var(--mh-card);
  }
  textarea {
    padding-block: 8px;
  }
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline: 2px solid var(--mh-link);
    outline-offset: 1px;
  }
  label.above {
    display: grid;
    gap: 4px;
    font-weight: 500;
  }
  label.above > :is(input, select, textarea) {
    width: 100%;
    font-weight: 400;
  }
  label.beside {
    display: flex;
    align-items: center;
    gap: var(--mh-space-2);
    min-height: var(--mh-touch);
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
    gap: var(--mh-space-4);
    align-items: start;
  }
  form {
    display: grid;
    gap: var(--mh-space-4);
  }
`;

/** The frame of a view: as wide as reads well, room for the bars of a phone. */
export const viewStyles = css`
  :host {
    display: block;
  }
  .view {
    max-width: 1200px;
    margin: 0 auto;
    padding: var(--mh-space-6) var(--mh-space-6) var(--mh-space-8);
  }
  .view > header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--mh-space-2) var(--mh-space-4);
    min-height: 44px;
    margin-block-end: var(--mh-space-4);
  }
  .view > header h1 {
    flex: 1;
  }
  .cards {
    display: grid;
    gap: var(--mh-space-4);
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr));
  }
  section + section {
    margin-block-start: var(--mh-space-6);
  }
  section > h2 {
    margin-block-end: var(--mh-space-3);
  }
  @media (max-width: 599px) {
    .view {
      padding: var(--mh-space-4) var(--mh-space-4) var(--mh-space-6);
    }
  }
`;
