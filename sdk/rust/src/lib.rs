//! Puts a Raft under test that does nothing on its own: no threads, no timers, no files. This
//! crate holds the functions that a module of WebAssembly exports, so that you write only how
//! your Raft boots, steps and looks: implement [`Core`], and name it in [`serve!`]. See
//! docs/ANY-LANGUAGE.md.

mod core;
mod effects;
mod exports;
mod packer;
mod request;
mod types;

pub use crate::core::Core;
pub use crate::effects::Effects;
pub use crate::exports::Server;
pub use crate::types::{Boot, Capabilities, Entry, Kind, Message, Record, Role, Timing, View};
