/** Larger files don't fit into a browser's memory on an office PC. */
const MAX_BYTES = 500_000_000;

/** Why a file has no hash, in words. */
export class FileHashError extends Error {
  override readonly name = 'FileHashError';
}

/**
 * SHA-256 of a file, in hex, computed here: nothing of its content leaves this machine.
 * @throws {FileHashError} too large, a folder, or a page that was not opened by https
 */
export async function hashOfFile(file: File): Promise<string> {
  // Browsers have it in secure contexts alone.
  if (!('subtle' in crypto)) {
    throw new FileHashError('Trình duyệt chỉ tính mã băm khi trang được mở qua https.');
  }
  if (file.size > MAX_BYTES) {
    throw new FileHashError(`Tệp “${file.name}” lớn quá 500 MB; có thể để trống mã băm.`);
  }
  let content: ArrayBuffer;
  try {
    content = await file.arrayBuffer();
  } catch {
    throw new FileHashError(`Không đọc được “${file.name}”; có thể đó là một thư mục hoặc tệp vừa bị xóa.`);
  }
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
