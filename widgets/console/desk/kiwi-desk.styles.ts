import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    min-block-size: 0;
  }
  .desk {
    display: grid;
    grid-template-columns: minmax(15rem, 18rem) minmax(0, 1fr) minmax(19rem, 25rem);
    gap: calc(var(--u) * 0.875);
    padding: calc(var(--u) * 0.875);
    block-size: 100%;
    min-block-size: 0;
  }
  /* Dialogs stand above everything and take no place here. */
  kiwi-decision,
  kiwi-hand-over {
    position: absolute;
  }
  .list,
  .side {
    overflow-y: auto;
    min-block-size: 0;
  }
  /* Room for the ring of what has focus. */
  .list {
    margin: -4px;
    padding: 4px;
  }
  .call {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  kiwi-call-head {
    border-block-end: 1px solid var(--_border);
  }
  kiwi-transcript {
    flex: 1;
  }
  .notice.bad {
    margin: calc(var(--u) * 0.75) calc(var(--u) * 1) 0;
    padding-block: calc(var(--u) * 0.5);
  }
  .failed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--u) * 0.5);
  }
  .failed .button {
    margin: 0;
  }
  .exercise {
    border: 2px dashed light-dark(#6b21a8, #d8b4fe);
  }
  .nothing {
    grid-column: 2 / -1;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: calc(var(--u) * 0.75);
    padding: calc(var(--u) * 2);
    text-align: center;
    border-style: dashed;
    background: none;
  }
  .nothing > svg {
    inline-size: calc(var(--u) * 2.25);
    block-size: calc(var(--u) * 2.25);
    color: var(--_text-muted);
  }
  @media (max-width: 72rem) {
    .desk {
      grid-template-columns: minmax(12.5rem, 14rem) minmax(0, 1fr) minmax(17rem, 20rem);
      gap: calc(var(--u) * 0.625);
      padding: calc(var(--u) * 0.625);
    }
  }
  @media (max-width: 56rem) {
    .desk {
      display: block;
      block-size: auto;
    }
    .in-call .list {
      display: none;
    }
    .desk > * + * {
      margin-block-start: calc(var(--u) * 0.625);
    }
    .list,
    .side {
      overflow: visible;
    }
    .nothing {
      display: none;
    }
    .in-call .nothing {
      display: grid;
    }
  }
`;
