import { css } from 'lit';

export const streamListStyles = css`
  li {
    display: flex;
    gap: var(--mh-space-2);
    align-items: center;
    padding-block: var(--mh-space-2);
    min-height: 64px;
    border-block-start: 1px solid var(--mh-line);
    background: var(--mh-card);
  }
  li.out .what {
    opacity: 0.62;
  }
  li.ghost {
    background: color-mix(in srgb, var(--mh-primary) 14%, var(--mh-card));
  }
  .handle {
    display: grid;
    place-items: center;
    width: 28px;
    height: 44px;
    cursor: grab;
    color: var(--mh-text-soft);
    touch-action: none;
  }
  .what {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2px;
    flex: 1;
    min-width: 0;
  }
  .names {
    row-gap: 4px;
  }
  li {
    flex-wrap: wrap;
  }
  .facts {
    flex: 1 0 100%;
  }
  .acts {
    display: flex;
    flex: none;
  }
  @media (max-width: 719px) {
    li {
      flex-wrap: wrap;
    }
    .acts {
      flex: 1 0 100%;
      justify-content: flex-end;
    }
    mh-skeleton {
      display: block;
      min-height: 123px; /* as high as one stream: nothing below it moves when that comes */
    }
  }
`;
