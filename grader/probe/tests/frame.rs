//! What a worker answers comes as it was sent, and nothing else is taken for an answer.

use by_hand::{Stream, Streams};
use probe::frame::{LONGEST_TEXT, Nonce, Reply};

const NONCE: Nonce = *b"0123456789abcdef";

fn gave() -> Reply {
    Reply::Gave(vec![
        (vec![2, 3], vec![1.0, -2.5, f64::MAX, 0.0, -0.0, 1e-300]),
        (vec![], vec![7.0]),
        (vec![0, 4], vec![]),
    ])
}

fn panicked() -> Reply {
    Reply::Panicked {
        message: "index out of bounds: 3".into(),
        place: "library/linear.rs:42:9".into(),
    }
}

#[test]
fn a_reply_comes_as_it_was_sent() {
    for reply in [gave(), panicked(), Reply::Unsealed("no seccomp".into())] {
        assert_eq!(Reply::decode(&reply.encode(NONCE), NONCE), Ok(reply));
    }
}

#[test]
fn an_answer_of_another_process_is_none() {
    let bytes = gave().encode(*b"another process'");
    let fault = Reply::decode(&bytes, NONCE).expect_err("another nonce");
    assert_eq!(fault, "no whole answer came");
}

#[test]
fn an_answer_that_was_cut_anywhere_is_none() {
    let bytes = gave().encode(NONCE);
    for length in 0..bytes.len() {
        assert!(Reply::decode(&bytes[..length], NONCE).is_err(), "{length}");
    }
}

#[test]
fn a_tensor_without_an_end_is_not_allocated() {
    let mut bytes = NONCE.to_vec();
    bytes.push(1);
    bytes.extend(1u32.to_le_bytes());
    bytes.extend(8u32.to_le_bytes());
    bytes.extend([u8::MAX; 32]);
    bytes.extend(NONCE);
    let fault = Reply::decode(&bytes, NONCE).expect_err("2^256 elements");
    assert_eq!(fault, "the answer has a tensor without an end");
}

#[test]
fn a_text_is_cut_between_letters() {
    let message = "é".repeat(LONGEST_TEXT);
    let reply = Reply::Panicked {
        message,
        place: String::new(),
    };
    match Reply::decode(&reply.encode(NONCE), NONCE) {
        Ok(Reply::Panicked { message, .. }) => assert_eq!(message.len(), LONGEST_TEXT),
        other => panic!("{other:?}"),
    }
}

/// A frame that is nearly right.
fn mutated(stream: &mut Stream) -> Vec<u8> {
    let reply = [gave(), panicked()][stream.below(2)].clone();
    let mut bytes = reply.encode(NONCE);
    for _ in 0..stream.below(4) {
        // What stands between the two nonces: with another nonce nothing is read at all.
        let inside = NONCE.len()..bytes.len() - NONCE.len();
        let place = inside.start + stream.below(inside.len().max(1)).min(inside.len());
        match stream.below(4) {
            0 => bytes[place.min(inside.end - 1)] ^= 1 << stream.below(8),
            1 => bytes[place.min(inside.end - 1)] = stream.below(256) as u8,
            2 => bytes.insert(place, stream.below(256) as u8),
            _ if inside.len() > 1 => drop(bytes.remove(place.min(inside.end - 1))),
            _ => {}
        }
    }
    bytes
}

/// `CS324_FUZZ` is the number of inputs, 2,000 without it.
#[test]
fn nearly_right_frames_are_read_or_refused() {
    let count = std::env::var("CS324_FUZZ").map_or(2000, |count| count.parse().expect("a number"));
    let mut taken = 0;
    for number in 0..count {
        let bytes = mutated(&mut Streams::new(1).at("frame", number));
        if let Ok(reply) = Reply::decode(&bytes, NONCE) {
            taken += 1;
            // By bytes, because a NaN is no number's equal.
            assert_eq!(reply.encode(NONCE), bytes, "frame {number}");
        }
    }
    assert!(50 * taken >= count, "only {taken} of {count} were accepted");
}
