import { css } from 'lit';

export const gridStyles = css`
  :host {
    --side: 220px;
    --head: 36px;
    display: block;
    min-height: 0;
  }
  .scroller {
    height: 100%;
    overflow: auto;
    contain: strict;
    outline-offset: -2px;
  }
  .canvas {
    position: relative;
  }
  .hours {
    position: sticky;
    top: 0;
    z-index: 3;
    height: var(--head);
    background: var(--mh-page);
    border-block-end: 1px solid var(--mh-line);
  }
  .hours > span {
    position: absolute;
    top: 9px;
    padding-inline-start: 8px;
    font-size: 12px;
    line-height: 18px;
    color: var(--mh-text-soft);
    border-inline-start: 1px solid var(--mh-line);
  }
  .corner {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    width: var(--side);
    height: 35px;
    padding: 8px 16px;
    background: var(--mh-page);
    font-weight: 500;
  }
  .rows {
    will-change: transform;
  }
  .line {
    position: relative;
    height: 64px;
    border-block-end: 1px solid var(--mh-line);
    contain: layout style;
  }
  .side {
    --logo-size: 36px;
    position: sticky;
    inset-inline-start: 0;
    z-index: 2;
    display: grid;
    grid-template-columns: 36px 36px 1fr;
    align-items: center;
    gap: var(--mh-space-2);
    width: var(--side);
    height: 63px;
    padding-inline: 12px 8px;
    background: var(--mh-card);
    border-inline-end: 1px solid var(--mh-line);
    color: inherit;
    text-decoration: none;
    font-weight: 500;
  }
  .side > .small {
    text-align: end;
    font-weight: 400;
  }
  .cell {
    position: absolute;
    top: 4px;
    height: 55px;
    display: grid;
    align-content: center;
    padding: 0 10px;
    overflow: clip;
    font: inherit;
    color: inherit;
    text-align: start;
    background: var(--mh-card);
    border: 1px solid var(--mh-line);
    border-radius: 8px;
    cursor: pointer;
    /* reached by keys, it is not left behind the channels or the hours */
    scroll-margin-inline-start: calc(var(--side) + 8px);
    scroll-margin-block-start: calc(var(--head) + 4px);
  }
  .cell.slim {
    padding: 0;
  }
  .cell > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    position: sticky;
    inset-inline-start: calc(var(--side) + 10px);
    max-width: max(16px, calc(100% - var(--hidden, 0px))); /* a long title has room to stay in sight, too */
    width: fit-content;
  }
  .cell:hover {
    border-color: var(--mh-primary);
  }
  .cell.on {
    background: color-mix(in srgb, var(--mh-lamp) 18%, var(--mh-card));
    border-color: color-mix(in srgb, var(--mh-lamp) 60%, var(--mh-card));
  }
  .cell.past {
    background: var(--mh-page);
  }
  /* What no guide says: it holds the place of a programme. */
  .cell.made {
    background: transparent;
    border: 1px dashed var(--mh-line);
    color: var(--mh-text-soft);
  }
  .cell.made:hover {
    border-color: var(--mh-primary);
  }
  .title {
    font-weight: 500;
  }
  .held {
    width: 320px;
  }
  .none {
    position: sticky;
    inset-inline-start: calc(var(--side) + 12px);
    top: 0;
    display: inline-block;
    margin-block-start: -42px;
    translate: 0 -42px;
  }
  .now {
    position: absolute;
    top: var(--head);
    bottom: 0;
    width: 2px;
    background: var(--mh-lamp);
    z-index: 1;
    pointer-events: none;
  }
  .pad {
    padding: var(--mh-space-4);
  }
`;
