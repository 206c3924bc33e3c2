const page = (name: string) => `/features/duty-log/pages/${name}/index`;

/** Pages of this feature and the few of others that it leads to. */
export const PAGES = {
  open: page('open'),
  entry: page('entry'),
  incident: `${page('entry')}?incident=1`,
  later: (shiftId: string) => `${page('entry')}?shift=${shiftId}`,
  amend: (entryId: string) => `${page('entry')}?amend=${entryId}`,
  handover: page('handover'),
  takeover: page('takeover'),
  reading: page('reading'),
  drafts: page('drafts'),
  shifts: page('shifts'),
  onDuty: (unit: string) => `${page('shifts')}?now=1&unit=${encodeURIComponent(unit)}`,
  rota: page('rota'),
  myRota: page('my-rota'),
  shift: (id: string) => `${page('shift')}?id=${id}`,
  note: (id: string) => `${page('note')}?id=${id}`,
  draft: (id: string) => `${page('draft')}?id=${id}`,
  takeOver: (id: string) => `${page('takeover')}?id=${id}`,
  readiness: '/features/self-check/pages/check/index?kind=readiness',
  conduct: (entryId: string, handling: string) =>
    `/features/self-check/pages/check/index?kind=conduct&entryId=${entryId}&handling=${handling}`,
  periodic: '/features/self-check/pages/check/index?kind=periodic',
  corrections: '/features/self-check/pages/corrections/index',
  checks: '/features/self-check/pages/history/index',
  duty: '/tabs/duty/index',
  today: '/tabs/today/index',
} as const;
