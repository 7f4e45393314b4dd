import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    min-block-size: 0;
  }
  .board {
    display: grid;
    grid-template-rows: auto auto minmax(0, 1fr);
    gap: calc(var(--u) * 0.625);
    block-size: 100%;
    padding: calc(var(--u) * 0.75) calc(var(--u) * 0.875) calc(var(--u) * 0.875);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--u) * 0.5) calc(var(--u) * 1);
  }
  .top h2 {
    font-size: calc(var(--u) * 1.25);
  }
  .count {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  kiwi-board-filters {
    flex: 1;
    min-inline-size: 0;
  }
  .main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--u) * 0.875);
    min-block-size: 0;
  }
  .main.split {
    grid-template-columns: minmax(0, 1fr) minmax(21rem, 27rem);
  }
  .list,
  .page {
    min-block-size: 0;
    overflow: hidden;
    display: flex;
    flex-direction: column;
  }
  kiwi-board-rows,
  kiwi-booking-page {
    flex: 1;
    min-block-size: 0;
  }
  .empty {
    margin: auto;
    display: grid;
    justify-items: center;
    gap: calc(var(--u) * 0.75);
    padding: calc(var(--u) * 2);
    text-align: center;
    color: var(--_text-muted);
  }
  .empty > svg {
    inline-size: calc(var(--u) * 2.25);
    block-size: calc(var(--u) * 2.25);
  }
  /* Dialogs stand above everything and take no place here. */
  kiwi-assign,
  kiwi-booking-change {
    position: absolute;
  }
  @media (max-width: 56rem) {
    .board {
      padding: calc(var(--u) * 0.5);
      gap: calc(var(--u) * 0.5);
    }
    kiwi-board-filters {
      flex: 1 0 100%;
    }
    .main.split {
      grid-template-columns: minmax(0, 1fr);
    }
    .main.split .list,
    .board.opened > .top,
    .board.opened > kiwi-board-notes {
      display: none;
    }
    .board.opened {
      grid-template-rows: minmax(0, 1fr);
    }
  }
  @media print {
    .top,
    kiwi-board-notes,
    .list {
      display: none;
    }
    .board,
    .main.split {
      display: block;
      padding: 0;
    }
    .page {
      border: 0;
      overflow: visible;
    }
  }
`;
