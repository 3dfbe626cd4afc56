/* What the library keeps to itself is read where it lies, in the release that build.sh pins. */
#include "digest.h"

#include <limits.h>

#include "src/progress.h"

/* Times count from now on: when a node was started has no influence. */
static void put_age(struct ww_buffer *to, const struct raft *library, raft_time since) {
    ww_put_number(to, since == ULLONG_MAX ? 0 : library->now - since + 1);
}

static void put_candidate(struct ww_buffer *to, const struct raft *library) {
    ww_put_number(to, library->candidate_state.in_pre_vote);
    for (unsigned i = 0; i < library->configuration.n; i++) {
        ww_put_number(to, library->candidate_state.votes[i].grant);
    }
}

static void put_leader(struct ww_buffer *to, const struct raft *library) {
    for (unsigned i = 0; i < library->configuration.n; i++) {
        const struct raft_progress *progress = &library->leader_state.progress[i];
        ww_put_number(to, progress->state);
        ww_put_number(to, progress->next_index);
        ww_put_number(to, progress->match_index);
        put_age(to, library, progress->last_send);
        put_age(to, library, progress->last_recv);
    }
}

void digest_put(struct ww_buffer *to, const struct raft *library) {
    ww_put_number(to, library->state);
    ww_put_number(to, library->current_term);
    ww_put_number(to, library->voted_for);
    ww_put_number(to, library->commit_index);
    ww_put_number(to, library->last_stored);
    put_age(to, library, library->election_timer_start);
    switch (library->state) {
        case RAFT_FOLLOWER:
            ww_put_number(to, library->follower_state.current_leader.id);
            ww_put_number(to, library->follower_state.match);
            break;
        case RAFT_CANDIDATE: return put_candidate(to, library);
        case RAFT_LEADER: return put_leader(to, library);
    }
}
