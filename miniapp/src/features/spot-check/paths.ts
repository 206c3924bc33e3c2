/** Where the pages of spot checks are. */
const root = '/features/spot-check/pages';

/** What a check comes of. */
interface From {
  drawId?: string;
  checkId?: string;
}

function queryOf(from: From): string {
  const [entry] = Object.entries(from).filter(([, value]) => value !== undefined);
  return entry ? `?${entry[0]}=${entry[1]}` : '';
}

export const paths = {
  draw: (drawId?: string) => `${root}/draw/index${drawId ? `?drawId=${drawId}` : ''}`,
  start: (from: From = {}) => `${root}/start/index${queryOf(from)}`,
  plan: (from: From = {}) => `${root}/plan/index${queryOf(from)}`,
  score: (checkId: string) => `${root}/score/index?id=${checkId}`,
  sign: (checkId: string) => `${root}/sign/index?id=${checkId}`,
  sealed: (checkId: string) => `${root}/sealed/index?id=${checkId}`,
  result: (checkId: string) => `${root}/result/index?id=${checkId}`,
};

/** Sealed checks of a unit, first day and last. */
export function checksUrl(of: { unitPath: string; unitName: string; from: string; to: string }) {
  const { unitPath, unitName, from, to } = of;
  const unit = `unit=${encodeURIComponent(unitPath)}&name=${encodeURIComponent(unitName)}`;
  return `${root}/list/index?${unit}&from=${from}&to=${to}`;
}

/** Pages of other features that a finding leads to. */
export const lessons = {
  piece: (slug: string) => `/features/study/pages/reader/index?slug=${slug}`,
  questions: (topic: string) => `/features/quiz/pages/topic/index?topic=${topic}`,
};
