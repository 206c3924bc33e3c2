const HOLDING_WORDS: Record<string, string> = {
  media: '照片和签名',
  feedback: '投诉建议',
  study: '学习进度',
  quiz: '答题记录',
  self_checks: '自查',
  shifts: '执勤班次',
  duty_entries: '执勤记录',
  spot_checks: '被督察',
};

/** What a kind of record is called; a kind that this version does not know keeps a plain word. */
export function holdingWord(name: string): string {
  return HOLDING_WORDS[name] ?? '其他记录';
}

const READING_WORDS: Record<string, string> = {
  media_original: '看了您的照片原件',
  review_person: '看了您的一周情况',
  roster_change: '改了您的名册信息',
  binding_code: '给您发了绑定码',
};

export function readingWord(what: string): string {
  return READING_WORDS[what] ?? '看了您的记录';
}
