use crate::{Entry, Kind, Message, Record, Role, View};

/// Appends the binary form of answers to a buffer; docs/ANY-LANGUAGE.md has it.
#[derive(Default)]
pub struct Packer {
    pub bytes: Vec<u8>,
}

/// How much of a view is said: what is left out is as before.
pub enum Extent {
    Unchanged,
    WithoutLog,
    WithLog,
}

impl Packer {
    pub fn byte(&mut self, byte: u8) -> &mut Self {
        self.bytes.push(byte);
        self
    }

    pub fn boolean(&mut self, value: bool) -> &mut Self {
        self.byte(u8::from(value))
    }

    /// LEB128, without a sign.
    pub fn number(&mut self, mut number: u64) -> &mut Self {
        while number > 127 {
            self.byte((number & 127) as u8 | 128);
            number >>= 7;
        }
        self.byte(number as u8)
    }

    pub fn decimal(&mut self, number: f64) -> &mut Self {
        self.bytes.extend_from_slice(&number.to_le_bytes());
        self
    }

    /// A text in UTF-8, or any bytes.
    pub fn text(&mut self, text: impl AsRef<[u8]>) -> &mut Self {
        let text = text.as_ref();
        self.number(text.len() as u64).bytes.extend_from_slice(text);
        self
    }

    /// Numbers begin at 1: 0 is nobody.
    fn node(&mut self, node: Option<u64>) -> &mut Self {
        self.number(node.unwrap_or(0))
    }

    pub fn entry(&mut self, entry: &Entry) -> &mut Self {
        self.number(entry.term).text(&entry.command)
    }

    fn log(&mut self, log: &[Entry]) -> &mut Self {
        self.number(log.len() as u64);
        for entry in log {
            self.entry(entry);
        }
        self
    }

    pub fn record(&mut self, record: &Record) -> &mut Self {
        let Record { current_term, voted_for, log, body } = record;
        self.number(*current_term).node(*voted_for).log(log).text(body)
    }

    pub fn message(&mut self, message: &Message) -> &mut Self {
        let (kind, is_positive) = match message.kind {
            Kind::RequestVote => (0, false),
            Kind::VoteReply { granted } => (1, granted),
            Kind::AppendEntries => (2, false),
            Kind::AppendReply { success } => (3, success),
            Kind::Other => (4, false),
            Kind::PreVote => (5, false),
            Kind::PreVoteReply { granted } => (6, granted),
        };
        self.byte(kind).number(message.term).boolean(is_positive).text(&message.body)
    }

    pub fn view(&mut self, view: &View, extent: Extent) -> &mut Self {
        match extent {
            Extent::Unchanged => return self.byte(0),
            Extent::WithoutLog => self.byte(1).fields(view),
            Extent::WithLog => self.byte(2).fields(view).log(view.log),
        }
    }

    fn fields(&mut self, view: &View) -> &mut Self {
        self.byte(match view.role {
            Role::Follower => 0,
            Role::Candidate => 1,
            Role::Leader => 2,
        });
        self.number(view.current_term).node(view.voted_for).number(view.commit_index);
        let numbers = view.match_index.as_deref();
        self.boolean(numbers.is_some());
        if let Some(numbers) = numbers {
            self.number(numbers.len() as u64);
            for number in numbers {
                self.number(*number);
            }
        }
        self
    }
}
