/**
 * What a copy of an instance of WebAssembly costs, and what it costs to become another state again:
 * together that is a fork. In processor time, between two servers that have booted.
 * `node --import ./ts-register.mjs bench/wasm-fork.ts raft.wasm`; `--rounds=3`.
 */
import { readFileSync } from 'node:fs';
import { bootRequest } from '../adapters/held-messages.ts';
import { compiled, type WasmCode } from '../adapters/wasm/code.ts';
import { prepare, speechOf } from '../adapters/wasm/forms.ts';
import { helloOf } from '../adapters/wasm/hello.ts';
import { ImageBase, type Image } from '../adapters/wasm/image.ts';
import { WasmInstance } from '../adapters/wasm/instance.ts';
import { LAB_TIMING } from '../core/timing.ts';

const TIMES = 500;
const WARMING_TIMES = 50;

interface Figures {
  readonly copyMs: number;
  readonly restoreMs: number;
}

function figuresOf(code: WasmCode): Figures {
  const instance = new WasmInstance(code);
  instance.initialize();
  const base = new ImageBase(instance.memory);
  const fresh = instance.copy(base);
  const speech = speechOf(code.form, helloOf(code).encoding);
  const images = [1, 2].map((self): Image => {
    instance.restore(base, fresh);
    const request = bootRequest({ self, nodes: 3, timing: LAB_TIMING }, null, undefined);
    instance.host.random.begin(0, self);
    prepare(instance, request);
    speech.boot(instance, request);
    return instance.copy(base);
  });
  const restoreMs = msOf((time) => {
    const image = images[time % 2];
    if (image === undefined || !instance.restore(base, image)) throw new Error('it has grown');
  });
  return { restoreMs, copyMs: msOf(() => instance.copy(base)) };
}

function msOf(work: (time: number) => unknown): number {
  for (let time = 0; time < WARMING_TIMES; time += 1) work(time);
  const before = process.cpuUsage();
  for (let time = 0; time < TIMES; time += 1) work(time);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / TIMES;
}

const words = process.argv.slice(2);
const rounds = Number(words.find((word) => word.startsWith('--rounds='))?.slice(9) ?? 3);
for (const file of words.filter((word) => !word.startsWith('--'))) {
  const code = compiled(readFileSync(file));
  for (let round = 1; round <= rounds; round += 1) {
    const { copyMs, restoreMs } = figuresOf(code);
    const text = `copied in ${copyMs.toFixed(3)} ms, restored in ${restoreMs.toFixed(3)} ms`;
    console.log(`${file}, round ${round}: ${text} of processor time`);
  }
}
