/// What the code promises; docs/STEP-PROTOCOL.md explains each. What is not listed has the default
/// of that table.
pub type Capabilities<'a> = &'a [(&'a str, bool)];

/// The pace of the cluster, in milliseconds of the node's own clock.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timing {
    pub election_timeout_min_ms: f64,
    pub election_timeout_max_ms: f64,
    pub heartbeat_ms: f64,
}

/// Who a node is, and what its disk kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Boot {
    /// Its number, from 1 to `nodes`.
    pub node: u64,
    /// The size of the cluster.
    pub nodes: u64,
    pub timing: Timing,
    /// None on an empty disk.
    pub durable: Option<Record>,
}

/// One entry of the log. A command is one line of up to 200 printable characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub term: u64,
    pub command: String,
}

/// What a node writes to its disk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    pub current_term: u64,
    pub voted_for: Option<u64>,
    pub log: Vec<Entry>,
    /// Whatever else the code needs after a crash.
    pub body: Vec<u8>,
}

/// What a message means on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    RequestVote,
    VoteReply { granted: bool },
    AppendEntries,
    AppendReply { success: bool },
    /// Asks whether a vote would be given, with the term that the sender is in.
    PreVote,
    PreVoteReply { granted: bool },
    /// Anything else, with the term that the sender is in.
    Other,
}

/// What goes from node to node. The harness reads what it means, and carries the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub kind: Kind,
    pub term: u64,
    /// The message itself, in an encoding of your own.
    pub body: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Follower,
    Candidate,
    Leader,
}

/// What others may see of a node.
#[derive(Clone, Debug)]
pub struct View<'a> {
    pub role: Role,
    pub current_term: u64,
    pub voted_for: Option<u64>,
    pub log: &'a [Entry],
    pub commit_index: u64,
    /// A number for each node, n1's first; None for all but leaders.
    pub match_index: Option<Vec<u64>>,
}
