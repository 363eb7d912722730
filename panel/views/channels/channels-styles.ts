import { css } from 'lit';

export const channelsStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    height: 100%;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--mh-space-2);
    padding: var(--mh-space-3) var(--mh-space-4);
    border-block-end: 1px solid var(--mh-line);
    background: var(--mh-card);
  }
  .search {
    flex: 1 1 140px;
    max-width: 360px;
  }
  select {
    max-width: 180px;
  }
  .count {
    margin-inline-start: auto;
    padding-inline: var(--mh-space-2);
  }
  @media (max-width: 479px) {
    .count {
      position: absolute; /* read out; the group's name needs the room */
      clip-path: inset(50%);
    }
  }
  @media (max-width: 719px) {
    .bar {
      gap: var(--mh-space-1) var(--mh-space-2);
      padding: var(--mh-space-2);
    }
    .search {
      order: -2;
      flex: 1 1 160px;
    }
    mh-filter-panel {
      order: -1;
    }
    select {
      flex: 1 1 90px;
      min-width: 0;
    }
    .count {
      margin: 0;
      padding: 0;
      font-size: 12px;
      white-space: nowrap;
    }
  }
`;
