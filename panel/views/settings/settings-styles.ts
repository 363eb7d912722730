import { css } from 'lit';

export const settingsStyles = css`
  .view {
    max-width: 880px;
  }
  section > h2 {
    margin-block-end: var(--mh-space-2);
  }
`;
