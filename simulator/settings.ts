/** How a world is when nothing is wrong with it. All times are world milliseconds. */
export interface Settings {
  /** A message takes from `latencyMinMs` to `latencyMaxMs`. */
  readonly latencyMinMs: number;
  readonly latencyMaxMs: number;
  /** True: a link delivers in the order of sending. False: a later message may overtake. */
  readonly fifo: boolean;
  /** A synced write takes from `syncMinMs` to `syncMaxMs`. */
  readonly syncMinMs: number;
  readonly syncMaxMs: number;
}

/** A local network and a good disk. */
export const DEFAULT_NETWORK: Settings = {
  latencyMinMs: 1,
  latencyMaxMs: 10,
  fifo: false,
  syncMinMs: 0,
  syncMaxMs: 2,
};

/** Every run ends: a limit that is reached is a verdict of its own, no hang and no pass. */
export interface Limits {
  /** Steps of nodes, in one run. */
  readonly maxSteps: number;
  /** Simulated milliseconds, in one run. */
  readonly maxTimeMs: number;
}

/** Far beyond what a sound run of some seconds needs, and still far below a second of work. */
export const DEFAULT_LIMITS: Limits = { maxSteps: 200_000, maxTimeMs: 120_000 };
