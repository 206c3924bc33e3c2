export { TopicService, type Topic } from './topic.service';
export { TopicNeedService, type NewTopicNeed } from './topic-need.service';
export { TopicPieceService, type PieceTitle, type TopicPiece } from './topic-piece.service';
export { topicNeedCollection, type TopicNeedDocument } from './topic-need.collection';
export { checklistCollection } from './checklist.collection';
export { ChecklistService } from './checklist.service';
export { StandardController } from './standard.controller';
export { standardPolicies } from './standard.policy';
