// The frame: a bar above, the navigation beside the view on a wide screen and below it on a phone.

import { css } from 'lit';

export const appStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / auto minmax(0, 1fr);
    height: 100dvh;
    padding: var(--mh-safe-top, env(safe-area-inset-top, 0px)) var(--mh-safe-right, env(safe-area-inset-right, 0px)) 0
      var(--mh-safe-left, env(safe-area-inset-left, 0px));
  }
  header {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    gap: var(--mh-space-2);
    height: var(--mh-bar);
    padding-inline: var(--mh-space-4);
    background: var(--mh-header);
    color: var(--mh-header-text);
    border-block-end: 1px solid var(--mh-line);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    align-self: stretch;
    margin-inline-end: var(--mh-space-4);
    color: inherit;
    text-decoration: none;
    font-size: 18px;
    font-weight: 500;
  }
  .brand:focus-visible {
    outline-offset: -3px;
  }
  .search {
    order: 1;
  }
  .brand + .search {
    margin-inline-start: auto;
  }
  mh-side-bar {
    grid-row: 2;
  }
  main {
    grid-area: 2 / 2;
    overflow: auto;
    outline: none;
    min-height: 0;
    position: relative;
  }
  mh-phone-bar {
    grid-area: 3 / 1 / auto / -1;
  }
  .opening {
    max-width: 720px;
    margin: 0 auto;
    padding: var(--mh-space-6);
  }
  .skip {
    position: absolute;
    inset-block-start: -100px;
    inset-inline-start: 8px;
    z-index: 1000;
    padding: 12px;
    background: var(--mh-card);
    border-radius: var(--mh-radius-s);
  }
  .skip:focus {
    inset-block-start: 8px;
  }
`;
