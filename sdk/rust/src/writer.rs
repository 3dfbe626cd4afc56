use crate::{base64, Entry, Kind, Message, Record, Role, View};

/// Appends JSON to a buffer.
#[derive(Default)]
pub struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    pub fn raw(&mut self, text: &str) -> &mut Self {
        self.bytes.extend_from_slice(text.as_bytes());
        self
    }

    pub fn number(&mut self, mut number: u64) -> &mut Self {
        let mut digits = [0; 20];
        let mut at = digits.len();
        loop {
            at -= 1;
            digits[at] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.bytes.extend_from_slice(&digits[at..]);
        self
    }

    pub fn decimal(&mut self, number: f64) -> &mut Self {
        self.raw(&number.to_string())
    }

    pub fn boolean(&mut self, value: bool) -> &mut Self {
        self.raw(if value { "true" } else { "false" })
    }

    pub fn text(&mut self, text: &str) -> &mut Self {
        self.raw("\"");
        for c in text.chars() {
            match c {
                '"' | '\\' => self.raw("\\").character(c),
                c if c < ' ' => self.raw(&format!("\\u{:04x}", c as u32)),
                c => self.character(c),
            };
        }
        self.raw("\"")
    }

    fn character(&mut self, c: char) -> &mut Self {
        self.raw(c.encode_utf8(&mut [0; 4]))
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) -> &mut Self {
        self.raw("[");
        for (i, item) in items.iter().enumerate() {
            self.raw(if i == 0 { "" } else { "," });
            write(self, item);
        }
        self.raw("]")
    }

    fn node_or_null(&mut self, node: Option<u64>) -> &mut Self {
        match node {
            Some(node) => self.number(node),
            None => self.raw("null"),
        }
    }

    fn body(&mut self, body: &[u8]) -> &mut Self {
        if body.is_empty() {
            return self;
        }
        self.raw(",\"body\":\"");
        base64::encode(body, &mut self.bytes);
        self.raw("\"")
    }

    pub fn entry(&mut self, entry: &Entry) -> &mut Self {
        self.raw("{\"term\":").number(entry.term).raw(",\"command\":").text(&entry.command).raw("}")
    }

    fn log(&mut self, log: &[Entry]) -> &mut Self {
        self.list(log, |json, entry| {
            json.entry(entry);
        })
    }

    pub fn record(&mut self, record: &Record) -> &mut Self {
        self.raw("{\"currentTerm\":").number(record.current_term);
        self.raw(",\"votedFor\":").node_or_null(record.voted_for);
        self.raw(",\"log\":").log(&record.log).body(&record.body).raw("}")
    }

    pub fn message(&mut self, message: &Message) -> &mut Self {
        let (name, says) = match message.kind {
            Kind::RequestVote => ("requestVote", None),
            Kind::VoteReply { granted } => ("voteReply", Some((",\"voteGranted\":", granted))),
            Kind::AppendEntries => ("appendEntries", None),
            Kind::AppendReply { success } => ("appendReply", Some((",\"success\":", success))),
            Kind::Other => ("other", None),
        };
        self.raw("{\"kind\":\"").raw(name).raw("\",\"term\":").number(message.term);
        if let Some((key, value)) = says {
            self.raw(key).boolean(value);
        }
        self.body(&message.body).raw("}")
    }

    /// All of a view, but for a log that is as it was in the answer before.
    pub fn view(&mut self, view: &View, with_log: bool) -> &mut Self {
        let role = match view.role {
            Role::Follower => "follower",
            Role::Candidate => "candidate",
            Role::Leader => "leader",
        };
        self.raw("{\"role\":\"").raw(role).raw("\",\"currentTerm\":").number(view.current_term);
        self.raw(",\"votedFor\":").node_or_null(view.voted_for);
        self.raw(",\"commitIndex\":").number(view.commit_index).raw(",\"matchIndex\":");
        match &view.match_index {
            None => self.raw("null"),
            Some(numbers) => self.list(numbers, |json, number| {
                json.number(*number);
            }),
        };
        if with_log {
            self.raw(",\"log\":").log(view.log);
        }
        self.raw("}")
    }
}

#[cfg(test)]
mod tests {
    use super::Writer;

    #[test]
    fn a_text_is_quoted_as_json_demands() {
        let mut writer = Writer::default();
        writer.text("a\"b\\c\n\u{e9}");
        assert_eq!(String::from_utf8(writer.bytes).unwrap(), "\"a\\\"b\\\\c\\u000a\u{e9}\"");
    }

    #[test]
    fn numbers_have_all_their_digits() {
        let mut writer = Writer::default();
        writer.number(0).raw(" ").number(u64::MAX).raw(" ").decimal(137.5).raw(" ").decimal(100.0);
        assert_eq!(writer.bytes, b"0 18446744073709551615 137.5 100");
    }
}
