import { css } from 'lit';

export const reviewStyles = css`
  .about {
    margin-block-end: var(--mh-space-3);
    max-width: 72ch;
  }
  .filters {
    margin-block-end: var(--mh-space-3);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--mh-space-2);
    margin-block-start: var(--mh-space-4);
  }
  kbd {
    font: 600 11px/16px var(--mh-font);
    min-width: 18px;
    padding-inline: 4px;
    border: 1px solid currentcolor;
    border-radius: 4px;
    opacity: 0.7;
    text-align: center;
  }
  .keys {
    margin-block-start: var(--mh-space-3);
  }
  @media (pointer: coarse), (max-width: 869px) {
    kbd,
    .keys {
      display: none;
    }
  }
  @media (max-width: 599px) {
    .acts > wa-button::part(base) {
      height: 100%; /* as tall as its neighbour, where a label takes two lines */
      min-height: var(--mh-touch);
      padding: 6px var(--mh-space-2);
      white-space: normal;
      line-height: 1.25;
    }
    .acts {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      position: sticky;
      inset-block-end: 0;
      padding-block: var(--mh-space-2);
      background: var(--mh-page);
    }
  }
`;
