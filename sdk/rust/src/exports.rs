use crate::packer::{Extent, Packer};
use crate::request::{Request, Task};
use crate::{Capabilities, Core, Effects, Entry, Role, View};

const LENGTH_BYTES: usize = 4;

/// One node, and two buffers in the module's memory: the harness writes a request into one, and
/// reads an answer from the other, which is a length in four bytes, and then so many bytes.
/// [`serve!`](crate::serve) makes it; nothing else needs it.
pub struct Server<C> {
    core: Option<C>,
    /// The view of the answer before: only what has changed is said again.
    shown: Option<Shown>,
    request: Vec<u8>,
    answer: Vec<u8>,
}

/// A view, kept.
#[derive(PartialEq)]
struct Shown {
    role: Role,
    current_term: u64,
    voted_for: Option<u64>,
    log: Vec<Entry>,
    commit_index: u64,
    match_index: Option<Vec<u64>>,
}

impl<C: Core> Server<C> {
    pub const fn new() -> Self {
        Server { core: None, shown: None, request: Vec::new(), answer: Vec::new() }
    }

    /// The address of as many bytes.
    pub fn room(&mut self, length: usize) -> usize {
        if self.request.len() < length {
            self.request.resize(2 * length, 0);
        }
        self.request.as_ptr() as usize
    }

    /// Says who the code is, in JSON. Neither names nor capabilities have anything to be escaped.
    pub fn hello(&mut self, name: &str, capabilities: Capabilities) -> usize {
        let promised = |(capability, value): &(&str, bool)| format!("\"{}\":{}", capability, value);
        let promises: Vec<String> = capabilities.iter().map(promised).collect();
        let mut answer = self.new_answer();
        let json = format!(
            "{{\"kind\":\"hello\",\"protocol\":2,\"encoding\":\"binary\",\"name\":\"{}\",\
             \"capabilities\":{{{}}}}}",
            name,
            promises.join(",")
        );
        answer.bytes.extend_from_slice(json.as_bytes());
        self.answered(answer)
    }

    /// Boots the node, or lets it take a step.
    pub fn perform(&mut self, length: usize) -> usize {
        let request = Request::unpacked(&self.request[..length]);
        let mut effects = Effects::new(&request, self.new_answer());
        self.act(request.task, &mut effects);
        let answer = self.describe(effects.ended());
        self.answered(answer)
    }

    fn act(&mut self, task: Task, effects: &mut Effects) {
        if let Task::Boot(boot) = task {
            self.shown = None;
            self.core = Some(C::boot(boot, effects));
            return;
        }
        let core = self.core.as_mut().expect("whitewater: a step before the first boot");
        match task {
            Task::Receive { from, message } => core.receive(from, message, effects),
            Task::Timer(name) => core.timer(&name, effects),
            Task::Propose(command) => core.propose(&command, effects),
            Task::Boot(_) => unreachable!("a boot was handled above"),
        }
    }

    fn describe(&mut self, mut answer: Packer) -> Packer {
        let core = self.core.as_ref().expect("whitewater: an answer before the first boot");
        let view = core.view();
        let extent = match &self.shown {
            Some(shown) if shown.is(&view) => Extent::Unchanged,
            Some(shown) if shown.log == view.log => Extent::WithoutLog,
            _ => Extent::WithLog,
        };
        let is_changed = !matches!(extent, Extent::Unchanged);
        answer.view(&view, extent);
        if is_changed {
            let log = match self.shown.take() {
                Some(shown) if shown.log == view.log => shown.log,
                _ => view.log.to_vec(),
            };
            self.shown = Some(Shown::new(view, log));
        }
        // What the state is, ww_digest says when a search asks.
        answer.boolean(false);
        answer
    }

    /// What the core says of its state; nothing if it says nothing.
    pub fn digest(&mut self) -> usize {
        let core = self.core.as_ref().expect("whitewater: a digest before the first boot");
        let text = core.digest().unwrap_or_default();
        let mut answer = self.new_answer();
        answer.bytes.extend_from_slice(text.as_bytes());
        self.answered(answer)
    }

    /// Begins an answer, in place of the last.
    fn new_answer(&mut self) -> Packer {
        let mut bytes = std::mem::take(&mut self.answer);
        bytes.clear();
        bytes.resize(LENGTH_BYTES, 0);
        Packer { bytes }
    }

    /// The address of a complete answer.
    fn answered(&mut self, answer: Packer) -> usize {
        self.answer = answer.bytes;
        let length = (self.answer.len() - LENGTH_BYTES) as u32;
        self.answer[..LENGTH_BYTES].copy_from_slice(&length.to_le_bytes());
        self.answer.as_ptr() as usize
    }
}

impl Shown {
    fn new(view: View, log: Vec<Entry>) -> Self {
        let View { role, current_term, voted_for, commit_index, match_index, .. } = view;
        Shown { role, current_term, voted_for, log, commit_index, match_index }
    }

    fn is(&self, view: &View) -> bool {
        self.role == view.role
            && self.current_term == view.current_term
            && self.voted_for == view.voted_for
            && self.commit_index == view.commit_index
            && self.match_index == view.match_index
            && self.log == view.log
    }
}

impl<C: Core> Default for Server<C> {
    fn default() -> Self {
        Self::new()
    }
}

/// Exports the functions that the harness calls: `serve!(Node, &name(), &capabilities())`. The name
/// is that of its findings: up to 40 letters, digits, dots, hyphens and underscores.
#[macro_export]
macro_rules! serve {
    ($core:ty, $name:expr, $capabilities:expr) => {
        std::thread_local! {
            static SERVER: std::cell::RefCell<$crate::Server<$core>> =
                const { std::cell::RefCell::new($crate::Server::new()) };
        }

        #[no_mangle]
        extern "C" fn ww_alloc(length: usize) -> usize {
            SERVER.with(|server| server.borrow_mut().room(length))
        }

        #[no_mangle]
        extern "C" fn ww_hello() -> usize {
            SERVER.with(|server| server.borrow_mut().hello($name, $capabilities))
        }

        #[no_mangle]
        extern "C" fn ww_digest() -> usize {
            SERVER.with(|server| server.borrow_mut().digest())
        }

        #[no_mangle]
        extern "C" fn ww_boot(length: usize) -> usize {
            SERVER.with(|server| server.borrow_mut().perform(length))
        }

        #[no_mangle]
        extern "C" fn ww_step(length: usize) -> usize {
            SERVER.with(|server| server.borrow_mut().perform(length))
        }
    };
}

#[cfg(test)]
mod tests {
    use super::{Server, LENGTH_BYTES};
    use crate::packer::Packer;
    use crate::{Boot, Core, Effects, Entry, Kind, Message, Record, Role, View};

    /// Sends back what it receives.
    struct Echo {
        log: Vec<Entry>,
    }

    impl Core for Echo {
        fn boot(boot: Boot, effects: &mut Effects) -> Self {
            effects.set_timer("election", 400.0, 550.5);
            Echo { log: boot.durable.map_or_else(Vec::new, |record| record.log) }
        }
        fn receive(&mut self, from: u64, message: Message, effects: &mut Effects) {
            effects.send(from, &message);
        }
        fn timer(&mut self, name: &str, effects: &mut Effects) {
            effects.clear_timer(name);
        }
        fn propose(&mut self, command: &str, _: &mut Effects) {
            self.log.push(Entry { term: 1, command: command.into() });
        }
        fn view(&self) -> View<'_> {
            let (role, voted_for, match_index) = (Role::Follower, None, None);
            View { role, current_term: 3, voted_for, log: &self.log, commit_index: 0, match_index }
        }
    }

    fn asked(server: &mut Server<Echo>, kind: u8, write: impl Fn(&mut Packer)) -> Vec<u8> {
        let mut packer = Packer::default();
        packer.byte(kind).decimal(0.5).boolean(false);
        write(&mut packer);
        server.room(packer.bytes.len());
        server.request[..packer.bytes.len()].copy_from_slice(&packer.bytes);
        server.perform(packer.bytes.len());
        server.answer[LENGTH_BYTES..].to_vec()
    }

    fn booted() -> Server<Echo> {
        let mut server = Server::new();
        let answer = asked(&mut server, 0, |packer| {
            packer.number(1).number(3).decimal(400.0).decimal(550.0).decimal(100.0);
            let log = vec![Entry { term: 1, command: "a".into() }];
            packer.boolean(true).record(&Record { log, ..Record::default() });
        });
        assert_eq!(answer[..10], *b"\x03\x08election", "it sets its timer");
        assert!(answer.ends_with(b"\x02\x00\x03\x00\x00\x00\x01\x01\x01a\x00"), "{:?}", answer);
        server
    }

    #[test]
    fn a_message_comes_back_as_it_was_and_a_view_is_said_once() {
        let mut server = booted();
        let kind = Kind::AppendReply { success: true };
        let message = Message { kind, term: 2, body: vec![7, 8] };
        let answer = asked(&mut server, 1, |packer| {
            packer.number(2).message(&message);
        });
        assert_eq!(answer, b"\x02\x02\x03\x02\x01\x02\x07\x08\x00\x00\x00");
    }

    #[test]
    fn a_log_that_has_changed_is_said_again() {
        let answer = asked(&mut booted(), 3, |packer| {
            packer.text("b");
        });
        assert_eq!(answer, b"\x00\x02\x00\x03\x00\x00\x00\x02\x01\x01a\x01\x01b\x00");
    }

    #[test]
    fn a_core_that_says_nothing_of_its_state_has_an_empty_digest() {
        let mut server = booted();
        server.digest();
        assert_eq!(server.answer[LENGTH_BYTES..], *b"");
    }

    #[test]
    fn a_hello_is_json() {
        let mut server = booted();
        server.hello("my-raft", &[("proposals", true), ("symmetric", false)]);
        let json = String::from_utf8(server.answer[LENGTH_BYTES..].to_vec()).unwrap();
        let promises = "\"capabilities\":{\"proposals\":true,\"symmetric\":false}}";
        assert!(json.contains("\"name\":\"my-raft\",") && json.ends_with(promises), "{}", json);
    }
}
