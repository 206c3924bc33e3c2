import { dayOf, selfCheckContract, SELF_CHECK_NAMES } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { useResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { Section } from '@/ui/section';
import { PAGES } from '../routes';

const AFTER = [selfCheckContract.submit, selfCheckContract.closeCorrection];

/** What is left of one's own checks: the month's, and what is to be put right. */
export function SelfChecks() {
  const today = dayOf(now());
  const month = useResource(
    selfCheckContract.listChecks,
    { query: { kind: 'periodic', from: `${today.slice(0, 7)}-01`, limit: 1 } },
    { refreshAfter: AFTER },
  );
  const open = useResource(
    selfCheckContract.listCorrections,
    { query: { state: 'open', limit: 50 } },
    { refreshAfter: AFTER },
  );
  const done = month.data && month.data.items.length > 0;
  const count = open.data?.items.length;
  const late = open.data?.items.filter((one) => one.overdue).length ?? 0;
  return (
    <Section title="自查" note="记录" onMore={() => openPage(PAGES.checks)}>
      <Card>
        <Cell
          icon={done ? 'circle-check' : 'list-checks'}
          tone={done ? 'ok' : undefined}
          title={SELF_CHECK_NAMES.periodic}
          meta={done ? '这个月做过了' : '一个月一次，几分钟'}
          onPress={() => openPage(PAGES.periodic)}
        />
        <Cell
          icon="flag"
          tone={late > 0 ? 'bad' : undefined}
          title="我要改的"
          meta={late > 0 ? `${late} 条超期` : undefined}
          value={count === undefined ? undefined : count === 0 ? '没有' : `${count} 条`}
          onPress={() => openPage(PAGES.corrections)}
        />
      </Card>
    </Section>
  );
}
