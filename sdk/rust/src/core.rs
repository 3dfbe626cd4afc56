use crate::{Boot, Effects, Message, View};

/// A Raft that does nothing on its own: it is told what happens, and says what it wants. Effects
/// are performed in their order. A synced write is a barrier: what follows it happens only once it
/// is durable, and a crash may fall between any two effects.
pub trait Core: Sized {
    /// A new life of the node; `boot.durable` is what its disk kept.
    fn boot(boot: Boot, effects: &mut Effects) -> Self;

    fn receive(&mut self, from: u64, message: Message, effects: &mut Effects);

    /// A timer fires that was set. Without clocks any timer may, at any time.
    fn timer(&mut self, name: &str, effects: &mut Effects);

    /// A command of a client. A node that cannot take it ignores it.
    fn propose(&mut self, command: &str, effects: &mut Effects);

    fn view(&self) -> View<'_>;

    /// What the state is, in a text. Two nodes with one digest must answer alike for ever: a search
    /// takes them for one state. Without it, states are told apart by what led to them.
    fn digest(&self) -> Option<String> {
        None
    }
}
