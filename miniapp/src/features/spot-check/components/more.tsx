import { Cell } from '@/ui/cell';

/** The next page of a list. */
export function More({
  list,
}: {
  list: { hasMore: boolean; loadMore: () => void | Promise<void> };
}) {
  if (!list.hasMore) return null;
  return <Cell title="再看 20 条" plain onPress={() => void list.loadMore()} />;
}
