import type { NodeId, NodeView } from '../trace/view.ts';
import { nodeName } from '../trace/view.ts';
import { electedText, isSameLeadership, newLeader, type Elected } from './leadership.ts';
import { property, type Judge, type Moment } from './property.ts';

/** Per node, n1's first: its latest election, and by peer when its matchIndex last changed. */
interface Leadership {
  readonly elected: Elected | null;
  readonly changes: readonly { readonly step: number }[];
}

/** Judged within one leadership: a new leader starts from 0 again. */
export const matchMonotonic = property<readonly Leadership[]>({
  id: 'match-monotonic',
  kind: 'safety',
  claim: "a leader's matchIndex of a peer never goes back",
  source:
    'Raft paper, Figure 2, State: matchIndex is "initialized to 0, increases monotonically", and ' +
    '"reinitialized after election"',
  start: ({ nodes }) => {
    const changes = new Array<{ readonly step: number }>(nodes).fill({ step: 0 });
    return new Array<Leadership>(nodes).fill({ elected: null, changes });
  },
  // Judged by what is seen before and after, not by what was.
  safetyState: () => null,
  forWitness: ['leadership'],
  on: {
    leadership(memory, moment) {
      const leader = newLeader(moment);
      if (leader === null) return memory;
      const { node, step, views } = moment;
      const changes = views.map(() => ({ step }));
      return memory.with(node - 1, { elected: leader.elected, changes });
    },
    match(memory, moment, judge) {
      const { node, before, after, step } = moment;
      const known = memory[node - 1];
      if (known === undefined || before === null || after === null) return memory;
      if (!isSameLeadership(before, after)) return memory;
      const risen = judgePeers(known, before, after, moment, judge);
      if (risen === 0) return memory;
      const changes = known.changes.with(risen - 1, { step });
      return memory.with(node - 1, { elected: known.elected, changes });
    },
  },
});

/** Returns a peer whose matchIndex rose; 0 if there is none. One reply moves one peer. */
function judgePeers(
  known: Leadership,
  before: NodeView,
  after: NodeView,
  moment: Moment,
  judge: Judge,
): NodeId {
  const [was, is] = [before.matchIndex, after.matchIndex];
  if (was === null || is === null) return 0;
  let risen = 0;
  for (let peer = 1; peer <= was.length; peer += 1) {
    if (peer === moment.node) continue;
    const [from, to] = [was[peer - 1] ?? 0, is[peer - 1] ?? 0];
    if (to > from) risen = peer;
    if (to < from) wentBack(known, peer, from, to, moment, judge);
  }
  if (risen !== 0) judge.exercised();
  return risen;
}

function wentBack(
  { elected, changes }: Leadership,
  peer: NodeId,
  from: number,
  to: number,
  { node, step, timeMs }: Moment,
  judge: Judge,
): void {
  const leader = nodeName(node);
  const what = `matchIndex for ${nodeName(peer)}`;
  const term = elected?.term ?? 0;
  judge.violated({
    observed: `${leader}, leader of term ${term}, took its ${what} back from ${from} to ${to}.`,
    because: [
      ...(elected === null ? [] : [electedText(elected)]),
      { step: changes[peer - 1]?.step ?? 0, text: `${leader} set its ${what} to ${from}` },
      { step, text: `${leader} set its ${what} to ${to}` },
    ],
    step,
    timeMs,
  });
}
