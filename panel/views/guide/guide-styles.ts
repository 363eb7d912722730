import { css } from 'lit';

export const guideStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    height: 100%;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: var(--mh-space-2);
    padding: var(--mh-space-3) var(--mh-space-4);
    background: var(--mh-card);
    border-block-end: 1px solid var(--mh-line);
    overflow-x: auto;
    scrollbar-width: none;
  }
  .search {
    flex: 0 1 260px;
    min-width: 150px;
  }
  select {
    max-width: 180px;
  }
  .jump {
    margin-inline-start: auto;
  }
  @media (max-width: 719px) {
    .bar {
      flex-wrap: wrap;
      padding: var(--mh-space-2);
    }
    .search,
    select {
      flex: 1 1 120px;
      min-width: 0; /* whatever the longest group is called */
      max-width: none;
    }
    .jump {
      flex: 1 1 100%;
      margin: 0;
    }
  }
`;
