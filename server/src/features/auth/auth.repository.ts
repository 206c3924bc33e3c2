import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { guardRead, MongoService } from '../../platform/mongo';
import { sessionCollection, type SessionDocument } from './auth.collection';

@Provide()
@Scope(ScopeEnum.Singleton)
export class AuthRepository {
  @Inject()
  mongo: MongoService;

  private get sessions() {
    return this.mongo.collection(sessionCollection);
  }

  async insertSession(session: SessionDocument): Promise<void> {
    await this.sessions.insertOne(session);
  }

  async listSessions(ids: readonly string[]): Promise<SessionDocument[]> {
    return this.sessions.find({ _id: { $in: [...ids] } }, guardRead()).toArray();
  }

  /** Moves a session to its next refresh number; false where another request did so first. */
  async saveRefresh(
    sessionId: string,
    from: number,
    { refreshedBy, expiresAt }: Required<Pick<SessionDocument, 'refreshedBy' | 'expiresAt'>>,
  ): Promise<boolean> {
    const saved = await this.sessions.updateOne(
      { _id: sessionId, refreshSeq: from, revokedAt: null },
      { $set: { refreshSeq: from + 1, refreshedBy, expiresAt } },
    );
    return saved.matchedCount === 1;
  }

  /** Sessions that were ended since. */
  async listRevoked(since: Date): Promise<string[]> {
    const ended = { revokedAt: { $gte: since } };
    const rows = await this.sessions
      .find(ended, { projection: { _id: 1 }, ...guardRead() })
      .toArray();
    return rows.map((row) => row._id);
  }

  async saveRevoked(sessionId: string, at: Date): Promise<void> {
    await this.sessions.updateOne({ _id: sessionId }, { $set: { revokedAt: at } });
  }
}
