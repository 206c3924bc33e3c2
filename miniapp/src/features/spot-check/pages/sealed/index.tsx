import { Text } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { scoreChecklist, type Checklist } from '@qiangji/shared-types';
import { useSentMark } from '@/platform/outbox';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { TABS } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { Section } from '@/ui/section';
import { SentMark } from '@/ui/sent-mark';
import { Over } from '../../components/over';
import type { LocalCheck } from '../../local-check';
import { paths } from '../../paths';
import { kindWords, scoreWords, timeWords } from '../../spot-check.view';
import { useOpenCheck } from '../../use-check';

const home = TABS.find((tab) => tab.key === 'checks')?.path ?? TABS[0].path;
const toChecks = () => void Taro.switchTab({ url: home });

export default function SealedPage() {
  const { id = '' } = useRouter().params;
  const { check, list, status, late, refresh } = useOpenCheck(id);
  // The other one called it off before this phone was heard.
  if (check?.calledOffAt) return <Over checkId={id} title="督察已封存" />;
  return check && list ? (
    <Sealed check={check} list={list} late={late} />
  ) : (
    <PageShell
      title="督察已封存"
      onBack={toChecks}
      status={status === 'ready' ? 'loading' : status}
      onRetry={() => void refresh()}
    />
  );
}

interface SealedProps {
  check: LocalCheck;
  list: Checklist;
  late: boolean;
}

function Sealed({ check, list, late }: SealedProps) {
  const mark = useSentMark(check.sealOpId ?? '');
  const { whole, persons } = scoreChecklist(list, check.results);
  const words = scoreWords(whole, list.minApplicable);
  const sent = mark === 'sent';
  return (
    <PageShell
      title="督察已封存"
      sub={check.squadron.name}
      onBack={toChecks}
      bottom={
        <Button size={56} block onPress={toChecks}>
          回到督察
        </Button>
      }
    >
      <Plate
        state={late ? '同去的人已先封存' : '已封存，改不了了'}
        dot={sent ? 'ok' : 'warn'}
        corner={<SentMark state={mark} />}
        figure={words.figure}
        figureOf={words.unit}
        figureNote={words.note}
        big
        facts={[
          { icon: 'clipboard-check', text: kindWords(check.kind, check.covert), more: list.name },
          { icon: 'lock', text: check.sealedAt ? timeWords(check.sealedAt) : '' },
          { icon: 'users', text: check.inspectors.map((one) => one.name).join('、') },
        ]}
      />
      <Section
        title={`被查的人 ${check.persons.length}`}
        note={sent ? '已通知本人和中队长' : '送达后通知'}
      >
        <Card>
          {check.persons.map((one) => {
            const own = scoreWords(persons[one.personId], list.minApplicable);
            return (
              <Cell
                key={one.personId}
                title={one.name}
                meta={own.note}
                right={
                  <Text className="t-head">{`${own.figure}${own.unit && ` ${own.unit}`}`}</Text>
                }
              />
            );
          })}
        </Card>
      </Section>
      {late && (
        <Card>
          <Cell icon="clock" title="你离线打的分另放在结果里" meta="不计分，不改已签字的结果" />
        </Card>
      )}
      {(sent || late) && (
        <Button
          kind="o"
          block
          onPress={() => void Taro.navigateTo({ url: paths.result(check.id) })}
        >
          看结果
        </Button>
      )}
    </PageShell>
  );
}
