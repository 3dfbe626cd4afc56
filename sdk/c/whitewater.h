/*
 * Puts a Raft in C under test that does nothing on its own: no threads, no timers, no files.
 * whitewater.c has the functions that a module of WebAssembly exports, so that you write only how
 * your Raft boots, steps and looks: the seven functions below. See docs/ANY-LANGUAGE.md.
 */
#ifndef WHITEWATER_H
#define WHITEWATER_H

#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>

/* Bytes or a text, without a zero at its end. Those of a request are valid until the next one. */
struct ww_bytes {
    const void *base;
    size_t length;
};

/* One entry of the log. A command is one line of up to 200 printable characters. */
struct ww_entry {
    uint64_t term;
    struct ww_bytes command;
};

struct ww_log {
    struct ww_entry *entries;
    size_t length;
};

/* What a node writes to its disk. Node 0 is nobody. */
struct ww_record {
    uint64_t current_term;
    uint64_t voted_for;
    struct ww_log log;
    struct ww_bytes body; /* Whatever else the code needs after a crash. */
};

/* Who a node is, what its disk kept, and its timeouts on its own clock. */
struct ww_boot {
    uint64_t node; /* From 1 to `nodes`. */
    uint64_t nodes;
    double election_timeout_min_ms, election_timeout_max_ms, heartbeat_ms;
    const struct ww_record *durable; /* NULL on an empty disk. */
};

enum ww_kind {
    WW_REQUEST_VOTE,
    WW_VOTE_REPLY,
    WW_APPEND_ENTRIES,
    WW_APPEND_REPLY,
    WW_OTHER, /* Anything else, with the term that the sender is in. */
    WW_PRE_VOTE, /* Asks whether a vote would be given, with the term that the sender is in. */
    WW_PRE_VOTE_REPLY
};

/* What goes from node to node. The harness reads what it means, and carries the body. */
struct ww_message {
    enum ww_kind kind;
    uint64_t term;
    bool is_positive; /* A vote is granted, or entries are appended. */
    struct ww_bytes body;
};

enum ww_role { WW_FOLLOWER, WW_CANDIDATE, WW_LEADER };

#define WW_MAX_NODES 9

/* What others may see of a node. */
struct ww_view {
    enum ww_role role;
    uint64_t current_term;
    uint64_t voted_for;
    struct ww_log log;
    uint64_t commit_index;
    uint64_t match_index[WW_MAX_NODES]; /* n1's first; only a leader's are read. */
};

/* What comes with each request. Without clocks, `local_time_ms` is 0, and so is `luck`. */
struct ww_now {
    double luck; /* At least 0, and less than 1. */
    bool has_clock;
    double local_time_ms;
};

/* What you write: the hello in JSON, and what happens to the one node of a module. */

const char *node_hello(void);
void node_boot(const struct ww_boot *boot, struct ww_now now); /* A new life. */
void node_receive(uint64_t from, const struct ww_message *message, struct ww_now now);
void node_timer(struct ww_bytes name, struct ww_now now);
void node_propose(struct ww_bytes command, struct ww_now now);
void node_view(struct ww_view *view);

struct ww_buffer;

/* All of the node's state that has an influence on later answers, in any form; nothing if that
 * cannot be told. Searches take two nodes with one digest for one. */
void node_digest(struct ww_buffer *to);

/* What the node asks for, in this order: a crash may fall between any two. */

void ww_persist(const struct ww_record *record, bool synced); /* Replaces what the disk holds. */
void ww_send(uint64_t to, const struct ww_message *message);
void ww_set_timer(const char *name, double min_ms, double max_ms); /* Set again, it starts anew. */
void ww_clear_timer(const char *name);
void ww_apply(uint64_t index, const struct ww_entry *entry); /* To the state machine. */

/* Ends the node: the text is in the finding. */
_Noreturn void ww_fail(const char *why);

/* Buffers that grow, and what is written to them: for the bodies of messages and records, too. */

struct ww_buffer {
    uint8_t *base;
    size_t length, capacity;
};

void ww_put(struct ww_buffer *to, const void *base, size_t length);
void ww_put_number(struct ww_buffer *to, uint64_t number);
void ww_put_bytes(struct ww_buffer *to, struct ww_bytes bytes);

/* Each takes from the front what was put there. */
uint64_t ww_take_number(struct ww_bytes *from);
struct ww_bytes ww_take_bytes(struct ww_bytes *from);

#endif
