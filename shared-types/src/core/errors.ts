/**
 * Every error that the service answers with: a stable code, its HTTP status and a Chinese message
 * that is safe to show. The map is total: a code without a row does not compile.
 */
export const errorCodes = [
  'VALIDATION_FAILED',
  'MALFORMED_JSON',
  'BODY_TOO_LARGE',
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
  'SESSION_REVOKED',
  'REFRESH_REUSED',
  'CONSENT_REQUIRED',
  'FORBIDDEN',
  'NOT_FOUND',
  'OP_ID_REUSED',
  'VERSION_CONFLICT',
  'STATE_CONFLICT',
  'DATE_IN_FUTURE',
  'DATE_IN_PAST',
  'RATE_LIMITED',
  'BUSY',
  'DATABASE_UNAVAILABLE',
  'INTERNAL',
  'WECHAT_CODE_INVALID',
  'WECHAT_BUSY',
  'WECHAT_UNAVAILABLE',
  'NOT_ON_ROSTER',
  'BINDING_CODE_INVALID',
  'DESK_CODE_INVALID',
  'UNSUPPORTED_MEDIA',
  'MEDIA_TOO_LARGE',
  'MEDIA_TOO_MANY_PIXELS',
  'MEDIA_HASH_MISMATCH',
  'IMPORT_INVALID',
  'DRAW_IMPOSSIBLE',
  'DRAW_STANDS',
  'CHECK_INCOMPLETE',
  'ROTA_INVALID',
  'SHIFT_ALREADY_OPEN',
  'HANDOVER_TAKEN',
  'DRAFT_TAKEN',
  'AUXILIARY_NOT_ALLOWED',
  'OFFICERS_REQUIRED',
  'NOT_AN_OFFICER',
  'ENFORCEMENT_ID_INVALID',
  'RECORDERS_REQUIRED',
  'PAPER_IMPOSSIBLE',
  'EXAM_NOT_OPEN',
  'EXAM_OVER',
  'EXAM_HANDED_IN',
  'EXAM_DEFERRED',
  'EXAM_RECUSED',
  'EXAM_HELD',
  'EXAM_OTHER_DEVICE',
  'EXAM_SEQ_TAKEN',
  'ANSWER_TOO_LATE',
  'NO_ATTEMPT_LEFT',
  'NOT_ON_PAPER',
  'ANSWER_IMPOSSIBLE',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface ErrorInfo {
  /** HTTP status. */
  status: number;
  /** Chinese, safe to show; what failed and what to do next. */
  message: string;
}

export const errors: Record<ErrorCode, ErrorInfo> = {
  VALIDATION_FAILED: { status: 400, message: '有内容填得不对，请按提示改一改' },
  MALFORMED_JSON: { status: 400, message: '请求内容不完整，请再试' },
  BODY_TOO_LARGE: { status: 413, message: '内容太大，请分开提交' },
  UNAUTHENTICATED: { status: 401, message: '请先登录' },
  TOKEN_EXPIRED: { status: 401, message: '登录已过期，请重新登录' },
  SESSION_REVOKED: { status: 401, message: '登录已失效，请重新登录' },
  REFRESH_REUSED: { status: 401, message: '登录凭据已失效，请重新登录' },
  CONSENT_REQUIRED: { status: 403, message: '请先阅读并同意隐私说明' },
  FORBIDDEN: { status: 403, message: '你的岗位不能做这件事，要用请找本单位联络员' },
  NOT_FOUND: { status: 404, message: '没找到，可能已被移走或不归你查看' },
  OP_ID_REUSED: { status: 409, message: '这条记录已经交过，内容不一样，请另记一条' },
  VERSION_CONFLICT: { status: 409, message: '别人刚改过，请刷新后再试' },
  STATE_CONFLICT: { status: 409, message: '这条记录已进入下一步，不能再这样改' },
  DATE_IN_FUTURE: { status: 400, message: '日期不能晚于今天' },
  DATE_IN_PAST: { status: 400, message: '日期已经过了，请选今天或以后' },
  RATE_LIMITED: { status: 429, message: '点得太快了，请稍等再试' },
  BUSY: { status: 503, message: '同时提交的人太多，内容没丢，稍后自动重发' },
  DATABASE_UNAVAILABLE: { status: 503, message: '服务暂时连不上，内容没丢，稍后自动重试' },
  INTERNAL: { status: 500, message: '服务出错了，内容没丢，请再试' },
  WECHAT_CODE_INVALID: { status: 400, message: '微信登录凭证已失效，请重新进入' },
  WECHAT_BUSY: { status: 503, message: '微信登录太频繁，请一分钟后再试' },
  WECHAT_UNAVAILABLE: { status: 503, message: '微信服务没有回应，请稍后再试' },
  NOT_ON_ROSTER: { status: 403, message: '名册里没有这个手机号，请找联络员登记' },
  DESK_CODE_INVALID: { status: 400, message: '登录码不对或过了时间，请在电脑上重新取一个' },
  BINDING_CODE_INVALID: { status: 400, message: '绑定码不对或已用过，请找联络员重发' },
  UNSUPPORTED_MEDIA: { status: 415, message: '只能传照片（JPG、PNG、WebP）' },
  MEDIA_TOO_LARGE: { status: 413, message: '照片超过 10 MB，请压缩后再传' },
  MEDIA_TOO_MANY_PIXELS: { status: 413, message: '照片像素太高，请用普通模式重拍' },
  MEDIA_HASH_MISMATCH: { status: 400, message: '照片在路上损坏了，请重传' },
  IMPORT_INVALID: { status: 400, message: '表里有不对的行，一行也没有导入' },
  DRAW_IMPOSSIBLE: { status: 409, message: '能抽的中队或督察员不够，请先在名册里补上' },
  DRAW_STANDS: {
    status: 409,
    message: '你上次抽的签还没用：先去查，或者写明理由作废，再抽',
  },
  CHECK_INCOMPLETE: { status: 409, message: '还不能封存，请把没查、没签的补上' },
  ROTA_INVALID: { status: 409, message: '排班没有存下，先改下面这几行' },
  SHIFT_ALREADY_OPEN: { status: 409, message: '你还有一班没交，先交班再上岗' },
  HANDOVER_TAKEN: { status: 409, message: '这一班已有人办了交接' },
  DRAFT_TAKEN: { status: 409, message: '这条草稿已有人接手' },
  AUXILIARY_NOT_ALLOWED: { status: 403, message: '协管员不能办处罚、许可、强制，请执法员来办' },
  OFFICERS_REQUIRED: { status: 400, message: '执法要两名执法员在场，请写明是谁' },
  NOT_AN_OFFICER: { status: 400, message: '写的人里有不是本局在岗执法员的，请去掉或换人' },
  ENFORCEMENT_ID_INVALID: { status: 400, message: '有执法员当天没有有效的执法证' },
  RECORDERS_REQUIRED: { status: 400, message: '执法要两部以上记录仪，不够的选一个原因' },
  PAPER_IMPOSSIBLE: { status: 409, message: '题库里能用的题不够，请按提示改规则或先确认题目' },
  EXAM_NOT_OPEN: { status: 409, message: '还没到开考时间，到点再进' },
  EXAM_OVER: { status: 409, message: '时间到了，已收卷，到点前存上的答案都算' },
  EXAM_HANDED_IN: { status: 409, message: '这张卷已经交了，不能再改' },
  EXAM_DEFERRED: { status: 409, message: '这次你顺延，不用考，等通知再补考' },
  EXAM_RECUSED: { status: 409, message: '你管着题库，看得到答案，按回避不参加考试' },
  EXAM_HELD: { status: 409, message: '卷里的题依据的法规都失效了，这场先不考，等通知' },
  EXAM_OTHER_DEVICE: { status: 409, message: '已在另一台手机上继续答，这台存不了了' },
  EXAM_SEQ_TAKEN: { status: 409, message: '这一步已经存过别的答案，请退出重进再答' },
  ANSWER_TOO_LATE: { status: 409, message: '这一题是时间到以后写的，不算；到点前写的都算' },
  NO_ATTEMPT_LEFT: { status: 409, message: '能考的次数已经用完' },
  NOT_ON_PAPER: { status: 400, message: '这道题不在你的卷子上' },
  ANSWER_IMPOSSIBLE: { status: 400, message: '这个答案和题目对不上，请退出重进再答' },
};

export interface ErrorDetail {
  /** Dotted path of the field (`body.title`), or a place in a file (`row 12, 手机号`). */
  path: string;
  /** Stable reason, e.g. `too_long`, `unknown_field`. */
  reason: string;
  /** Chinese, safe to show. */
  message: string;
}

/** What every failed request answers with. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  details?: ErrorDetail[];
  requestId: string;
}
