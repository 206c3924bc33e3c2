export { ChecksHome } from './checks-home';
