export { ChecksHome } from './checks-home';
export { checksUrl } from './paths';
