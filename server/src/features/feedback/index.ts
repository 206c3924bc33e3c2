export { FeedbackController } from './feedback.controller';
export { FeedbackService } from './feedback.service';
export { feedbackPolicies } from './feedback.policy';
export { feedbackCollection, type FeedbackDocument } from './feedback.collection';
