#!/bin/sh
# Makes the certificate authority and a certificate for each node, with the vendor's generator (es-gencert-cli); runs in
# its container, as root. What is there stays: remove a node's folder from the volume to have its certificate made anew.
#
#   NODES         names of the nodes, blanks between them; each name is the host name of its node
#   CA_DAYS       default: 3650
#   NODE_DAYS     default: 825
#   NODE_UID      default: 1001, the user of the server's image
#
# /ca holds ca.crt, for all who connect; /ca-key the authority's key, for nobody else; /certificates/<node> node.crt and
# node.key.
set -eu
: "${NODES:?}"
owner=${NODE_UID:-1001}

authority=/ca-key/authority

if [ ! -s $authority/ca.key ]; then
  [ ! -s /ca/ca.crt ] || { echo 'ca.crt is there, its key is not: no new authority is made beside it' >&2; exit 1; }
  es-gencert-cli create-ca -days "${CA_DAYS:-3650}" -out $authority
  # The generator ends with 0 even when it could write nothing.
  [ -s $authority/ca.key ] || { echo 'the certificate authority was not made' >&2; exit 1; }
fi
chmod 700 /ca-key
cp -f $authority/ca.crt /ca/ca.crt
chmod 444 /ca/ca.crt
chmod 755 /ca

for node in $NODES; do
  if [ ! -s "/certificates/$node/node.key" ]; then
    es-gencert-cli create-node -ca-certificate $authority/ca.crt -ca-key $authority/ca.key -days "${NODE_DAYS:-825}" \
      -dns-names "$node,localhost" -ip-addresses 127.0.0.1 -out "/certificates/$node"
  fi
  [ -s "/certificates/$node/node.key" ] || { echo "no certificate was made for $node" >&2; exit 1; }
  chown -R "$owner:$owner" "/certificates/$node"
  chmod 700 "/certificates/$node"
  chmod 400 "/certificates/$node/node.key"
done
