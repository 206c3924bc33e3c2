export { keepPractices } from './quiz.offline';
export { useDaily } from './quiz.store';
export { bankUrl, dailyNote, dailyUrl, dayWords, mockUrl, topicsUrl, wrongUrl } from './quiz.view';
