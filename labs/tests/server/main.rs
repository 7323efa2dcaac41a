//! The server as a page meets it: over a socket, in this process.

mod client;
mod demos;
mod garbage;
mod strangers;
mod trouble;

use client::{Running, seen};
use demos::{GATES, table};
use labs::table::Table;
use serde_json::json;
use tungstenite::Message;

#[test]
fn a_page_plays_steps_goes_back_and_seeks() {
    let server = Running::start(table());
    let mut page = server.client();
    let opened = page.open("counting", &[("step", "5"), ("rate", "2"), ("nosuch", "1")]);
    assert_eq!(opened["knobs"][0]["dial"]["number"]["high"], 1e9);
    assert_eq!(opened["words"]["presets"][0]["name"], "By twos");
    assert_eq!(opened["curves"][0]["numbers"][0], "sum");
    let problem = opened["problems"][0].as_str().unwrap();
    assert!(problem.contains("there is no knob 'nosuch'"), "{problem}");

    let fifth = page.at(5);
    page.order("step");
    let sixth = page.at(6);
    assert_ne!(seen(&fifth), seen(&sixth));
    page.order("back");
    let again = page.at(5);
    assert_eq!(seen(&fifth), seen(&again));
    assert_eq!(
        (&again["link"], &again["furthest"]),
        (&fifth["link"], &json!(6))
    );
    assert_eq!(fifth["link"], "#rate=2&step=5");
    assert_eq!(
        fifth["command"],
        "cargo run -p labs -- counting --rate 2 --steps 5"
    );
    // Two keys in a row are two steps, however far the first has got.
    page.order("back");
    page.order("back");
    page.at(3);

    page.say(json!({ "do": "speed", "steps_per_second": 5000 }));
    page.order("play");
    page.sight(|sight| sight["playing"] == true && sight["step"].as_u64() > Some(1000));
    page.order("pause");
    let paused = page.sight(|sight| sight["playing"] == false);
    page.say(json!({ "do": "seek", "step": 6 }));
    assert_eq!(seen(&page.at(6)), seen(&sixth));
    page.say(json!({ "do": "seek", "step": paused["step"] }));
    let step = paused["step"].as_u64().unwrap();
    assert_eq!(seen(&page.at(step)), seen(&paused));
}

#[test]
fn playing_ends_with_the_last_step() {
    let server = Running::start(table());
    let mut page = server.client();
    page.open("counting", &[("last", "40")]);
    page.say(json!({ "do": "speed", "steps_per_second": 1000 }));
    page.order("play");
    let last = page.sight(|sight| sight["playing"] == false && sight["step"] != 0);
    assert_eq!(
        (&last["step"], &last["finished"]),
        (&json!(40), &json!(true))
    );
    // A history is sent once.
    page.order("back");
    let back = page.at(39);
    let history = &back["sides"][0]["history"];
    assert_eq!(
        (&history["kept"], &history["rows"]),
        (&json!(41), &json!([]))
    );
}

#[test]
fn a_page_is_sent_one_sight_until_it_has_drawn_it() {
    let server = Running::start(table());
    let mut page = server.client();
    page.open("counting", &[]);
    page.say(json!({ "do": "speed", "steps_per_second": 1000 }));
    let first = page.next_unseen();
    assert_eq!((&first["is"], &first["step"]), (&json!("sight"), &json!(0)));
    page.order("play");
    for _ in 0..3 {
        // Whatever else is asked for is answered; no second sight is among it.
        page.order("csv");
        assert_eq!(page.next_unseen()["is"], "csv");
    }
    page.order("pause");
    page.order("seen");
    let latest = page.next_unseen();
    assert_eq!(
        (&latest["is"], &latest["playing"]),
        (&json!("sight"), &json!(false))
    );
    // It shows how it is, not how it was.
    page.order("seen");
    page.order("step");
    page.at(latest["step"].as_u64().unwrap() + 1);
}

#[test]
fn two_settings_are_compared_and_turned() {
    let server = Running::start(table());
    let mut page = server.client();
    page.open("counting", &[("seed", "7")]);
    page.say(json!({ "do": "compare", "on": true }));
    let both = page.sight(|sight| sight["sides"].as_array().unwrap().len() == 2);
    assert_eq!(both["sides"][0]["numbers"], both["sides"][1]["numbers"]);
    page.say(json!({ "do": "seek", "step": 10 }));
    page.at(10);
    page.turn("b", ("rate", "5"));
    let live = page.sight(|sight| sight["answer"] == "live");
    assert_eq!((&live["step"], &live["seed"]), (&json!(10), &json!(7)));
    assert_eq!(live["sides"][1]["values"]["rate"], 5.0);
    assert_eq!(live["link"], "#seed=7&step=10&b.=&turn=10:b.rate=5");
    page.say(json!({ "do": "touch", "panel": 0, "x": 1.0, "y": 100.0 }));
    let sum = |sight: &serde_json::Value, side: usize| {
        sight["sides"][side]["numbers"][0][1].as_f64().unwrap()
    };
    page.sight(|sight| sum(sight, 0) > 100.0 && sum(sight, 1) > 100.0);
    page.turn("a", ("from", "3"));
    let anew = page.sight(|sight| sight["answer"] == "anew");
    assert_eq!(
        (&anew["step"], &anew["sides"][0]["numbers"]),
        (&json!(0), &json!([["sum", 3.0]]))
    );
    page.say(json!({ "do": "preset", "name": "By twos" }));
    let preset = page.sight(|sight| sight["sides"][0]["values"]["rate"] == 2.0);
    assert_eq!(preset["sides"][1]["values"]["rate"], 3.0);
    assert_eq!(preset["seed"], 7);
    page.say(json!({ "do": "seed", "seed": 8 }));
    page.sight(|sight| sight["seed"] == 8 && sight["sides"][0]["values"]["rate"] == 2.0);
    page.say(json!({ "do": "compare", "on": false }));
    page.sight(|sight| sight["sides"].as_array().unwrap().len() == 1);
}

#[test]
fn what_came_with_a_link_is_turned_again_until_a_knob_is_turned_by_hand() {
    let server = Running::start(table());
    let mut page = server.client();
    page.open("counting", &[("turn", "2:rate=5"), ("step", "4")]);
    page.at(4);
    page.order("reset");
    assert_eq!(page.at(0)["link"], "#turn=2:rate=5");
    page.say(json!({ "do": "compare", "on": true }));
    let both = page.sight(|sight| sight["sides"].as_array().unwrap().len() == 2);
    assert_eq!(both["link"], "#b.=&turn=2:rate=5&turn=2:b.rate=5");
    page.say(json!({ "do": "compare", "on": false }));
    let alone = page.sight(|sight| sight["sides"].as_array().unwrap().len() == 1);
    assert_eq!(alone["link"], "#turn=2:rate=5");
    page.say(json!({ "do": "seek", "step": 4 }));
    page.at(4);
    page.turn("a", ("rate", "7"));
    page.sight(|sight| sight["answer"] == "live");
    page.order("reset");
    assert_eq!(page.at(0)["link"], "#rate=7");
}

#[test]
fn the_numbers_are_those_without_a_page() {
    let table = Table::of_course();
    let server = Running::start(table.clone());
    let folder = tempfile::tempdir().unwrap();
    for row in table.rows() {
        let name = row.entry.name;
        let mut page = server.client();
        page.open(name, &[("seed", "3"), ("step", "4")]);
        page.sight(|sight| sight["seeking"] == false);
        let file = folder.path().join(name);
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_labs"))
            .args([name, "--seed", "3", "--steps", "4", "--headless", "--csv"])
            .arg(&file)
            .output()
            .unwrap();
        assert!(status.status.success(), "{name}: {status:?}");
        assert_eq!(
            page.csv(),
            std::fs::read_to_string(&file).unwrap(),
            "{name}"
        );
    }
    assert!(!table.rows().is_empty());
}

#[test]
fn two_pages_with_one_demo_do_not_know_of_each_other() {
    let server = Running::start(table());
    let [mut one, mut other] = [(); 2].map(|()| server.client());
    one.open("counting", &[("step", "9")]);
    other.open("counting", &[("rate", "2"), ("step", "3")]);
    one.at(9);
    let third = other.at(3);
    one.turn("a", ("rate", "7"));
    one.sight(|sight| sight["answer"] == "live");
    one.order("reset");
    one.at(0);
    other.order("step");
    other.at(4);
    other.order("back");
    assert_eq!(seen(&other.at(3)), seen(&third));
    assert_eq!(server.sessions.live(), 2);
}

#[test]
fn twenty_pages_play_at_once() {
    let server = Running::start(table());
    let mut pages: Vec<_> = (0..20).map(|_| server.client()).collect();
    for page in &mut pages {
        page.open("counting", &[]);
        page.say(json!({ "do": "speed", "steps_per_second": 1000 }));
        page.order("play");
    }
    for page in &mut pages {
        let mut before = 0;
        for _ in 0..10 {
            let sight = page.sight(|sight| sight["step"].as_u64() > Some(before));
            before = sight["step"].as_u64().unwrap();
        }
    }
    drop(pages);
    server.until(0);
}

#[test]
fn a_page_that_is_closed_while_a_step_is_done_ends_its_thread() {
    let server = Running::start(table());
    let mut page = server.client();
    page.open("waiting", &[("gate", "0")]);
    page.order("play");
    GATES[0].until_reached();
    drop(page);
    assert_eq!(server.sessions.live(), 1);
    GATES[0].open();
    server.until(0);
    // The step that was under way is the last one but for those of the same stretch, which has ended.
    let reached = GATES[0].reached();
    let mut other = server.client();
    other.open("counting", &[("step", "100")]);
    other.at(100);
    assert_eq!(GATES[0].reached(), reached);
}

#[test]
fn a_server_that_stops_waits_for_its_sessions() {
    let server = Running::start(table());
    let mut page = server.client();
    page.open("waiting", &[("gate", "1")]);
    page.order("play");
    let mut idle = server.client();
    idle.open("counting", &[]);
    GATES[1].until_reached();
    let stopping = server.stop();
    // The page is told at once, while the step is still under way.
    let closed = loop {
        if let Message::Close(frame) = idle.socket.read().unwrap() {
            break frame.unwrap();
        }
    };
    assert_eq!(closed.reason.as_str(), "the server has stopped");
    assert!(!stopping.is_finished());
    GATES[1].open();
    assert_eq!(stopping.join().unwrap(), 2);
}
