import type { ZipPart } from './make-zip.js';

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Text made fit for an XML element or attribute. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A part that points to others, as Office files hold beside each part that needs something. */
export interface Relationship {
  readonly id: string;
  /** The last step of the type's address, such as `hyperlink`; or the whole address. */
  readonly type: string;
  readonly target: string;
  readonly external?: boolean;
}

/** `_rels/…​.rels` of the part at `path`; '' for the package itself. */
export function relationshipsPart(path: string, relationships: readonly Relationship[]): ZipPart {
  const slash = path.lastIndexOf('/') + 1;
  const lines = relationships.map(({ id, type, target, external }) => {
    const address = type.includes(':') ? type : `${RELATIONSHIPS}/${type}`;
    const mode = external ? ' TargetMode="External"' : '';
    return `<Relationship Id="${id}" Type="${address}" Target="${escapeXml(target)}"${mode}/>`;
  });
  return {
    name: `${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`,
    data: `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`,
  };
}

/** `[Content_Types].xml`: what each part is; a type without a slash is one of Office's own. */
export function contentTypesPart(types: Readonly<Record<string, string>>): ZipPart {
  const overrides = Object.entries(types).map(
    ([path, type]) =>
      `<Override PartName="/${path}" ContentType="${type.includes('/') ? type : `${OFFICE}.${type}`}"/>`,
  );
  return {
    name: '[Content_Types].xml',
    data: `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`,
  };
}
