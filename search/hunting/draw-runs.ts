/** Runs drawn by fast-check, which takes what a run throws for one more run that fails. */
import fc from 'fast-check';

/** Performs runs until one does not survive; throws what a run throws. */
export function drawRuns<Drawn>(
  arbitrary: fc.Arbitrary<Drawn>,
  survives: (drawn: Drawn) => boolean,
  parameters: fc.Parameters<[Drawn]>,
): void {
  const thrown: unknown[] = [];
  const property = (drawn: Drawn): boolean => {
    if (thrown.length > 0) return true;
    try {
      return survives(drawn);
    } catch (error) {
      return thrown.push(error) > 0;
    }
  };
  fc.check(fc.property(arbitrary, property), parameters);
  if (thrown.length > 0) throw thrown[0];
}
