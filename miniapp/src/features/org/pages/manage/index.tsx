import { useMe } from '@/platform/session';
import { officePagesOf } from '@/shell/office-menu';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';

/** Office work of this person, on a phone; on a desk screen the side navigation lists it. */
export default function ManagePage() {
  const pages = officePagesOf(useMe());
  return (
    <PageShell
      title="管理"
      status={pages.length > 0 ? 'ready' : 'empty'}
      empty={{ title: '这里没有你要办的', hint: '有岗位授权的人才有管理' }}
    >
      <Card>
        {pages.map((page) => (
          <Cell
            key={page.path}
            icon={page.icon}
            title={page.text}
            meta={page.note}
            onPress={() => openPage(page.path)}
          />
        ))}
      </Card>
    </PageShell>
  );
}
