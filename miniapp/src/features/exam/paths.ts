/** Where others enter: kept apart, so that the main package carries these words and nothing else. */
export const minePath = '/features/exam/pages/mine/index';
