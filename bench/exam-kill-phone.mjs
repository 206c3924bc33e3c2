import { setTimeout as pause } from 'node:timers/promises';
import { Connection, postBytes } from './lib/connection.mjs';
import {
  answerOf,
  answerPath,
  startOf,
  startPath,
  submitOf,
  submitPath,
} from './exam-storm-world.mjs';

/** A phone waits about so long before it sends again what was not acknowledged (ms). */
const AGAIN_MS = 300;

/** Somebody who starts, answers at a pace, sends each again until it is acknowledged, and hands in. */
export class Phone {
  /** Acknowledged answers by their place. */
  kept = new Map();
  /** The latest acknowledged answer of each question. */
  latest = new Map();
  /** Statuses that no phone should ever see. */
  refused = [];
  /** How often something was sent again. */
  again = 0;
  #connection;
  #isOver = false;

  constructor(port, exam, examinee, { pace }) {
    this.#connection = new Connection(port);
    this.exam = exam;
    this.examinee = examinee;
    this.paceMs = pace * 1000;
  }

  /** No further answer is begun. */
  finish() {
    this.#isOver = true;
  }

  /** Done when the paper is handed in. */
  async write() {
    const { exam, examinee } = this;
    await pause(Math.random() * this.paceMs);
    await this.#untilKept(startPath(exam), startOf(examinee));
    let seq = 1;
    for (; !this.#isOver; seq += 1) {
      const body = answerOf(examinee, seq);
      if (await this.#untilKept(answerPath(examinee), body)) this.#note(seq, body);
      await pause(this.paceMs * (0.5 + Math.random()));
    }
    await this.#untilKept(submitPath(examinee), submitOf(seq));
    this.#connection.close();
  }

  #note(seq, { questionCode: code, answer: { chosen } }) {
    this.kept.set(seq, { code, chosen });
    this.latest.set(code, { seq, chosen });
  }

  /** Whether it was acknowledged; false where it was refused. */
  async #untilKept(path, body) {
    // A token lives shorter than a long run.
    const token = this.examinee.freshToken();
    const bytes = postBytes(path, body, { Authorization: `Bearer ${token}` });
    for (;;) {
      const status = await new Promise((done) => this.#connection.send(bytes, done));
      if (status === 200) return true;
      // 0: the connection was lost; 503: the database is away. Both say: send again.
      if (status !== 0 && status !== 503) {
        this.refused.push(status);
        return false;
      }
      this.again += 1;
      await pause(AGAIN_MS * (0.5 + Math.random()));
    }
  }
}
