import type { PaperDraft, PaperProblem } from '@qiangji/shared-types';
import type { BankRow } from '../quiz';
import type { Pool } from './paper.collection';
import { allot, fits, type Candidate } from './paper.rules';

export interface Judged {
  problems: PaperProblem[];
  supply: { ruleId: string; available: number }[];
  pools: Pool[];
}

type TopicLine = (topic: string) => readonly string[];

function candidateOf({ code, content }: BankRow, lineOf: TopicLine): Candidate {
  const { topic, body, difficulty } = content;
  return { code, topics: lineOf(topic), kind: body.kind, difficulty };
}

/** Whether a paper can be asked from what the bank has now, and from which pools it would be drawn. */
export function judgePaper(
  draft: PaperDraft,
  bank: ReadonlyMap<string, BankRow>,
  examinable: readonly BankRow[],
  lineOf: TopicLine,
): Judged {
  const { content } = draft;
  if (content.method === 'blueprint') {
    const candidates = examinable.map((row) => candidateOf(row, lineOf));
    const { pools, missing } = allot(content.rules, candidates);
    const problems = content.rules.flatMap(({ id, difficultyFrom, difficultyTo }, i) => {
      const path = `content.rules.${i}`;
      const out: PaperProblem[] = [];
      if (difficultyFrom > difficultyTo) {
        out.push({ path, reason: 'difficulty', message: `第 ${i + 1} 条：难度的上下限反了` });
      }
      if (content.rules.findIndex((one) => one.id === id) < i) {
        out.push({ path, reason: 'repeated', message: `第 ${i + 1} 条：编号和前面的重复` });
      }
      const short = missing.get(id);
      if (short !== undefined) {
        out.push({
          path,
          reason: 'not_enough',
          message: `第 ${i + 1} 条：已确认的题还差 ${short} 道`,
        });
      }
      return out;
    });
    const supply = content.rules.map((rule) => ({
      ruleId: rule.id,
      available: candidates.filter((one) => fits(rule, one)).length,
    }));
    return { problems, supply, pools };
  }
  const usable = new Set(examinable.map((row) => row.code));
  const problems = content.questions.flatMap(({ code }, i): PaperProblem[] => {
    const path = `content.questions.${i}`;
    if (content.questions.findIndex((one) => one.code === code) < i) {
      return [{ path, reason: 'repeated', message: `第 ${i + 1} 题和前面的重复` }];
    }
    if (usable.has(code)) return [];
    return bank.has(code)
      ? [{ path, reason: 'not_confirmed', message: `第 ${i + 1} 题还没确认，或依据已失效` }]
      : [{ path, reason: 'unknown', message: `第 ${i + 1} 题不在题库里` }];
  });
  const pools = content.questions.map(({ code, points }, i) => ({
    id: `q${i + 1}`,
    count: 1,
    points,
    codes: [code],
  }));
  return { problems, supply: [], pools };
}
