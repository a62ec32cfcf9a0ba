import { crc32, deflateRawSync } from 'node:zlib';

/** One file of a zip, with the lies that a hostile one may tell about it. */
export interface ZipPart {
  /** Path inside of the zip. */
  readonly name: string;
  readonly data: string | Uint8Array;
  /** Not compressed. */
  readonly stored?: boolean;
  /** CRC-32 that the zip states in place of the true one. */
  readonly statedCrc?: number;
  /** Unpacked size that the zip states in place of the true one. */
  readonly statedSize?: number;
  /** Compression method that the zip states; 8 is deflate. */
  readonly statedMethod?: number;
  /** General purpose flags; 1 says that the file is encrypted. 0x0800 (UTF-8 names) is always set. */
  readonly flags?: number;
  /** Points to the bytes of the entry of this index, as zip bombs with overlapping files do. */
  readonly bytesOf?: number;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const LOCAL_HEADER_BYTES = 30;
const CENTRAL_HEADER_BYTES = 46;
const END_BYTES = 22;
const VERSION = 20;
const DEFLATED = 8;
const UTF8_NAMES = 0x0800;
/** 1 January 1980, so that the same parts make the same bytes. */
const DOS_DATE = 0x0021;

/** Writes a zip, byte for byte the same for the same parts. */
export function makeZip(parts: readonly ZipPart[]): Uint8Array {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data);
    const packed = part.stored ? data : deflateRawSync(data);
    const name = Buffer.from(part.name);
    const fields = Buffer.alloc(LOCAL_HEADER_BYTES - 4);
    fields.writeUInt16LE(VERSION, 0);
    fields.writeUInt16LE(UTF8_NAMES | (part.flags ?? 0), 2);
    fields.writeUInt16LE(part.statedMethod ?? (part.stored ? 0 : DEFLATED), 4);
    fields.writeUInt16LE(0, 6);
    fields.writeUInt16LE(DOS_DATE, 8);
    fields.writeUInt32LE(part.statedCrc ?? crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(part.statedSize ?? data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    fields.writeUInt16LE(0, 24);
    const start = part.bytesOf === undefined ? offset : offsets[part.bytesOf]!;
    offsets.push(start);
    if (part.bytesOf === undefined) {
      const header = Buffer.alloc(4);
      header.writeUInt32LE(LOCAL_HEADER);
      pieces.push(header, fields, name, packed);
      offset += LOCAL_HEADER_BYTES + name.length + packed.length;
    }
    const central = Buffer.alloc(CENTRAL_HEADER_BYTES);
    central.writeUInt32LE(CENTRAL_HEADER, 0);
    central.writeUInt16LE(VERSION, 4);
    fields.copy(central, 6);
    central.writeUInt32LE(start, 42);
    directory.push(central, name);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...pieces, listed, end]));
}
