import type { ILogger, LoggerFactory } from '@midwayjs/core';
import { reasonOf } from '../errors';
import { log } from '.';

const nothing = () => undefined;

/** Midway's own warnings and errors, without their arguments: those may hold anything. */
function linesOf(name: string): ILogger {
  const reason = (said: unknown) => (typeof said === 'string' ? said : reasonOf(said));
  return {
    debug: nothing,
    info: nothing,
    warn: (said) => log().warn({ midway: name, reason: reason(said) }, 'midway warned'),
    error: (said) => log().error({ midway: name, reason: reason(said) }, 'midway failed'),
  };
}

/**
 * Midway logs through the service's own log. Its usual factory wants a folder for files below the home
 * folder, even where no file is written, and does not start for a user without one.
 */
export class MidwayLines implements LoggerFactory<ILogger, object> {
  private readonly loggers = new Map<string, ILogger>();

  createLogger(name: string): ILogger {
    const made = this.loggers.get(name) ?? linesOf(name);
    this.loggers.set(name, made);
    return made;
  }

  getLogger(name: string): ILogger {
    // Midway asks for some that nobody has made.
    return this.loggers.get(name) as ILogger;
  }

  close(): void {}

  removeLogger(name: string): void {
    this.loggers.delete(name);
  }

  getDefaultMidwayLoggerConfig() {
    return { midwayLogger: { default: {}, clients: { coreLogger: {}, appLogger: {} } } };
  }

  createContextLogger(_ctx: unknown, appLogger: ILogger): ILogger {
    return appLogger;
  }
}
