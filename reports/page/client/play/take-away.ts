/** What a player takes away: a finding, a schedule, the source of a test. */
import type { PropertyId } from '../../../../properties/property.ts';
import type { Finding } from '../../../../search/finding.ts';
import type { Path, Position } from '../../../../search/playing/game.ts';
import type { WireMeaning } from '../../../../trace/meaning.ts';
import { flatLiteralOf } from '../../../source/literal.ts';
import { testSource } from '../../../source/test-source.ts';
import type { Opening, TestPlace } from '../../play-data.ts';

/** The property that broke first; null if all hold. */
export function firstBroken({ verdicts }: Position): PropertyId | null {
  const broken = verdicts.flatMap(({ property, witness }) =>
    witness === null ? [] : [{ property, step: witness.step }],
  );
  return broken.sort((one, other) => one.step - other.step)[0]?.property ?? null;
}

/** A path that breaks nothing, as a file that `play` opens; losses are no decisions of it. */
export function scheduleText({ target, nodes, timing, clock }: Opening, path: Path): string {
  const decisions = path.filter(({ kind }) => kind !== 'lose');
  const actions = path.flatMap((one) => (one.kind === 'act' ? [one.action] : []));
  const run =
    clock === undefined
      ? { kind: 'schedule', nodes, timing, decisions }
      : { kind: 'scenario', nodes, timing, ...clock, actions };
  return `${JSON.stringify({ schedule: 1, target, run }, null, 2)}\n`;
}

export function findingText(finding: Finding): string {
  return `${JSON.stringify(finding, null, 2)}\n`;
}

/** A test that passes while the target is broken. */
export function testText(finding: Finding, position: Position, place: TestPlace): string {
  const meanings = meaningsIn(position);
  return testSource(finding, {
    classify: (message) => meanings.get(flatLiteralOf(message)) ?? { kind: 'other', term: 0 },
    isBroken: true,
    isLive: finding.run.kind === 'scenario',
    ...place,
  });
}

/** What the messages of a run mean: the target has said so when they were sent. */
function meaningsIn({ trace }: Position): ReadonlyMap<string, WireMeaning> {
  return new Map(
    trace.flatMap(({ event }) => {
      if (event.kind !== 'sent') return [];
      const { message, meaning } = event.flight;
      return [[flatLiteralOf(message), meaning] as const];
    }),
  );
}
