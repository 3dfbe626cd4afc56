//! The published raft-rs, unmodified, as a target: this crate says how it boots, steps and looks.

mod digest;
mod messages;
mod node;
mod storage;
mod timers;

use node::Node;

/// Set when it is built: prevote, checkquorum or prevote-checkquorum.
const VARIANT: Option<&str> = option_env!("VARIANT");

/// A mistake that users of the library can make, to see that it is found: vote-not-written keeps
/// votes in memory only, and send-before-persist sends what the disk does not hold yet.
const DEFECT: Option<&str> = option_env!("DEFECT");

fn has_pre_vote() -> bool {
    matches!(VARIANT, Some("prevote" | "prevote-checkquorum"))
}

fn checks_quorum() -> bool {
    matches!(VARIANT, Some("checkquorum" | "prevote-checkquorum"))
}

fn name() -> String {
    let parts = [Some("raft-rs"), VARIANT, DEFECT];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

whitewater_sdk::serve!(
    Node,
    &name(),
    &[
        ("persistence", true),
        ("proposals", true),
        ("applies", true),
        ("symmetric", true),
        ("quorumCheck", checks_quorum()),
        ("ignoresVotesWhileLed", checks_quorum()),
    ]
);
