use std::convert::TryInto;

use crate::{Boot, Entry, Kind, Message, Record, Timing};

/// What the harness wants of a node. After a crash it boots with something on its disk.
#[derive(Debug, PartialEq)]
pub enum Task {
    Boot(Boot),
    Receive { from: u64, message: Message },
    Timer(String),
    Propose(String),
}

#[derive(Debug, PartialEq)]
pub struct Request {
    pub task: Task,
    pub luck: f64,
    pub local_time_ms: Option<i64>,
}

/// Goes through a request in the binary form. What it cannot read is a fault of the two sides of
/// the border, and no finding of the code: it panics and says so.
struct Unpacker<'a> {
    bytes: &'a [u8],
}

impl Request {
    pub fn unpacked(bytes: &[u8]) -> Request {
        let mut from = Unpacker { bytes };
        let kind = from.byte();
        let luck = from.decimal();
        let local_time_ms = from.boolean().then(|| from.decimal() as i64);
        let task = match kind {
            0 => Task::Boot(from.boot()),
            1 => Task::Receive { from: from.number(), message: from.message() },
            2 => Task::Timer(from.text()),
            3 => Task::Propose(from.text()),
            unknown => panic!("whitewater: a request of the unknown number {}", unknown),
        };
        Request { task, luck, local_time_ms }
    }
}

impl<'a> Unpacker<'a> {
    fn passed(&mut self, length: usize) -> &'a [u8] {
        assert!(length <= self.bytes.len(), "whitewater: a request that ends too early");
        let (passed, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        passed
    }

    fn byte(&mut self) -> u8 {
        self.passed(1)[0]
    }

    fn boolean(&mut self) -> bool {
        self.byte() == 1
    }

    fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= u64::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 {
                return number;
            }
        }
    }

    fn decimal(&mut self) -> f64 {
        f64::from_le_bytes(self.passed(8).try_into().expect("eight bytes"))
    }

    fn body(&mut self) -> Vec<u8> {
        let length = self.number() as usize;
        self.passed(length).to_vec()
    }

    fn text(&mut self) -> String {
        String::from_utf8(self.body()).expect("whitewater: a text that is not UTF-8")
    }

    fn message(&mut self) -> Message {
        let (kind, term, is_positive) = (self.byte(), self.number(), self.boolean());
        let kind = match kind {
            0 => Kind::RequestVote,
            1 => Kind::VoteReply { granted: is_positive },
            2 => Kind::AppendEntries,
            3 => Kind::AppendReply { success: is_positive },
            5 => Kind::PreVote,
            6 => Kind::PreVoteReply { granted: is_positive },
            _ => Kind::Other,
        };
        Message { kind, term, body: self.body() }
    }

    fn boot(&mut self) -> Boot {
        let (node, nodes) = (self.number(), self.number());
        let timing = Timing {
            election_timeout_min_ms: self.decimal(),
            election_timeout_max_ms: self.decimal(),
            heartbeat_ms: self.decimal(),
        };
        let durable = self.boolean().then(|| self.record());
        Boot { node, nodes, timing, durable }
    }

    fn record(&mut self) -> Record {
        let (current_term, voted_for) = (self.number(), self.number());
        let log = (0..self.number()).map(|_| self.entry()).collect();
        let voted_for = Some(voted_for).filter(|node| *node != 0);
        Record { current_term, voted_for, log, body: self.body() }
    }

    fn entry(&mut self) -> Entry {
        Entry { term: self.number(), command: self.text() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Request, Task};
    use crate::packer::Packer;
    use crate::{Boot, Entry, Kind, Message, Record, Timing};

    fn begun(kind: u8, local_time_ms: f64) -> Packer {
        let mut packer = Packer::default();
        packer.byte(kind).decimal(0.5).boolean(true).decimal(local_time_ms);
        packer
    }

    #[test]
    fn a_message_is_read_as_it_was_written() {
        let kind = Kind::VoteReply { granted: true };
        let message = Message { kind, term: 1 << 40, body: vec![0, 1, 255] };
        let mut packer = begun(1, -7.0);
        packer.number(300).message(&message);
        let task = Task::Receive { from: 300, message };
        let expected = Request { task, luck: 0.5, local_time_ms: Some(-7) };
        assert_eq!(Request::unpacked(&packer.bytes), expected);
    }

    #[test]
    fn every_kind_of_message_is_read_as_it_was_written() {
        let kinds = [
            Kind::RequestVote,
            Kind::VoteReply { granted: false },
            Kind::AppendEntries,
            Kind::AppendReply { success: true },
            Kind::Other,
            Kind::PreVote,
            Kind::PreVoteReply { granted: true },
            Kind::PreVoteReply { granted: false },
        ];
        for kind in kinds {
            let message = Message { kind, term: 3, body: Vec::new() };
            let mut packer = begun(1, 0.0);
            packer.number(2).message(&message);
            let task = Request::unpacked(&packer.bytes).task;
            assert_eq!(task, Task::Receive { from: 2, message });
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let log = vec![Entry { term: 1, command: "set x \u{e9}".into() }];
        let record = Record { current_term: 3, voted_for: None, log, body: vec![9] };
        let mut packer = begun(0, 12.0);
        packer.number(1).number(3).decimal(400.0).decimal(550.0).decimal(100.0);
        packer.boolean(true).record(&record);
        let timing = Timing {
            election_timeout_min_ms: 400.0,
            election_timeout_max_ms: 550.0,
            heartbeat_ms: 100.0,
        };
        let boot = Boot { node: 1, nodes: 3, timing, durable: Some(record) };
        assert_eq!(Request::unpacked(&packer.bytes).task, Task::Boot(boot));
    }

    #[test]
    #[should_panic(expected = "ends too early")]
    fn a_request_that_ends_too_early_is_refused() {
        Request::unpacked(&begun(3, 1.0).bytes);
    }
}
