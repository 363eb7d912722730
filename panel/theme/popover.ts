// What opens below its button, and on a phone at the bottom, where a thumb is.

import { css } from 'lit';

export const popover = css`
  :host {
    position: relative;
    flex: none;
  }
  .popover {
    position: absolute;
    inset-inline-end: 0;
    top: calc(100% + 4px);
    z-index: 20;
    background: var(--mh-card);
    border: 1px solid var(--mh-line);
    border-radius: var(--mh-radius);
    box-shadow: var(--mh-shadow);
  }
  @media (max-width: 719px) {
    .popover {
      position: fixed;
      inset: auto 0 var(--mh-bottom-bar, 0px);
      max-height: 80dvh;
      overflow: auto;
      border-radius: var(--mh-radius) var(--mh-radius) 0 0;
    }
  }
`;
