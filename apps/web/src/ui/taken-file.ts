/**
 * A chosen file with the bytes that it has now: whoever goes on writing in it sends what was chosen.
 * @returns null where it can't be opened; `notOpened` says so
 */
export async function takenFile(chosen: File): Promise<File | null> {
  const bytes = await chosen.arrayBuffer().catch(() => null);
  return bytes === null ? null : new File([bytes], chosen.name, { type: chosen.type });
}

/** Says that a file can't be opened, and why that may be. */
export const notOpened = ({ name }: File): string =>
  `Không mở được “${name}”: là thư mục, hoặc tệp đã bị chuyển chỗ hay đang bị khóa.`;
