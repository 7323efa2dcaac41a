//! Messages that no page sends.

use super::client::Running;
use super::demos::table;
use common::by_hand::{Stream, Streams};
use serde_json::{Value, json};
use tungstenite::Message;

/// Messages of the fuzz test.
const MESSAGES: usize = 10_000;

#[test]
fn messages_that_are_no_commands_are_answered() {
    let server = Running::start(table());
    let mut page = server.client();
    page.open("counting", &[]);
    page.at(0);
    page.send(Message::binary(vec![0, 159, 146, 150]));
    assert_eq!(page.next()["kind"], "usage");
    page.send(" ".repeat(65 * 1024));
    assert_eq!(page.next()["kind"], "usage");
    page.order("step");
    page.at(1);
    // What is longer by far is not even read.
    let sent = page.socket.send(Message::text(" ".repeat(4 << 20)));
    assert!(sent.is_err() || matches!(page.socket.read(), Ok(Message::Close(_)) | Err(_)));
    server.until(0);
    let mut other = server.client();
    other.open("counting", &[]);
    other.at(0);
}

#[test]
fn a_session_survives_ten_thousand_nearly_valid_messages() {
    let server = Running::start(table());
    let mut page = server.client();
    page.open("counting", &[]);
    let mut troubles = 0;
    for seed in 0..MESSAGES as u64 {
        let mut random = Streams::new(42).at("garbage", seed);
        page.send(message(&mut random));
        if seed % 50 == 49 {
            // What is answered to this stands behind all other answers.
            let last = format!("last {seed}");
            page.say(json!({ "do": "open", "demo": last }));
            loop {
                let answer = page.next();
                troubles += usize::from(answer["is"] == "trouble");
                if answer.to_string().contains(&last) {
                    break;
                }
            }
        }
    }
    assert!((MESSAGES / 10..MESSAGES).contains(&troubles), "{troubles}");
    page.open("counting", &[("step", "3")]);
    page.at(3);
}

fn one_of<T: Copy>(random: &mut Stream, things: &[T]) -> T {
    things[random.below(things.len())]
}

/// A command as a page would send it, or not quite.
fn message(random: &mut Stream) -> Message {
    let mut command = command(random);
    if random.below(4) == 0 {
        let field = one_of(random, &["do", "side", "step", "more", "words", ""]);
        command[field] = value(random);
    }
    let mut bytes = command.to_string().into_bytes();
    if random.below(3) == 0 {
        for _ in 0..=random.below(4) {
            let place = random.below(bytes.len());
            match random.below(3) {
                0 => drop(bytes.remove(place)),
                1 => bytes[place] = random.below(256) as u8,
                _ => bytes.insert(place, one_of(random, b"{}[]\",:-09eE")),
            }
        }
    }
    if random.below(20) == 0 {
        bytes.truncate(random.below(bytes.len()));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Message::text(text),
        Err(error) => Message::binary(error.into_bytes()),
    }
}

fn command(random: &mut Stream) -> Value {
    let plain = ["play", "pause", "step", "back", "reset", "seen", "csv"];
    let text = one_of(
        random,
        &["0", "1e300", "-1", "NaN", "inf", "1e999", "", "2", "ä"],
    );
    let knob = one_of(random, &["rate", "from", "last", "seed", "", "b.rate"]);
    match random.below(9) {
        0 => json!({ "do": "seek", "step": random.below(3000) }),
        1 => json!({ "do": "speed", "steps_per_second": value(random) }),
        2 => json!({ "do": "seed", "seed": value(random) }),
        3 => {
            let side = one_of(random, &["a", "b", "c"]);
            json!({ "do": "turn", "side": side, "knob": knob, "value": text })
        }
        4 => json!({ "do": "touch", "panel": random.below(3), "x": value(random), "y": 1.5 }),
        5 => json!({ "do": "compare", "on": random.below(2) == 0 }),
        6 => json!({ "do": "preset", "name": one_of(random, &["By twos", "By threes", ""]) }),
        7 => {
            let turn = format!("{}:{knob}={text}", random.below(9));
            let words = [("turn", turn.as_str()), (knob, text), ("b.", "")];
            json!({ "do": "open", "demo": "counting", "words": words })
        }
        _ => json!({ "do": one_of(random, &plain) }),
    }
}

fn value(random: &mut Stream) -> Value {
    match random.below(8) {
        0 => Value::Null,
        1 => json!(random.uniform() * 1e6),
        2 => json!(-1),
        3 => json!(u64::MAX),
        4 => json!(1e308),
        5 => json!("x"),
        6 => json!([["lr"]]),
        _ => json!(random.below(1000)),
    }
}
