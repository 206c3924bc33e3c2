import { Button } from '../button';

export interface MoreProps {
  /** What `usePagedResource` answers. */
  list: { hasMore: boolean; loadingMore: boolean; loadMore: () => void | Promise<void> };
  text: string;
}

/** The way to the next page of a list; nothing where there is none. */
export function More({ list, text }: MoreProps) {
  if (!list.hasMore) return null;
  return (
    <Button kind="o" block busy={list.loadingMore} onPress={() => void list.loadMore()}>
      {text}
    </Button>
  );
}
