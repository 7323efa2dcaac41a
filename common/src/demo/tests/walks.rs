//! Whatever a lecturer does, the link of the show leads to the same sight and the same CSV.

use super::*;
use crate::demo::Side;
use by_hand::Stream;

/// Does something at random.
fn act(show: &mut Show, random: &mut Stream) {
    let (step, furthest) = (show.steps(), show.sight().unwrap().furthest);
    let side = [Side::A, Side::B][random.below(2)];
    // Rates from 9 on are refused, from 8 on they diverge, and side B may not be there.
    let rate = format!("{}", random.below(21) as f64 / 2.0);
    match random.below(14) {
        0..=4 => drop(
            (0..random.below(30))
                .map(|_| show.step())
                .collect::<Vec<_>>(),
        ),
        5 => show.go_to(step.saturating_sub(1)).unwrap(),
        6 => drop(show.go_to(random.below(furthest + 5))),
        7 => drop(show.go_to(random.below(step + 1))),
        8 | 9 => drop(show.turn(side, ("rate", &rate))),
        10 => drop(show.turn(
            side,
            (
                "noisy",
                if step.is_multiple_of(2) {
                    "true"
                } else {
                    "false"
                },
            ),
        )),
        11 => drop(show.touch(touch(1.0, random.below(4) as f64 - 1.0))),
        12 => show.seek(random.below(furthest + 1)).unwrap(),
        _ => drop(show.sight().unwrap()),
    }
}

/// All but the furthest step.
fn sides(show: &mut Show) -> String {
    let sight = show.sight().unwrap();
    let seen = (sight.step, sight.finished, sight.sides);
    serde_json::to_string(&seen).unwrap()
}

#[test]
fn every_walk_is_the_same_as_its_link() {
    let scenes = [
        "noisy=true&seed=7",
        "noisy=true&b.rate=2&end=60",
        "b.noisy=true&end=25&b.end=70&seed=8",
        "b.rate=3&b.fails=40&noisy=true",
    ];
    let streams = Streams::new(11);
    for (number, link) in (0..160).map(|number| (number, scenes[number % scenes.len()])) {
        let entry = [&HOLDING, &BARE][number / 4 % 2];
        let mut random = streams.at("walks", number as u64);
        let mut show = show_of(entry, link);
        for action in 0..40 {
            act(&mut show, &mut random);
            let link = show.scene().link();
            let mut again = show_of(entry, &link);
            let said = format!("walk {number}, action {action}: {link}");
            assert_eq!(sides(&mut show), sides(&mut again), "{said}");
            let furthest = show.sight().unwrap().furthest;
            again.go_to(furthest).unwrap();
            assert_eq!(show.csv(), again.csv(), "{said} to {furthest}");
            assert_eq!(again.steps(), furthest, "{said}");
        }
    }
}
