use prost::Message;
use raft::eraftpb::{ConfState, Entry as RaftEntry, HardState};
use raft::storage::MemStorage;
use whitewater_sdk::{Boot, Entry, Record};

use crate::DEFECT;

/// The library's own storage, in memory, with members that never change. What is in it counts as
/// written only once the harness has it: after a crash it is built again from the record.
pub fn restored(boot: &Boot) -> MemStorage {
    let voters: Vec<u64> = (1..=boot.nodes).collect();
    let storage = MemStorage::new_with_conf_state(ConfState { voters, ..ConfState::default() });
    if let Some(record) = &boot.durable {
        let entries: Vec<RaftEntry> = (1..).zip(&record.log).map(entry).collect();
        let mut core = storage.wl();
        core.append(&entries).unwrap();
        core.set_hardstate(HardState::decode(record.body.as_slice()).unwrap());
    }
    storage
}

fn entry((index, shown): (u64, &Entry)) -> RaftEntry {
    let data = shown.command.clone().into_bytes();
    RaftEntry { index, term: shown.term, data, ..RaftEntry::default() }
}

/// All that the node must know after a crash.
pub fn record(hard: &HardState, log: &[Entry]) -> Record {
    let vote = if DEFECT == Some("vote-not-written") { 0 } else { hard.vote };
    let hard = HardState { vote, ..hard.clone() };
    Record {
        current_term: hard.term,
        voted_for: Some(vote).filter(|vote| *vote != 0),
        log: log.to_vec(),
        body: hard.encode_to_vec(),
    }
}
