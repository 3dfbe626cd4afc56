/** The upper part of the page: the thirty seconds, in the order of questions that a reader has. */
import { replayLabel, type FindingLine } from '../events/report-line.ts';
import { capital, item, text } from './parts/html.ts';

/** What broke, what contradicts it, why, how little it takes, how to see it again. */
export function headline(finding: FindingLine): string {
  const { id, target, property, claim, observed, step, timeMs } = finding;
  const time = timeMs === null ? '' : ` (${timeMs} ms)`;
  const back = finding.regressed === true ? ' · <b>regressed: it was resolved before</b>' : '';
  return [
    '<header>',
    `<p class="which"><b class="broken">✖ ${text(property)}</b> broken by ` +
      `<code>${text(target)}</code> · finding <code>${text(id)}</code>${back}</p>`,
    `<h1>${text(capital(claim))}</h1>`,
    `<p class="observed">${text(observed)}, ${stepLink(step, `at step ${step}`)}${time}.</p>`,
    '<dl>',
    ...becauseItems(finding),
    ...finding.causes.map((cause) => item('Cause', `<strong>${text(cause)}</strong>`)),
    item('Shrunk', shrunkText(finding)),
    ...(finding.proof === null ? [] : [item('Proof', `${text(finding.proof)}.`)]),
    item('Kept', keptText(finding)),
    ...(finding.labelText === null ? [] : [item('Label', `${text(finding.labelText)}.`)]),
    item(replayLabel(finding), `<code class="command">${text(finding.replay)}</code>`),
    '</dl>',
    '</header>',
  ].join('\n');
}

function becauseItems({ because }: FindingLine): readonly string[] {
  if (because.length === 0) return [];
  const items = because.map(({ step, text: why }) => {
    const place = step === null ? '' : `${stepLink(step, `step ${step}`)} `;
    return `<li>${place}${text(why)}</li>`;
  });
  return [item('Evidence', `<ol class="because-list">${items.join('')}</ol>`)];
}

function shrunkText({ shrunk, found }: FindingLine): string {
  const parts = shrunk.map((part) => `<span class="part">${text(part)}</span>`).join(' ');
  return found === null ? parts : `${parts}<br><span class="none">found ${text(found)}</span>`;
}

function keptText({ kept, keptRemark }: FindingLine): string {
  if (kept.length === 0) return text(keptRemark ?? '');
  const remark = keptRemark === null ? '' : `<p>${text(keptRemark)}</p>`;
  const rows = kept.map(({ id, text: what, when, needed }) => {
    const trial = needed === null ? 'not tried' : needed ? 'passes' : 'breaks all the same';
    return (
      `<tr><th scope="row">${text(id)}</th><td>${text(what)}</td><td>${text(when)}</td>` +
      `<td>${trial}</td></tr>`
    );
  });
  const heads = ['fault', 'what', 'when', 'without it'];
  const head = heads.map((name) => `<th scope="col">${name}</th>`).join('');
  return (
    `<table class="kept"><thead><tr>${head}</tr></thead>` +
    `<tbody>${rows.join('')}</tbody></table>${remark}`
  );
}

function stepLink(step: number, words: string): string {
  return `<a href="#step=${step}">${words}</a>`;
}
