export { minePath, watchPath } from './paths';
