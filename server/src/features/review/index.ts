import './review.migrations';

export { ReviewController } from './review.controller';
export { ReviewService } from './review.service';
export { ReviewTermsService } from './terms.service';
export { ReviewDayService } from './review-day.service';
export { reviewPolicies } from './review.policy';
export { reviewDayCollection, type ReviewDayDocument } from './review.collection';
