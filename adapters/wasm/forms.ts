/** The two ways to speak to a module: one call for each step, or live code that is pumped. */
import type { BootRequest, HeldAnswer, HeldRequest, StepRequest } from '../held-messages.ts';
import { shortened } from '../program/printable.ts';
import type { Effect } from '../../simulator/target.ts';
import type { WasmInstance } from './instance.ts';
import { AnswerReader } from './packed/answer-reader.ts';
import { RequestWriter } from './packed/request-writer.ts';
import { DONE, type Form } from './requirements.ts';
import { WasmFault } from './wasm-fault.ts';

export interface Speech {
  boot(instance: WasmInstance, request: BootRequest): HeldAnswer;
  step(instance: WasmInstance, request: StepRequest): HeldAnswer;
  /** After so many steps a copy is cheaper than doing them again. */
  readonly stepsPerImage: number;
}

/** The timer of live code: the next time at which any of its own timers is due. */
const WAKE = 'wake';

const STEP_FORM: Speech = {
  boot: (instance, request) => answerIn(instance.ask('ww_boot', JSON.stringify(request))),
  step: (instance, request) => answerIn(instance.ask('ww_step', JSON.stringify(request))),
  stepsPerImage: 256,
};

function packedStepForm(): Speech {
  const form = { writer: new RequestWriter(), reader: new AnswerReader() };
  return {
    boot: (instance, request) => instance.askPacked('ww_boot', request, form),
    step: (instance, request) => instance.askPacked('ww_step', request, form),
    stepsPerImage: STEP_FORM.stepsPerImage,
  };
}

const LIVE_FORM: Speech = {
  boot(instance, request) {
    instance.asked.clear();
    instance.tell('ww_boot', JSON.stringify(request));
    return pumped(instance);
  },
  step(instance, request) {
    instance.asked.clear();
    switch (request.kind) {
      case 'receive': {
        const { from, message } = request;
        instance.tell('ww_deliver', JSON.stringify({ from, message }));
        break;
      }
      case 'propose':
        instance.tell('ww_propose', request.command);
        break;
      case 'timer':
        instance.host.clock.advanceToDeadline();
    }
    return pumped(instance);
  },
  stepsPerImage: 2,
};

/** How requests and answers are written: JSON, or bytes that are read without a parser. */
export type Encoding = 'json' | 'binary';

export function speechOf(form: Form, encoding: Encoding): Speech {
  if (form === 'live') return LIVE_FORM;
  return encoding === 'binary' ? packedStepForm() : STEP_FORM;
}

/**
 * Sets the time of an instance before it is asked, and the random numbers that it draws, if the
 * world has drawn for this step: a boot begins them anew, and others go on with them.
 */
export function prepare({ host }: WasmInstance, { kind, localTimeMs, luck }: HeldRequest): void {
  if (localTimeMs !== null) host.clock.advanceToMs(localTimeMs);
  if (kind === 'timer') host.random.stir(luck);
}

/**
 * Runs all goroutines until none can run, and asks what has become of the node. Writes that nobody
 * waited for end then, one after the other: as late as they can, for the node hears of nothing else
 * before. So what was sent too early was sent before the write.
 */
function pumped(instance: WasmInstance): HeldAnswer {
  instance.run('ww_pump');
  const { asked } = instance;
  for (let ticket = asked.endWrite(); ticket !== null; ticket = asked.endWrite()) {
    instance.run(DONE, ticket);
    instance.run('ww_pump');
  }
  const shown = answerIn({ effects: [], ...(instance.read('ww_view') as object) });
  return { ...shown, effects: [...asked.effects, wakeUp(instance)] };
}

function wakeUp({ host }: WasmInstance): Effect {
  const { dueMs } = host.clock;
  if (dueMs === null) return { kind: 'clearTimer', timer: WAKE };
  return { kind: 'setTimer', timer: WAKE, minMs: dueMs, maxMs: dueMs };
}

type Fields = Partial<HeldAnswer> & { readonly error?: unknown };

/** The answer that the JSON is, as far as it can be told without the world. */
function answerIn(json: unknown): HeldAnswer {
  const answer = (json ?? {}) as Fields;
  // Code may say itself that it cannot go on.
  if (typeof answer.error === 'string') throw new WasmFault(shortened(answer.error));
  if (answer.effects !== undefined) return answer as HeldAnswer;
  throw new WasmFault(`an answer without effects: ${shortened(JSON.stringify(json))}`);
}
