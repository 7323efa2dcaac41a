//! Knobs that are turned and panels that are clicked on the way.

use super::*;
use crate::demo::{Answer, MOST_TURNS, Side};

fn turn(show: &mut Show, rate: &str) {
    assert_eq!(show.turn(Side::A, ("rate", rate)).unwrap(), Answer::Live);
}

#[test]
fn a_knob_acts_from_its_step_on_and_is_in_force_after_going_back() {
    for entry in [&HOLDING, &BARE] {
        let mut show = show_of(entry, "step=10");
        turn(&mut show, "3");
        show.go_to(20).unwrap();
        assert_eq!(number(&mut show, 0, "total"), 10.0 + 30.0);
        for (step, rate, total) in [
            (9, 1.0, 9.0),
            (10, 3.0, 10.0),
            (11, 3.0, 13.0),
            (0, 1.0, 0.0),
        ] {
            show.go_to(step).unwrap();
            assert_eq!(number(&mut show, 0, "rate"), rate, "at step {step}");
            assert_eq!(number(&mut show, 0, "total"), total, "at step {step}");
            let values = serde_json::to_value(&show.sight().unwrap().sides[0].values).unwrap();
            assert_eq!(values["rate"], rate, "at step {step}");
        }
        show.go_to(20).unwrap();
        assert_eq!(number(&mut show, 0, "total"), 40.0);
        assert_eq!(show.scene().link(), "#step=20&turn=10:rate=3");
    }
}

#[test]
fn before_the_first_step_a_knob_is_part_of_the_settings() {
    let mut show = show_of(&BARE, "b.=");
    turn(&mut show, "3");
    show.turn(Side::B, ("rate", "4")).unwrap();
    assert_eq!(show.scene().link(), "#rate=3&b.rate=4");
    show.go_to(5).unwrap();
    show.go_to(0).unwrap();
    show.go_to(2).unwrap();
    assert_eq!(
        [0, 1].map(|side| number(&mut show, side, "total")),
        [6.0, 8.0]
    );
    // What comes after a touch acts after it.
    let mut show = show_of(&BARE, "");
    show.touch(touch(1.0, 0.0)).unwrap();
    turn(&mut show, "3");
    assert_eq!(show.scene().link(), "#turn=0:touch=0,1,0&turn=0:rate=3");
    show.go_to(2).unwrap();
    show.go_to(0).unwrap();
    assert_eq!(number(&mut show, 0, "total"), 1.0);
    // The touch knows what was turned before it, also where that is turned once more.
    let mut show = show_of(&BARE, "");
    turn(&mut show, "3");
    show.touch(touch(1.0, 0.0)).unwrap();
    turn(&mut show, "4");
    assert_eq!(
        show.scene().link(),
        "#rate=3&turn=0:touch=0,1,0&turn=0:rate=4"
    );
    assert_eq!(
        [number(&mut show, 0, "total"), number(&mut show, 0, "rate")],
        [3.0, 4.0]
    );
    // A link may say it as a turn too.
    let mut show = show_of(&BARE, "turn=0:rate=3&turn=0:noisy=true&step=2");
    show.go_to(0).unwrap();
    turn(&mut show, "4");
    assert_eq!(show.scene().link(), "#rate=4&noisy=true");
}

#[test]
fn of_one_knob_at_one_step_the_last_turn_counts() {
    let mut show = show_of(&HOLDING, "step=5&noisy=true");
    for rate in 0..2 * MOST_TURNS {
        turn(&mut show, &format!("{}", rate % 7));
        show.turn(Side::A, ("noisy", "false")).unwrap();
    }
    assert_eq!(show.scene().turns.len(), 2);
    assert_eq!(show.players().next().unwrap().turns().len(), 2);
    let rate = (2 * MOST_TURNS - 1) % 7;
    let link = format!("#noisy=true&step=5&turn=5:rate={rate}&turn=5:noisy=false");
    assert_eq!(show.scene().link(), link);
    assert_eq!(seen(&mut show), seen(&mut show_of(&HOLDING, &link)));
}

#[test]
fn a_turn_that_is_replaced_has_never_been_whatever_followed_it() {
    for back in [false, true] {
        let mut show = show_of(&HOLDING, "step=5");
        turn(&mut show, "3");
        show.touch(touch(1.0, 0.0)).unwrap();
        assert_eq!(number(&mut show, 0, "total"), 5.0 + 3.0);
        if back {
            // The state before these turns is not at hand any more.
            show.go_to(3000).unwrap();
            show.go_to(5).unwrap();
        }
        turn(&mut show, "4");
        assert_eq!(number(&mut show, 0, "total"), 5.0 + 1.0);
        assert_eq!(
            show.scene().link(),
            "#step=5&turn=5:touch=0,1,0&turn=5:rate=4"
        );
    }
}

#[test]
fn a_turn_or_touch_that_fails_has_never_been() {
    for step in [0, 6] {
        let link = format!("noisy=true&b.rate=2&turn=6:rate=3&turn=12:touch=0,1,0&step={step}");
        let mut show = show_of(&BARE, &link);
        show.go_to(20).unwrap();
        show.go_to(step).unwrap();
        let (there, scene, csv) = (seen(&mut show), show.scene(), show.csv());
        for _ in 0..2 {
            assert!(show.turn(Side::A, ("rate", "9.5")).is_err());
            assert_eq!(seen(&mut show), there);
            assert!(show.turn(Side::B, ("rate", "9.5")).is_err());
            assert_eq!(seen(&mut show), there);
            assert!(show.turn(Side::A, ("rate", "11")).is_err());
            assert!(show.touch(touch(1.0, -1.0)).is_err());
        }
        assert_eq!((show.scene(), show.csv()), (scene, csv));
        let values = show.players().next().unwrap().values().text("rate");
        assert_eq!(values, if step == 0 { "1" } else { "3" });
        assert_eq!(seen(&mut show), there);
        show.go_to(20).unwrap();
        let mut again = show_of(&BARE, &show.scene().link());
        assert_eq!(seen(&mut show), seen(&mut again));
    }
}

#[test]
fn a_turn_of_a_link_that_fails_is_told_at_its_step() {
    let mut show = show_of(&HOLDING, "step=4");
    let there = seen(&mut show);
    let (mut scene, _) = Scene::from_link(&HOLDING, "turn=5:rate=9.5");
    scene.step = 4;
    let mut show = Show::new(scene, &start()).unwrap();
    show.go_to(4).unwrap();
    for _ in 0..2 {
        assert!(show.step().is_err());
        assert_eq!(show.players().next().unwrap().values().text("rate"), "1");
        assert_eq!(seen(&mut show), there);
    }
    turn(&mut show, "2");
    show.go_to(10).unwrap();
    assert_eq!(number(&mut show, 0, "total"), 4.0 + 12.0);
}

#[test]
fn where_a_touch_fails_on_one_side_it_happens_on_none() {
    let mut show = show_of(&HOLDING, "b.rate=5&step=6");
    let there = seen(&mut show);
    assert!(show.touch(touch(1.0, -4.0)).is_err());
    assert_eq!(seen(&mut show), there);
    show.step().unwrap();
    assert_eq!(
        [0, 1].map(|side| number(&mut show, side, "total")),
        [7.0, 35.0]
    );
    show.touch(touch(1.0, -6.0)).unwrap();
    assert_eq!(
        [0, 1].map(|side| number(&mut show, side, "total")),
        [8.0, 40.0]
    );
}

#[test]
fn a_turn_after_going_back_forgets_what_lay_beyond() {
    let mut show = show_of(&HOLDING, "b.=&step=30&turn=20:rate=5&turn=8:b.rate=7");
    show.go_to(10).unwrap();
    assert_eq!(
        (show.sight().unwrap().furthest, show.csv().lines().count()),
        (30, 32)
    );
    turn(&mut show, "2");
    assert_eq!(
        show.scene().link(),
        "#step=10&b.=&turn=8:b.rate=7&turn=10:rate=2"
    );
    assert_eq!(
        (show.sight().unwrap().furthest, show.csv().lines().count()),
        (10, 12)
    );
    show.go_to(30).unwrap();
    assert_eq!(
        [0, 1].map(|side| number(&mut show, side, "total")),
        [50.0, 8.0 + 22.0 * 7.0]
    );
    let again = show_of(&HOLDING, &show.scene().link());
    assert_eq!(show.csv(), again.csv());
}

#[test]
fn more_touches_than_a_link_holds_are_refused_and_the_show_goes_on() {
    let mut show = show_of(&HOLDING, "step=5");
    for _ in 0..MOST_TURNS - 1 {
        show.touch(touch(1.0, 0.0)).unwrap();
    }
    turn(&mut show, "2");
    let there = seen(&mut show);
    let error = show.touch(touch(1.0, 0.0)).unwrap_err();
    assert!(error.to_string().contains("reset"), "{error}");
    assert_eq!(seen(&mut show), there);
    // The turn that is there can still be replaced.
    turn(&mut show, "3");
    assert_eq!(show.scene().turns.len(), MOST_TURNS);
    assert_eq!(
        seen(&mut show),
        seen(&mut show_of(&HOLDING, &show.scene().link()))
    );
    show.go_to(4).unwrap();
    turn(&mut show, "1");
    assert_eq!(show.scene().turns.len(), 1);
}
