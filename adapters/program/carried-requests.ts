/** Requests to a program that keeps nothing: its state goes with each of them. */
import type { BootCircumstances, Identity, Input } from '../../simulator/target.ts';
import { bootRequest, HELD_PROTOCOL_VERSION, stepRequest, withDraws } from '../held-messages.ts';
import type { CarriedRequest, Hello, Request } from './protocol.ts';

/** How a version of the protocol words them. */
export interface CarriedRequests {
  boot(identity: Identity, durable: unknown, circumstances?: BootCircumstances): Asking;
  /** `life` is the luck that the node booted with. */
  step(state: unknown, input: Input, localTimeMs: number | null, life: number): Asking;
}

type Asking = Request | CarriedRequest;

/** The first version has luck in timers alone, and no time in boots. */
const FIRST: CarriedRequests = {
  boot({ self, nodes, timing }, durable) {
    return { kind: durable === null ? 'boot' : 'restore', node: self, nodes, timing, durable };
  },
  step(state, input, localTimeMs) {
    switch (input.kind) {
      case 'received': {
        const { from, message } = input;
        return { kind: 'receive', state, from, message, localTimeMs };
      }
      case 'timerFired': {
        const { timer, luck } = input;
        return { kind: 'timer', state, timer, luck, localTimeMs };
      }
      case 'proposed':
        return { kind: 'propose', state, command: input.command, localTimeMs };
    }
  },
};

export function carriedRequests({ protocol, draws = [] }: Hello): CarriedRequests {
  if (protocol !== HELD_PROTOCOL_VERSION) return FIRST;
  return {
    boot: (identity, durable, circumstances) =>
      withDraws(bootRequest(identity, durable, circumstances), draws),
    step(state, input, localTimeMs, life) {
      const { kind, ...rest } = withDraws(stepRequest(input, localTimeMs, life), draws);
      return { kind, state, ...rest } as CarriedRequest;
    },
  };
}
