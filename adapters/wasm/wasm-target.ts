/**
 * A module of WebAssembly as a pure target. Its nodes live in instances, but an instance is a
 * value: it can be copied, and every state can be had again by doing again what led to it.
 */
import { hash } from 'node:crypto';
import { completed } from '../../simulator/capabilities.ts';
import {
  pureOf,
  type BootCircumstances,
  type Identity,
  type PureTarget,
  type Transition,
} from '../../simulator/target.ts';
import type { WireMeaning } from '../../trace/meaning.ts';
import type { DurableView, NodeView } from '../../trace/view.ts';
import { checkedAnswers } from '../checked-target.ts';
import {
  bootRequest,
  requestName,
  stepRequest,
  type HeldAnswer,
  type HeldRequest,
} from '../held-messages.ts';
import { unchanged } from '../unchanged-view.ts';
import { compiled, type WasmCode } from './code.ts';
import { helloOf, type WasmHello } from './hello.ts';
import type { Past } from './past.ts';
import { Pool, type Performed } from './pool.ts';
import { WasmFault } from './wasm-fault.ts';

const PAST = Symbol('past');

/** A node after a step. Its JSON, by which searches know it, is a name for what led to it. */
interface WasmState {
  readonly key: string;
  readonly view: NodeView;
  readonly [PAST]: Past;
}

const EMPTY_DISK: DurableView = { currentTerm: 0, votedFor: null, log: [] };

/**
 * The target in a module. Throws a Refusal of one line, without the name of the file, if the bytes
 * are none that can be spoken to.
 */
export function wasmTarget(bytes: Uint8Array): PureTarget {
  const code = compiled(bytes);
  return pureOf(checkedAnswers(uncheckedTarget(helloOf(code), code), SOURCE));
}

const SOURCE = { ownState: ({ key }: WasmState) => key, isSlow: false };

function uncheckedTarget(hello: WasmHello, code: WasmCode): PureTarget<WasmState> {
  const pool = new Pool(code, hello.isReusable);
  const boots = new Map<string, Transition<WasmState>>();
  return {
    family: 'pure',
    name: hello.name,
    capabilities: completed(hello.capabilities),
    isConcurrent: code.form === 'live',
    boot(identity: Identity, durable: unknown, circumstances?: BootCircumstances) {
      const request = bootRequest(identity, durable, circumstances);
      const key = keyOf('', request);
      const known = boots.get(key);
      if (known !== undefined) return known;
      const booted = next(request, key, null, () => pool.boot(request));
      // With clocks, every boot has a luck of its own, and comes once.
      if (circumstances === undefined) remember(boots, key, booted);
      return booted;
    },
    step({ key, view, [PAST]: past }, input, localTimeMs) {
      const request = stepRequest(input, localTimeMs);
      return next(request, keyOf(key, request), view, () => pool.step(past, request));
    },
    view: ({ view }) => view,
    viewDurable: (record) => (record as DurableView | null) ?? EMPTY_DISK,
    classify: (message) => message as WireMeaning,
  };
}

/** Boots that come again and again in searches. */
const MAX_BOOTS = 1000;

function remember(
  boots: Map<string, Transition<WasmState>>,
  key: string,
  booted: Transition<WasmState>,
): void {
  if (boots.size >= MAX_BOOTS) boots.clear();
  boots.set(key, booted);
}

function keyOf(before: string, request: HeldRequest): string {
  return hash('sha1', before + JSON.stringify(request), 'base64');
}

function next(
  request: HeldRequest,
  key: string,
  before: NodeView | null,
  perform: () => Performed,
): Transition<WasmState> {
  const { past, answer } = named(request, perform);
  const { view, effects, digest } = answer;
  return { state: stateOf(past, digest ?? key, seen(before, view)), effects };
}

/** A view that lacks something is found by those who judge it. */
function seen(before: NodeView | null, view: HeldAnswer['view']): NodeView {
  if (before === null) return (view ?? null) as NodeView;
  return view === undefined ? before : unchanged(before, { ...before, ...view });
}

function stateOf(past: Past, key: string, view: NodeView): WasmState {
  const state = { key, view };
  // Out of sight of whatever writes states as JSON, or freezes them.
  return Object.defineProperty(state, PAST, { value: past }) as WasmState;
}

function named(request: HeldRequest, perform: () => Performed): Performed {
  try {
    return perform();
  } catch (error) {
    if (!(error instanceof WasmFault)) throw error;
    throw new WasmFault(`${requestName(request)}: ${error.message}`);
  }
}
