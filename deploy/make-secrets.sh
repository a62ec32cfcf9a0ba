#!/bin/sh
# Makes the secrets of the cluster in deploy/secrets/, at random; those that are there stay. Run on the host, before the
# first start: sh deploy/make-secrets.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${SECRETS_DIR:-$here/secrets}
nodes=${LOG_HOSTS:-node1:2113,node2:2113,node3:2113}

# The folder keeps others on the host out; the files in it are read by the users inside the containers.
umask 077
mkdir -p "$folder"
chmod 700 "$folder"

make() {
  [ -s "$folder/$1" ] || printf '%s' "$2" >"$folder/$1"
  chmod 444 "$folder/$1"
}
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

make log-admin-password "$(random)"
make log-app-password "$(random)"
make log-url "esdb://nq57:$(cat "$folder/log-app-password")@$nodes?tls=true&tlsCAFile=/ca/ca.crt"
echo "The secrets are in $folder: keep a copy where passwords may be kept." >&2
