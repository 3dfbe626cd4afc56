use raft::eraftpb::Message as RaftMessage;
use raft::StateRole;
use whitewater_sdk::{Boot, Effects};

use crate::messages;
use crate::node::Node;

// The library counts ticks. A tick is a heartbeat here, and an election timeout is a few of them.
// To a follower single ticks do nothing, so there is one timer for all that lead to its timeout:
// when it fires, the library ticks until it stands for election. The timeout is the library's own.

/// How long a node has been waiting for a leader.
#[derive(Default)]
pub struct Wait {
    /// Its timer fired, or it has heard from a leader or voted; it waits anew.
    pub is_over: bool,
    since_ms: i64,
    ticks: usize,
    /// State and term after the last step: a change of them starts the election timer anew. None
    /// before the first timer is set.
    last: Option<(StateRole, u64)>,
}

pub fn timeout_ticks(identity: &Boot) -> usize {
    let timing = &identity.timing;
    2.max((timing.election_timeout_min_ms / timing.heartbeat_ms) as usize)
}

impl Node {
    fn tick_ms(&self) -> f64 {
        self.identity.timing.election_timeout_min_ms / timeout_ticks(&self.identity) as f64
    }

    pub fn tick(&mut self, timer: &str) {
        self.wait.is_over = true;
        if timer == "heartbeat" {
            self.library.tick();
            return;
        }
        for _ in 0..self.library.raft.randomized_election_timeout() {
            if self.library.tick() {
                break;
            }
        }
    }

    /// Gives the library the ticks that have passed since it heard from its leader. Only with
    /// CheckQuorum do they matter: votes are refused until a shortest timeout has passed.
    pub fn catch_up(&mut self, received: &RaftMessage, effects: &Effects) {
        let raft = &self.library.raft;
        let is_asked = messages::asks_for_vote(received) && raft.state == StateRole::Follower;
        let now_ms = match effects.local_time_ms {
            Some(now_ms) if crate::checks_quorum() && is_asked => now_ms,
            _ => return,
        };
        // A clock that was set back says that no time has passed.
        let passed = ((now_ms - self.wait.since_ms).max(0) as f64 / self.tick_ms()) as usize;
        let last = passed.min(raft.randomized_election_timeout() - 1);
        while self.wait.ticks < last {
            self.library.tick();
            self.wait.ticks += 1;
        }
    }

    pub fn set_timers(&mut self, effects: &mut Effects) {
        let raft = &self.library.raft;
        let now = (raft.state, raft.term);
        if self.wait.last == Some(now) && !self.wait.is_over {
            return;
        }
        let was_leader = matches!(self.wait.last, Some((StateRole::Leader, _)));
        let since_ms = effects.local_time_ms.unwrap_or(0);
        let timeout = raft.randomized_election_timeout();
        self.wait = Wait { since_ms, last: Some(now), ..Wait::default() };
        if now.0 == StateRole::Leader {
            if !was_leader {
                effects.clear_timer("election");
            }
            self.set_timer("heartbeat", 1, effects);
            return;
        }
        if was_leader {
            effects.clear_timer("heartbeat");
        }
        self.set_timer("election", timeout, effects);
    }

    fn set_timer(&self, timer: &str, ticks: usize, effects: &mut Effects) {
        let after_ms = ticks as f64 * self.tick_ms();
        effects.set_timer(timer, after_ms, after_ms);
    }
}
