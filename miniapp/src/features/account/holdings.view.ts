const HOLDING_WORDS: Record<string, string> = {
  media: '照片和签名',
  feedback: '投诉建议',
  leaves: '请假',
  study: '学过的内容',
  quiz: '答题记录',
  exams: '考试',
  exam_appeals: '考试申诉',
  notices: '通知',
  reminders: '微信提醒',
  self_checks: '自查',
  duty_shifts: '执勤班次',
  duty_plans: '排班',
  duty_entries: '执勤记录',
  spot_checks: '督察',
};

/** What a kind of record is called; a kind that this version does not know keeps a plain word. */
export function holdingWord(name: string): string {
  return HOLDING_WORDS[name] ?? '其他记录';
}

const READING_WORDS: Record<string, string> = {
  media_original: '看了你的照片原件',
  review_person: '看了你的一周情况',
  review_study: '看了你的学习记录',
  review_mastery: '看了你的答题记录',
  review_practice: '看了你的答题记录',
  review_readiness: '看了你的自查记录',
  review_logs: '看了你的执勤记录',
  review_spot_check: '看了你的督察记录',
  review_shifts: '看了你的执勤记录',
  review_corrections: '看了你的改正',
  review_overdue: '看了你的改正',
  duty_shift: '看了你的执勤日志',
  duty_entry: '看了你记的一条执勤',
  self_check: '看了你的一次自查',
  correction: '看了你的一条改正',
  spot_check: '看了你的一次督察',
  exam_result: '看了你的考试成绩',
  exam_flags: '看了你考试时离开屏幕、换手机的记录',
  exam_sitting: '看了、改了你的考试安排',
  exam_attendance: '导出了有你的考试到考名单',
  roster_export: '下载了有你的花名册',
  roster_change: '改了你的名册信息',
  binding_code: '给你发了绑定码',
  unbind: '解除了你的微信绑定',
};

export function readingWord(what: string): string {
  return READING_WORDS[what] ?? '看了你的记录';
}
