//! Demonstrations that go wrong: said in words, and the session goes on.

use super::client::Running;
use super::demos::table;
use common::demo::FURTHEST_STEP;
use serde_json::json;

#[test]
fn an_exercise_that_is_not_written_is_named() {
    let server = Running::start(table());
    let mut page = server.client();
    page.open("wrong", &[("at", "2")]);
    page.at(0);
    page.order("play");
    let trouble = page.trouble();
    assert_eq!(
        (&trouble["kind"], &trouble["exercise"]),
        (&json!("unwritten"), &json!("t1.sum.add"))
    );
    let place = trouble["place"].as_str().unwrap();
    assert!(place.starts_with("labs/tests/server/demos.rs:"), "{place}");
    let words = trouble["words"].as_str().unwrap();
    assert!(
        words.contains("not written yet: Adds two numbers."),
        "{words}"
    );
    assert!(words.contains("cargo test -p labs sum_add"), "{words}");
    // The same step again comes to the same end; another setting does not.
    page.order("step");
    assert_eq!(page.trouble()["kind"], "usage");
    page.order("reset");
    page.at(0);
    page.turn("a", ("how", "nan"));
    page.sight(|sight| sight["answer"] == "anew");
    page.order("step");
    page.at(1);
}

#[test]
fn a_demo_that_cannot_begin_is_open_and_waits_for_another_setting() {
    let server = Running::start(table());
    let mut page = server.client();
    page.open("wrong", &[("at", "0")]);
    assert_eq!(page.next()["kind"], "unwritten");
    page.turn("a", ("at", "4"));
    let sight = page.sight(|sight| sight["answer"] == "anew");
    assert_eq!(sight["sides"][0]["values"]["at"], 4);
    // From here on the one that is there goes on where another cannot begin.
    page.turn("a", ("at", "0"));
    assert_eq!(page.trouble()["kind"], "unwritten");
    let sight = page.sight(|_| true);
    assert_eq!(sight["sides"][0]["values"]["at"], 4);
}

#[test]
fn panics_and_errors_are_told_and_survived() {
    let server = Running::start(table());
    for (how, words) in [
        ("panic", "this one always panics"),
        ("error", "this one always fails"),
    ] {
        let mut page = server.client();
        page.open("wrong", &[("how", how), ("step", "8")]);
        let trouble = page.trouble();
        assert_eq!(trouble["kind"], "failed");
        let told = trouble["words"].as_str().unwrap();
        assert!(told.contains(words), "{told}");
        page.order("reset");
        page.at(0);
    }
}

#[test]
fn playing_stops_where_a_number_is_not_finite() {
    let server = Running::start(table());
    let mut page = server.client();
    page.open("wrong", &[("how", "nan"), ("at", "6")]);
    page.at(0);
    page.order("play");
    let sight = page.at(6);
    assert_eq!(sight["sides"][0]["remarks"][0]["cause"], "diverged");
    assert_eq!(sight["sides"][0]["numbers"], json!([["number", null]]));
    page.order("back");
    let before = page.at(5);
    assert_eq!(before["sides"][0]["remarks"][0]["cause"], "note");
}

#[test]
fn what_cannot_be_done_is_said() {
    let server = Running::start(table());
    let mut page = server.client();
    let mut asked = |command: serde_json::Value, words: &str| {
        page.say(command);
        let trouble = page.trouble();
        let told = trouble["words"].as_str().unwrap();
        assert!(told.contains(words), "{told}");
        assert_eq!(trouble["kind"], "usage");
    };
    asked(json!({ "do": "play" }), "open one");
    asked(
        json!({ "do": "open", "demo": "countin" }),
        "Did you mean 'counting'?",
    );
    asked(
        json!({ "do": "open", "demo": "counting", "more": 1 }),
        "unknown field `more`",
    );
    asked(json!({ "do": "play", "more": 1 }), "unknown field `more`");
    asked(json!({ "do": "dance" }), "dance");
    let mut page = server.client();
    page.open("counting", &[]);
    let mut asked = |command: serde_json::Value, words: &str| {
        page.say(command);
        let trouble = page.trouble();
        let told = trouble["words"].as_str().unwrap();
        assert!(told.contains(words), "{told}");
    };
    let turn = |side: &str, value: &str| json!({ "do": "turn", "side": side, "knob": "from", "value": value });
    asked(turn("a", "11"), "from 11: a number from 0 to 10");
    asked(turn("b", "1"), "there is no side B");
    asked(json!({ "do": "preset", "name": "x" }), "There are: By twos");
    asked(
        json!({ "do": "seek", "step": FURTHEST_STEP + 1 }),
        "from 0 to 100000000",
    );
    asked(json!({ "do": "seed", "seed": u64::MAX }), "seed");
    asked(
        json!({ "do": "speed", "steps_per_second": -1 }),
        "steps per second",
    );
}
