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
import type { DurableView, NodeView } from '../../trace/view.ts';
import { checkedAnswers } from '../checked-target.ts';
import {
  bootRequest,
  briefMessage,
  meaningOf,
  requestName,
  stepRequest,
  type HeldAnswer,
  type BootRequest,
  type HeldRequest,
  type StepRequest,
} from '../held-messages.ts';
import { unchanged } from '../unchanged-view.ts';
import { compiled, type WasmCode } from './code.ts';
import { helloOf, type WasmHello } from './hello.ts';
import { rememberingLastStep } from './last-step.ts';
import type { Past } from './past.ts';
import { Pool, type Performed } from './pool.ts';
import type { OnStart } from './starting-code.ts';
import { WasmFault } from './wasm-fault.ts';

interface Origin {
  readonly pool: Pool;
  readonly life: number;
  readonly before: WasmState | null;
}

/** A node after a step. Its JSON, by which searches know it, is a name for what led to it. */
class WasmState {
  readonly past: Past;
  readonly view: NodeView;
  /** The luck that the node booted with; 0 without clocks. */
  readonly life: number;
  readonly #before: WasmState | null;
  readonly #pool: Pool;
  #key: string | null;

  constructor({ past, answer }: Performed, view: NodeView, { life, before, pool }: Origin) {
    this.past = past;
    this.view = view;
    this.life = life;
    this.#before = before;
    this.#pool = pool;
    this.#key = answer.digest ?? null;
  }

  /** Made when it is asked for: hunts never ask. */
  get key(): string {
    this.#key ??= this.#pool.digestOf(this.past);
    if (this.#key !== null) return this.#key;
    // A loop: a run is longer than a stack is deep.
    const unnamed: WasmState[] = [];
    let state = this.#before;
    for (; state !== null && state.#key === null; state = state.#before) unnamed.push(state);
    let name = state === null ? '' : state.key;
    for (const one of unnamed.reverse()) name = one.#named(name);
    return this.#named(name);
  }

  #named(before: string): string {
    this.#key = hash('sha1', before + JSON.stringify(this.past.request), 'base64');
    return this.#key;
  }

  toJSON(): unknown {
    return { key: this.key, view: this.view };
  }
}

const EMPTY_DISK: DurableView = { currentTerm: 0, votedFor: null, log: [] };

/**
 * The target in a module. Throws a Refusal of one line, without the name of the file, if the bytes
 * are none that can be spoken to.
 */
export function wasmTarget(bytes: Uint8Array, onStart: OnStart = () => undefined): PureTarget {
  const code = compiled(bytes);
  const checked = checkedAnswers(uncheckedTarget(helloOf(code, onStart), code), SOURCE);
  return pureOf(rememberingLastStep(checked as PureTarget));
}

/** To make a request twice, a node takes all its steps again. A prime number. */
const INTERVAL = 4093;

const SOURCE = {
  ownState: ({ key }: WasmState) => key,
  isSlow: false,
  makesStates: true,
  interval: INTERVAL,
} as const;

function uncheckedTarget(hello: WasmHello, code: WasmCode): PureTarget<WasmState> {
  const pool = new Pool(code, hello);
  const boots = new Map<string, Transition<WasmState>>();
  // Live code has the random numbers of WASI alone.
  const hearsLuck = code.form === 'step';
  return {
    family: 'pure',
    name: hello.name,
    capabilities: completed(hello.capabilities),
    isConcurrent: code.form === 'live',
    boot(identity: Identity, durable: unknown, circumstances?: BootCircumstances) {
      const request = bootRequest(identity, durable, circumstances);
      const life = (circumstances?.luck ?? 0) >>> 0;
      const boot = (): Transition<WasmState> =>
        next({ pool, life, before: null }, booted(pool, request));
      // With clocks, every boot has a luck of its own, and comes once.
      if (circumstances !== undefined) return boot();
      const name = JSON.stringify(request);
      const known = boots.get(name) ?? boot();
      remember(boots, name, known);
      return known;
    },
    step(before, input, localTimeMs) {
      const { life } = before;
      const request = stepRequest(input, localTimeMs, hearsLuck ? life : 0, briefMessage);
      return next({ pool, life, before }, stepped(pool, before.past, request));
    },
    view: ({ view }) => view,
    viewDurable: (record) => (record as DurableView | null) ?? EMPTY_DISK,
    classify: meaningOf,
  };
}

/** Boots that come again and again in searches. */
const MAX_BOOTS = 1000;

function remember(
  boots: Map<string, Transition<WasmState>>,
  key: string,
  booted: Transition<WasmState>,
): void {
  if (boots.size >= MAX_BOOTS && !boots.has(key)) boots.clear();
  boots.set(key, booted);
}

function next(origin: Origin, performed: Performed): Transition<WasmState> {
  const { view, effects } = performed.answer;
  const { before } = origin;
  const now = seen(before === null ? null : before.view, view);
  return { state: new WasmState(performed, now, origin), effects };
}

/** A view that lacks something is found by those who judge it. */
function seen(before: NodeView | null, view: HeldAnswer['view'] | null): NodeView {
  if (before === null) return (view ?? null) as NodeView;
  if (view === undefined || view === null) return before;
  const {
    role = before.role,
    currentTerm = before.currentTerm,
    votedFor = before.votedFor,
    log = before.log,
    commitIndex = before.commitIndex,
    matchIndex = before.matchIndex,
  } = view;
  return unchanged(before, { role, currentTerm, votedFor, log, commitIndex, matchIndex });
}

function booted(pool: Pool, request: BootRequest): Performed {
  try {
    return pool.boot(request);
  } catch (error) {
    throw named(request, error);
  }
}

function stepped(pool: Pool, before: Past, request: StepRequest): Performed {
  try {
    return pool.step(before, request);
  } catch (error) {
    throw named(request, error);
  }
}

function named(request: HeldRequest, error: unknown): unknown {
  if (!(error instanceof WasmFault)) return error;
  const name = requestName(request);
  return new WasmFault(`${name}: ${error.message}`, `${name}: ${error.outline}`);
}
