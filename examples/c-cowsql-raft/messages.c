/* What the library's messages mean, and their bytes. */
#include "messages.h"

#include <string.h>

/* Writes the fields of a message, or reads them if there is nothing to write to. */
struct coder {
    struct ww_buffer *to;
    struct ww_bytes *from;
};

static uint64_t coded(struct coder *coder, uint64_t number) {
    if (coder->to == NULL) return ww_take_number(coder->from);
    ww_put_number(coder->to, number);
    return number;
}

#define CODED(field) field = (__typeof__(field))coded(coder, field)

static void code_request_vote(struct coder *coder, struct raft_request_vote *vote) {
    CODED(vote->version);
    CODED(vote->term);
    CODED(vote->candidate_id);
    CODED(vote->last_log_index);
    CODED(vote->last_log_term);
    CODED(vote->disrupt_leader);
    CODED(vote->pre_vote);
}

static void code_vote_reply(struct coder *coder, struct raft_request_vote_result *reply) {
    CODED(reply->version);
    CODED(reply->term);
    CODED(reply->vote_granted);
    CODED(reply->pre_vote);
    CODED(reply->features);
    CODED(reply->capacity);
}

static void code_append(struct coder *coder, struct raft_append_entries *append) {
    CODED(append->version);
    CODED(append->term);
    CODED(append->prev_log_index);
    CODED(append->prev_log_term);
    CODED(append->leader_commit);
    CODED(append->n_entries);
}

static void code_append_reply(struct coder *coder, struct raft_append_entries_result *reply) {
    CODED(reply->version);
    CODED(reply->term);
    CODED(reply->rejected);
    CODED(reply->last_log_index);
    CODED(reply->features);
    CODED(reply->capacity);
}

static void code(struct coder *coder, struct raft_message *message) {
    CODED(message->type);
    switch (message->type) {
        case RAFT_REQUEST_VOTE: return code_request_vote(coder, &message->request_vote);
        case RAFT_REQUEST_VOTE_RESULT: return code_vote_reply(coder, &message->request_vote_result);
        case RAFT_APPEND_ENTRIES: return code_append(coder, &message->append_entries);
        case RAFT_APPEND_ENTRIES_RESULT:
            return code_append_reply(coder, &message->append_entries_result);
        default: ww_fail("snapshots and transfers of leadership are not driven");
    }
}

static void put_entries(struct ww_buffer *to, const struct ww_entry *entries, size_t count) {
    for (size_t i = 0; i < count; i++) {
        ww_put_number(to, entries[i].term);
        ww_put_bytes(to, entries[i].command);
    }
}

/* PreVote asks for the term after the sender's: what is no vote has the term of its sender. */
struct ww_message message_packed(struct raft_message *message,
                                 raft_term term_of_sender,
                                 const struct ww_entry *entries) {
    static struct ww_buffer body;
    struct ww_message packed = {.term = term_of_sender};
    body.length = 0;
    code(&(struct coder){.to = &body}, message);
    if (message->type == RAFT_REQUEST_VOTE) {
        const struct raft_request_vote *vote = &message->request_vote;
        packed.kind = vote->pre_vote ? WW_PRE_VOTE : WW_REQUEST_VOTE;
        if (!vote->pre_vote) packed.term = vote->term;
    } else if (message->type == RAFT_REQUEST_VOTE_RESULT) {
        const struct raft_request_vote_result *reply = &message->request_vote_result;
        packed.kind = reply->pre_vote ? WW_PRE_VOTE_REPLY : WW_VOTE_REPLY;
        packed.is_positive = reply->vote_granted;
        if (!reply->pre_vote) packed.term = reply->term;
    } else if (message->type == RAFT_APPEND_ENTRIES) {
        packed.kind = WW_APPEND_ENTRIES;
        packed.term = message->append_entries.term;
        put_entries(&body, entries, message->append_entries.n_entries);
    } else {
        packed.kind = WW_APPEND_REPLY;
        packed.is_positive = message->append_entries_result.rejected == 0;
        packed.term = message->append_entries_result.term;
    }
    packed.body = (struct ww_bytes){body.base, body.length};
    return packed;
}

/* Commands point into one copy of the bytes: the library frees it through the first entry. */
static void take_entries(struct raft_append_entries *append, struct ww_bytes from) {
    append->entries = NULL;
    if (append->n_entries == 0) return;
    append->entries = raft_calloc(append->n_entries, sizeof *append->entries);
    void *batch = raft_malloc(from.length);
    if (append->entries == NULL || batch == NULL) ww_fail("out of memory");
    memcpy(batch, from.base, from.length);
    from.base = batch;
    for (unsigned i = 0; i < append->n_entries; i++) {
        uint64_t term = ww_take_number(&from);
        raft_index index = append->prev_log_index + 1 + i;
        append->entries[i] = entry_of(index, term, ww_take_bytes(&from), batch);
    }
}

struct raft_message message_unpacked(uint64_t from, struct ww_bytes body) {
    struct raft_message message = {.server_id = from, .server_address = address_of(from)};
    code(&(struct coder){.from = &body}, &message);
    if (message.type == RAFT_APPEND_ENTRIES) take_entries(&message.append_entries, body);
    return message;
}

struct raft_entry entry_of(raft_index index, raft_term term, struct ww_bytes command, void *batch) {
    enum raft_entry_type type = command.length == 0 ? RAFT_BARRIER : RAFT_COMMAND;
    return (struct raft_entry){
        .term = term,
        .type = index == 1 ? RAFT_CHANGE : type,
        .buf = {(void *)command.base, command.length},
        .batch = batch,
    };
}

const char *address_of(uint64_t node) {
    static const char addresses[WW_MAX_NODES + 1][2] = {"0", "1", "2", "3", "4",
                                                        "5", "6", "7", "8", "9"};
    return addresses[node];
}
