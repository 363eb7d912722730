import { css } from 'lit';

export const channelStyles = css`
  mh-logo {
    --logo-size: 64px;
  }
  .columns {
    display: grid;
    grid-template-columns: 3fr 2fr;
    gap: var(--mh-space-4);
    align-items: start;
  }
  section + section {
    margin: 0;
  }
  form {
    display: grid;
    grid-template-columns: 120px 1fr;
    gap: var(--mh-space-3);
  }
  label {
    display: grid;
    gap: 4px;
    font-weight: 500;
  }
  label.group,
  .acts {
    grid-column: 1 / -1;
  }
  input {
    font: inherit;
    color: inherit;
    height: var(--mh-touch);
    width: 100%;
    padding-inline: 10px;
    border-radius: var(--mh-radius-s);
    border: 1px solid color-mix(in srgb, var(--mh-text) 46%, var(--mh-card));
    background: var(--mh-card);
  }
  .programme {
    display: grid;
    gap: 2px;
    padding-block: var(--mh-space-2);
  }
  .programme + .programme {
    border-block-start: 1px solid var(--mh-line);
  }
  .description {
    display: -webkit-box;
    -webkit-line-clamp: 4;
    -webkit-box-orient: vertical;
    overflow: hidden;
  }
  @media (max-width: 869px) {
    .columns {
      grid-template-columns: 1fr;
    }
  }
`;
