/** What a script learns from an exit code. */
export const ExitCode = {
  /** All went as expected: sound targets held, broken ones broke. */
  expected: 0,
  /** A property broke that should have held, or the target threw. */
  violation: 1,
  /** The arguments or files given cannot be used. */
  usage: 2,
  /** The same run went another way. */
  notReproducible: 3,
  /** whitewater itself broke down. */
  harness: 4,
  /** Nothing was proved: an expected violation was not found, nothing was run, a limit was hit. */
  notMeaningful: 5,
  /** Ctrl-C, after the report of what was found until then. */
  interrupted: 130,
  /** SIGTERM, after the same report. */
  terminated: 143,
} as const;

export type ExitCodeValue = (typeof ExitCode)[keyof typeof ExitCode];

/** Gravest first. */
const GRAVITY: readonly ExitCodeValue[] = [143, 130, 4, 3, 1, 2, 5, 0];

/** One code for several outcomes. */
export function gravest(codes: readonly ExitCodeValue[]): ExitCodeValue {
  return GRAVITY.find((code) => codes.includes(code)) ?? ExitCode.notMeaningful;
}
