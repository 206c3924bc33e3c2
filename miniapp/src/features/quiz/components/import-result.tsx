import { useState } from 'react';
import { quizContract, type QuestionImport } from '@qiangji/shared-types';
import { isApiError, saveDownload } from '@/platform/request';
import { KIND_WORDS } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Section } from '@/ui/section';
import { toast } from '@/ui/toast';
import './bank.scss';

/** 新的 10 题，改动 1 题: what there is none of is not said. */
function partsOf(parts: readonly [string, number][]): string {
  return parts.flatMap(([words, n]) => (n > 0 ? `${words} ${n} 题` : [])).join('，');
}

/** 读懂 12 题：新的 10 题，改动 1 题，没变 1 题；另有 2 题不对 */
export function countWords({ counts }: Pick<QuestionImport, 'counts'>): string {
  const { good, bad, fresh, changed, unchanged } = counts;
  if (good === 0) return bad > 0 ? `一题也没读懂，${bad} 题不对` : '一题也没有';
  const parts = partsOf([
    ['新的', fresh],
    ['改动', changed],
    ['没变', unchanged],
  ]);
  return `读懂 ${good} 题：${parts}${bad > 0 ? `；另有 ${bad} 题不对` : ''}`;
}

/** 新增 10 题，改动 1 题 */
export function keptWords({ kept }: Pick<QuestionImport, 'kept'>): string {
  const { added = 0, changed = 0, left = 0 } = kept ?? {};
  const parts = partsOf([
    ['新增', added],
    ['改动', changed],
    ['没动', left],
  ]);
  return parts || '题库没有变';
}

/** Whether the letters are right is seen in the questions below: the service can only guess. */
export function encodingWords({ encoding }: Pick<QuestionImport, 'encoding'>): string | null {
  if (!encoding) return null;
  return encoding === 'UTF-8' ? '按 UTF-8 读的' : `按 ${encoding} 读的，看看下面的字对不对`;
}

/** What is wrong, each with its place. */
export function ImportProblems({ found }: { found: QuestionImport }) {
  const { counts, state, refusal } = found;
  // Why a file was refused stands above already.
  const problems = found.problems.filter(({ message }) => message !== refusal);
  if (problems.length === 0) return null;
  const more = counts.bad > problems.length ? `，先列 ${problems.length} 处，其余在表格里` : '';
  const what = state === 'done' ? '没收的' : '不对的';
  const title = state === 'refused' ? '文件不对' : `${what} ${counts.bad} 题${more}`;
  return (
    <Section title={title}>
      <Card>
        {problems.map(({ place, message }, i) => (
          <Cell key={i} plain title={place} meta={message} />
        ))}
      </Card>
    </Section>
  );
}

/** Everything that is bad or very like another question as a table, to be handed on or worked through. */
export function ImportReport({ found: { id, counts, problems } }: { found: QuestionImport }) {
  const [busy, setBusy] = useState(false);
  if (problems.length === 0 && counts.twins === 0) return null;
  const save = async () => {
    setBusy(true);
    try {
      await saveDownload(quizContract.importReport, '导入前要看的.xlsx', { params: { id } });
    } catch (thrown) {
      toast(isApiError(thrown) ? thrown.message : '表格没取到，再试一次', 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="o" icon="download" busy={busy} onPress={() => void save()}>
      不对的、很像的，存成表格
    </Button>
  );
}

/** The first questions as they were understood. */
export function ImportPreview({ found }: { found: QuestionImport }) {
  if (found.preview.length === 0) return null;
  const isAll = found.preview.length === found.counts.good;
  return (
    <Section title={isAll ? '读到的题' : `读到的前 ${found.preview.length} 题`}>
      <Card>
        {found.preview.map((row) => (
          <Cell
            key={row.number}
            plain
            title={row.stem}
            meta={[row.place, KIND_WORDS[row.kind], row.topicName]}
          />
        ))}
      </Card>
    </Section>
  );
}
