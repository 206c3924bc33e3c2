import { Controller, Inject } from '@midwayjs/core';
import { reviewContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { ReviewPersonService } from './person.service';
import { ReviewRecordsService } from './records.service';
import { ReviewService } from './review.service';
import { ReviewSquadronsService } from './squadrons.service';

@Controller('/')
export class ReviewController {
  @Inject()
  service: ReviewService;

  @Inject()
  persons: ReviewPersonService;

  @Inject()
  records: ReviewRecordsService;

  @Inject()
  overview: ReviewSquadronsService;

  @Handles(reviewContract.week)
  async week({ query }: HandlerInput<typeof reviewContract.week>, call: Call) {
    return this.service.week(query, call);
  }

  @Handles(reviewContract.squadrons)
  async squadrons({ query }: HandlerInput<typeof reviewContract.squadrons>, call: Call) {
    return this.overview.squadrons(query, call);
  }

  @Handles(reviewContract.person)
  async person(input: HandlerInput<typeof reviewContract.person>, call: Call) {
    return this.persons.person(input, call);
  }

  @Handles(reviewContract.listRecords)
  async listRecords(input: HandlerInput<typeof reviewContract.listRecords>, call: Call) {
    return this.records.list(input, call);
  }
}
