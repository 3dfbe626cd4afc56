/** What the stepper shares with the world around it. */
import type { Observer } from '../trace/observer.ts';
import type { Agenda, AgendaEntry } from './agenda.ts';
import type { AlarmClock } from './alarm-clock.ts';
import type { SimulatedNode, StepUnderWay } from './node.ts';
import type { Settings } from './settings.ts';
import type { Target } from './target.ts';
import type { Transport } from './transport.ts';

/** The end of a sync, on the agenda. */
export interface Write<State> extends AgendaEntry {
  readonly kind: 'write';
  readonly node: SimulatedNode<State>;
  readonly step: StepUnderWay;
}

/** What the stepper needs of the world around it. */
export interface StepContext<State> {
  readonly target: Target<State>;
  readonly seed: number;
  readonly settings: Settings;
  readonly maxSteps: number;
  readonly agenda: Agenda<AgendaEntry>;
  readonly alarms: AlarmClock<State>;
  readonly transport: Transport;
  readonly observer: Observer;
}
