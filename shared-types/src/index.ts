import { authContract } from './auth';
import { orgContract } from './org';
import { standardContract } from './standard';
import { noticeContract } from './notice';
import { studyContract } from './study';

export * from './core';
export * from './auth';
export * from './media';
export * from './org';
export * from './standard';
export * from './notice';
export * from './study';

/** Every route of the API by feature: the server's route table, openapi.json and tests walk it. */
export const contracts = {
  auth: authContract,
  org: orgContract,
  standard: standardContract,
  notice: noticeContract,
  study: studyContract,
};

type FeatureContract = (typeof contracts)[keyof typeof contracts];
type RouteOf<F> = F extends Record<string, infer R> ? R : never;

/** Name of every policy that some route asks for; the server's map over it is total. */
export type PolicyName =
  RouteOf<FeatureContract> extends { policy: infer P extends string } ? P : never;
