use crate::packer::Packer;
use crate::request::Request;
use crate::{Entry, Message, Record};

/// Collects what a step asks for, in order.
pub struct Effects {
    /// A random number of this step alone, at least 0 and less than 1.
    pub luck: f64,
    /// The node's own clock; None where time does not pass.
    pub local_time_ms: Option<i64>,
    packed: Packer,
}

/// The numbers of effects in the binary form.
const END: u8 = 0;
const PERSIST: u8 = 1;
const SEND: u8 = 2;
const SET_TIMER: u8 = 3;
const CLEAR_TIMER: u8 = 4;
const APPLY: u8 = 5;

impl Effects {
    /// Writes after what is already there.
    pub(crate) fn new(request: &Request, packed: Packer) -> Self {
        Effects { luck: request.luck, local_time_ms: request.local_time_ms, packed }
    }

    pub(crate) fn ended(mut self) -> Packer {
        self.packed.byte(END);
        self.packed
    }

    /// Replaces what the disk holds. With `synced`, what follows waits until the record is durable;
    /// otherwise it is durable only after a later synced write.
    pub fn persist(&mut self, record: &Record, synced: bool) {
        self.packed.byte(PERSIST).boolean(synced).record(record);
    }

    /// Hands a message to the network, which may lose, double or delay it.
    pub fn send(&mut self, to: u64, message: &Message) {
        self.packed.byte(SEND).number(to).message(message);
    }

    /// Lets a timer fire once, after a time from this range. Set again, it starts anew.
    pub fn set_timer(&mut self, name: &str, min_ms: f64, max_ms: f64) {
        self.packed.byte(SET_TIMER).text(name).decimal(min_ms).decimal(max_ms);
    }

    /// Stops a timer, if it is set.
    pub fn clear_timer(&mut self, name: &str) {
        self.packed.byte(CLEAR_TIMER).text(name);
    }

    /// Hands a committed entry to the state machine. The first index is 1.
    pub fn apply(&mut self, index: u64, entry: &Entry) {
        self.packed.byte(APPLY).number(index).entry(entry);
    }
}
