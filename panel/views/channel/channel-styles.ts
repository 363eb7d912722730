import { css } from 'lit';

export const channelStyles = css`
  mh-logo {
    --logo-size: 64px;
  }
  .logo {
    position: relative;
    border-radius: 8px;
  }
  .logo .pencil {
    position: absolute;
    inset-block-end: -6px;
    inset-inline-end: -6px;
    display: grid;
    place-items: center;
    width: 24px;
    height: 24px;
    border-radius: 50%;
    background: var(--mh-card);
    border: 1px solid var(--mh-line);
  }
  .more {
    margin-block-start: var(--mh-space-2);
  }
  .why > h2 {
    margin-block-end: var(--mh-space-3);
  }
  header > .grow {
    flex-basis: 180px;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    gap: var(--mh-space-4);
    align-items: start;
  }
  section + section {
    margin: 0;
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
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
