import { Button } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { minePath } from '../exam.view';

interface ElsewhereProps {
  title: string;
  sub: string | undefined;
  /** What the service said when it was to be taken back. */
  refusal: string | undefined;
  take: () => void;
}

/** Another phone has the attempt; this one takes it back when its person says so. */
export function Elsewhere({ title, sub, refusal, take }: ElsewhereProps) {
  return (
    <PageShell
      title={title}
      sub={sub}
      bottom={
        <>
          <Button kind="o" size={56} onPress={() => openPage(minePath)}>
            不换
          </Button>
          <Button block size={56} onPress={take}>
            换回这台手机答
          </Button>
        </>
      }
    >
      <Empty
        icon="radio"
        title="正在另一台手机上答"
        hint={refusal ?? '这台已停下，答过的都没丢。换回来，那台就停下'}
      />
    </PageShell>
  );
}
