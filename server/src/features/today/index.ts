export { TodayController } from './today.controller';
export { TodayTermsService } from './terms.service';
export { todayPolicies } from './today.policy';
