use crate::request::{Request, Task};
use crate::writer::Writer;
use crate::{Capabilities, Core, Effects, Entry};

const LENGTH_BYTES: usize = 4;

/// One node, and two buffers in the module's memory: the harness writes a request into one, and
/// reads an answer from the other, which is a length in four bytes, and then so many bytes of JSON.
/// [`serve!`](crate::serve) makes it; nothing else needs it.
pub struct Server<C> {
    core: Option<C>,
    /// The log of the answer before: it is said again only once it has changed.
    shown: Option<Vec<Entry>>,
    request: Vec<u8>,
    answer: Vec<u8>,
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

    /// Says who the code is.
    pub fn hello(&mut self, name: &str, capabilities: Capabilities) -> usize {
        let mut json = self.new_answer();
        json.raw("{\"kind\":\"hello\",\"protocol\":2,\"name\":").text(name);
        json.raw(",\"capabilities\":{");
        for (i, (capability, is_promised)) in capabilities.iter().enumerate() {
            json.raw(if i == 0 { "" } else { "," });
            json.text(capability).raw(":").boolean(*is_promised);
        }
        json.raw("}}");
        self.answered(json)
    }

    /// Boots the node, or lets it take a step.
    pub fn perform(&mut self, length: usize) -> usize {
        let text = match std::str::from_utf8(&self.request[..length]) {
            Ok(text) => text,
            Err(error) => panic!("whitewater: a request that is not UTF-8: {}", error),
        };
        let request = Request::parse(text);
        let mut effects = Effects::new(&request, self.new_answer());
        self.act(request.task, &mut effects);
        let json = self.describe(effects.json);
        self.answered(json)
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

    fn describe(&mut self, mut json: Writer) -> Writer {
        let core = self.core.as_ref().expect("whitewater: an answer before the first boot");
        let view = core.view();
        let is_shown = self.shown.as_deref() == Some(view.log);
        json.raw("],\"view\":").view(&view, !is_shown);
        if !is_shown {
            self.shown = Some(view.log.to_vec());
        }
        if let Some(digest) = core.digest() {
            json.raw(",\"digest\":").text(&digest);
        }
        json.raw("}");
        json
    }

    /// Begins an answer, in place of the last.
    fn new_answer(&mut self) -> Writer {
        let mut bytes = std::mem::take(&mut self.answer);
        bytes.clear();
        bytes.resize(LENGTH_BYTES, 0);
        Writer { bytes }
    }

    /// The address of a complete answer.
    fn answered(&mut self, json: Writer) -> usize {
        self.answer = json.bytes;
        let length = (self.answer.len() - LENGTH_BYTES) as u32;
        self.answer[..LENGTH_BYTES].copy_from_slice(&length.to_le_bytes());
        self.answer.as_ptr() as usize
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
    use super::Server;
    use crate::{Boot, Core, Effects, Message, Role, View};

    /// Sends back what it receives.
    struct Echo {
        boot: Boot,
    }

    impl Core for Echo {
        fn boot(boot: Boot, effects: &mut Effects) -> Self {
            effects.set_timer("election", boot.timing.heartbeat_ms, 550.5);
            Echo { boot }
        }
        fn receive(&mut self, from: u64, message: Message, effects: &mut Effects) {
            effects.send(from, &message);
        }
        fn timer(&mut self, name: &str, effects: &mut Effects) {
            effects.clear_timer(name);
        }
        fn propose(&mut self, _: &str, _: &mut Effects) {}
        fn view(&self) -> View<'_> {
            let log = self.boot.durable.as_ref().map_or(&[][..], |record| &record.log);
            let (role, voted_for, match_index) = (Role::Follower, None, None);
            View { role, current_term: 3, voted_for, log, commit_index: 0, match_index }
        }
    }

    fn asked(server: &mut Server<Echo>, request: &str) -> String {
        server.room(request.len());
        server.request[..request.len()].copy_from_slice(request.as_bytes());
        server.perform(request.len());
        String::from_utf8(server.answer[super::LENGTH_BYTES..].to_vec()).unwrap()
    }

    const RESTORE: &str = "{\"kind\":\"restore\",\"node\":1,\"nodes\":3,\"timing\":{\"heartbeatMs\":100},\
        \"durable\":{\"currentTerm\":3,\"votedFor\":null,\"log\":[{\"term\":1,\"command\":\"a\"}]},\
        \"luck\":0.5,\"localTimeMs\":-7}";

    #[test]
    fn a_boot_shows_what_the_disk_kept() {
        let answer = asked(&mut Server::new(), RESTORE);
        let timer = "{\"kind\":\"setTimer\",\"timer\":\"election\",\"minMs\":100,\"maxMs\":550.5}";
        let log = "\"log\":[{\"term\":1,\"command\":\"a\"}]";
        assert!(answer.contains(timer) && answer.contains(log), "{}", answer);
    }

    #[test]
    fn a_message_comes_back_as_it_was_and_the_log_is_said_once() {
        let mut server = Server::new();
        asked(&mut server, RESTORE);
        let message = "{\"kind\":\"voteReply\",\"term\":2,\"voteGranted\":true,\"body\":\"AAEC\"}";
        let request = format!("{{\"kind\":\"receive\",\"from\":2,\"message\":{}}}", message);
        let answer = asked(&mut server, &request);
        assert!(answer.contains(message) && !answer.contains("\"log\""), "{}", answer);
    }
}
