import { useId, useRef } from 'react';
import { useKeys } from './use-keys';

/** What can be opened in a list: a `Cell` with `onPress`, or the first cell of a table's row. */
const ROWS = '.qj-li[tabindex], .qj-table__open';

/** Puts the keyboard into the field that `at` names beside a list, for what is looked for in it. */
export function toSearch(rowsId: string, at: string): void {
  document.getElementById(rowsId)?.parentElement?.querySelector<HTMLInputElement>(at)?.focus();
}

/**
 * Moves the focus over the rows of a list by j and k or the arrows, so that Enter opens the one in
 * focus. Returns the id for the view around the list; `keys` are the page's others.
 */
export function useRowKeys(keys: Readonly<Record<string, () => void>> = {}): string {
  const id = `rows${useId().replace(/:/g, '')}`;
  const last = useRef<HTMLElement>();
  const move = (by: number) => () => {
    const rows = [...(document.getElementById(id)?.querySelectorAll<HTMLElement>(ROWS) ?? [])];
    const active = rows.findIndex((row) => row === document.activeElement);
    // After a record was open beside the list one goes on from its row.
    const from = active >= 0 ? active : rows.findIndex((row) => row === last.current);
    const next = rows[Math.min(Math.max(0, from + by), rows.length - 1)];
    next?.focus();
    last.current = next;
  };
  const [down, up] = [move(1), move(-1)];
  useKeys({ j: down, ArrowDown: down, k: up, ArrowUp: up, ...keys });
  return id;
}
