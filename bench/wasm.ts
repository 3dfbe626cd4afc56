/**
 * How many steps a module of WebAssembly in the step form takes per second of processor time: its
 * code alone, called in a loop with requests that were written before;
 * and as a target, with its adapter and its checks. Of three servers that elect, send heartbeats
 * and replicate for ten seconds, with 10, 33 and 100 commands: what a step costs grows with the
 * log.
 * `node --import ./ts-register.mjs bench/wasm.ts raft.wasm`; `--rounds=3`.
 */
import { readFileSync } from 'node:fs';
import { compiled, type WasmCode } from '../adapters/wasm/code.ts';
import { ImageBase, type Image } from '../adapters/wasm/image.ts';
import { helloOf } from '../adapters/wasm/hello.ts';
import { prepare } from '../adapters/wasm/forms.ts';
import { WasmInstance } from '../adapters/wasm/instance.ts';
import { RequestWriter } from '../adapters/wasm/packed/request-writer.ts';
import { wasmTarget } from '../adapters/wasm/wasm-target.ts';
import { bootRequest, stepRequest, type HeldRequest } from '../adapters/held-messages.ts';
import { LAB_TIMING } from '../core/timing.ts';
import { DEFAULT_NETWORK } from '../simulator/settings.ts';
import type { BootCircumstances, Identity, Input, Target } from '../simulator/target.ts';
import { World } from '../simulator/world.ts';
import type { Observer } from '../trace/observer.ts';

const NODES = 3;
/** As long as runs of a hunt are. */
const CLUSTER_MS = 10_000;
const PROPOSALS_EVERY_MS = [1_000, 300, 100];
/** Each time over, the servers boot anew. */
const TIMES = 100;
const WARMING_TIMES = 10;

/** Sees all, and keeps nothing. */
const NOBODY: Observer = { happened: () => undefined, sent: () => undefined };

/** What the world asked of one server, in order. */
interface Script {
  readonly identity: Identity;
  readonly circumstances: BootCircumstances;
  readonly steps: { readonly input: Input; readonly localTimeMs: number | null }[];
}

/** A cluster without faults that is proposed to, and what its servers are told. */
function scripts(target: Target, everyMs: number): readonly Script[] {
  const bySelf = new Map<number, Script>();
  const scriptOf = new Map<unknown, Script>();
  const spied: Target = {
    ...target,
    boot(identity: Identity, durable: unknown, circumstances: BootCircumstances) {
      const booted = target.boot(identity, durable, circumstances);
      const script = { identity, circumstances, steps: [] };
      bySelf.set(identity.self, script);
      scriptOf.set(booted.state, script);
      return booted;
    },
    step(state, input, localTimeMs) {
      const next = target.step(state, input, localTimeMs);
      const script = scriptOf.get(state);
      script?.steps.push({ input, localTimeMs });
      if (script !== undefined) scriptOf.set(next.state, script);
      return next;
    },
  };
  const limits = { maxSteps: 1e9, maxTimeMs: 1e9 };
  const setup = { nodes: NODES, seed: 1, timing: LAB_TIMING, settings: DEFAULT_NETWORK, limits };
  const world = new World(spied, setup, NOBODY);
  for (let ms = 0; ms < CLUSTER_MS; ms += everyMs) {
    world.elapse(everyMs);
    for (let id = 1; id <= NODES; id += 1) world.propose(id, `${ms}`);
  }
  return [...bySelf.values()];
}

/** Steps per second of processor time of the target: adapter and checks. */
function targetRate(target: Target, told: readonly Script[]): number {
  return stepsPerCpuSecond(told, ({ identity, circumstances, steps }) => {
    const booted = target.boot(identity, null, circumstances);
    return () => {
      let { state } = booted;
      for (const { input, localTimeMs } of steps) {
        ({ state } = target.step(state, input, localTimeMs));
      }
    };
  });
}

/** Steps per second of processor time of the code: requests are copied, answers are not read. */
function codeRate(bytes: Uint8Array, told: readonly Script[]): number {
  const code = compiled(bytes);
  if (code.form !== 'step' || helloOf(code).encoding !== 'binary') return NaN;
  const readied = new Map(told.map((script) => [script, new Readied(code, script)] as const));
  return stepsPerCpuSecond(told, (script) => {
    const server = readied.get(script);
    server?.restore();
    return () => server?.perform();
  });
}

/** A server that has booted, and what it is told. Its memory is warm, as in a hunt. */
class Readied {
  readonly #code: WasmCode;
  #instance: WasmInstance;
  readonly #steps: readonly Written[];
  readonly #base: ImageBase;
  readonly #booted: Image;

  constructor(code: WasmCode, script: Script) {
    const [boot, ...steps] = requestsOf(script);
    if (boot === undefined) throw new Error('a server that does not boot');
    this.#code = code;
    this.#steps = steps;
    this.#instance = new WasmInstance(code);
    this.#instance.initialize();
    this.#base = new ImageBase(this.#instance.memory);
    this.#ask('ww_boot', boot);
    this.#booted = this.#instance.copy(this.#base);
  }

  restore(): void {
    if (this.#instance.restore(this.#base, this.#booted)) return;
    // Memory never shrinks.
    this.#instance = new WasmInstance(this.#code);
    this.#instance.restore(this.#base, this.#booted);
  }

  perform(): void {
    for (const step of this.#steps) this.#ask('ww_step', step);
  }

  #ask(name: 'ww_boot' | 'ww_step', request: Written): void {
    prepare(this.#instance, request.said);
    this.#instance.askPacked(name, request, COPIED);
  }
}

interface Written {
  readonly said: HeldRequest;
  readonly bytes: Uint8Array;
}

const COPIED = {
  writer: {
    mostBytes: ({ bytes }: Written) => bytes.length,
    write: ({ bytes }: Written, memory: Buffer, _view: DataView, at: number) => {
      memory.set(bytes, at);
      return bytes.length;
    },
  },
  reader: { read: () => null },
};

function requestsOf({ identity, circumstances, steps }: Script): readonly Written[] {
  const writer = new RequestWriter();
  const boot = bootRequest(identity, null, circumstances);
  const rest = steps.map(({ input, localTimeMs }) => stepRequest(input, localTimeMs));
  return [boot, ...rest].map((said) => {
    const memory = Buffer.alloc(writer.mostBytes(said));
    const view = new DataView(memory.buffer, memory.byteOffset, memory.length);
    return { said, bytes: memory.subarray(0, writer.write(said, memory, view, 0)) };
  });
}

/** Boots are prepared, and not counted. */
function stepsPerCpuSecond(
  told: readonly Script[],
  prepared: (script: Script) => () => void,
): number {
  let [steps, us] = [0, 0];
  for (let time = -WARMING_TIMES; time < TIMES; time += 1) {
    for (const script of told) {
      const perform = prepared(script);
      const before = process.cpuUsage();
      perform();
      const { user, system } = process.cpuUsage(before);
      if (time < 0) continue;
      steps += script.steps.length;
      us += user + system;
    }
  }
  return steps / (us / 1e6);
}

const words = process.argv.slice(2);
const rounds = Number(words.find((word) => word.startsWith('--rounds='))?.slice(9) ?? 3);
for (const file of words.filter((word) => !word.startsWith('--'))) {
  const bytes = readFileSync(file);
  const target: Target = wasmTarget(bytes);
  for (const everyMs of PROPOSALS_EVERY_MS) {
    const told = scripts(target, everyMs);
    const rates = Array.from({ length: rounds }, () => {
      return [codeRate(bytes, told), targetRate(target, told)] as const;
    });
    const [code, whole] = [0, 1].map((at) => rangeOf(rates.map((rate) => rate[at] ?? NaN)));
    console.log(`${file}, a command every ${everyMs} ms, steps per second of processor time:`);
    console.log(`  the code alone ${code}, the target ${whole}`);
  }
}

function rangeOf(rates: readonly number[]): string {
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  return [least, most].map((rate) => Math.round(rate).toLocaleString('en-US')).join(' to ');
}
