import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * gRPC and the client package's own service definitions, of the very copies that the client uses. Loaded when the
 * first server starts: specs that need only a fixture don't wait for them.
 */
export function loadDefinitions() {
  return {
    grpc: require('@grpc/grpc-js') as typeof import('@grpc/grpc-js'),
    services: {
      ...(require('@eventstore/db-client/generated/streams_grpc_pb.js') as typeof import('@eventstore/db-client/generated/streams_grpc_pb.js')),
      ...(require('@eventstore/db-client/generated/gossip_grpc_pb.js') as typeof import('@eventstore/db-client/generated/gossip_grpc_pb.js')),
      ...(require('@eventstore/db-client/generated/serverfeatures_grpc_pb.js') as typeof import('@eventstore/db-client/generated/serverfeatures_grpc_pb.js')),
    },
    streams:
      require('@eventstore/db-client/generated/streams_pb.js') as typeof import('@eventstore/db-client/generated/streams_pb.js'),
    gossip:
      require('@eventstore/db-client/generated/gossip_pb.js') as typeof import('@eventstore/db-client/generated/gossip_pb.js'),
    features:
      require('@eventstore/db-client/generated/serverfeatures_pb.js') as typeof import('@eventstore/db-client/generated/serverfeatures_pb.js'),
    shared:
      require('@eventstore/db-client/generated/shared_pb.js') as typeof import('@eventstore/db-client/generated/shared_pb.js'),
  };
}

export type Definitions = ReturnType<typeof loadDefinitions>;
