import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { now } from '../../platform/clock';
import { BankRepository, type BankRow } from './bank.repository';
import { LawService } from './law.service';
import { ShippedBankService } from './shipped-bank.service';

/** Another process's change of the bank is seen after at most this long (ms). */
const BANK_TTL_MS = 30_000;

/** Clocks of two processes may differ by so much (ms). */
const CLOCKS_APART_MS = 60_000;

interface KeptBank {
  at: number;
  rows: Promise<Map<string, BankRow>>;
}

/** Codes that may not be asked now, for instance because a published paper holds them. */
export type Withheld = (bureau: string) => Promise<ReadonlySet<string>>;

/** The copy of each bureau's bank that practice and papers choose from. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class BankService {
  @Inject()
  repository: BankRepository;

  @Inject()
  shipped: ShippedBankService;

  @Inject()
  laws: LawService;

  private readonly banks = new Map<string, KeptBank>();
  private withheld: Withheld = () => Promise.resolve(new Set());

  /** Told at boot by whoever publishes papers: jobs do not import one another. */
  withhold(finder: Withheld): void {
    this.withheld = finder;
  }

  /** The whole bank of a bureau by code, at most half a minute old. */
  async bankOf(bureau: string): Promise<Map<string, BankRow>> {
    const kept = this.banks.get(bureau);
    if (kept && Math.abs(now() - kept.at) < BANK_TTL_MS) return kept.rows;
    return this.keep(bureau, kept ? this.readChanges(bureau, kept) : this.readBank(bureau));
  }

  private keep(bureau: string, rows: KeptBank['rows']): KeptBank['rows'] {
    this.banks.set(bureau, { at: now(), rows });
    // A failed read is not kept: the next caller tries again.
    rows.catch(() => this.banks.delete(bureau));
    return rows;
  }

  private async readBank(bureau: string): Promise<Map<string, BankRow>> {
    await this.shipped.fill(bureau);
    const rows = await this.repository.listBank(bureau);
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** Reads what others changed only: a bank of ten thousand is read whole once. */
  private async readChanges(bureau: string, kept: KeptBank): Promise<Map<string, BankRow>> {
    const since = new Date(Math.min(kept.at, now()) - CLOCKS_APART_MS);
    const rows = await kept.rows;
    const changed = await this.repository.listBank(bureau, since);
    return changed.length === 0 ? rows : withRows(rows, changed);
  }

  /** Takes this process's own changes of these questions in at once. */
  async renew(bureau: string, codes: readonly string[]): Promise<void> {
    const kept = this.banks.get(bureau);
    if (!kept) return;
    const changed = await this.repository.listByCodes(bureau, codes);
    kept.rows = kept.rows.then((rows) => withRows(rows, changed));
    await kept.rows;
  }

  /** Forgets the kept bank after a change by this process that touched much of it. */
  forget(bureau: string): void {
    this.banks.delete(bureau);
  }

  /** Codes of a bureau whose keys may not be seen now. */
  async withheldIn(bureau: string): Promise<ReadonlySet<string>> {
    return this.withheld(bureau);
  }

  /** In use, and citing no version of a law that has ended by that day. */
  async inForceOn(
    bureau: string,
    bank: ReadonlyMap<string, BankRow>,
    day: string,
  ): Promise<BankRow[]> {
    const hasEnded = await this.laws.endedBy(bureau, day);
    return [...bank.values()].filter((row) => isInForce(row, hasEnded));
  }

  /** Tells of a few codes, without a walk through the whole bank, whether each may be asked on a day. */
  async askableOn(
    bureau: string,
    bank: ReadonlyMap<string, BankRow>,
    day: string,
  ): Promise<(code: string) => boolean> {
    const withheld = await this.withheld(bureau);
    const hasEnded = await this.laws.endedBy(bureau, day);
    return (code) => {
      const row = bank.get(code);
      return row !== undefined && isInForce(row, hasEnded) && !withheld.has(code);
    };
  }

  /** What may be asked on a day: in force, and on no paper that is still to be sat. */
  async askedOn(
    bureau: string,
    bank: ReadonlyMap<string, BankRow>,
    day: string,
  ): Promise<BankRow[]> {
    const withheld = await this.withheld(bureau);
    const inForce = await this.inForceOn(bureau, bank, day);
    return inForce.filter((row) => !withheld.has(row.code));
  }

  /**
   * What an exam that counts may ask on a day: in use, confirmed by the bureau's legal officer, and
   * citing no version of a law that has ended by then.
   */
  async examinableOn(bureau: string, day: string): Promise<BankRow[]> {
    const hasEnded = await this.laws.endedBy(bureau, day);
    return [...(await this.bankOf(bureau)).values()].filter(
      (row) => row.verified.state === 'confirmed' && isInForce(row, hasEnded),
    );
  }
}

function isInForce(
  { state, content }: BankRow,
  hasEnded: (law: BankRow['content']['law']) => boolean,
): boolean {
  return state === 'active' && !hasEnded(content.law);
}

function withRows(
  rows: ReadonlyMap<string, BankRow>,
  changed: readonly BankRow[],
): Map<string, BankRow> {
  const next = new Map(rows);
  for (const row of changed) next.set(row.code, row);
  return next;
}
