import { css } from 'lit';

export const streamTableStyles = css`
  .about {
    margin-block-end: var(--mh-space-3);
    max-width: 72ch;
  }
  .filters {
    margin-block-end: var(--mh-space-3);
  }
  .card {
    padding-block: 0;
  }
  li {
    display: flex;
    align-items: center;
    gap: var(--mh-space-3);
    min-height: 60px;
    padding-block: var(--mh-space-2);
  }
  li + li {
    border-block-start: 1px solid var(--mh-line);
  }
  .what {
    display: grid;
    flex: 1;
    min-width: 0;
  }
  .what a {
    font-weight: 500;
    color: inherit;
    text-decoration: none;
  }
  .what a:hover {
    text-decoration: underline;
  }
  .marks {
    display: flex;
    flex-wrap: wrap;
    gap: var(--mh-space-1);
    justify-content: end;
  }
  .acts {
    display: flex;
    flex: none;
  }
  .acts [aria-pressed='true'] {
    color: var(--mh-link);
  }
  .more {
    display: grid;
    justify-content: center;
    margin-block-start: var(--mh-space-3);
  }
  @media (max-width: 599px) {
    li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: var(--mh-space-1) var(--mh-space-2);
    }
    .marks {
      grid-row: 2;
      justify-content: start;
    }
    input[type='search'] {
      flex: 1 0 100%;
    }
  }
`;
