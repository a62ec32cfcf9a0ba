type Cells = readonly (string | number)[];

/** A table in Markdown, its columns aligned as the formatter of the documents wants them. */
export function markdownTable(titles: readonly string[], rows: readonly Cells[]): string {
  const all = [titles, ...rows].map((row) => row.map(String));
  const widths = titles.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
