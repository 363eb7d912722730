import { css } from 'lit';

export const mineStyles = css`
  h2 {
    margin-block-end: var(--mh-space-3);
  }
  .grid {
    display: grid;
    gap: var(--mh-space-3);
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr));
  }
  .tile {
    display: flex;
    align-items: center;
    gap: var(--mh-space-1);
    padding: var(--mh-space-2) var(--mh-space-2) var(--mh-space-2) var(--mh-space-3);
  }
  .watch {
    display: flex;
    align-items: center;
    gap: var(--mh-space-3);
    flex: 1;
    min-width: 0;
    min-height: 52px;
  }
  .watch:hover:not(:disabled) b {
    text-decoration: underline;
  }
  .watch {
    position: relative;
  }
  .watch:disabled {
    opacity: 1;
  }
  .what {
    display: grid;
    min-width: 0;
  }
  .what b {
    font-weight: 500;
  }
  .acts {
    display: flex;
    flex: none;
  }
  .acts svg:dir(rtl) {
    scale: -1 1;
  }
  @media (max-width: 599px) {
    .acts button:not(:last-child) svg {
      rotate: 90deg; /* one stands below the other there */
      scale: none;
    }
  }
  .filters {
    margin-block-end: var(--mh-space-3);
  }
  .more {
    display: flex;
    flex-wrap: wrap;
    gap: var(--mh-space-2);
    justify-content: center;
    margin-block-start: var(--mh-space-3);
  }
  li.seen {
    display: flex;
    align-items: center;
    gap: var(--mh-space-3);
    min-height: 56px;
  }
  li.seen + li.seen {
    border-block-start: 1px solid var(--mh-line);
  }
`;
