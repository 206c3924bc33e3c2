import { useEffect, useState } from 'react';
import { quizContract, type ImportMapping, type QuestionImport } from '@qiangji/shared-types';
import { removeFile } from '@/platform/files';
import { pickFile } from '@/platform/pick-file';
import { call, isApiError, upload } from '@/platform/request';

/** How often a running import is asked for (ms). */
const LOOK_EVERY_MS = 800;

export interface ImportDefaults {
  topic?: string | undefined;
  difficulty?: number | undefined;
}

/** What becomes of questions that are very like others, as the service is told. */
export interface TwinsKept {
  twins: 'keep' | 'leave_out';
  leaveOut: number[];
  keepTwins: number[];
}

const runs = (one: QuestionImport | undefined) =>
  one?.state === 'reading' || one?.state === 'keeping';

/** A file on its way into the bank: handed in, looked at while it runs, kept. */
export function useImport() {
  const [found, setFound] = useState<QuestionImport>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const isRunning = runs(found);

  useEffect(() => {
    if (!found || !runs(found)) return undefined;
    const timer = setTimeout(() => {
      call(quizContract.findImport, { params: { id: found.id } }).then(
        (next) => {
          setError(undefined);
          setFound(next);
        },
        (thrown: unknown) => {
          if (!isApiError(thrown)) throw thrown;
          // The file is with the service: the next look finds it.
          setError('暂时没有回应，文件在服务器上，会接着看');
          setFound({ ...found });
        },
      );
    }, LOOK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [found]);

  const attempt = async (act: () => Promise<QuestionImport | undefined>) => {
    setBusy(true);
    setError(undefined);
    try {
      const next = await act();
      if (next) setFound(next);
    } catch (thrown) {
      if (!isApiError(thrown)) throw thrown;
      setError(thrown.message);
    } finally {
      setBusy(false);
    }
  };

  const choose = (extension: string, defaults: ImportDefaults) =>
    attempt(async () => {
      const file = await pickFile(extension);
      if (!file) return undefined;
      try {
        const query = { fileName: file.name, ...defaults };
        return await upload(quizContract.importQuestions, file.key, { query });
      } finally {
        void removeFile(file.key);
      }
    });

  const map = (mapping: ImportMapping, defaults: ImportDefaults) =>
    attempt(async () =>
      found
        ? call(quizContract.mapImport, {
            params: { id: found.id },
            body: { mapping, ...defaults },
          })
        : undefined,
    );

  const keep = (state: 'draft' | 'active', goodOnly: boolean, twins: TwinsKept) =>
    attempt(async () =>
      found
        ? call(quizContract.keepImport, {
            params: { id: found.id },
            body: { state, goodOnly, ...twins },
          })
        : undefined,
    );

  const reset = () => {
    setFound(undefined);
    setError(undefined);
  };
  return { found, busy, error, isRunning, choose, map, keep, reset };
}

export type Import = ReturnType<typeof useImport>;
