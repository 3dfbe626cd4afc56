/** The chunks of one target as the record of the hunt that they are. */
import { Ledger } from '../ledger/ledger.ts';
import type { TargetRecord } from '../ledger/record.ts';
import type { Gathered, OnDamaged } from './gathered.ts';

export interface Collected {
  /** As of a hunt of one machine that has met all of this, and shrunk nothing. */
  readonly record: TargetRecord;
  /** How many chunks there are before the last that counts, that one included. */
  readonly needed: number;
  /** In order. */
  readonly missing: readonly number[];
  /** The chunk in which a step did not come back, if all before it are there; else null. */
  readonly standing: number | null;
}

const NO_TARGET = { name: '', needed: 0, missing: [] } as const;

export async function collectedTarget(
  gathered: Gathered,
  target: number,
  maxFindings: number,
  onDamaged: OnDamaged,
): Promise<Collected> {
  const { name, needed, missing } = gathered.roll.targets[target] ?? NO_TARGET;
  const ledger = new Ledger({ maxFindings });
  const lost: number[] = [];
  let stood: number | null = null;
  const damaged: OnDamaged = (entry, why) => {
    lost.push(entry.chunk);
    onDamaged(entry, why);
  };
  for await (const { chunk, outcome } of gathered.outcomes(target, damaged)) {
    if (outcome.kind === 'performed') ledger.record(outcome.result);
    else stood = chunk;
  }
  const lacking = [...missing, ...lost].sort((one, other) => one - other);
  // Whatever comes after the last finding does not count.
  const left = ledger.isEnough ? [] : lacking;
  if (left.length > 0) ledger.close();
  const place = left.length > 0 ? ledger.done.length : ledger.state.place;
  const state = { ...ledger.state, place };
  const record: TargetRecord = {
    ...{ target: name, state, resumable: { ...state, begun: [] } },
    ...{ failures: [], findings: [], wallMs: 0, shrinkingMs: 0, usedMs: 0, reachedMs: 0 },
    isInterrupted: left.length > 0,
  };
  return { record, needed, missing: left, standing: left.length > 0 ? null : stood };
}
