import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { useLeftMatters } from '../matter.store';
import { leftLine } from '../matter.view';
import { PAGES } from '../routes';

/** What shifts before left undone, in one line that leads to the list; nothing where there is nothing. */
export function LeftLine() {
  const text = leftLine(useLeftMatters());
  if (text === undefined) return null;
  return (
    <Card>
      <Cell icon="flag" title={text} onPress={() => openPage(PAGES.duty)} />
    </Card>
  );
}
