import { useState } from 'react';
import { pieceDraft, studyContract, type OwnPiece, type PieceDraft } from '@qiangji/shared-types';
import { useDraft } from '@/platform/draft';
import { call, callOnce, toApiError } from '@/platform/request';
import { toast } from '@/ui/toast';
import { emptyPiece, type ChangePiece, type PieceForm } from './piece.form';

interface Kept extends PieceForm {
  /** The revision that was read when the first word was changed. */
  revision: number;
}

/**
 * A piece that is being written. Each word is kept on the device until the service has it, and where somebody
 * else was first nothing is lost: theirs is shown, and one's own goes on from it.
 */
export function useWrite(first: OwnPiece | undefined, replaces: string | null) {
  const [piece, setPiece] = useState(first);
  const [theirs, setTheirs] = useState<OwnPiece>();
  const [busy, setBusy] = useState(false);
  const kept = useDraft<Kept>(`piece-${first?.slug ?? replaces ?? 'new'}`);
  const { revision: seen = piece?.revision ?? 1, ...touched } = kept.value;
  const base = piece?.draft ?? emptyPiece(replaces);
  const form: PieceForm = { ...base, ...touched };

  /** A function is given the form as it is when its part is known: something may have been typed meanwhile. */
  const change: ChangePiece = (part) =>
    kept.change((touchedNow) => ({
      revision: seen,
      ...(typeof part === 'function' ? part({ ...base, ...touchedNow }) : part),
    }));

  const keep = async (draft: PieceDraft, readAgain: boolean): Promise<OwnPiece> => {
    if (!piece) return callOnce(studyContract.writePiece, { body: { draft } });
    const params = { slug: piece.slug };
    const body = { revision: seen, draft, readAgain };
    return callOnce(studyContract.changePiece, { params, body });
  };

  const publish = ({ slug, revision }: OwnPiece): Promise<OwnPiece> => {
    const body = { revision, state: 'published' as const };
    return callOnce(studyContract.changePieceState, { params: { slug }, body });
  };

  /** Keeps what was written, and puts it into use where that is asked; true once all of it is done. */
  const save = async (how: { readAgain: boolean; publish: boolean }): Promise<boolean> => {
    setBusy(true);
    let slug = piece?.slug;
    try {
      const saved = await keep(pieceDraft.parse(form), how.readAgain);
      slug = saved.slug;
      setPiece(saved);
      // The service has it now, even where putting it into use fails: it is not to come back as a second piece.
      kept.change({ ...saved.draft, revision: saved.revision });
      kept.done();
      if (how.publish) await publish(saved);
      return true;
    } catch (thrown) {
      const error = toApiError(thrown);
      toast(error.details[0]?.message ?? error.message, 'bad');
      if (error.code === 'VERSION_CONFLICT' && slug !== undefined) await look(slug);
      return false;
    } finally {
      setBusy(false);
    }
  };

  const look = async (slug: string) => {
    try {
      setTheirs(await call(studyContract.findOwn, { params: { slug } }));
    } catch (thrown) {
      toast(toApiError(thrown).message, 'bad');
    }
  };

  return {
    ...{ piece, form, busy, theirs, change, save },
    restored: kept.restored,
    drop: kept.drop,
    /** One's own words go on from what the other one kept; what was not touched is theirs. */
    goOn: () => {
      if (!theirs) return;
      setPiece(theirs);
      kept.change({ revision: theirs.revision });
      setTheirs(undefined);
    },
    takeTheirs: () => {
      setPiece(theirs);
      kept.drop();
      setTheirs(undefined);
    },
  };
}
