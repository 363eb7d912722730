import { css } from 'lit';

export const statisticsStyles = css`
  .tiles {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: var(--mh-space-4);
  }
  .tile {
    padding: var(--mh-space-3) var(--mh-space-4);
  }
  .tile b {
    display: block;
    font-size: 24px;
    line-height: 32px;
    font-weight: 500;
  }
  .plots,
  .lists {
    display: grid;
    gap: var(--mh-space-4);
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 440px), 1fr));
    align-items: start;
    margin-block-start: var(--mh-space-4);
  }
  .lists section {
    margin: 0;
  }
  .viewings {
    margin-block-start: var(--mh-space-6);
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px var(--mh-space-3);
    padding-block: var(--mh-space-2);
  }
  li + li {
    border-block-start: 1px solid var(--mh-line);
  }
  li a {
    color: inherit;
    text-decoration: none;
  }
  li a:hover {
    text-decoration: underline;
  }
  .bar {
    grid-column: 1 / -1;
    height: 4px;
    border-radius: 2px;
    background: color-mix(in srgb, var(--mh-primary) 70%, var(--mh-card));
  }
  @media (max-width: 599px) {
    .tiles {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: var(--mh-space-2);
    }
  }
`;
