/** A log for ShiViz, which draws who could have known what: a vector clock beside every event. */
import { printable, printableJson } from '../../trace/printable.ts';
import type { ReportStream } from '../events/report-line.ts';

/** The first line of the log says how its events are read: it is what ShiViz asks for. */
export const SHIVIZ_EXPRESSION = String.raw`(?<host>\S+) (?<clock>\{.*\})\n(?<event>.*)`;

export function renderShiviz({ events }: ReportStream): string {
  const records = events.flatMap(({ host, clock, text, step, timeMs, number }) => {
    const place = step === null ? '' : `step ${step}: `;
    const at = timeMs === 0 ? `event ${number}` : `event ${number}, ${timeMs} ms`;
    return [
      `${host} ${printableJson(JSON.stringify(clock))}`,
      printable(`${place}${text} (${at})`),
    ];
  });
  // The second line would tell several executions apart, and there is one.
  return [SHIVIZ_EXPRESSION, '', ...records, ''].join('\n');
}
