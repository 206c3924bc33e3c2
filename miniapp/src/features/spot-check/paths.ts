/** Where the pages of spot checks are. */
const root = '/features/spot-check/pages';

export const paths = {
  draw: (drawId?: string) => `${root}/draw/index${drawId ? `?drawId=${drawId}` : ''}`,
  start: (from: { drawId?: string; checkId?: string } = {}) => {
    const [entry] = Object.entries(from).filter(([, value]) => value !== undefined);
    return `${root}/start/index${entry ? `?${entry[0]}=${entry[1]}` : ''}`;
  },
  score: (checkId: string) => `${root}/score/index?id=${checkId}`,
  sign: (checkId: string) => `${root}/sign/index?id=${checkId}`,
  sealed: (checkId: string) => `${root}/sealed/index?id=${checkId}`,
  result: (checkId: string) => `${root}/result/index?id=${checkId}`,
};

/** Pages of other features that a finding leads to. */
export const lessons = {
  piece: (slug: string) => `/features/study/pages/reader/index?slug=${slug}`,
  questions: (topic: string) => `/features/quiz/pages/topic/index?topic=${topic}`,
};
