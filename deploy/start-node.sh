#!/bin/sh
# Starts a node of the cluster, in the server's container: the first administrator's password comes from a secret, for
# the server itself takes it from the environment only, and would else begin with one that everybody knows.
set -eu
password=$(cat /run/secrets/log-admin-password)
[ ${#password} -ge 16 ] || { echo 'log-admin-password has fewer than 16 characters' >&2; exit 1; }
export KURRENTDB_DEFAULT_ADMIN_PASSWORD="$password"
# Nobody uses this one: protect-log.sh switches its user off.
KURRENTDB_DEFAULT_OPS_PASSWORD=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
export KURRENTDB_DEFAULT_OPS_PASSWORD
exec "${SERVER:-/opt/kurrentdb/KurrentDB}" "$@"
