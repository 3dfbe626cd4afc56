#ifndef MESSAGES_H
#define MESSAGES_H

#include "raft.h"
#include "whitewater.h"

/* What the harness must know of a message, and its bytes, which are valid until the next one. The
 * entries that go with it are in the sender's log. */
struct ww_message message_packed(struct raft_message *message,
                                 raft_term term_of_sender,
                                 const struct ww_entry *entries);

/* The message that was sent. The array of its entries is the caller's. */
struct raft_message message_unpacked(uint64_t from, struct ww_bytes body);

/* An entry for the library. The first one has the members of the cluster, and one without a command
 * is the library's own: a leader begins with it. */
struct raft_entry entry_of(raft_index index, raft_term term, struct ww_bytes command, void *batch);

/* The library compares addresses, and does nothing else with them. */
const char *address_of(uint64_t node);

#endif
