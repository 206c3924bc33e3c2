import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { Checklist } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { useConfirm } from '@/ui/dialog';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { toast } from '@/ui/toast';
import { FaultList } from '../../components/fault-list';
import { Over } from '../../components/over';
import { SignForm } from '../../components/sign-form';
import { hasEnded, standing, toSignAgain, unsigned, type LocalCheck } from '../../local-check';
import { paths } from '../../paths';
import { seenOn } from '../../signed';
import { localCheck, seal } from '../../spot-check.store';
import { kindWords } from '../../spot-check.view';
import { useOpenCheck } from '../../use-check';
import { useOnce } from '../../use-once';

export default function SignPage() {
  const { id = '' } = useRouter().params;
  const { check, list, status, refresh } = useOpenCheck(id);
  if (check?.calledOffAt) return <Over checkId={id} title="签字" />;
  return check && list ? (
    <Signing check={check} list={list} />
  ) : (
    <PageShell
      title="签字"
      status={status === 'ready' ? 'loading' : status}
      onRetry={() => void refresh()}
    />
  );
}

function Signing({ check, list }: { check: LocalCheck; list: Checklist }) {
  const [dialog, ask] = useConfirm();
  const { busy, once } = useOnce();
  const [person] = unsigned(check);
  const seen = person && seenOn(check, person.personId);
  const found = check.results.some((one) => one.verdict !== 'na');
  const close = async () => {
    const sure = await ask({
      title: '封存这次督察？',
      text: '封存后谁也改不了，结果会给被查的人和中队长看。',
      yes: '封存',
      no: '再看看',
    });
    // The other inspector's phone may have been heard while the question stood.
    const now = localCheck(check.id);
    if (!sure || !now || hasEnded(now) || unsigned(now).length > 0) return false;
    try {
      await seal(check.id);
      void Taro.redirectTo({ url: paths.sealed(check.id) });
      return true;
    } catch {
      toast('手机存储满了，还没封存，请清理后再封', 'bad');
      return false;
    }
  };
  return (
    <PageShell
      title={check.covert ? '封存' : '签字'}
      sub={`${kindWords(check.kind, check.covert)} ${check.squadron.name}`}
      bottom={
        !person && (
          <Button
            size={56}
            block
            icon="lock"
            lacks={found ? undefined : '还没有查出一条结果'}
            busy={busy}
            onPress={() => void once(close)}
          >
            封存
          </Button>
        )
      }
    >
      {!check.covert && <Signed check={check} />}
      {person && seen ? (
        // What was drawn or typed belongs to what was shown: changed scores begin it anew.
        <View key={`${person.personId} ${seen}`} className="sc-form">
          <FaultList list={list} results={check.results} person={person} />
          <SignForm checkId={check.id} person={person} seen={seen} />
        </View>
      ) : (
        check.persons.map((one) => (
          <FaultList key={one.personId} list={list} results={check.results} person={one} />
        ))
      )}
      {dialog}
    </PageShell>
  );
}

function Signed({ check }: { check: LocalCheck }) {
  const left = unsigned(check).length;
  const stands = standing(check);
  const again = new Set(toSignAgain(check).map((one) => one.personId));
  const { length } = check.persons;
  return (
    <Section title={`签字 ${length - left}/${length}`}>
      <Card>
        {check.persons.map((one) => {
          const signoff = stands.find((two) => two.personId === one.personId);
          const anew = again.has(one.personId);
          const words = signoff ? (signoff.signatureId ? '已签' : '拒签') : anew ? '再签' : '没签';
          const tone = signoff ? (signoff.signatureId ? 'ok' : 'warn') : anew ? 'warn' : 'plain';
          return (
            <Cell
              key={one.personId}
              title={one.name}
              meta={
                anew
                  ? '打分改过，要再签'
                  : [signoff?.answer ?? undefined, signoff?.refusalReason ?? undefined]
              }
              plain
              right={<Tag tone={tone}>{words}</Tag>}
            />
          );
        })}
      </Card>
    </Section>
  );
}
