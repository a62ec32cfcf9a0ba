import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, getFileNameLowLevel, validateFileName, type ZipFile } from 'yauzl';
import { Refusal } from '#kernel';
import { count, megabytes } from './file-text.js';
import { RATIO_FREE_BYTES } from './import-limits.js';
import type { SourceReading } from './source-reading.js';

const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = /encrypt/i;
const REMOVE_PASSWORD = 'tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại';

/**
 * A zip in memory that is not trusted: its list is checked as a whole before anything is unpacked, and every unpacked
 * byte is counted, whatever sizes the list states.
 */
export class ZipArchive {
  #unpacked = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly reading: SourceReading,
  ) {}

  /**
   * @throws {Refusal} `damaged-archive`, `empty-archive`, `too-many-parts`, `unsafe-archive-path`,
   * `password-protected`, `archive-bomb`
   */
  static async open(bytes: Uint8Array, reading: SourceReading): Promise<ZipArchive> {
    const damaged = (error: unknown) =>
      error instanceof Error && ENCRYPTED.test(error.message)
        ? reading.refusal('password-protected', '', REMOVE_PASSWORD)
        : reading.refusal('damaged-archive', '', 'tệp bị cắt cụt hoặc hỏng; hãy mở và lưu lại tệp');
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // Names are decoded below, so that an unsafe one is told from a damaged list; sizes are counted in `read`.
    const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false };
    let zip: ZipFile;
    try {
      zip = await fromBufferPromise(buffer, options);
    } catch (error) {
      throw damaged(error);
    }
    if (zip.entryCount === 0) throw reading.refusal('empty-archive', '', 'tệp nén không chứa gì');
    const { maxParts } = reading.limits;
    if (zip.entryCount > maxParts) {
      throw reading.refusal('too-many-parts', '', `có hơn ${count(maxParts)} tệp con bên trong`);
    }
    const entries: Entry[] = [];
    try {
      for await (const entry of zip.eachEntry()) entries.push(entry);
    } catch (error) {
      throw damaged(error);
    }
    return new ZipArchive(zip, checkEntries(entries, reading), reading);
  }

  /** Paths of the files inside, in lower case, as parts of Office files are looked up. */
  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /**
   * The bytes of a file inside, piece by piece. Reading may be given up at any piece.
   * @throws {Refusal} `archive-bomb`, `damaged-archive`
   */
  async *read(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) throw new Error(`${name} is not in the archive`);
    const { reading } = this;
    const { maxUnpackedBytes } = reading.limits;
    let checksum = 0;
    let size = 0;
    try {
      const stream = await this.zip.openReadStreamPromise(entry);
      for await (const piece of stream as AsyncIterable<Buffer>) {
        size += piece.length;
        this.#unpacked += piece.length;
        if (size > entry.uncompressedSize) {
          throw reading.refusal('archive-bomb', name, 'bung ra nhiều hơn kích thước tệp tự khai');
        }
        if (this.#unpacked > maxUnpackedBytes) throw tooLarge(reading, name);
        checksum = crc32(piece, checksum);
        yield piece;
      }
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw reading.refusal('damaged-archive', name, 'không giải nén được; hãy lưu lại tệp');
    }
    if (size !== entry.uncompressedSize || checksum !== entry.crc32) {
      throw reading.refusal('damaged-archive', name, 'nội dung không khớp mã kiểm tra CRC; hãy lưu lại tệp');
    }
  }

  /** The first bytes of a file inside, fewer where it is shorter. @throws {Refusal} as {@link read} */
  async head(name: string, bytes: number): Promise<Uint8Array> {
    let head = Buffer.alloc(0);
    for await (const piece of this.read(name)) {
      head = Buffer.concat([head, piece]);
      if (head.length >= bytes) break;
    }
    return head.subarray(0, bytes);
  }
}

/** What a list of files states of itself must be possible, bounded and without tricks. */
function checkEntries(entries: readonly Entry[], reading: SourceReading): Map<string, Entry> {
  const { maxUnpackedBytes, maxCompressionRatio } = reading.limits;
  const named = new Map<string, Entry>();
  let total = 0;
  for (const entry of entries) {
    const { uncompressedSize, compressedSize, compressionMethod } = entry;
    const name = getFileNameLowLevel(
      entry.generalPurposeBitFlag,
      entry.fileNameRaw,
      entry.extraFields,
      false,
    );
    if (validateFileName(name) !== null || name.includes('\0')) {
      throw reading.refusal('unsafe-archive-path', name, 'đường dẫn bên trong tệp nén trỏ ra ngoài');
    }
    if (entry.isEncrypted()) throw reading.refusal('password-protected', name, REMOVE_PASSWORD);
    if (compressionMethod !== STORED && compressionMethod !== DEFLATED) {
      throw reading.refusal('damaged-archive', name, 'nén theo cách lạ; hãy lưu lại tệp');
    }
    total += uncompressedSize;
    if (total > maxUnpackedBytes) throw tooLarge(reading, name);
    if (uncompressedSize > RATIO_FREE_BYTES && uncompressedSize > compressedSize * maxCompressionRatio) {
      const times = `hơn ${count(maxCompressionRatio)} lần`;
      throw reading.refusal('archive-bomb', name, `bung ra lớn ${times} so với khi nén`);
    }
    if (name.endsWith('/')) continue;
    if (named.has(name.toLowerCase())) {
      throw reading.refusal('damaged-archive', name, 'có hai tệp con cùng tên; hãy lưu lại tệp');
    }
    named.set(name.toLowerCase(), entry);
  }
  checkOverlaps(entries, reading);
  return named;
}

/** Files that share their packed bytes unpack to far more than any ratio of one file tells. */
function checkOverlaps(entries: readonly Entry[], reading: SourceReading): void {
  const ordered = [...entries].sort(
    (one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader,
  );
  let free = 0;
  for (const { relativeOffsetOfLocalHeader: start, fileNameRaw, compressedSize } of ordered) {
    if (start < free) {
      throw reading.refusal('archive-bomb', '', 'các tệp con bên trong chồng lên nhau');
    }
    free = start + LOCAL_HEADER_BYTES + fileNameRaw.length + compressedSize;
  }
}

function tooLarge(reading: SourceReading, name: string): Refusal {
  const size = megabytes(reading.limits.maxUnpackedBytes);
  return reading.refusal('archive-bomb', name, `nội dung bung ra lớn hơn ${size}`);
}
