import { Controller, Inject } from '@midwayjs/core';
import { authContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { AuthService } from './auth.service';

@Controller('/')
export class AuthController {
  @Inject()
  service: AuthService;

  @Handles(authContract.demo)
  async demo({ body }: HandlerInput<typeof authContract.demo>) {
    return this.service.signInDemo(body.account);
  }

  @Handles(authContract.refresh)
  async refresh({ body }: HandlerInput<typeof authContract.refresh>) {
    return this.service.refresh(body.refreshToken);
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
}
