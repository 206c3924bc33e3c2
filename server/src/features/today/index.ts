export { TodayController } from './today.controller';
export { todayPolicies } from './today.policy';
