export { StudyController } from './study.controller';
export { StudyService } from './study.service';
export { studyPolicies } from './study.policy';
