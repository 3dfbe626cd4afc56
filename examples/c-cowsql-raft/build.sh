#!/bin/sh
# Builds raft.wasm, or the file that is named. It takes clang with a target for WebAssembly, and the
# library's sources, which a Debian gets by itself. What cannot be had here ends it with code 3.
set -eu
output=${1:-raft.wasm}
here=$(cd "$(dirname "$0")" && pwd)
sdk=$here/../../sdk/c

# Debian's source package of cowsql/raft, release 0.22.1: its sources are those of the authors.
archive=raft_0.22.1.orig.tar.gz
sha256=7e45b6f24f3671c9bfd5b146814493f87cb2e560712bd469c1f5969a4b94291a
release=trixie
folder=${COWSQL_RAFT_FOLDER:-$here/library}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
library=$folder/raft-0.22.1

lacking() {
  echo "$1" >&2
  exit 3
}

# The newest Debian may have another version, and an older one has: lists of its own are read.
download() {
  mkdir -p "$folder/lists/partial" "$folder/cache"
  mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -n 1)
  echo "deb-src $mirror $release main" >"$folder/sources.list"
  set -- -q -o "Dir::Etc::sourcelist=$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o "Dir::State::lists=$folder/lists" -o "Dir::Cache=$folder/cache"
  apt-get "$@" update
  cd "$folder" && apt-get "$@" source --download-only --tar-only raft=0.22.1-1
  rm -r "$folder/lists" "$folder/cache"
}

unpack() {
  [ -f "$folder/$archive" ] || command -v apt-get >/dev/null ||
    lacking "$archive of Debian's source package raft is not in $folder"
  [ -f "$folder/$archive" ] || (download) >"$folder/download.log" 2>&1 || true
  [ -f "$folder/$archive" ] ||
    lacking "the source package raft cannot be had: $(tail -n 1 "$folder/download.log")"
  echo "$sha256  $folder/$archive" | sha256sum --check --quiet -
  tar -xzf "$folder/$archive" -C "$folder"
  # As its configure does with --disable-v0: the core alone, driven by raft_step().
  sed 's/@enable_v0@/no/' "$library/include/raft.h.in" >"$library/include/raft.h"
}

command -v "${CC:=clang}" >/dev/null || lacking "$CC is not there (apt-get install clang lld)"
[ -f "$library/include/raft.h" ] || unpack

set -- "$here/node.c" "$here/messages.c" "$here/digest.c" "$sdk/whitewater.c"
for name in byte client configuration convert election entry err heap membership message progress \
  raft random recv recv_append_entries recv_append_entries_result recv_install_snapshot \
  recv_request_vote recv_request_vote_result recv_timeout_now replication restore state timeout \
  tracing trail; do
  set -- "$@" "$library/src/$name.c"
done

# Answers must not depend on what lay on the stack before: variables without a value get one. A
# small stack makes a small memory, which a search copies again and again. Assertions of the library
# stay in, as in Debian's build, and name their files in the same way on each machine.
"$CC" --target=wasm32-wasi -mexec-model=reactor -std=gnu11 -O2 -ftrivial-auto-var-init=pattern \
  -Wl,-z,stack-size=65536 "-ffile-prefix-map=$library/=" \
  "-DVARIANT=\"${VARIANT:-}\"" "-DDEFECT=\"${DEFECT:-}\"" \
  -I"$library/include" -I"$library" -I"$sdk" "$@" -o "$output"
