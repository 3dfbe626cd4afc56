/** Who a module says it is, asked of an instance that is thrown away. */
import { HELD_PROTOCOL_VERSION } from '../held-messages.ts';
import { shortened } from '../program/printable.ts';
import type { Hello } from '../program/protocol.ts';
import { parseModuleHello } from '../program/schema.ts';
import { Refusal } from '../refusal.ts';
import type { Encoding } from './forms.ts';
import type { WasmCode } from './code.ts';
import type { OnStart } from './starting-code.ts';
import { WasmInstance } from './instance.ts';
import { WasmFault } from './wasm-fault.ts';

export interface WasmHello extends Hello {
  /** Booting a node in an instance that was used is the same as in a fresh one. */
  readonly isReusable: boolean;
  /** Of requests and answers in the step form; a hello is always JSON. */
  readonly encoding: Encoding;
}

/** Throws a {@link Refusal} of one line if it says none, or one of another protocol. */
export function helloOf(code: WasmCode, onStart: OnStart = () => undefined): WasmHello {
  const json = said(code, onStart);
  const { protocol } = (json ?? {}) as { readonly protocol?: unknown };
  if (typeof protocol === 'number' && protocol !== HELD_PROTOCOL_VERSION) {
    throw new Refusal(
      `it was built for protocol ${protocol}, and this is ${HELD_PROTOCOL_VERSION}: ` +
        'build it with the sdk of this version (docs/ANY-LANGUAGE.md)',
    );
  }
  const hello = parseModuleHello(json);
  if (typeof hello !== 'string') {
    const { reusable = false, encoding = 'json', ...said } = hello;
    return { ...said, isReusable: reusable, encoding };
  }
  throw new Refusal(`its hello: ${hello} (it said ${shortened(JSON.stringify(json))})`);
}

function said(code: WasmCode, onStart: OnStart): unknown {
  try {
    onStart('start function');
    const instance = new WasmInstance(code);
    onStart('_initialize');
    instance.initialize();
    onStart('ww_hello');
    return instance.read('ww_hello');
  } catch (error) {
    if (error instanceof WasmFault) throw new Refusal(`its hello: ${error.message}`);
    throw error;
  }
}
