use std::fmt::Write;

use crate::node::Node;

/// All of a node that has an influence on later answers. With a clock, that includes a state which
/// the library's random numbers are drawn from, and nobody can read. Without one, a timer may fire
/// at any time: how long it would have taken has no influence, and nothing else is drawn.
pub fn of(node: &Node) -> Option<String> {
    if node.has_clock {
        return None;
    }
    let raft = &node.library.raft;
    let log = &raft.raft_log;
    let mut text = format!("{:?} {} {} {}", raft.state, raft.term, raft.vote, raft.leader_id);
    let _ = write!(text, " {} {} {}", log.committed, log.persisted, log.applied);
    let _ = write!(text, " {} {}", raft.pending_conf_index, raft.election_elapsed);
    for entry in &node.log {
        let _ = write!(text, " {}:{}", entry.term, entry.command);
    }
    for id in 1..=node.identity.nodes {
        let _ = write!(text, " {:?} {:?}", raft.prs().votes().get(&id), raft.prs().get(id));
    }
    Some(text)
}
