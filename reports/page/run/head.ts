/** The upper part of a run's page: what it came to, and what was asked for. */
import { hasPassed, summaryText, type RunStream } from '../../events/run-line.ts';
import { partsBar, partsText, type Part } from './charts.ts';
import { capital, item, text } from '../parts/html.ts';

export function runHead({ start, summary }: RunStream): string {
  const isFine = hasPassed(summary);
  const parts: readonly Part[] = [
    { name: 'passed', count: summary.passed, look: 'held' },
    { name: 'failed', count: summary.failures, look: 'broken' },
    { name: 'not decided', count: summary.errors, look: 'undecided' },
    { name: 'skipped', count: summary.skipped, look: 'idle' },
  ];
  const sign = isFine ? '<b class="held">✔' : '<b class="broken">✖';
  const cut = summary.interrupted ? ' · <b>interrupted before its end</b>' : '';
  return [
    '<header>',
    `<p class="which">${sign} whitewater ${start.command}</b> · exit code ` +
      `${summary.exitCode}${cut}</p>`,
    `<h1>${text(capital(summaryText(summary)))}</h1>`,
    partsBar(parts),
    `<p class="note">Cases: ${text(partsText(parts) || 'none')}.</p>`,
    '<dl>',
    item('Command', `<code class="command">${text(commandOf(start.arguments))}</code>`),
    item('Made with', text(environmentOf(start))),
    ...(start.startedAt === undefined ? [] : [item('Started', text(readable(start.startedAt)))]),
    '</dl>',
    '</header>',
  ].join('\n');
}

function environmentOf({ whitewater, node, platform }: RunStream['start']): string {
  const parts = [`whitewater ${whitewater}`, `Node.js ${node}`];
  return [...parts, ...(platform === undefined ? [] : [platform])].join(', ');
}

/** As it can be typed again. */
function commandOf(words: readonly string[]): string {
  const quoted = words.map((word) => {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  });
  return ['whitewater', ...quoted].join(' ');
}

/** `2026-11-27 16:14:47 UTC`; whatever else a file has in its place is shown as it is. */
function readable(startedAt: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)[.\d]*Z$/.exec(startedAt) ?? [];
  return day === undefined || time === undefined ? startedAt : `${day} ${time} UTC`;
}
