use crate::reader::Reader;
use crate::{base64, Boot, Entry, Kind, Message, Record, Timing};

/// What the harness wants of a node. A restore is a boot with something on the disk.
#[derive(Debug)]
pub enum Task {
    Boot(Boot),
    Receive { from: u64, message: Message },
    Timer(String),
    Propose(String),
}

#[derive(Debug)]
pub struct Request {
    pub task: Task,
    pub luck: f64,
    pub local_time_ms: Option<i64>,
}

/// Everything that may stand in a request.
#[derive(Default)]
struct Fields {
    kind: String,
    timer: String,
    command: String,
    from: u64,
    message: Option<Message>,
    boot: Boot,
    luck: f64,
    local_time_ms: Option<i64>,
}

impl Request {
    pub fn parse(text: &str) -> Request {
        let mut reader = Reader::new(text);
        let mut fields = Fields::default();
        reader.object(|reader, key| fields.read(reader, key));
        let (luck, local_time_ms) = (fields.luck, fields.local_time_ms);
        let task = match (fields.kind.as_str(), fields.message) {
            ("boot" | "restore", _) => Task::Boot(fields.boot),
            ("receive", Some(message)) => Task::Receive { from: fields.from, message },
            ("timer", _) => Task::Timer(fields.timer),
            ("propose", _) => Task::Propose(fields.command),
            _ => reader.fail("an unknown kind"),
        };
        Request { task, luck, local_time_ms }
    }
}

impl Fields {
    fn read(&mut self, reader: &mut Reader, key: &str) {
        match key {
            "kind" => self.kind = reader.text().into_owned(),
            "timer" => self.timer = reader.text().into_owned(),
            "command" => self.command = reader.text().into_owned(),
            "from" => self.from = reader.number(),
            "message" => self.message = Some(message(reader)),
            "node" => self.boot.node = reader.number(),
            "nodes" => self.boot.nodes = reader.number(),
            "timing" => self.boot.timing = timing(reader),
            "durable" => self.boot.durable = record(reader),
            "luck" => self.luck = reader.decimal(),
            "localTimeMs" if reader.null() => self.local_time_ms = None,
            "localTimeMs" => self.local_time_ms = Some(reader.decimal() as i64),
            _ => reader.any(),
        }
    }
}

fn body(reader: &mut Reader) -> Vec<u8> {
    match base64::decode(&reader.text()) {
        Some(bytes) => bytes,
        None => reader.fail("no base64"),
    }
}

fn message(reader: &mut Reader) -> Message {
    let mut kind = String::new();
    let mut message = Message { kind: Kind::Other, term: 0, body: Vec::new() };
    let (mut granted, mut success) = (false, true);
    reader.object(|reader, key| match key {
        "kind" => kind = reader.text().into_owned(),
        "term" => message.term = reader.number(),
        "voteGranted" => granted = reader.boolean(),
        "success" => success = reader.boolean(),
        "body" => message.body = body(reader),
        _ => reader.any(),
    });
    message.kind = match kind.as_str() {
        "requestVote" => Kind::RequestVote,
        "voteReply" => Kind::VoteReply { granted },
        "appendEntries" => Kind::AppendEntries,
        "appendReply" => Kind::AppendReply { success },
        _ => Kind::Other,
    };
    message
}

fn record(reader: &mut Reader) -> Option<Record> {
    if reader.null() {
        return None;
    }
    let mut record = Record::default();
    reader.object(|reader, key| match key {
        "currentTerm" => record.current_term = reader.number(),
        "votedFor" if reader.null() => record.voted_for = None,
        "votedFor" => record.voted_for = Some(reader.number()),
        "log" => reader.list(|reader| record.log.push(entry(reader))),
        "body" => record.body = body(reader),
        _ => reader.any(),
    });
    Some(record)
}

fn entry(reader: &mut Reader) -> Entry {
    let mut entry = Entry::default();
    reader.object(|reader, key| match key {
        "term" => entry.term = reader.number(),
        "command" => entry.command = reader.text().into_owned(),
        _ => reader.any(),
    });
    entry
}

fn timing(reader: &mut Reader) -> Timing {
    let mut timing = Timing::default();
    reader.object(|reader, key| match key {
        "electionTimeoutMinMs" => timing.election_timeout_min_ms = reader.decimal(),
        "electionTimeoutMaxMs" => timing.election_timeout_max_ms = reader.decimal(),
        "heartbeatMs" => timing.heartbeat_ms = reader.decimal(),
        _ => reader.any(),
    });
    timing
}
