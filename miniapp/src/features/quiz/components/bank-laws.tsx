import { useState } from 'react';
import { View } from '@tarojs/components';
import { addDays, dayOf, quizContract, type CitedLaw } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { callOnce, isApiError } from '@/platform/request';
import { useResource } from '@/platform/resource';
import { useHasRole } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { DateField } from '@/ui/date-field';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/field';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { toast } from '@/ui/toast';
import { dayText } from '../quiz.view';
import './bank.scss';

interface BankLawsProps {
  onClose: () => void;
  /** Shows the questions that cite a version. */
  onCiting: (law: CitedLaw) => void;
}

/** Versions of laws that questions cite: when one ends, its questions are asked no more. */
export function BankLaws({ onClose, onCiting }: BankLawsProps) {
  const { data, error, refresh } = useResource(quizContract.listLaws, {}, { keep: false });
  const mayEnd = useHasRole('legal_officer');
  const [ending, setEnding] = useState<CitedLaw>();
  const laws = data?.laws ?? [];
  const restore = async (law: CitedLaw) => {
    if (await sayEnding(law, null, '')) await refresh();
  };
  return (
    <Section title="依据的法规" note="收起" onMore={onClose}>
      <Card>
        {error && <Cell plain title="法规没取到" meta={error.message} />}
        {laws.map((law) => (
          <View key={`${law.name} ${law.version}`} className="bk-law">
            <Cell
              title={law.name}
              meta={[law.version, `${law.questions} 题`, law.note ?? undefined]}
              right={
                law.endsOn ? (
                  <Tag tone="warn">{`${dayText(law.endsOn)}起不用`}</Tag>
                ) : (
                  <Tag tone="line">有效</Tag>
                )
              }
              onPress={() => onCiting(law)}
            />
            {mayEnd && (
              <View className="bk-law__act">
                <Button kind="o" size={44} onPress={() => setEnding(law)}>
                  {law.endsOn ? '改失效日' : '这一版失效了'}
                </Button>
                {law.endsOn && (
                  <Button kind="o" size={44} onPress={() => void restore(law)}>
                    没有失效
                  </Button>
                )}
              </View>
            )}
          </View>
        ))}
      </Card>
      {ending && (
        <Ending
          law={ending}
          onDone={() => {
            setEnding(undefined);
            void refresh();
          }}
        />
      )}
    </Section>
  );
}

/** Tells the service; false where it did not take it, which the person has been told. */
async function sayEnding(law: CitedLaw, endsOn: string | null, note: string): Promise<boolean> {
  const { name, version } = law;
  const write = { name, version, endsOn };
  try {
    await callOnce(quizContract.endLaw, { body: { ...write, ...(note ? { note } : {}) } });
    toast(endsOn ? '记下了，到那天这些题就不再出' : '恢复了，这些题照常出', 'ok');
    return true;
  } catch (thrown) {
    if (!isApiError(thrown)) throw thrown;
    toast(thrown.message, 'bad');
    return false;
  }
}

function Ending({ law, onDone }: { law: CitedLaw; onDone: () => void }) {
  const [endsOn, setEndsOn] = useState(law.endsOn ?? addDays(dayOf(now()), 1));
  const [note, setNote] = useState(law.note ?? '');
  const say = async () => {
    if (await sayEnding(law, endsOn, note.trim())) onDone();
  };
  return (
    <Dialog
      title={`${law.name}（${law.version}）`}
      text={`依据它的 ${law.questions} 题，从失效那天起练习和考试都不再出，在题库里列着等人改。`}
      yes="记下失效日"
      no="先不记"
      onYes={() => void say()}
      onNo={onDone}
    >
      <DateField label="从哪天起失效" value={endsOn} onChange={setEndsOn} />
      <TextField label="由什么接替" value={note} max={200} onChange={setNote} />
    </Dialog>
  );
}
