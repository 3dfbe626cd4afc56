/** A slow disk: what follows a write waits for it, and a crash meanwhile loses the write. */
import fc from 'fast-check';
import type { SlowDisk } from './action.ts';
import type { ActionSpec } from './action-spec.ts';
import { anyNode, MAX_LASTING_MS, NODE, PLAIN, wholeNumber } from './field.ts';
import { memberName } from './member.ts';
import { simplerIn } from './simpler.ts';

/** Slow enough to hold up an election, and not for ever. */
const MAX_DRAWN_MS = 500;

export const slowDisk: ActionSpec<SlowDisk> = {
  kind: 'slowDisk',
  title: "makes a node's writes take long",
  letter: 'K',
  breaks: null,
  remedy: null,
  fields: { node: NODE, syncMs: wholeNumber(0, MAX_LASTING_MS) },
  arbitrary({ electionTimeoutMaxMs }) {
    const syncMs = fc.integer({ min: 1, max: Math.min(electionTimeoutMaxMs, MAX_DRAWN_MS) });
    return fc.record({ kind: fc.constant('slowDisk'), node: anyNode(), syncMs }, PLAIN);
  },
  applies(model, { node, syncMs }) {
    return syncMs !== (model.slowDisksMs.get(model.member(node)) ?? 0);
  },
  perform(world, model, { node, syncMs }) {
    const member = model.member(node);
    world.slowDisk(member, syncMs);
    if (syncMs === 0) model.slowDisksMs.delete(member);
    else model.slowDisksMs.set(member, syncMs);
  },
  describe({ node, syncMs }, nodes) {
    const name = memberName(node, nodes);
    if (syncMs === 0) return `${name}'s disk is at its own pace again`;
    return `${name}'s writes take at least ${syncMs} ms`;
  },
  simpler: (action) => simplerIn(action, 'syncMs', 0),
};
