import { css } from 'lit';

export const rulesStyles = css`
  @media (max-width: 599px) {
    .view > header h1 {
      flex-basis: 180px; /* the main act beside it, the others below */
    }
    .view > header wa-button:not([variant='brand']) {
      order: 1;
    }
  }
  .about {
    margin-block-end: var(--mh-space-3);
    max-width: 72ch;
  }
  ol.card {
    padding-block: 0;
  }
  li {
    display: flex;
    gap: var(--mh-space-3);
    align-items: center;
    min-height: 64px;
    padding-block: var(--mh-space-2);
    background: var(--mh-card);
  }
  li + li {
    border-block-start: 1px solid var(--mh-line);
  }
  li.out .name {
    color: var(--mh-text-soft);
    font-weight: 400;
  }
  li.ghost {
    background: color-mix(in srgb, var(--mh-primary) 14%, var(--mh-card));
  }
  .handle {
    display: grid;
    place-items: center;
    width: 28px;
    height: 44px;
    flex: none;
    cursor: grab;
    color: var(--mh-text-soft);
    touch-action: none;
  }
  input.switch {
    flex: none;
  }
  .what {
    display: grid;
    flex: 1;
    min-width: 0;
    min-height: 44px;
    align-content: center;
    color: inherit;
    text-decoration: none;
  }
  .name {
    font-weight: 500;
  }
  .what:hover .name {
    text-decoration: underline;
  }
  .acts {
    display: flex;
    flex: none;
  }
  @media (max-width: 719px) {
    li {
      flex-wrap: wrap;
    }
    .what {
      flex-basis: calc(100% - 120px);
    }
    .acts {
      flex: 1 0 100%;
      justify-content: flex-end;
    }
  }
`;

/** A form with what it would change beside it. */
export const formStyles = css`
  .both {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    gap: var(--mh-space-4);
    align-items: start;
  }
  .card {
    display: grid;
    gap: var(--mh-space-4);
  }
  fieldset {
    display: grid;
    gap: var(--mh-space-4);
    border: 0;
    padding: 0;
    margin: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
    font-size: 16px;
    font-weight: 500;
    margin-block-end: var(--mh-space-2);
  }
  @media (max-width: 959px) {
    .both {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
