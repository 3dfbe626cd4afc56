// What `shrink` says of a run that it has made smaller, with a clock or without.
import test from 'ava';
import { changeText } from '../../cli/change-text.ts';
import type { RunSize } from '../../search/finding.ts';

type Shrinking = Parameters<typeof changeText>[0]['shrinking'];

function sized(nodes: number, part: Partial<RunSize>): { readonly shrinking: Shrinking } {
  const shrunk = { nodes, actions: null, decisions: null, events: 9, simulatedMs: null, ...part };
  const shrinking = { original: shrunk, shrunk, executions: 1, result: '1-minimal', states: 0 };
  return { shrinking: shrinking as Shrinking };
}

function textOf(before: Parameters<typeof sized>, after: Parameters<typeof sized>): string {
  const finding = { id: '6c9f33ebef78', ...sized(...after) };
  return changeText(sized(...before), { change: 'smaller', finding });
}

test('what became fewer is counted, and a run that lost its clock has decisions now', (t) => {
  const is = '1-minimal; it is finding 6c9f33ebef78 now';
  t.is(
    textOf([5, { actions: 12 }], [2, { decisions: 6 }]),
    `smaller: nodes 5 → 2, 12 actions → 6 decisions, ${is}`,
  );
  t.is(textOf([3, { actions: 12 }], [3, { actions: 2 }]), `smaller: actions 12 → 2, ${is}`);
  t.is(textOf([3, { decisions: 6 }], [2, { decisions: 6 }]), `smaller: nodes 3 → 2, ${is}`);
  t.is(
    textOf([3, { actions: 0 }], [3, { decisions: 4 }]),
    `smaller: 0 actions → 4 decisions, ${is}`,
  );
});
