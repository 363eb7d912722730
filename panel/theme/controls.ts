// Forms.

import { css } from 'lit';

/** Plain controls of a form, and what is written above them. */
export const controls = css`
  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    font: inherit;
    color: inherit;
    min-height: var(--mh-touch);
    padding-inline: 10px;
    border-radius: var(--mh-radius-s);
    border: 1px solid color-mix(in srgb, var(--mh-text) 46%, var(--mh-card));
    background: var(--mh-card);
  }
  select {
    appearance: none;
    padding-inline-end: 32px;
    /* Material's chevron, in a grey that is seen on light and dark */
    background-image: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='%23808080'%3E%3Cpath d='M7.41 8.58 12 13.17l4.59-4.59L18 10l-6 6-6-6z'/%3E%3C/svg%3E");
    background-position: right 8px center;
    background-size: 20px;
    background-repeat: no-repeat;
    text-overflow: ellipsis;
  }
  select:dir(rtl) {
    background-position: left 8px center;
  }
  textarea {
    padding-block: 8px;
  }
  input[type='file'] {
    max-width: 100%;
    padding: 4px;
    color: var(--mh-text-soft);
  }
  input[type='file']::file-selector-button {
    font: inherit;
    font-weight: 500;
    color: var(--mh-text);
    min-height: calc(var(--mh-touch) - 10px);
    margin-inline-end: var(--mh-space-3);
    padding-inline: var(--mh-space-3);
    border: 0;
    border-radius: 6px;
    background: color-mix(in srgb, var(--mh-text) 10%, var(--mh-card));
    cursor: pointer;
  }
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline: 2px solid var(--mh-link);
    outline-offset: 1px;
  }
  label.above {
    display: grid;
    gap: 4px;
    font-weight: 500;
  }
  label.above > :is(input, select, textarea) {
    width: 100%;
  }
  label.above > :is(input, select, textarea, .small) {
    font-weight: 400;
  }
  label.beside {
    display: flex;
    align-items: center;
    gap: var(--mh-space-2);
    min-height: var(--mh-touch);
  }
  :is(.filters, header) > select {
    max-width: min(100%, 260px); /* however long what can be chosen is */
  }
  .filters > input[type='search'] {
    min-width: min(100%, 280px); /* what it searches by is to be read in every language */
  }
  .filters > .count {
    margin-inline-start: auto;
  }
  @media (max-width: 599px) {
    .filters {
      display: grid;
      grid-template-columns: 1fr 1fr;
    }
    .filters > input[type='search'] {
      grid-column: 1 / -1;
    }
    .filters > select {
      width: 100%;
      max-width: none;
      min-width: 0;
    }
    .filters > .count {
      margin-inline-start: 0;
    }
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
    gap: var(--mh-space-4);
    align-items: start;
  }
  form {
    display: grid;
    gap: var(--mh-space-4);
  }
`;
