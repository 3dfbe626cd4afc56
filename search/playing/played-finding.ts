/** A path that breaks a property, as a finding: the same file that a hunt would save. */
import type { PropertyId, Witness } from '../../properties/property.ts';
import { Digest } from '../../trace/digest.ts';
import { FINDING_VERSION, type Ablation, type Finding, type RunSize } from '../finding.ts';
import { ID_DIGITS, identityText, signatureText } from '../identity-text.ts';
import { untimedSize } from '../run-size.ts';
import { performSchedule } from '../running/perform-schedule.ts';
import type { Schedule } from '../../simulator/schedule.ts';
import type { Game, Path } from './game.ts';
import { decisionsIn } from './played-cluster.ts';

/** The SHA-256 of a text, in hex digits: Node and browsers have functions of their own. */
export type Sha256 = (text: string) => Promise<string>;

/**
 * The path ends where it first breaks the property. Each decision is left out once, so that the
 * finding says which are needed. Null if the path does not break the property.
 */
export async function playedFinding(
  game: Game,
  path: Path,
  property: PropertyId,
  sha256: Sha256,
): Promise<Finding | null> {
  const { target } = game;
  const broken = brokenRun(game, path, property);
  if (broken === null) return null;
  const { schedule, witness, digest, events } = broken;
  return savedFinding(
    {
      target: target.name,
      property,
      run: { kind: 'schedule', ...schedule },
      witness,
      digest,
      ablation: ablationOf(game, schedule, property),
      size: untimedSize(schedule, events),
    },
    sha256,
  );
}

/** What a finding of a game is made from. */
export interface PlayedRunOnRecord
  extends Pick<Finding, 'target' | 'property' | 'run' | 'witness' | 'digest' | 'ablation'> {
  readonly size: RunSize;
}

/** Names the run of a game, as hunts name theirs. */
export async function savedFinding(
  { size, ...played }: PlayedRunOnRecord,
  sha256: Sha256,
): Promise<Finding> {
  const { target, property, run, witness, ablation } = played;
  const hash = await Promise.all(
    [identityText(target, property, run), signatureText(property, witness)].map(sha256),
  );
  const [id = '', signature = ''] = hash.map((digits) => digits.slice(0, ID_DIGITS));
  return {
    whitewater: FINDING_VERSION,
    id,
    ...played,
    foundBy: 'played',
    shrinking: {
      original: size,
      shrunk: size,
      executions: ablation.length,
      result: ablation.every(({ needed }) => needed) ? '1-minimal' : 'budget',
      states: 0,
    },
    signature,
  };
}

interface BrokenRun {
  readonly schedule: Schedule;
  readonly witness: Witness;
  readonly digest: string;
  readonly events: number;
}

function brokenRun(
  { target, nodes, timing }: Game,
  path: Path,
  property: PropertyId,
): BrokenRun | null {
  const sought = new Set([property]);
  const start = { nodes, timing, decisions: decisionsIn(path) };
  const { performed } = performSchedule(target, start, { sought });
  const schedule = { nodes, timing, decisions: performed };
  const digest = new Digest();
  const result = performSchedule(target, schedule, { sought, observers: [digest] });
  const broken = result.violations.find((violation) => violation.property === property);
  if (broken === undefined) return null;
  const { witness } = broken;
  return { schedule, witness, digest: digest.value, events: result.events };
}

/** Whether the property holds without each of the decisions. */
function ablationOf(
  { target }: Game,
  schedule: Schedule,
  property: PropertyId,
): readonly Ablation[] {
  return schedule.decisions.map((_, part) => {
    const without = { ...schedule, decisions: schedule.decisions.toSpliced(part, 1) };
    const { violations } = performSchedule(target, without, { sought: new Set([property]) });
    return { part, needed: !violations.some((violation) => violation.property === property) };
  });
}
