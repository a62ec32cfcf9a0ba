import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the build leaves where each answer's nonce goes (`html.cspNonce` of its settings). */
const NONCE_PLACE = '__CSP_NONCE__';
const NONCE_BYTES = 16;

const NOT_BUILT = `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>nq57-monitor</title>
<h1>Chưa có các trang</h1>
<p>Máy chủ đang chạy, nhưng phần giao diện chưa được dựng. Dựng bằng lệnh <code>npm run build</code> rồi tải lại trang này.</p>
<p>Giao diện lập trình: <a href="/docs">/docs</a></p>
</html>
`;

/** A page with the nonce that its policy names. */
export interface Page {
  readonly html: string;
  readonly nonce: string;
}

/** The page of the web application, with a nonce of its own; where nothing has been built, one that says how to. */
export async function readPage(webDir: string): Promise<Page> {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const html = (await builtPage(webDir)) ?? NOT_BUILT;
  return { html: html.replaceAll(NONCE_PLACE, nonce), nonce };
}

async function builtPage(webDir: string): Promise<string | null> {
  try {
    return await readFile(join(webDir, 'index.html'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
