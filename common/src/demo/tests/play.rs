//! Forward, back, side by side, to the end, and where a step fails.

use super::*;
use crate::demo::{Answer, Cause, Side};

#[test]
fn back_and_on_again_is_the_same_sight_at_every_step() {
    for entry in [&HOLDING, &BARE] {
        let mut show = show_of(
            entry,
            "rate=2&noisy=true&turn=4:rate=3&turn=9:touch=0,0.5,0",
        );
        let mut sights = Vec::new();
        for step in 0..40 {
            show.go_to(step).unwrap();
            sights.push(number(&mut show, 0, "total"));
        }
        let last = seen(&mut show);
        for back in (0..40).rev().chain([3, 30, 4, 10, 9, 0]) {
            show.go_to(back).unwrap();
            assert_eq!(
                number(&mut show, 0, "total"),
                sights[back],
                "at step {back}"
            );
            while show.steps() < 39 {
                show.step().unwrap();
            }
            assert_eq!(seen(&mut show), last, "from step {back}");
        }
    }
}

#[test]
fn what_is_drawn_at_random_follows_from_seed_and_step() {
    let total = |link| number(&mut show_of(&HOLDING, link), 0, "total");
    assert_eq!(total("noisy=true&step=20"), total("noisy=true&step=20"));
    assert_ne!(
        total("noisy=true&step=20"),
        total("noisy=true&step=20&seed=7")
    );
    let mut show = show_of(&HOLDING, "noisy=true&b.=&step=20");
    assert_eq!(number(&mut show, 0, "total"), number(&mut show, 1, "total"));
}

#[test]
fn a_side_that_has_ended_waits_for_the_other() {
    let mut show = show_of(&HOLDING, "end=5&b.end=9");
    let steps = std::iter::from_fn(|| show.step().unwrap().then_some(())).count();
    assert_eq!((steps, show.steps(), show.is_finished()), (9, 9, true));
    assert!(!show.step().unwrap() && show.steps() == 9);
    let totals = [0, 1].map(|side| number(&mut show, side, "total"));
    assert_eq!(totals, [5.0, 9.0]);
    let csv = show.csv();
    assert!(csv.contains("\n5,5,2.5,1,5,2.5,1\n"), "{csv}");
    assert!(csv.ends_with("\n9,,,,9,4.5,1\n"), "{csv}");
    let there = seen(&mut show);
    for back in [7, 2, 8] {
        show.go_to(back).unwrap();
        assert!(!show.is_finished());
        show.go_to(9).unwrap();
        assert_eq!(seen(&mut show), there);
    }
    assert_eq!(show.scene().step, 9);
}

#[test]
fn what_has_ended_can_be_woken_and_a_link_wakes_it_too() {
    let mut show = show_of(&HOLDING, "end=5&b.end=9&step=7");
    show.touch(touch(1.0, 0.0)).unwrap();
    show.go_to(1000).unwrap();
    // Side A slept for two steps, and got three more.
    assert_eq!((show.steps(), number(&mut show, 0, "total")), (10, 9.0));
    let mut again = show_of(&HOLDING, &show.scene().link());
    assert_eq!(seen(&mut again), seen(&mut show));
    assert_eq!(again.csv(), show.csv());
}

#[test]
fn to_go_beyond_the_end_ends_there() {
    let mut show = show_of(&HOLDING, "end=5&step=1000");
    assert_eq!((show.steps(), show.is_seeking()), (5, false));
    show.seek(2000).unwrap();
    assert!(!show.is_seeking());
    show.seek(2).unwrap();
    show.go_to(2000).unwrap();
    assert_eq!(show.steps(), 5);
}

#[test]
fn a_step_that_fails_leaves_both_sides_where_they_were() {
    for (link, of_a) in [("fails=7&b.fails=0", true), ("b.fails=7", false)] {
        let mut show = show_of(&HOLDING, &format!("noisy=true&{link}&step=6"));
        let there = seen(&mut show);
        for _ in 0..3 {
            let error = show.step().unwrap_err();
            assert_eq!(error.to_string(), "this step fails");
            assert_eq!((show.steps(), show.is_seeking()), (6, false));
            assert_eq!(seen(&mut show), there, "side A fails: {of_a}");
        }
        assert!(show.go_to(9).is_err());
        show.go_to(3).unwrap();
        show.go_to(6).unwrap();
        assert_eq!(seen(&mut show), there);
        show.touch(touch(1.0, 0.0)).unwrap();
        assert!(show.turn(Side::A, ("rate", "9.5")).is_err());
        show.reset().unwrap();
        assert_eq!((show.steps(), show.scene().a.text("rate")), (0, "1".into()));
    }
}

#[test]
fn a_panic_halfway_is_mended_like_a_failure() {
    let mut show = show_of(&HOLDING, "noisy=true&b.=&step=6");
    let there = seen(&mut show);
    // What a caught panic leaves behind: one side ahead, the other halfway.
    show.players_mut().next().unwrap().step().unwrap();
    show.players_mut().nth(1).unwrap().leave_halfway();
    assert_eq!(show.steps(), 6);
    assert_eq!(number(&mut show, 0, "total"), number(&mut show, 1, "total"));
    show.seek(6).unwrap();
    let now = seen(&mut show).replace("\"furthest\":7", "\"furthest\":6");
    assert_eq!(now, there);
}

#[test]
fn divergence_is_said_with_its_step_and_not_before() {
    let remark = |show: &mut Show| {
        let remarks = show.sight().unwrap().sides.remove(0).frame.remarks;
        let found = remarks.into_iter().find(|it| it.cause == Cause::Diverged);
        found.map(|it| it.words)
    };
    // 8e100, 8e200, 8e300, and then no number.
    let mut show = show_of(&HOLDING, "rate=8&step=10");
    for _ in 0..2 {
        let words = remark(&mut show).unwrap();
        assert!(words.starts_with("Diverged at step 4:"), "{words}");
        assert!(show.has_diverged());
        show.go_to(3).unwrap();
        assert!(remark(&mut show).is_none() && !show.has_diverged());
        show.go_to(4).unwrap();
        assert!(remark(&mut show).is_some() && show.has_diverged());
    }
    show.go_to(3).unwrap();
    show.turn(Side::A, ("rate", "0.5")).unwrap();
    show.go_to(20).unwrap();
    assert!(remark(&mut show).is_none() && !show.has_diverged());
    // Between the steps that have rows it is said as exactly as it is known, looked at or not.
    let link = "turn=5000:rate=8&step=5004";
    let words = remark(&mut show_of(&HOLDING, link)).unwrap();
    assert!(words.contains("between step 5000 and 5004:"), "{words}");
    let link = link.replace("5004", "5005");
    let mut looked = show_of(&HOLDING, &link.replace("5005", "5004"));
    seen(&mut looked);
    looked.go_to(5005).unwrap();
    assert_eq!(seen(&mut looked), seen(&mut show_of(&HOLDING, &link)));
}

#[test]
fn other_settings_begin_anew_or_the_show_goes_on() {
    let mut show = show_of(&HOLDING, "noisy=true&seed=7&step=6&turn=3:rate=2");
    let there = seen(&mut show);
    for (side, word) in [
        (Side::A, ("end", "13")),
        (Side::B, ("end", "5")),
        (Side::A, ("end", "-1")),
        (Side::A, ("edn", "5")),
    ] {
        assert!(show.turn(side, word).is_err(), "{word:?}");
        assert_eq!(seen(&mut show), there, "{word:?}");
    }
    assert_eq!(show.turn(Side::A, ("end", "5")).unwrap(), Answer::Anew);
    assert_eq!(show.scene().link(), "#rate=2&noisy=true&end=5&seed=7");
    show.compare(true).unwrap();
    assert_eq!(show.turn(Side::B, ("end", "4")).unwrap(), Answer::Anew);
    assert_eq!(
        show.scene().link(),
        "#rate=2&noisy=true&end=5&seed=7&b.end=4"
    );
    show.compare(false).unwrap();
    assert_eq!(show.scene().link(), "#rate=2&noisy=true&end=5&seed=7");
}
