export { minePath } from './paths';
