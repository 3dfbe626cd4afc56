use prost::Message as _;
use raft::eraftpb::{Message as RaftMessage, MessageType};
use whitewater_sdk::{Kind, Message};

/// A message as it goes over the wire, with what the harness must know of it. PreVote asks for the
/// term after the sender's: what is no vote and no entry has the term that its sender is in.
pub fn packed(message: &RaftMessage, term_of_sender: u64) -> Message {
    let kind = match message.get_msg_type() {
        MessageType::MsgRequestVote => Kind::RequestVote,
        MessageType::MsgRequestVoteResponse => Kind::VoteReply { granted: !message.reject },
        MessageType::MsgAppend | MessageType::MsgHeartbeat | MessageType::MsgSnapshot => {
            Kind::AppendEntries
        }
        MessageType::MsgAppendResponse | MessageType::MsgHeartbeatResponse => {
            Kind::AppendReply { success: !message.reject }
        }
        MessageType::MsgRequestPreVote => Kind::PreVote,
        MessageType::MsgRequestPreVoteResponse => Kind::PreVoteReply { granted: !message.reject },
        _ => Kind::Other,
    };
    let term = match kind {
        Kind::PreVote | Kind::PreVoteReply { .. } | Kind::Other => term_of_sender,
        _ => message.term,
    };
    Message { kind, term, body: message.encode_to_vec() }
}

pub fn unpacked(message: &Message) -> RaftMessage {
    RaftMessage::decode(message.body.as_slice()).unwrap()
}

pub fn grants_vote(message: &RaftMessage) -> bool {
    message.get_msg_type() == MessageType::MsgRequestVoteResponse && !message.reject
}

pub fn is_from_leader(message: &RaftMessage) -> bool {
    matches!(
        message.get_msg_type(),
        MessageType::MsgAppend | MessageType::MsgHeartbeat | MessageType::MsgSnapshot
    )
}

pub fn asks_for_vote(message: &RaftMessage) -> bool {
    let kind = message.get_msg_type();
    kind == MessageType::MsgRequestVote || kind == MessageType::MsgRequestPreVote
}
