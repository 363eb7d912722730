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
