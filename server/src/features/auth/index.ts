export { AuthController } from './auth.controller';
export { AuthService, DEMO_STAFF } from './auth.service';
export { authPolicies } from './auth.policy';
