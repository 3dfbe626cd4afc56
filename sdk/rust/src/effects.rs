use crate::request::Request;
use crate::writer::Writer;
use crate::{Entry, Message, Record};

/// Collects what a step asks for, in order.
pub struct Effects {
    /// A random number of this step alone, at least 0 and less than 1.
    pub luck: f64,
    /// The node's own clock; None where time does not pass.
    pub local_time_ms: Option<i64>,
    pub(crate) json: Writer,
    is_first: bool,
}

impl Effects {
    /// Writes after what is already there.
    pub(crate) fn new(request: &Request, mut json: Writer) -> Self {
        json.raw("{\"effects\":[");
        let (luck, local_time_ms) = (request.luck, request.local_time_ms);
        Effects { luck, local_time_ms, json, is_first: true }
    }

    fn begin(&mut self, kind: &str) -> &mut Writer {
        let comma = if self.is_first { "" } else { "," };
        self.is_first = false;
        self.json.raw(comma).raw("{\"kind\":\"").raw(kind).raw("\"")
    }

    /// Replaces what the disk holds. With `synced`, what follows waits until the record is durable;
    /// otherwise it is durable only after a later synced write.
    pub fn persist(&mut self, record: &Record, synced: bool) {
        let json = self.begin("persist").raw(",\"synced\":").boolean(synced);
        json.raw(",\"record\":").record(record).raw("}");
    }

    /// Hands a message to the network, which may lose, double or delay it.
    pub fn send(&mut self, to: u64, message: &Message) {
        let json = self.begin("send").raw(",\"to\":").number(to);
        json.raw(",\"message\":").message(message).raw("}");
    }

    /// Lets a timer fire once, after a time from this range. Set again, it starts anew.
    pub fn set_timer(&mut self, name: &str, min_ms: f64, max_ms: f64) {
        let json = self.begin("setTimer").raw(",\"timer\":").text(name);
        json.raw(",\"minMs\":").decimal(min_ms).raw(",\"maxMs\":").decimal(max_ms).raw("}");
    }

    /// Stops a timer, if it is set.
    pub fn clear_timer(&mut self, name: &str) {
        self.begin("clearTimer").raw(",\"timer\":").text(name).raw("}");
    }

    /// Hands a committed entry to the state machine. The first index is 1.
    pub fn apply(&mut self, index: u64, entry: &Entry) {
        let json = self.begin("apply").raw(",\"index\":").number(index);
        json.raw(",\"entry\":").entry(entry).raw("}");
    }
}
