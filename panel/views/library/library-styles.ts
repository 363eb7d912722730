import { css } from 'lit';

export const wallStyles = css`
  :host {
    display: flex;
    flex-direction: column;
  }
  .filters {
    margin-block-end: var(--mh-space-3);
  }
  .filters select {
    max-width: 220px;
  }
  .scroller {
    flex: 1;
    min-height: 240px;
    overflow: auto;
  }
  .wall {
    min-height: 100%;
  }
  ul {
    display: grid;
    gap: 12px;
  }
  li a {
    display: grid;
    grid-template-rows: minmax(0, 1fr) 20px 20px;
    gap: 4px;
    height: 100%;
    padding: 2px;
    color: inherit;
    text-decoration: none;
  }
  li mh-logo {
    width: 100%;
    height: 100%;
    --logo-size: 96px;
  }
  li a:hover .name {
    text-decoration: underline;
  }
  li a:focus-visible {
    outline-offset: -2px;
  }
  .name {
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;

export const titleStyles = css`
  .head {
    display: grid;
    grid-template-columns: 200px 1fr;
    gap: var(--mh-space-6);
    align-items: start;
  }
  mh-title-files + section {
    margin-block-start: var(--mh-space-6);
  }
  .head mh-logo {
    width: 100%;
    height: auto;
    aspect-ratio: 2 / 3;
    --logo-size: 120px;
  }
  details.card {
    margin-block-start: var(--mh-space-4);
    padding-block: var(--mh-space-2);
  }
  .facts {
    display: grid;
    gap: var(--mh-space-2);
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--mh-space-1) var(--mh-space-4);
  }
  dt {
    color: var(--mh-text-soft);
  }
  li {
    display: flex;
    align-items: center;
    gap: var(--mh-space-3);
    min-height: 52px;
    padding-block: var(--mh-space-2);
  }
  li + li {
    border-block-start: 1px solid var(--mh-line);
  }
  section.later {
    margin-block-start: var(--mh-space-4);
  }
  @media (max-width: 599px) {
    .head {
      grid-template-columns: 112px 1fr;
      gap: var(--mh-space-4);
    }
    .facts .wide {
      grid-column: 1 / -1;
    }
  }
`;
