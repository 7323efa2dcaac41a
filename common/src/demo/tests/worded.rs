//! Scenes as words, links and command lines.

use super::*;
use crate::demo::{Act, Side, Turn, Values};
use by_hand::Stream;

/// What a knob may be set to, as text.
fn value(name: &str, random: &mut Stream) -> String {
    match name {
        "rate" => format!(
            "{}",
            random.uniform() * 10.0 * 10_f64.powi(-(random.below(9) as i32))
        ),
        "noisy" => ["true", "false"][random.below(2)].into(),
        "kind" => ["plain", "with space", "a=b&c"][random.below(3)].into(),
        _ => random.below(1_000_001).to_string(),
    }
}

fn values(random: &mut Stream) -> Values {
    let knobs = (HOLDING.knobs)();
    let mut values = Values::defaults(&knobs);
    for knob in &knobs {
        if random.below(2) == 0 {
            values
                .set(&knobs, (knob.name, &value(knob.name, random)))
                .unwrap();
        }
    }
    values
}

fn scene(random: &mut Stream) -> Scene {
    let mut scene = Scene::new(&HOLDING);
    scene.a = values(random);
    scene.b = (random.below(2) == 0).then(|| values(random));
    scene.seed = [42, 0, random.seed() >> 1, i64::MAX as u64][random.below(4)];
    scene.step = [0, random.below(1000), 100_000_000][random.below(3)];
    let mut step = 0;
    for _ in 0..random.below(8) {
        step += random.below(3);
        let name = ["rate", "noisy"][random.below(2)];
        let (x, y) = (random.normal(), random.normal() * 1e-9);
        let (side, act) = match random.below(3) {
            0 => (
                Side::A,
                Act::Touch(Touch {
                    panel: random.below(3),
                    x,
                    y,
                }),
            ),
            1 if scene.b.is_some() => (Side::B, knob(name, random)),
            _ => (Side::A, knob(name, random)),
        };
        scene.note(side, Turn { step, act }).unwrap();
    }
    scene
}

fn knob(name: &str, random: &mut Stream) -> Act {
    Act::read(&(HOLDING.knobs)(), (name, &value(name, random))).unwrap()
}

#[test]
fn words_links_and_command_lines_lead_back_to_the_scene() {
    for number in 0..2000 {
        let scene = scene(&mut Streams::new(3).at("scenes", number));
        let words = scene.words();
        let words = words.iter().map(|(name, text)| (&**name, &**text));
        let (read, wrong) = Scene::read(&HOLDING, words);
        assert!(wrong.is_empty(), "{wrong:?}");
        assert_eq!(read, scene);
        assert_eq!(read.words(), scene.words());
        let link = scene.link();
        assert!(
            link.is_ascii() && !link.contains([' ', '+', '"', '<']),
            "{link}"
        );
        let (read, wrong) = Scene::from_link(&HOLDING, &link);
        assert!(wrong.is_empty() && read == scene, "{link}: {wrong:?}");
        assert_eq!(from_command(&scene.command_line()), scene);
    }
}

/// The scene of a command line, as the labs read it.
fn from_command(line: &str) -> Scene {
    let words = shlex::split(line).unwrap();
    assert_eq!(words[..6], ["cargo", "run", "-p", "labs", "--", "counter"]);
    let pairs = words[6..].chunks(2).map(|pair| {
        let flag = pair[0].strip_prefix("--").unwrap();
        match (flag, pair[1].split_once('=')) {
            ("steps", _) => ("step".into(), pair[1].clone()),
            ("b", Some((name, text))) => (format!("b.{name}"), text.into()),
            ("b", None) => ("b.".into(), pair[1].clone()),
            _ => (flag.into(), pair[1].clone()),
        }
    });
    let pairs: Vec<(String, String)> = pairs.collect();
    let (scene, wrong) = Scene::read(&HOLDING, pairs.iter().map(|(a, b)| (&**a, &**b)));
    assert!(wrong.is_empty(), "{line}: {wrong:?}");
    scene
}

#[test]
fn words_are_as_people_write_them() {
    let link = "#rate=0.1&kind=with%20space&seed=7&step=120&b.rate=3&b.kind=a=b%26c\
                &turn=5:touch=0,0.5,-2&turn=120:rate=0.5&turn=120:b.rate=5";
    let (scene, wrong) = Scene::from_link(&HOLDING, link);
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(scene.link(), link);
    assert_eq!(
        scene.command_line(),
        "cargo run -p labs -- counter --rate 0.1 --kind 'with space' --seed 7 --steps 120 --b rate=3 \
         --b 'kind=a=b&c' --turn 5:touch=0,0.5,-2 --turn 120:rate=0.5 --turn 120:b.rate=5"
    );
    let (scene, _) = Scene::from_link(&HOLDING, "b.=");
    assert_eq!(scene.link(), "#b.=");
    assert_eq!(scene.command_line(), "cargo run -p labs -- counter --b ''");
    assert_eq!(Scene::new(&HOLDING).link(), "#");
    assert_eq!(
        Scene::new(&HOLDING).command_line(),
        "cargo run -p labs -- counter"
    );
    // Side B differs from what side A is in the end, in whatever order they stand.
    let (scene, _) = Scene::from_link(&HOLDING, "b.noisy=true&rate=3");
    assert_eq!(scene.b.unwrap().text("rate"), "3");
}

#[test]
fn a_preset_is_read_like_a_link() {
    let preset = &HOLDING.words.presets[0];
    let (scene, wrong) = Scene::preset(&HOLDING, preset);
    assert!(wrong.is_empty());
    assert_eq!(scene.link(), "#noisy=true&seed=7&b.noisy=false");
}

#[test]
fn what_cannot_be_is_told_one_by_one_and_left_out() {
    let wrong = [
        ("seed", "-1", "seed -1: a whole number from 0"),
        ("seed", "9223372036854775808", "a whole number"),
        (
            "step",
            "100000001",
            "step 100000001: a whole number from 0 to 100000000",
        ),
        ("step", "1.5", "a whole number"),
        ("rate", "10.01", "rate 10.01: a number from 0 to 10"),
        ("rate", "NaN", "a number from 0 to 10"),
        ("rate", "inf", "a number from 0 to 10"),
        ("rate", "", "a number from 0 to 10"),
        ("end", "-0.5", "a whole number from 0 to 1000000"),
        ("noisy", "yes", "true or false"),
        ("kind", "Plain", "one of plain"),
        ("raet", "1", "Did you mean 'rate'?"),
        ("ln", "1", "there is no knob 'ln'. There are:"),
        ("", "1", "there is no knob ''"),
        ("b.seed", "1", "there is no knob 'seed'"),
        ("b.rate", "11", "a number from 0 to 10"),
        ("turn", "5", "say it as 120:lr=0.1"),
        ("turn", "5:rate", "say it as 120:lr=0.1"),
        ("turn", "x:rate=1", "step x: a whole number"),
        ("turn", "5:rate=11", "a number from 0 to 10"),
        ("turn", "5:end=11", "the knob 'end' begins anew"),
        ("turn", "5:touch=0,0", "touch=0,0.5,0.25"),
        ("turn", "5:touch=0,0,inf", "touch=0,0.5,0.25"),
        ("turn", "5:touch=-1,0,0", "touch=0,0.5,0.25"),
        ("turn", "5:b.touch=0,0,0", "say it as"),
    ];
    for (name, text, told) in wrong {
        let words = [
            ("rate", "2"),
            (name, text),
            ("noisy", "true"),
            ("b.rate", "3"),
        ];
        let (scene, wrong) = Scene::read(&HOLDING, words);
        let wrong: Vec<_> = wrong.iter().map(ToString::to_string).collect();
        assert!(
            wrong.len() == 1 && wrong[0].contains(told),
            "{name}={text}: {wrong:?}"
        );
        assert_eq!(scene.link(), "#rate=2&noisy=true&b.rate=3", "{name}={text}");
    }
    // Of B nothing is left to compare; beside what is left, or nothing asked for, it stays.
    for (link, left) in [
        ("b.rate=11", ""),
        ("b.rate=11&b.noisy=true", "#b.noisy=true"),
        ("b.=", "#b.="),
    ] {
        let (scene, _) = Scene::from_link(&HOLDING, link);
        assert_eq!(scene.link().trim_end_matches('#'), left, "{link}");
    }
    let (scene, wrong) = Scene::from_link(&HOLDING, "turn=5:b.rate=1&turn=3:rate=2");
    assert_eq!(wrong.len(), 1);
    assert_eq!(scene.link(), "#turn=3:rate=2");
    let (scene, _) = Scene::from_link(&HOLDING, "turn=9:rate=1&turn=3:rate=2&turn=5:noisy=true");
    assert_eq!(
        scene.link(),
        "#turn=3:rate=2&turn=5:noisy=true&turn=9:rate=1"
    );
    let long = "9".repeat(100_000);
    let (_, wrong) = Scene::read(&HOLDING, [(&*long, "1"), ("rate", &long), ("turn", &long)]);
    assert_eq!(wrong.len(), 3);
    assert!(
        wrong.iter().all(|error| error.to_string().len() < 300),
        "{wrong:?}"
    );
}

#[test]
fn garbage_never_panics_and_each_piece_of_it_is_told() {
    const PIECES: [&str; 24] = [
        "rate", "noisy", "end", "seed", "step", "turn", "touch", "b.", "b", ".", ":", "=", ",",
        "-", "%", "%4", "%41", "1", "0.5", "1e999", "NaN", "é", "\u{0}", "true",
    ];
    let mut random = Streams::new(5).stream("garbage");
    let mut text = |most| {
        let pieces = (0..random.below(most)).map(|_| PIECES[random.below(PIECES.len())]);
        pieces.collect::<String>()
    };
    let pairs: Vec<(String, String)> = (0..100_000).map(|_| (text(3), text(6))).collect();
    let mut kept = 0;
    for pair in pairs.iter().map(|(name, text)| (&**name, &**text)) {
        let (scene, wrong) = Scene::read(&HOLDING, [pair]);
        assert!(wrong.len() <= 1);
        // What was not told has been read, and what was told has left nothing behind.
        let (again, none) = Scene::from_link(&HOLDING, &scene.link());
        assert!(none.is_empty() && again == scene, "{pair:?}: {none:?}");
        let changed = scene != Scene::new(&HOLDING);
        assert!(
            !changed || wrong.is_empty() || pair.0.starts_with("b."),
            "{pair:?}: {wrong:?}"
        );
        kept += usize::from(changed);
    }
    assert!((100..50_000).contains(&kept), "{kept} pairs mean something");
    let all = pairs.iter().map(|(name, text)| (&**name, &**text));
    let (scene, wrong) = Scene::read(&HOLDING, all);
    assert!(wrong.len() > 50_000 && scene.turns.len() <= crate::demo::MOST_TURNS);
}
