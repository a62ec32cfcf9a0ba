/*
 * The messages of the server's protocol, by the client package's own generated classes. The client's methods would
 * parse every body that is read and serialise anew every one that is sent: here texts pass as they are.
 */
import { createRequire } from 'node:module';
import type { AppendReq, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { PreparedEvent } from '../../engine.js';
import type { ExpectedRevision } from '../../port.js';

/** Commit and prepare position, each a decimal text. */
export interface LogPosition {
  readonly commit: string;
  readonly prepare: string;
}

/** An event as the server has it: the name of its stream there, its bytes as text, nothing parsed. */
export interface ServerEvent extends LogPosition {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly rawData: string;
  readonly rawMetadata: string;
}

export interface Page {
  readonly direction: 'forwards' | 'backwards';
  readonly limit: number;
}

/** A page of a stream, from a revision inclusive; undefined: from its end or beginning. */
export type PageOfStream = Page & { readonly from: number | undefined };
/** A page of the whole log, forwards from a position inclusive, backwards exclusive; undefined: from its end or beginning. */
export type PageOfAll = Page & { readonly from: LogPosition | undefined };

const require = createRequire(import.meta.url);
/** All bodies are JSON: the server's own tools show them as such. */
const CONTENT_TYPE = 'application/json';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const textOf = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

/** Makes messages; loads the classes when it is called. */
export function loadMessages() {
  const streams =
    require('@eventstore/db-client/generated/streams_pb.js') as typeof import('@eventstore/db-client/generated/streams_pb.js');
  const { Empty, StreamIdentifier, UUID } =
    require('@eventstore/db-client/generated/shared_pb.js') as typeof import('@eventstore/db-client/generated/shared_pb.js');
  const { AppendReq, ReadReq } = streams;
  const { Options } = ReadReq;

  const identifierOf = (stream: string) => new StreamIdentifier().setStreamName(bytesOf(stream));
  const pageOptions = ({ direction, limit }: Page) =>
    new Options()
      .setReadDirection(Options.ReadDirection[direction === 'forwards' ? 'FORWARDS' : 'BACKWARDS'])
      .setCount(String(limit))
      .setUuidOption(new Options.UUIDOption().setString(new Empty()))
      .setNoFilter(new Empty());

  return {
    /** What one append sends, in this order. */
    append(stream: string, expected: ExpectedRevision, events: readonly PreparedEvent[]): AppendReq[] {
      const options = new AppendReq.Options().setStreamIdentifier(identifierOf(stream));
      if (expected === 'no-stream') options.setNoStream(new Empty());
      else options.setRevision(String(expected));
      const proposed = events.map(({ id, type, rawData, rawMetadata }) => {
        const message = new AppendReq.ProposedMessage()
          .setId(new UUID().setString(id))
          .setData(bytesOf(rawData))
          .setCustomMetadata(bytesOf(rawMetadata));
        message.getMetadataMap().set('type', type).set('content-type', CONTENT_TYPE);
        return new AppendReq().setProposedMessage(message);
      });
      return [new AppendReq().setOptions(options), ...proposed];
    },

    readStream(stream: string, { from, ...page }: PageOfStream): ReadReq {
      const place = new Options.StreamOptions().setStreamIdentifier(identifierOf(stream));
      if (from !== undefined) place.setRevision(String(from));
      else if (page.direction === 'forwards') place.setStart(new Empty());
      else place.setEnd(new Empty());
      return new ReadReq().setOptions(pageOptions(page).setStream(place));
    },

    readAll({ from, ...page }: PageOfAll): ReadReq {
      const place = new Options.AllOptions();
      if (from) {
        const { commit, prepare } = from;
        place.setPosition(new Options.Position().setCommitPosition(commit).setPreparePosition(prepare));
      } else if (page.direction === 'forwards') place.setStart(new Empty());
      else place.setEnd(new Empty());
      return new ReadReq().setOptions(pageOptions(page).setAll(place));
    },
  };
}

/** The event that an answer holds; undefined where it tells of something else. */
export function eventIn(response: ReadResp): ServerEvent | undefined {
  const record = response.getEvent()?.getEvent();
  return (
    record && {
      stream: textOf(record.getStreamIdentifier()!.getStreamName_asU8()),
      revision: Number(record.getStreamRevision()),
      id: record.getId()!.getString(),
      type: record.getMetadataMap().get('type') ?? '',
      commit: record.getCommitPosition(),
      prepare: record.getPreparePosition(),
      rawData: textOf(record.getData_asU8()),
      rawMetadata: textOf(record.getCustomMetadata_asU8()),
    }
  );
}
