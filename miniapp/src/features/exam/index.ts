export { minePath } from './paths';
export { dropOver, keepWritten } from './held.papers';
