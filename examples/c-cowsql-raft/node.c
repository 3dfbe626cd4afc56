/* One server: how it starts, and in which order it obeys the library. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "messages.h"
#include "raft.h"
#include "whitewater.h"

/* Set when it is built: prevote, or unordered, which promises to bear messages that overtake each
 * other on one link. */
#ifndef VARIANT
#define VARIANT ""
#endif

/* A mistake that users of the library can make, to see that it is found: vote-not-written keeps
 * votes in memory only, and send-before-persist sends what the disk does not hold yet. */
#ifndef DEFECT
#define DEFECT ""
#endif
#define HAS_VARIANT(name) (strcmp(VARIANT, name) == 0)
#define HAS_DEFECT(name) (strcmp(DEFECT, name) == 0)

static struct raft library;
static uint64_t nodes;

/* The log. Its first entry says who belongs to the cluster, and lies on every disk from the start:
 * it is neither shown nor written, so what is shown at index i is the library's entry i + 1. */
static struct ww_log whole;
static raft_index applied;

/* The library wants a clock that never goes back, in milliseconds. */
static raft_time now_ms;
static bool has_clock;
static double clock_ms;

/* The timer that is set. */
static const char *timer;
static raft_time timer_due_ms;

const char *node_hello(void) {
    static char hello[400];
    const char *bears_any_order = HAS_VARIANT("unordered") ? "true" : "false";
    snprintf(hello, sizeof hello,
             "{\"kind\":\"hello\",\"protocol\":2,\"encoding\":\"binary\","
             "\"name\":\"cowsql-raft%s%s%s%s\",\"capabilities\":{\"persistence\":true,"
             "\"proposals\":true,\"applies\":true,\"symmetric\":true,\"quorumCheck\":true,"
             "\"ignoresVotesWhileLed\":true,\"reordering\":%s}}",
             *VARIANT ? "-" : "", VARIANT, *DEFECT ? "-" : "", DEFECT, bears_any_order);
    return hello;
}

static void begin(struct ww_now now) {
    has_clock = now.has_clock;
    if (has_clock) {
        if (now.local_time_ms > clock_ms) now_ms += (raft_time)(now.local_time_ms - clock_ms);
        clock_ms = now.local_time_ms;
    }
    raft_seed(&library, (unsigned)(now.luck * 4294967296.0));
}

static uint64_t shown_index(raft_index index) {
    return index > 0 ? index - 1 : 0;
}

static struct ww_log shown(void) {
    return (struct ww_log){whole.entries + 1, whole.length - 1};
}

static void write_record(void) {
    struct ww_record record = {
        .current_term = raft_current_term(&library),
        .voted_for = HAS_DEFECT("vote-not-written") ? 0 : raft_voted_for(&library),
        .log = shown(),
    };
    ww_persist(&record, true);
}

static void add(uint64_t term, struct ww_bytes command) {
    char *copy = malloc(command.length + 1);
    whole.entries = realloc(whole.entries, (whole.length + 1) * sizeof *whole.entries);
    if (copy == NULL || whole.entries == NULL) ww_fail("out of memory");
    memcpy(copy, command.base, command.length);
    whole.entries[whole.length++] = (struct ww_entry){term, {copy, command.length}};
}

/* New entries take the place of all that the log has from their first index on. */
static void store(const struct raft_update *update) {
    const struct raft_entry *entries = update->entries.batch;
    while (whole.length >= update->entries.index) {
        free((void *)whole.entries[--whole.length].command.base);
    }
    for (unsigned i = 0; i < update->entries.n; i++) {
        size_t length = entries[i].type == RAFT_COMMAND ? entries[i].buf.len : 0;
        add(entries[i].term, (struct ww_bytes){entries[i].buf.base, length});
    }
    raft_free(entries[0].batch);
}

static void send_messages(const struct raft_update *update) {
    for (unsigned i = 0; i < update->messages.n; i++) {
        struct raft_message *message = &update->messages.batch[i];
        const struct ww_entry *entries = NULL;
        if (message->type == RAFT_APPEND_ENTRIES && message->append_entries.n_entries > 0) {
            entries = &whole.entries[message->append_entries.prev_log_index];
        }
        struct ww_message packed = message_packed(message, raft_current_term(&library), entries);
        ww_send(message->server_id, &packed);
    }
}

static void apply_committed(void) {
    for (; applied < raft_commit_index(&library); applied++) {
        ww_apply(applied, &whole.entries[applied]);
    }
}

static void step(struct raft_event event);

/* Terms and votes are written before anything is sent. A leader's messages may leave before its
 * own write of entries; what a follower answers waits until the library hears of the write. */
static void obey(const struct raft_update *update) {
    bool has_entries = update->flags & RAFT_UPDATE_ENTRIES;
    bool has_vote = update->flags & (RAFT_UPDATE_CURRENT_TERM | RAFT_UPDATE_VOTED_FOR);
    bool sends_first = has_vote && HAS_DEFECT("send-before-persist");
    if (sends_first) send_messages(update);
    if (has_vote) write_record();
    if (has_entries) store(update);
    if (!sends_first) send_messages(update);
    if (has_entries) {
        write_record();
        step((struct raft_event){
            .type = RAFT_PERSISTED_ENTRIES,
            .persisted_entries.index = raft_last_index(&library),
        });
    }
    apply_committed();
}

static void step(struct raft_event event) {
    struct raft_update update;
    event.time = now_ms;
    int failure = raft_step(&library, &event, &update);
    if (failure != 0) ww_fail(raft_strerror(failure));
    obey(&update);
}

/* The library has one timeout, which it moves. A leader's is for heartbeats, and for the question
 * whether it still reaches a majority. */
static void set_timer(void) {
    const char *name = raft_state(&library) == RAFT_LEADER ? "heartbeat" : "election";
    raft_time due_ms = raft_timeout(&library);
    if (timer != NULL && strcmp(timer, name) == 0 && timer_due_ms == due_ms) return;
    if (timer != NULL && strcmp(timer, name) != 0) ww_clear_timer(timer);
    double after_ms = due_ms > now_ms ? (double)(due_ms - now_ms) : 0;
    ww_set_timer(name, after_ms, after_ms);
    timer = name;
    timer_due_ms = due_ms;
}

static void configure(const struct ww_boot *boot) {
    raft_init(&library, NULL, NULL, boot->node, address_of(boot->node));
    library.tracer = NULL;
    raft_seed(&library, 0);
    raft_set_election_timeout(&library, (unsigned)boot->election_timeout_min_ms);
    raft_set_heartbeat_timeout(&library, (unsigned)boot->heartbeat_ms);
    raft_set_pre_vote(&library, HAS_VARIANT("prevote"));
}

/* Adds the first entry of every log, as the library's own disk does in raft_bootstrap(). */
static void bootstrap(void) {
    struct raft_configuration members;
    struct raft_buffer encoded;
    raft_configuration_init(&members);
    for (uint64_t node = 1; node <= nodes; node++) {
        raft_configuration_add(&members, node, address_of(node), RAFT_VOTER);
    }
    raft_configuration_encode(&members, &encoded);
    add(1, (struct ww_bytes){encoded.base, encoded.len});
    raft_free(encoded.base);
    raft_configuration_close(&members);
}

static void start(raft_term term, raft_id voted_for) {
    struct raft_entry *entries = calloc(whole.length, sizeof *entries);
    if (entries == NULL) ww_fail("out of memory");
    for (size_t i = 0; i < whole.length; i++) {
        entries[i] = entry_of(i + 1, whole.entries[i].term, whole.entries[i].command, NULL);
    }
    step((struct raft_event){
        .type = RAFT_START,
        .start = {
            .term = term,
            .voted_for = voted_for,
            .start_index = 1,
            .entries = entries,
            .n_entries = (unsigned)whole.length,
        },
    });
    free(entries);
}

void node_boot(const struct ww_boot *boot, struct ww_now now) {
    struct ww_record record = {.current_term = 1};
    if (boot->durable != NULL) record = *boot->durable;
    nodes = boot->nodes;
    clock_ms = now.local_time_ms;
    applied = 1;
    bootstrap();
    for (size_t i = 0; i < record.log.length; i++) {
        add(record.log.entries[i].term, record.log.entries[i].command);
    }
    configure(boot);
    begin(now);
    start(record.current_term, record.voted_for);
    set_timer();
}

void node_receive(uint64_t from, const struct ww_message *message, struct ww_now now) {
    struct raft_message received = message_unpacked(from, message->body);
    begin(now);
    step((struct raft_event){.type = RAFT_RECEIVE, .receive.message = &received});
    if (received.type == RAFT_APPEND_ENTRIES) raft_free(received.append_entries.entries);
    set_timer();
}

/* Without a clock a timer may fire at any time: then it is the time that it was set for. */
void node_timer(struct ww_bytes name, struct ww_now now) {
    (void)name;
    begin(now);
    if (now_ms < timer_due_ms) now_ms = timer_due_ms;
    timer = NULL;
    step((struct raft_event){.type = RAFT_TIMEOUT});
    set_timer();
}

void node_propose(struct ww_bytes command, struct ww_now now) {
    begin(now);
    if (raft_state(&library) == RAFT_LEADER) {
        void *copy = raft_malloc(command.length);
        memcpy(copy, command.base, command.length);
        struct ww_bytes kept = {copy, command.length};
        raft_term term = raft_current_term(&library);
        struct raft_entry entry = entry_of(whole.length + 1, term, kept, copy);
        step((struct raft_event){.type = RAFT_SUBMIT, .submit = {&entry, 1}});
    }
    set_timer();
}

void node_view(struct ww_view *view) {
    enum raft_state state = raft_state(&library);
    /* A node that only asks whether it could win (PreVote) is the follower that it was. */
    bool stands = state == RAFT_CANDIDATE && !library.candidate_state.in_pre_vote;
    view->role = state == RAFT_LEADER ? WW_LEADER : stands ? WW_CANDIDATE : WW_FOLLOWER;
    view->current_term = raft_current_term(&library);
    view->voted_for = raft_voted_for(&library);
    view->log = shown();
    view->commit_index = shown_index(raft_commit_index(&library));
    for (uint64_t node = 1; state == RAFT_LEADER && node <= nodes; node++) {
        raft_index index = 0;
        raft_match_index(&library, node, &index);
        view->match_index[node - 1] = shown_index(index);
    }
}

void node_digest(struct ww_buffer *to) {
    if (has_clock) return;
    digest_put(to, &library);
    ww_put_number(to, applied);
    ww_put_number(to, timer_due_ms - now_ms);
    for (size_t i = 1; i < whole.length; i++) {
        ww_put_number(to, whole.entries[i].term);
        ww_put_bytes(to, whole.entries[i].command);
    }
}
