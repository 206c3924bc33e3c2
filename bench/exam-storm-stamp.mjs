import { postBytes } from './lib/connection.mjs';
import { answerOf, answerPath } from './exam-storm-world.mjs';

/** Places of this many digits, so that a later one takes the room of an earlier. */
const FIRST = 10_000;
const SEQ_DIGITS = 5;
const ID_DIGITS = 12;

/**
 * The answers of one examinee as bytes, each the one before with its numbers written over: a generator that
 * puts every request together anew takes as much of the machine as the server that it measures. For a
 * connection that carries one request at a time.
 */
export class AnswerStamp {
  #bytes;
  #at;
  #codes;
  #seq = FIRST;

  constructor(examinee) {
    const body = answerOf(examinee, FIRST);
    this.#codes = examinee.codes.map((code) => Buffer.from(code));
    if (this.#codes.some(({ length }) => length !== body.questionCode.length)) {
      throw new Error('codes of different lengths have no room to change in');
    }
    this.#bytes = postBytes(answerPath(examinee), body, {
      Authorization: `Bearer ${examinee.token}`,
    });
    this.#at = {
      id: this.#bytes.indexOf(body.opId) + body.opId.length - ID_DIGITS,
      seq: this.#bytes.indexOf(`"seq":${FIRST}`) + '"seq":'.length,
      code: this.#bytes.indexOf(body.questionCode),
    };
  }

  /** The next answer; no number is used twice. */
  next() {
    this.#seq += 1;
    if (this.#seq >= FIRST * 10) throw new Error('no numbers are left');
    this.#write(this.#at.id, ID_DIGITS);
    this.#write(this.#at.seq, SEQ_DIGITS);
    this.#codes[this.#seq % this.#codes.length].copy(this.#bytes, this.#at.code);
    return this.#bytes;
  }

  #write(at, digits) {
    let rest = this.#seq;
    for (let place = at + digits - 1; place >= at; place -= 1) {
      this.#bytes[place] = 48 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
  }
}
