export interface Database {
  uri: string;
  name: 'external' | 'mongod' | 'secantusd-rs' | 'secantusd-py';
  /** Absent for an external one. */
  pid?: number;
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  /** Folder of the state; its `db` holds the data unless `dataDir` says otherwise. */
  home: string;
  dataDir?: string;
  /** Only this server. */
  prefer?: 'mongod' | 'secantusd-rs' | 'secantusd-py';
  /** A free one where absent. */
  port?: number;
  /** Files in a temporary folder that goes away with the database; `home` is then not needed. */
  ephemeral?: boolean;
  /** False where no write need outlive a kill -9: the slow database then works less for each. */
  durable?: boolean;
}

export type EphemeralOptions = Omit<DatabaseOptions, 'home'> & { ephemeral: true };

export function startDatabase(options: DatabaseOptions | EphemeralOptions): Promise<Database>;
