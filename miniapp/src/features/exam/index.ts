export { minePath } from './exam.view';
