/** What was found, story by story: several findings may tell the same one. */
import { replayLabel, type FindingLine, type ReportStream } from '../../events/report-line.ts';
import { counted } from '../../terminal/numbers.ts';
import { item, text } from '../parts/html.ts';

/** The page of each finding beside this one, by property and id as {@link pageKey} joins them. */
export type FindingPages = ReadonlyMap<string, string>;

export function pageKey({ property, id }: Pick<FindingLine, 'property' | 'id'>): string {
  return `${property}-${id}`;
}

export function storiesPart(findings: readonly ReportStream[], pages: FindingPages): string {
  if (findings.length === 0) return '';
  const stories = storiesOf(findings.map(({ finding }) => finding));
  const title = `${counted(findings.length, 'finding')}, ${storiesText(stories.length)}`;
  return [
    '<section aria-labelledby="findings-title">',
    `<h2 id="findings-title">${title}</h2>`,
    ...stories.map((story) => storyArticle(story, pages)),
    '</section>',
  ].join('\n');
}

function storiesText(count: number): string {
  return count === 1 ? '1 story' : `${count} stories`;
}

/** The first tells the story, the others tell it again. */
type Story = readonly [FindingLine, ...FindingLine[]];

function storiesOf(findings: readonly FindingLine[]): readonly Story[] {
  const stories = new Map<string, [FindingLine, ...FindingLine[]]>();
  for (const finding of findings) {
    const { target, property, signature, id } = finding;
    const key = JSON.stringify([target, property, signature ?? id]);
    const story = stories.get(key);
    if (story === undefined) stories.set(key, [finding]);
    else story.push(finding);
  }
  return [...stories.values()];
}

function storyArticle([first, ...others]: Story, pages: FindingPages): string {
  const { target, property, claim, observed, labelText, shrunk, proof, replay } = first;
  const same = others.map((other) => linked(other, other.id, pages)).join(', ');
  return [
    labelText === null ? '<article>' : '<article class="label">',
    `<h3>${linked(first, property, pages)} broken by <code>${text(target)}</code></h3>`,
    `<p class="outcome">${text(observed)}.</p>`,
    `<p class="note">The claim: ${text(claim)}.</p>`,
    '<dl>',
    item('Shrunk', text([...shrunk, ...(proof === null ? [] : [proof])].join(', '))),
    item('Needs', text(neededText(first))),
    ...first.causes.map((cause) => item('Cause', text(cause))),
    ...(labelText === null ? [] : [item('Label', `${text(labelText)}.`)]),
    item('Finding', linked(first, first.id, pages)),
    ...(same === '' ? [] : [item('Same story', same)]),
    item(replayLabel(first), `<code class="command">${text(replay)}</code>`),
    '</dl>',
    '</article>',
  ].join('\n');
}

function neededText({ kept, keptRemark }: FindingLine): string {
  const faults = kept.map(({ id, text: what }) => `${id} ${what}`);
  return [...faults, ...(keptRemark === null ? [] : [keptRemark])].join('; ');
}

function linked(finding: FindingLine, words: string, pages: FindingPages): string {
  const page = pages.get(pageKey(finding));
  return page === undefined ? text(words) : `<a href="${text(page)}">${text(words)}</a>`;
}
