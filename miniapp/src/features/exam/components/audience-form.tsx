import { useEffect, useState } from 'react';
import { Text, View } from '@tarojs/components';
import {
  examContract,
  KIND_NAMES,
  orgContract,
  personKinds,
  type AudienceCount,
  type ExamAudience,
  type ExamKind,
} from '@qiangji/shared-types';
import { call, toApiError } from '@/platform/request';
import { useResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { MultiChoice } from '@/ui/choice';
import { TextField } from '@/ui/field';
import { Section } from '@/ui/section';
import { wholeNumber } from '../desk.view';
import { countWords } from '../plan.form';
import './desk.scss';

const PERSON_KINDS = personKinds.map((value) => ({ value, text: KIND_NAMES[value] }));

/** Tapping is over for so long (ms) before it is counted again. */
const TAPPING_MS = 300;

/** Whom a rule would mean now; what was counted before stands until the next answer. */
function useCount(audience: ExamAudience) {
  const [count, setCount] = useState<AudienceCount>();
  const [problem, setProblem] = useState<string>();
  const asked = JSON.stringify({ ...audience, sample: null });
  useEffect(() => {
    const rule = JSON.parse(asked) as ExamAudience;
    if (rule.unitPaths.length === 0) return undefined;
    let isOver = false;
    const timer = setTimeout(() => {
      call(examContract.countAudience, { body: { audience: rule } }).then(
        (found) => {
          if (isOver) return;
          setCount(found);
          setProblem(undefined);
        },
        (thrown: unknown) => {
          if (!isOver) setProblem(toApiError(thrown).message);
        },
      );
    }, TAPPING_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return { count, problem };
}

interface AudienceFormProps {
  audience: ExamAudience;
  kind: ExamKind;
  onChange: (audience: ExamAudience) => void;
}

/** Who sits: by unit, kind and post, all of them or a sample; counted as it is chosen. */
export function AudienceForm({ audience, kind, onChange }: AudienceFormProps) {
  const units = useResource(orgContract.listUnits, {}).data?.units ?? [];
  const { count, problem } = useCount(audience);
  const set = (part: Partial<ExamAudience>) => onChange({ ...audience, ...part });
  const posts = count?.posts ?? [];
  // A post that nobody holds any more stays until somebody takes it out.
  const gone = audience.posts.filter((post) => !posts.some((one) => one.post === post));
  return (
    <Section title="谁来考" note={problem ?? (count ? countWords(count, kind) : '正在数')}>
      <Card pad>
        <View className="ed-form">
          <Text className="t-b">单位，连下属一起</Text>
          <MultiChoice
            label="单位，连下属一起"
            columns={2}
            value={audience.unitPaths}
            options={units.map(({ path, name }) => ({ value: path, text: name }))}
            onChange={(unitPaths) => set({ unitPaths: [...unitPaths] })}
          />
          <Text className="t-b">身份，不选就是都考</Text>
          <MultiChoice
            label="身份，不选就是都考"
            columns={2}
            value={audience.kinds}
            options={PERSON_KINDS}
            onChange={(kinds) => set({ kinds: [...kinds] })}
          />
          <Text className="t-b">岗位，不选就是都考</Text>
          <MultiChoice
            label="岗位，不选就是都考"
            columns={2}
            value={audience.posts}
            options={[
              ...posts.map(({ post, people }) => ({ value: post, text: `${post} ${people} 人` })),
              ...gone.map((post) => ({ value: post, text: `${post} 0 人` })),
            ]}
            onChange={(chosen) => set({ posts: [...chosen] })}
          />
          <TextField
            label="随机抽几人，不填就是全考"
            keyboard="number"
            value={audience.sample === null ? '' : String(audience.sample)}
            hint="发出时抽，抽签依据留着，谁都能重算"
            onChange={(text) => set({ sample: wholeNumber(text, 1, 100_000) })}
          />
        </View>
      </Card>
    </Section>
  );
}
