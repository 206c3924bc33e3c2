/** Where others enter: kept apart, so that the main package carries these words and nothing else. */
export const minePath = '/features/exam/pages/mine/index';
/** Exams of the people one leads. */
export const watchPath = '/features/exam/pages/watch/index';
