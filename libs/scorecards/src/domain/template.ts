import { hasStrayBraces, placeholdersIn, withValues } from '#kernel';

/** What a template may name: values for the whole text, and for each unit between `{{#units}}` and `{{/units}}`. */
export interface TemplateShape {
  readonly values: readonly string[];
  readonly ofUnit: readonly string[];
  /** Values that the text must name somewhere. */
  readonly required: readonly string[];
}

/** A checked template: lines by whether they stand always, for each unit, or where there is none. */
export interface Template {
  readonly sections: readonly {
    readonly of: 'text' | 'units' | 'no-units';
    readonly lines: readonly string[];
  }[];
}

export interface TemplateFlaw {
  /** Line, from 1. */
  readonly line: number;
  /** Vietnamese. */
  readonly detail: string;
}

const BLOCK = /^\{\{([#^/])units\}\}$/;

type Section = { of: Template['sections'][number]['of']; lines: string[] };

/**
 * Reads a template: `{{name}}` stands for a value, lines between `{{#units}}` and `{{/units}}` are repeated for each unit,
 * those between `{{^units}}` and `{{/units}}` stand where there is none. Lines that begin with `#` are remarks.
 * @returns the template, and everything that is wrong with it
 */
export function readTemplate(
  source: string,
  { values, ofUnit, required }: TemplateShape,
): { readonly template: Template; readonly flaws: readonly TemplateFlaw[] } {
  const flaws: TemplateFlaw[] = [];
  const sections: Section[] = [{ of: 'text', lines: [] }];
  const named = new Set<string>();
  let opened = 0;
  const lines = source.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  if (source !== source.normalize('NFC')) flaws.push({ line: 1, detail: 'phải là Unicode dựng sẵn (NFC)' });
  lines.forEach((text, index) => {
    const line = index + 1;
    const flaw = (detail: string) => flaws.push({ line, detail });
    if (text.startsWith('#')) return;
    const [, mark] = BLOCK.exec(text.trim()) ?? [];
    if (mark === '/') {
      if (opened === 0) flaw('{{/units}} không có phần mở');
      opened = 0;
      sections.push({ of: 'text', lines: [] });
      return;
    }
    if (mark !== undefined) {
      if (opened > 0) flaw(`phần mở ở dòng ${opened} chưa đóng bằng {{/units}}`);
      opened = line;
      sections.push({ of: mark === '#' ? 'units' : 'no-units', lines: [] });
      return;
    }
    const section = sections.at(-1) as Section;
    const known = section.of === 'units' ? [...values, ...ofUnit] : values;
    for (const name of placeholdersIn(text)) {
      if (!known.includes(name)) flaw(`“{{${name}}}” không có ở đây; có thể dùng: ${known.join(', ')}`);
      else named.add(name);
    }
    if (hasStrayBraces(text)) flaw('dấu {{ }} không khép kín');
    section.lines.push(text);
  });
  if (opened > 0) flaws.push({ line: opened, detail: 'phần mở chưa đóng bằng {{/units}}' });
  if (!sections.some(({ of }) => of === 'units'))
    flaws.push({ line: lines.length, detail: 'thiếu phần {{#units}}' });
  for (const name of required) {
    if (!named.has(name)) flaws.push({ line: lines.length, detail: `thiếu “{{${name}}}”` });
  }
  return { template: { sections }, flaws };
}

export type Values = Readonly<Record<string, string>>;

/** The text of a template. Values are put in as they are: braces within them mean nothing. */
export function filled({ sections }: Template, values: Values, units: readonly Values[]): string {
  const lines = sections.flatMap(({ of, lines: own }) => {
    if (of === 'units') {
      return units.flatMap((unit) => own.map((line) => withValues(line, { ...values, ...unit })));
    }
    return of === 'no-units' && units.length > 0 ? [] : own.map((line) => withValues(line, values));
  });
  return `${lines.join('\n')}\n`;
}
