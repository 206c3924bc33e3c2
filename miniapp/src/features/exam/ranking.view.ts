/** 12 分 5 秒, of the time from start to handing in. */
export function usedWords(ms: number): string {
  const s = Math.round(ms / 1000);
  return s < 60 ? `用时 ${s} 秒` : `用时 ${Math.floor(s / 60)} 分 ${s % 60} 秒`;
}
