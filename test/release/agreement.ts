/** What must agree before a version is published: the tag, package.json, its lock and the log. */

export interface ReleaseParts {
  /** Such as `v0.2.0`; null for a dry run, which has none. */
  readonly tag: string | null;
  /** Of package.json. */
  readonly version: string;
  /** Of package-lock.json. */
  readonly lockVersion: string;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
}

/** One line for each thing that is wrong, with the mend; none if the version can be published. */
export function disagreements(parts: ReleaseParts): readonly string[] {
  const { tag, version, lockVersion, changelog } = parts;
  const lines: string[] = [];
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) {
    lines.push(`package.json: ${version} is no version of three numbers`);
  }
  if (lockVersion !== version) {
    lines.push(`package-lock.json is of ${lockVersion}, package.json of ${version}: npm install`);
  }
  if (tag !== null && tag !== `v${version}`) {
    lines.push(`the tag is ${tag}, and package.json is of ${version}: npm version, then tag again`);
  }
  return [...lines, ...changelogLines(changelog, version, tag === null)];
}

/** A dry run may come before the section of its version has a name. */
function changelogLines(changelog: string, version: string, isDry: boolean): readonly string[] {
  const sections = changelog.split(/^## /m).slice(1);
  const unreleased = sections.find((section) => /^\[?Unreleased\]?\s*$/im.test(titleOf(section)));
  const own = sections.find(
    (section) => titleOf(section).replace(/[[\]]/g, '').split(' ')[0] === version,
  );
  if (own === undefined) {
    if (isDry && unreleased !== undefined && textOf(unreleased) !== '') return [];
    return [`CHANGELOG.md has no section "## ${version} - <date>": rename "Unreleased"`];
  }
  const lines: string[] = [];
  if (!/ - \d{4}-\d{2}-\d{2}$/.test(titleOf(own))) {
    lines.push(`CHANGELOG.md: "## ${titleOf(own)}" needs its date, as " - 2026-11-27"`);
  }
  if (textOf(own) === '') lines.push(`CHANGELOG.md says nothing of ${version}`);
  if (unreleased !== undefined && textOf(unreleased) !== '') {
    lines.push(`CHANGELOG.md has changes under "Unreleased": move them to ${version}`);
  }
  return lines;
}

function titleOf(section: string): string {
  return (section.split('\n')[0] ?? '').trim();
}

/** Without headings. */
function textOf(section: string): string {
  const [, ...lines] = section.split('\n');
  return lines
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .trim();
}
