import { quizContract, type HandlerInput, type QuestionImport } from '@qiangji/shared-types';
import type { Kit } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { ImportRunner } from './import.runner';

/** An import once nothing goes on with it. */
export async function settledImport(kit: Kit, id: string): Promise<QuestionImport> {
  await (await kit.get(ImportRunner)).idle();
  return kit.ok(quizContract.findImport, { params: { id } }, 'legalOfficer', (now) => {
    expect(now.id).toBe(id);
    expect(['reading', 'keeping']).not.toContain(now.state);
  });
}

export async function readImport(
  kit: Kit,
  file: Blob,
  query: { fileName: string; topic?: string } = { fileName: '题.xlsx' },
  as: PersonKey = 'legalOfficer',
): Promise<QuestionImport> {
  const { id } = await kit.ok(quizContract.importQuestions, { query, file }, as, (begun) => {
    expect(begun).toMatchObject({ state: 'reading', fileName: query.fileName });
  });
  return settledImport(kit, id);
}

export async function keepImport(
  kit: Kit,
  { id }: QuestionImport,
  body: { state: 'draft' | 'active' } & Partial<
    HandlerInput<typeof quizContract.keepImport>['body']
  >,
): Promise<QuestionImport> {
  await kit.ok(quizContract.keepImport, { params: { id }, body }, 'legalOfficer', (begun) => {
    expect(begun.state).toBe('keeping');
  });
  return settledImport(kit, id);
}

export const textFile = (text: string) => new Blob([text], { type: 'text/plain' });

/** A file of ours with these questions. */
export const ours = (questions: unknown[]) =>
  JSON.stringify({ format: 'qiangji-questions', version: 1, questions });
