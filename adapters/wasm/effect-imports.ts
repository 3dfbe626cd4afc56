/** The functions of the host that live code calls: each asks for one effect, in order. */
import type { Effect } from '../../simulator/target.ts';
import { shortened } from '../program/printable.ts';
import type { WasmFunction } from './engine.ts';
import type { HOST_FUNCTIONS } from './requirements.ts';
import type { MemoryView } from './wasi/memory-view.ts';
import { WasmFault } from './wasm-fault.ts';

/** What `persist` answers: the write is done as far as the code is concerned. */
const DURABLE = 0;

/**
 * What the effects hold is judged with the answer. `persist` is a barrier of the world: what
 * follows it happens only once the write is durable, and a crash may fall before.
 */
export function effectImports(
  memory: MemoryView,
  ask: (effect: Effect) => void,
): Readonly<Record<(typeof HOST_FUNCTIONS)[number], WasmFunction>> {
  const json = (at: unknown, length: unknown): unknown =>
    parsed(memory.text(at as number, length as number));
  return {
    send: (to, at, length) => {
      ask({ kind: 'send', to: Number(to), message: json(at, length) });
    },
    persist: (at, length) => {
      ask({ kind: 'persist', record: json(at, length), synced: true });
      return DURABLE;
    },
    apply: (at, length) => {
      const { index, entry } = (json(at, length) ?? {}) as Extract<Effect, { kind: 'apply' }>;
      ask({ kind: 'apply', index, entry });
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WasmFault(`what it hands out is not JSON: ${shortened(text)}`);
  }
}
