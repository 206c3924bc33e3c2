import { authContract } from './auth';
import { orgContract } from './org';
import { standardContract } from './standard';
import { noticeContract } from './notice';
import { mediaContract } from './media';
import { feedbackContract } from './feedback';
import { leaveContract } from './leave';
import { studyContract } from './study';
import { quizContract } from './quiz';
import { examContract, examResultContract } from './exam';
import { selfCheckContract } from './self-check';
import { spotCheckContract } from './spot-check';
import { dutyLogContract } from './duty-log';
import { reviewContract } from './review';
import { todayContract } from './today';

export * from './core';
export * from './auth';
export * from './media';
export * from './org';
export * from './standard';
export * from './notice';
export * from './feedback';
export * from './leave';
export * from './study';
export * from './quiz';
export * from './exam';
export * from './self-check';
export * from './spot-check';
export * from './duty-log';
export * from './review';
export * from './today';

/** Every route of the API by feature: the server's route table, openapi.json and tests walk it. */
export const contracts = {
  auth: authContract,
  org: orgContract,
  standard: standardContract,
  notice: noticeContract,
  media: mediaContract,
  feedback: feedbackContract,
  leave: leaveContract,
  study: studyContract,
  quiz: quizContract,
  exam: examContract,
  examResult: examResultContract,
  selfCheck: selfCheckContract,
  spotCheck: spotCheckContract,
  dutyLog: dutyLogContract,
  review: reviewContract,
  today: todayContract,
};

type FeatureContract = (typeof contracts)[keyof typeof contracts];
type RouteOf<F> = F extends Record<string, infer R> ? R : never;

/** Name of every policy that some route asks for; the server's map over it is total. */
export type PolicyName =
  RouteOf<FeatureContract> extends { policy: infer P extends string } ? P : never;
