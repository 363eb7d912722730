import { css } from 'lit';

export const tableStyles = css`
  :host {
    display: block;
    min-height: 0;
  }
  .scroller {
    height: 100%;
    overflow: auto;
    outline-offset: -2px;
    contain: strict;
  }
  .row.heads {
    position: sticky;
    top: 0;
    z-index: 3;
    height: 40px;
    contain: none;
    font-size: 12px;
    color: var(--mh-text-soft);
  }
  .head {
    font-weight: 500;
  }
  .head.wide {
    grid-column: span 2;
  }
  .head > button {
    display: flex;
    align-items: center;
    gap: 4px;
    max-width: 100%;
    min-height: 39px;
    outline-offset: -2px;
  }
  .head > button:hover,
  .head:not([aria-sort='none'], .now, .switch) > button {
    color: var(--mh-text);
  }
  .heads > .head.switch {
    text-align: end;
  }
  .space {
    position: relative;
  }
  .rows {
    position: absolute;
    inset-inline: 0;
    top: 0;
    will-change: transform;
  }
  .drop {
    position: absolute;
    inset-inline: 0;
    height: 3px;
    background: var(--mh-primary);
    z-index: 2;
    pointer-events: none;
  }
`;
