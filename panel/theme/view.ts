// Views.

import { css } from 'lit';

/** The frame of a view: as wide as reads well, room for the bars of a phone. */
export const viewStyles = css`
  :host {
    display: block;
  }
  .view {
    max-width: 1200px;
    margin: 0 auto;
    padding: var(--mh-space-6) var(--mh-space-6) var(--mh-space-8);
  }
  .view > header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--mh-space-2) var(--mh-space-4);
    min-height: 44px;
    margin-block-end: var(--mh-space-4);
  }
  .view > header h1 {
    flex: 1;
  }
  .back {
    width: fit-content;
    min-height: var(--mh-touch);
    margin-block: -8px 0;
  }
  .cards {
    display: grid;
    gap: var(--mh-space-4);
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr));
  }
  section + section {
    margin-block-start: var(--mh-space-6);
  }
  section > h2 {
    margin-block-end: var(--mh-space-3);
  }
  @media (max-width: 599px) {
    .view {
      padding: var(--mh-space-4) var(--mh-space-4) var(--mh-space-6);
    }
  }
`;
