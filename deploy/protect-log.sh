#!/bin/sh
# Protects the event log on an EventStoreDB (KurrentDB) server or cluster that has TLS; needs POSIX sh and curl. Run once
# it is up, and again whenever a password or a name below has changed: what is so already stays as it is.
#
#   LOG_NODES            https://node1:2113 https://node2:2113 … (blanks between them; one is enough for one node)
#   LOG_CA               the certificate authority's file
#   ADMIN_PASSWORD_FILE  holds the password that the user "admin" has or is to get
#   APP_PASSWORD_FILE    holds the password that the application's user is to get
#   APP_USER             default: nq57
#   APP_GROUP            default: nq57-writers; who is in it may read and append, and read $all
#   PATIENCE_SECONDS     default: 300; how long to wait for a leader
#
# Afterwards: "admin" has the given password, "ops" none that anybody knows and is switched off, the application's user
# can read and append and nothing else. Deleting a stream and changing its metadata is left to administrators, by the
# default rights in $settings; reading $all is granted in the metadata of $all. Ends with 1 if that can't be reached.
# Needs the server's option EnableAtomPubOverHttp: the rights are written as events over HTTP.
set -eu

APP_USER=${APP_USER:-nq57}
APP_GROUP=${APP_GROUP:-nq57-writers}
PATIENCE_SECONDS=${PATIENCE_SECONDS:-300}
FACTORY_PASSWORD=changeit
SHORTEST=16

say() { echo "protect-log: $*" >&2; }
fail() { say "$*"; exit 1; }

# A password that needs no escaping in JSON, in a connection string or here.
password_in() {
  [ -r "$1" ] || fail "the password file $1 can't be read"
  password=$(cat "$1")
  case $password in
    "$FACTORY_PASSWORD") fail "$1 holds the factory password" ;;
    *[!A-Za-z0-9._~-]*) fail "$1: only letters, digits and . _ ~ - can stand in the password" ;;
  esac
  [ ${#password} -ge $SHORTEST ] || fail "$1: the password has fewer than $SHORTEST characters"
  echo "$password"
}

for name in "$APP_USER" "$APP_GROUP"; do
  case $name in
    admin | ops | '' | *[!a-z0-9-]*) fail "the name \"$name\" can't be used: small letters, digits and - only" ;;
  esac
done
: "${LOG_NODES:?}" "${LOG_CA:?}" "${ADMIN_PASSWORD_FILE:?}" "${APP_PASSWORD_FILE:?}"
ADMIN_PASSWORD=$(password_in "$ADMIN_PASSWORD_FILE")
APP_PASSWORD=$(password_in "$APP_PASSWORD_FILE")
[ "$ADMIN_PASSWORD" != "$APP_PASSWORD" ] || fail 'the two passwords are the same'

# request USER PASSWORD METHOD URL [curl options]: prints the body, then the status on a line of its own (000: none).
# The login goes in by standard input, so that no list of processes shows it.
request() {
  user=$1 password=$2 method=$3 url=$4
  shift 4
  printf 'user = "%s:%s"\n' "$user" "$password" |
    curl -K - -s --max-time 10 --cacert "$LOG_CA" -X "$method" -w '\n%{http_code}' "$@" "$url" || true
}
status_of() { request "$@" | tail -n 1; }
as_admin() { status_of admin "$ADMIN_PASSWORD" "$@"; }

# wanted STATUS… -- WHAT ANSWER: ends the script if the answer is none of these.
wanted() {
  statuses=
  while [ "$1" != -- ]; do statuses="$statuses $1"; shift; done
  case "$statuses " in *" $3 "*) ;; *) fail "$2: answered $3" ;; esac
}

find_leader() {
  for node in $LOG_NODES; do
    if curl -s --max-time 5 --cacert "$LOG_CA" "$node/info" | grep -q '"state": *"leader"'; then
      echo "$node"
      return
    fi
  done
  return 1
}

STARTED=$(date +%s)
waited_long() { [ $(($(date +%s) - STARTED)) -ge "$PATIENCE_SECONDS" ]; }
# The users of a fresh log are there some seconds after its leader.
while :; do
  if LEADER=$(find_leader); then
    answer=$(as_admin GET "$LEADER/users/\$current")
    [ "$answer" = 200 ] && break
    factory=$(status_of admin "$FACTORY_PASSWORD" GET "$LEADER/users/\$current")
    if [ "$factory" = 200 ]; then
      wanted 200 -- 'setting the password of admin' "$(status_of admin "$FACTORY_PASSWORD" POST \
        "$LEADER/users/admin/command/reset-password" -H 'Content-Type: application/json' \
        -d "{\"newPassword\":\"$ADMIN_PASSWORD\"}")"
    fi
    waited_long && fail "admin can't log in at $LEADER with the password of $ADMIN_PASSWORD_FILE: answered $answer"
  else
    waited_long && fail "no leader among $LOG_NODES within $PATIENCE_SECONDS s: are the nodes up, and of $LOG_CA?"
  fi
  sleep 1
done
say "the leader is $LEADER"

# post PATH [BODY]
post() {
  if [ $# -gt 1 ]; then as_admin POST "$LEADER$1" -H 'Content-Type: application/json' -d "$2"
  else as_admin POST "$LEADER$1" -d ''; fi
}

# The application's user
user="\"fullName\":\"nq57-monitor\",\"groups\":[\"$APP_GROUP\"]"
known=$(as_admin GET "$LEADER/users/$APP_USER")
wanted 200 404 -- "asking for the user $APP_USER" "$known"
if [ "$known" = 404 ]; then
  wanted 201 -- "creating the user $APP_USER" \
    "$(post /users/ "{\"loginName\":\"$APP_USER\",$user,\"password\":\"$APP_PASSWORD\"}")"
elif [ "$(status_of "$APP_USER" "$APP_PASSWORD" GET "$LEADER/users/\$current")" != 200 ]; then
  wanted 200 -- "setting the password of $APP_USER" \
    "$(post "/users/$APP_USER/command/reset-password" "{\"newPassword\":\"$APP_PASSWORD\"}")"
  wanted 200 -- "switching $APP_USER on" "$(post "/users/$APP_USER/command/enable")"
fi
if [ "$known" = 200 ]; then
  wanted 200 -- "setting the group of $APP_USER" \
    "$(as_admin PUT "$LEADER/users/$APP_USER" -H 'Content-Type: application/json' -d "{$user}")"
fi

# The second user that every log is born with
random=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
wanted 200 -- 'setting the password of ops' "$(post /users/ops/command/reset-password "{\"newPassword\":\"$random\"}")"
wanted 200 -- 'switching ops off' "$(post /users/ops/command/disable)"

# write_event PATH NEWEST TYPE JSON: appends it at PATH, unless what NEWEST answers is that already. The headers have two
# names each, those of EventStoreDB and those of KurrentDB.
write_event() {
  answer=$(request admin "$ADMIN_PASSWORD" GET "$LEADER$2" -H 'Accept: application/json' | tr -d ' \r\n')
  [ "$answer" != "${4}200" ] || return 0
  id=$(cat /proc/sys/kernel/random/uuid)
  wanted 201 -- "writing $3" "$(as_admin POST "$LEADER$1" -H 'Content-Type: application/json' \
    -H "ES-EventType: $3" -H "ES-EventId: $id" -H "Kurrent-EventType: $3" -H "Kurrent-EventId: $id" -d "$4")"
  say "written: $3 $4"
}

ONLY_ADMINS='"$d":["$admins"],"$mr":["$admins"],"$mw":["$admins"]'
write_event '/streams/%24settings' '/streams/%24settings/head' update-default-acl "{\
\"\$userStreamAcl\":{\"\$r\":[\"$APP_GROUP\"],\"\$w\":[\"$APP_GROUP\"],$ONLY_ADMINS},\
\"\$systemStreamAcl\":{\"\$r\":[\"\$admins\"],\"\$w\":[\"\$admins\"],$ONLY_ADMINS}}"
write_event '/streams/%24all/metadata' '/streams/%24all/metadata' '$metadata' "{\"\$acl\":{\"\$r\":[\"\$admins\",\"$APP_GROUP\"]}}"

# What must hold now, asked of the server
for default in admin ops; do
  wanted 401 -- "the factory password of $default" \
    "$(status_of "$default" "$FACTORY_PASSWORD" GET "$LEADER/users/\$current")"
done
as_app() { status_of "$APP_USER" "$APP_PASSWORD" "$@"; }
# No stream has this name: an answer of 200 or 201 would change nothing that exists.
probe="$LEADER/streams/protect-log-probe"
# The server remembers a password for a moment after it was changed.
for try in 1 2 3 4 5 6 7 8 9 10; do
  answer=$(as_app GET "$LEADER/streams/%24all" -H 'Accept: application/json')
  [ "$answer" != 200 ] || break
  sleep "$try"
done
wanted 200 -- "reading \$all as $APP_USER" "$answer"
wanted 401 403 -- "deleting a stream as $APP_USER" "$(as_app DELETE "$probe")"
wanted 401 403 -- "setting metadata as $APP_USER" "$(as_app POST "$probe/metadata" \
  -H 'Content-Type: application/json' -H 'ES-EventType: $metadata' -H 'Kurrent-EventType: $metadata' \
  -H "ES-EventId: $(cat /proc/sys/kernel/random/uuid)" -H "Kurrent-EventId: $(cat /proc/sys/kernel/random/uuid)" \
  -d '{"$maxCount":1}')"
wanted 401 403 -- "reading \$settings as $APP_USER" \
  "$(as_app GET "$LEADER/streams/%24settings" -H 'Accept: application/json')"
say "the log is protected: $APP_USER reads and appends, administrators alone delete or change metadata"
