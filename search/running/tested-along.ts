/** How often a property had been put to the test after each line of a trace that was recorded. */
import { propertyNamed } from '../../properties/catalogue.ts';
import { Check } from '../../properties/check.ts';
import type { PropertyId } from '../../properties/property.ts';
import type { RunFacts } from '../../properties/run-facts.ts';
import type { Trace } from '../../trace/trace.ts';

/** One number for each line. */
export function testedAlong(trace: Trace, id: PropertyId, facts: RunFacts): readonly number[] {
  const check = new Check([propertyNamed(id)], facts);
  return trace.map(({ timeMs, event, before, after }) => {
    if (event.kind === 'sent') check.sent(timeMs, event.flight);
    else check.happened(timeMs, event, before, after);
    return check.exercised[id] ?? 0;
  });
}
