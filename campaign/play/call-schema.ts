/** What a player sends: checked before anything is performed. */
import { z } from 'zod';
import { PROPERTIES } from '../../properties/catalogue.ts';
import { Refusal } from '../../adapters/refusal.ts';
import type { Action } from '../../faults/action.ts';
import { InvalidScenario, parseScenario } from '../../faults/scenario-schema.ts';
import { MAX_NODES } from '../../simulator/contract.ts';
import { DEFAULT_NETWORK } from '../../simulator/settings.ts';
import type { Timing } from '../../simulator/target.ts';
import type { Path, PlayDecision } from '../../search/playing/game.ts';
import { parseSchedule } from '../findings/schedule-schema.ts';
import type { PlayCall } from '../threads/play-job.ts';

/** Far more than anyone plays. */
const MAX_PATH = 2_000;

/** A search of more takes longer than its time. */
const MAX_SEARCH = 12;

/** Returns the call that a parsed JSON value is; throws a {@link Refusal} of one line. */
export function parseCall(json: unknown, nodes: number, timing: Timing): PlayCall {
  const result = callSchema.safeParse(json);
  if (!result.success) throw new Refusal('it is no call of the player');
  const { kind, path: steps, property, decisions } = result.data;
  const path = pathOf(steps, nodes, timing);
  switch (kind) {
    case 'at':
      return { kind, path };
    case 'search':
      return { kind, path, decisions };
    default: {
      const known = PROPERTIES.find(({ id }) => id === property);
      if (known === undefined) throw new Refusal('it names no property');
      return { kind, path, property: known.id };
    }
  }
}

const node = z.number().int().min(1).max(MAX_NODES);
const loseSchema = z.strictObject({
  kind: z.literal('lose'),
  from: node,
  to: node,
  message: z.unknown(),
});

const callSchema = z.strictObject({
  kind: z.enum(['at', 'search', 'shrink', 'finding']),
  path: z.array(z.looseObject({ kind: z.string() })).max(MAX_PATH),
  property: z.string().optional(),
  decisions: z.number().int().min(1).max(MAX_SEARCH).default(MAX_SEARCH),
});

/**
 * Decisions are what a saved schedule may have, and losing a message besides; acts are what a saved
 * scenario may have.
 */
function pathOf(steps: readonly Step[], nodes: number, timing: Timing): Path {
  const kept = steps.filter(({ kind }) => !OWN_KINDS.includes(kind));
  const decisions = parseSchedule({ nodes, timing, decisions: kept }).decisions.values();
  const acts = steps.filter(({ kind }) => kind === 'act');
  const actions = actionsOf(acts, nodes, timing).values();
  return steps.map((step): PlayDecision => {
    switch (step.kind) {
      case 'lose':
        return lossOf(step);
      case 'finish':
        return { kind: 'finish' };
      case 'act':
        return { kind: 'act', action: next(actions) };
      default:
        return next(decisions);
    }
  });
}

/** One decision of a path, as it was sent. */
interface Step {
  readonly kind: string;
  readonly action?: unknown;
}

/** What a game has beyond the decisions of a schedule. */
const OWN_KINDS: readonly string[] = ['lose', 'act', 'finish'];

function actionsOf(acts: readonly Step[], nodes: number, timing: Timing): readonly Action[] {
  const actions = acts.map(({ action }) => action);
  try {
    return parseScenario({ nodes, seed: 0, timing, settings: DEFAULT_NETWORK, actions }).actions;
  } catch (error) {
    throw error instanceof InvalidScenario ? new Refusal(error.message) : error;
  }
}

function next<Item>(items: Iterator<Item>): Item {
  const result = items.next();
  if (result.done === true) throw new Error('a decision was lost in reading');
  return result.value;
}

function lossOf(step: unknown): PlayDecision {
  const loss = loseSchema.safeParse(step);
  if (!loss.success) throw new Refusal('it loses no message');
  return loss.data;
}
