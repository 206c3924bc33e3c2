/*
 * Where the demo has something to show: for each route with an id in its path or a query that it asks
 * for, how a page comes to it. A route that is not here is asked as it stands.
 */

const SEED = '01a20eda-eb15-7ae4-9269-75d86b4aeaab';
const DAY_MS = 86_400_000;

function shanghaiDay(daysAgo = 0) {
  return new Date(Date.now() - daysAgo * DAY_MS + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** The first row of a list, or the first that fits. */
async function first({ list }, path, fits = () => true) {
  const found = (await list(path)).find(fits);
  if (!found) throw new Error(`${path} has none`);
  return found;
}

/** The exam that everybody sat and that was marked and released, as its keepers and leaders find it. */
async function marked(who) {
  const keeps = await who.list('/api/v1/exam/exams').catch(() => null);
  const month = keeps?.find((one) => one.kind === 'open_window' && one.phase === 'closed');
  return month ? month.id : (await sat(who, 'open_window')).examId;
}

const sat = (who, kind) =>
  first(who, '/api/v1/exam/mine', (one) => one.kind === kind && one.attempts.length > 0);

/** An entry of one of the person's shifts, or a photo of one. */
async function ofShift({ list, get }, pick, what, asked = '') {
  for (const { id } of await list(`/api/v1/duty-log/shifts${asked}`)) {
    const { entries } = await get(`/api/v1/duty-log/shifts/${id}`);
    const found = pick(entries);
    if (found) return found;
  }
  throw new Error(`no shift has ${what}`);
}

const firstId = (path, name) => async (who) => ({ [name]: (await first(who, path)).id });
const exam = async (who) => ({ examId: await marked(who) });
const photo = async (who) => ({
  mediaId: await ofShift(who, (all) => all.flatMap((one) => one.photos)[0]?.mediaId, 'a photo'),
});
/** An original is for whoever took it, and for those who lead their unit. */
const unitPhoto = async (who) => {
  const unit = encodeURIComponent(who.me.unitPath);
  const pick = (all) => all.flatMap((one) => one.photos)[0]?.mediaId;
  return { mediaId: await ofShift(who, pick, 'a photo', `?unitPath=${unit}`) };
};
/** A piece that said something else before. */
const changedPiece = async ({ list }) => {
  const kept = await list('/api/v1/study/kept?state=published');
  return { slug: kept[0].slug };
};
const me = ({ me: { personId } }) => ({ personId });

/** Values of `:name` in a route's path, by its id. */
export const PARAMS = {
  'standard.findChecklist': async ({ get }) => {
    const { checklists } = await get('/api/v1/standard/checklists?kind=readiness');
    return { code: checklists[0].code, version: checklists[0].version };
  },
  'media.picture': photo,
  'media.thumbnail': photo,
  'media.original': unitPhoto,
  'study.findPiece': async (who) => ({
    slug: (await first(who, '/api/v1/study/pieces?kind=legal')).slug,
  }),
  'study.findOwn': async (who) => ({ slug: (await first(who, '/api/v1/study/kept')).slug }),
  'study.listPast': changedPiece,
  'study.findPast': async (who) => {
    const { slug } = await changedPiece(who);
    const { items } = await who.get(`/api/v1/study/kept/${slug}/past`);
    return { slug, version: items[0].version, edition: items[0].edition };
  },
  'study.image': async ({ get }) => {
    const { images } = await get('/api/v1/study/pieces/two-officers');
    return { hash: images[0].sha256 };
  },
  'quiz.findPractice': () => ({ day: shanghaiDay() }),
  'quiz.drawTopic': () => ({ topic: 'recorder' }),
  'quiz.findQuestion': async (who) => ({ code: (await first(who, '/api/v1/quiz/questions')).code }),
  'quiz.findImport': ({ importId }) => ({ id: importId }),
  'quiz.importReport': ({ importId }) => ({ id: importId }),
  'quiz.findLosses': () => ({ format: 'gift' }),
  'quiz.exportQuestions': () => ({ format: 'xlsx' }),
  'exam.findPaper': firstId('/api/v1/exam/papers?state=draft', 'paperId'),
  'exam.previewPaper': firstId('/api/v1/exam/papers?state=published', 'paperId'),
  'exam.findExam': exam,
  'exam.findProgress': exam,
  'exam.listAttendance': exam,
  'exam.exportAttendance': exam,
  'exam.findMine': async (who) => ({ examId: (await first(who, '/api/v1/exam/mine')).examId }),
  'exam.findEnvelope': async (who) => ({ examId: (await first(who, '/api/v1/exam/mine')).examId }),
  'exam.findPictures': async (who) => ({ examId: (await first(who, '/api/v1/exam/mine')).examId }),
  'exam.listRanking': async (who) => ({ examId: (await sat(who, 'contest')).examId }),
  'exam-result.findMine': async (who) => ({ examId: (await sat(who, 'open_window')).examId }),
  'exam-result.findResults': exam,
  'exam-result.listPeople': exam,
  'exam-result.exportResults': exam,
  'exam-result.exportPrint': exam,
  'exam-result.findStatistics': exam,
  'exam-result.listFlags': exam,
  'exam-result.findMarking': exam,
  'exam-result.listCorrections': exam,
  'exam-result.listAppeals': exam,
  'exam-result.findKey': async (who) => {
    const examId = await marked(who);
    const { items } = await who.get(`/api/v1/exam/exams/${examId}/corrections`);
    return { examId, code: items[0].code };
  },
  'selfCheck.findCheck': firstId('/api/v1/self-check/checks', 'checkId'),
  'selfCheck.findCorrection': firstId('/api/v1/self-check/corrections', 'correctionId'),
  'spotCheck.findDraw': firstId('/api/v1/spot-check/draws', 'drawId'),
  'spotCheck.findCheck': firstId('/api/v1/spot-check/checks?view=checked', 'checkId'),
  'dutyLog.findShift': firstId('/api/v1/duty-log/shifts', 'shiftId'),
  'dutyLog.findNext': firstId('/api/v1/duty-log/shifts', 'shiftId'),
  'dutyLog.findEntry': async (who) => ({
    entryId: await ofShift(who, (all) => all[0]?.id, 'an entry'),
  }),
  'review.person': me,
  'review.listRecords': me,
};

/** What a page adds where the route asks for it. */
export const QUERIES = {
  'dutyLog.listRota': ({ me: { unitPath } }) =>
    `?unitPath=${unitPath}&from=${shanghaiDay(3)}&to=${shanghaiDay(-3)}`,
  'dutyLog.listOfficers': () => `?q=${encodeURIComponent('陈')}`,
  'dutyLog.readDay': () => `?day=${shanghaiDay()}`,
  'review.week': ({ me: { unitPath } }) => `?unitPath=${unitPath}`,
  'review.listRecords': () => `?kind=corrections&from=${shanghaiDay(30)}&to=${shanghaiDay()}`,
  'leave.listUnit': () => '?when=past',
  'spotCheck.listChecks': () => '?view=checked',
  'standard.listChecklists': () => '?kind=readiness',
  'quiz.drawTopic': () => `?seed=${SEED}`,
  'quiz.drawMockPaper': () => `?seed=${SEED}`,
  'exam.previewPaper': () => `?seed=${SEED}`,
};
