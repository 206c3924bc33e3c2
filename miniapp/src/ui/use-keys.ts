/** Keys of a desk's keyboard: a phone has none, so there is nothing to listen to. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  void keys;
}
