export { AuthController } from './auth.controller';
export { DeskController } from './desk.controller';
export { AuthService, DEMO_STAFF } from './auth.service';
export { authPolicies } from './auth.policy';
