use raft::eraftpb::{Entry as RaftEntry, Message as RaftMessage};
use raft::storage::MemStorage;
use raft::{Config, RawNode, Ready, StateRole};
use whitewater_sdk::{Boot, Core, Effects, Entry, Message, Role, View};

use crate::timers::Wait;
use crate::{messages, storage, DEFECT};

/// One server.
pub struct Node {
    pub identity: Boot,
    pub library: RawNode<MemStorage>,
    /// What the storage holds, as it is shown and written.
    pub log: Vec<Entry>,
    pub wait: Wait,
    pub has_clock: bool,
}

impl Core for Node {
    fn boot(boot: Boot, effects: &mut Effects) -> Self {
        let mut node = Node::start(boot, effects.local_time_ms.is_some());
        node.after(effects);
        node
    }

    fn receive(&mut self, _from: u64, message: Message, effects: &mut Effects) {
        let received = messages::unpacked(&message);
        self.catch_up(&received, effects);
        let (is_from_leader, term) = (messages::is_from_leader(&received), received.term);
        // An error says that the library ignores the message.
        if self.library.step(received).is_ok() && is_from_leader {
            self.wait.is_over = term == self.library.raft.term;
        }
        self.after(effects);
    }

    fn timer(&mut self, name: &str, effects: &mut Effects) {
        self.tick(name);
        self.after(effects);
    }

    fn propose(&mut self, command: &str, effects: &mut Effects) {
        // Only a leader takes it. A follower would forward it, and a network that doubles messages
        // would double the command: that is for the clients to bear, and no promise of Raft.
        if self.library.raft.state == StateRole::Leader {
            let _ = self.library.propose(Vec::new(), command.as_bytes().to_vec());
        }
        self.after(effects);
    }

    fn view(&self) -> View<'_> {
        let raft = &self.library.raft;
        // A node that only asks whether it could win (PreVote) is the follower that it was.
        let role = match raft.state {
            StateRole::Leader => Role::Leader,
            StateRole::Candidate => Role::Candidate,
            StateRole::Follower | StateRole::PreCandidate => Role::Follower,
        };
        let matched = |id| raft.prs().get(id).map_or(0, |progress| progress.matched);
        View {
            role,
            current_term: raft.term,
            voted_for: Some(raft.vote).filter(|vote| *vote != 0),
            log: &self.log,
            commit_index: raft.raft_log.committed,
            match_index: (role == Role::Leader)
                .then(|| (1..=self.identity.nodes).map(matched).collect()),
        }
    }

    fn digest(&self) -> Option<String> {
        crate::digest::of(self)
    }
}

impl Node {
    fn start(identity: Boot, has_clock: bool) -> Self {
        let config = Config {
            id: identity.node,
            election_tick: crate::timers::timeout_ticks(&identity),
            heartbeat_tick: 1,
            max_size_per_msg: 1 << 20,
            max_inflight_msgs: 256,
            pre_vote: crate::has_pre_vote(),
            check_quorum: crate::checks_quorum(),
            ..Config::default()
        };
        let logger = slog::Logger::root(slog::Discard, slog::o!());
        let library = RawNode::new(&config, storage::restored(&identity), &logger).unwrap();
        let log = identity.durable.as_ref().map_or_else(Vec::new, |record| record.log.clone());
        Node { identity, library, log, wait: Wait::default(), has_clock }
    }

    fn after(&mut self, effects: &mut Effects) {
        while self.library.has_ready() {
            let ready = self.library.ready();
            self.obey(ready, effects);
        }
        self.set_timers(effects);
    }

    /// Does what the library asks for, in the order that its documentation demands. A leader's
    /// messages may leave before its own write; all others wait for it.
    fn obey(&mut self, mut ready: Ready, effects: &mut Effects) {
        self.send(ready.take_messages(), effects);
        let after_write = ready.take_persisted_messages();
        if DEFECT == Some("send-before-persist") {
            self.send(after_write.clone(), effects);
        }
        self.write(&ready, effects);
        if DEFECT != Some("send-before-persist") {
            self.send(after_write, effects);
        }
        self.apply(ready.take_committed_entries(), effects);
        let mut rest = self.library.advance(ready);
        if let Some(commit) = rest.commit_index() {
            self.library.mut_store().wl().mut_hard_state().commit = commit;
        }
        self.send(rest.take_messages(), effects);
        self.apply(rest.take_committed_entries(), effects);
        self.library.advance_apply();
    }

    fn write(&mut self, ready: &Ready, effects: &mut Effects) {
        let mut store = self.library.mut_store().wl();
        if let Some(hard) = ready.hs() {
            store.set_hardstate(hard.clone());
        }
        store.append(ready.entries()).unwrap();
        if let Some(first) = ready.entries().first() {
            self.log.truncate(first.index as usize - 1);
            self.log.extend(ready.entries().iter().map(shown));
        }
        if ready.must_sync() || ready.hs().is_some() {
            let record = storage::record(store.hard_state(), &self.log);
            effects.persist(&record, ready.must_sync());
        }
    }

    fn send(&mut self, sent: Vec<RaftMessage>, effects: &mut Effects) {
        for message in sent {
            self.wait.is_over |= messages::grants_vote(&message);
            effects.send(message.to, &messages::packed(&message, self.library.raft.term));
        }
    }

    fn apply(&mut self, entries: Vec<RaftEntry>, effects: &mut Effects) {
        for entry in entries {
            effects.apply(entry.index, &shown(&entry));
        }
    }
}

/// An entry as people read it. This cluster never changes its members: all data are commands.
fn shown(entry: &RaftEntry) -> Entry {
    Entry { term: entry.term, command: String::from_utf8_lossy(&entry.data).into_owned() }
}
