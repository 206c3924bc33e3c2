import { Controller, Inject } from '@midwayjs/core';
import { authContract, PRIVACY_VERSION, type HandlerInput } from '@qiangji/shared-types';
import { env } from '../../platform/env';
import { countHoldings } from '../../platform/holdings';
import { Handles, type Call } from '../../platform/http';
import { AuthService } from './auth.service';
import { BindService } from './bind.service';
import { HoldingsService } from './holdings.service';

@Controller('/')
export class AuthController {
  @Inject()
  service: AuthService;

  @Inject()
  binding: BindService;

  @Inject()
  holdings: HoldingsService;

  @Handles(authContract.demo)
  async demo({ body }: HandlerInput<typeof authContract.demo>) {
    return this.service.signInDemo(body.account);
  }

  @Handles(authContract.wechat)
  async wechat({ body }: HandlerInput<typeof authContract.wechat>) {
    return this.binding.signIn(body.code);
  }

  @Handles(authContract.bind)
  async bind({ body }: HandlerInput<typeof authContract.bind>) {
    return this.binding.bind(body);
  }

  @Handles(authContract.refresh)
  async refresh({ body }: HandlerInput<typeof authContract.refresh>) {
    return this.service.refresh(body.refreshToken, body.attemptId);
  }

  @Handles(authContract.logout)
  async logout(_input: HandlerInput<typeof authContract.logout>, call: Call) {
    await this.service.endSession(call.actor.sessionId);
    return { done: true as const };
  }

  @Handles(authContract.me)
  async me(_input: HandlerInput<typeof authContract.me>, call: Call) {
    return this.service.profileOf(call.actor.personId);
  }

  @Handles(authContract.consent)
  async consent(_input: HandlerInput<typeof authContract.consent>, call: Call) {
    return this.service.consent(call.actor);
  }

  @Handles(authContract.withdrawConsent)
  async withdrawConsent(_input: HandlerInput<typeof authContract.withdrawConsent>, call: Call) {
    await this.service.withdrawConsent(call.actor);
    return { done: true as const };
  }

  @Handles(authContract.unbind)
  async unbind(_input: HandlerInput<typeof authContract.unbind>, call: Call) {
    await this.service.unbind(call.actor);
    return { done: true as const };
  }

  @Handles(authContract.myHoldings)
  async myHoldings(_input: HandlerInput<typeof authContract.myHoldings>, call: Call) {
    return { holdings: await countHoldings(call.actor.personId) };
  }

  @Handles(authContract.listMyReaders)
  async listMyReaders({ query }: HandlerInput<typeof authContract.listMyReaders>, call: Call) {
    return this.holdings.listReaders(call.actor.personId, query);
  }

  @Handles(authContract.appInfo)
  async appInfo(_input: HandlerInput<typeof authContract.appInfo>) {
    const { operatorName, filingNumber, demo } = env();
    return Promise.resolve({ operatorName, filingNumber, privacyVersion: PRIVACY_VERSION, demo });
  }
}
