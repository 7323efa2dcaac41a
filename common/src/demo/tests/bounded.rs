//! Memory and work are bounded, however many steps.

use super::*;
use crate::demo::Side;
use crate::demo::history::History;
use crate::demo::kept::Kept;

fn added(history: &mut History, steps: impl IntoIterator<Item = usize>) {
    for step in steps {
        history.add(step, &vec![("step", step as f64)]);
    }
}

fn rows(history: &History) -> Vec<usize> {
    history.rows().map(|row| row.0).collect()
}

#[test]
fn rows_follow_from_the_furthest_step_alone() {
    let mut history = History::new();
    added(&mut history, 0..=9000);
    let expected = (0..1024)
        .chain((1024..2048).step_by(2))
        .chain((2048..4096).step_by(4));
    let expected = expected
        .chain((4096..8192).step_by(8))
        .chain((8192..=9000).step_by(16));
    assert_eq!(rows(&history), expected.collect::<Vec<_>>());
    // Others in between, twice or again, change nothing.
    let mut again = History::new();
    for step in 0..=9000_usize {
        added(&mut again, [step, step.saturating_sub(7), step]);
    }
    assert_eq!(rows(&again), rows(&history));
    assert_eq!(history.curve("step")[1025], (1026.0, 1026.0));
    assert!(history.curve("other").is_empty());
    added(&mut history, 9001..=1_000_000);
    assert!(rows(&history).len() < 6500, "{}", rows(&history).len());
    // Back at an early step nothing is missing.
    history.forget_beyond(100);
    added(&mut history, 101..=1000);
    assert_eq!(rows(&history), (0..=1000).collect::<Vec<_>>());
}

#[test]
fn a_reader_gets_what_it_does_not_have() {
    let mut history = History::new();
    added(&mut history, 0..10);
    let (revision, kept, rows) = history.since(0, 5);
    assert_eq!((kept, rows.len()), (0, 10));
    added(&mut history, 10..12);
    let (same, kept, rows) = history.since(revision, 10);
    assert_eq!((same, kept, rows.len()), (revision, 10, 2));
    // The same numbers once more drop nothing, others do.
    history.replace(11, &vec![("step", 11.0)]);
    assert_eq!(history.since(revision, 12).1, 12);
    history.replace(11, &vec![("step", f64::NAN)]);
    let (other, kept, rows) = history.since(revision, 12);
    assert_eq!((other == revision, kept, rows.len()), (false, 0, 12));
    history.replace(11, &vec![("step", f64::NAN)]);
    assert_eq!(history.since(other, 12).1, 12);
    history.forget_beyond(5);
    assert_eq!(history.since(other, 12).1, 0);
    // Another history has a revision of its own.
    let mut another = History::new();
    added(&mut another, 0..20);
    assert_eq!(another.since(history.since(0, 0).0, 6).1, 0);
}

/// Keeps what is wanted from one step to another.
fn played(kept: &mut Kept, steps: std::ops::RangeInclusive<usize>) {
    for step in steps {
        if kept.wants(step) {
            kept.keep(step, Box::new(step));
        }
    }
}

#[test]
fn the_way_back_is_short_and_few_states_are_kept() {
    let mut kept = Kept::new(Box::new(0_usize));
    for end in [1, 10, 100, 1000, 30_000, 1_000_000] {
        let begin = kept.steps().last().unwrap() + 1;
        played(&mut kept, begin..=end);
        assert!(kept.steps().len() <= 40, "{:?}", kept.steps());
        assert_eq!(kept.steps()[0], 0);
        for back in [1, 2, 5, 40, 700, 9000, 400_000, 999_999] {
            let to = end.saturating_sub(back);
            let replay = to - kept.before(to).0;
            let allowed = (2 * back + 2).min(end / 5).max(end / 500);
            assert!(replay <= allowed, "{replay} steps to {to} of {end}");
            assert_eq!(kept.before(to).1.downcast_ref(), Some(&kept.before(to).0));
        }
    }
    // Where somebody looks around, states come to be near.
    let from = kept.before(500_000).0;
    played(&mut kept, from..=500_000);
    let replay = 499_999 - kept.before(499_999).0;
    assert!(replay <= 2000, "{replay}");
    assert!(kept.steps().len() <= 50, "{:?}", kept.steps());
    kept.forget_beyond(400_000);
    assert!(kept.steps().iter().all(|step| *step <= 400_000));
    played(&mut kept, 400_001..=600_000);
    assert!(kept.steps().len() <= 40, "{:?}", kept.steps());
}

#[test]
fn a_million_steps_with_turns_keep_little_and_measure_little() {
    let mut show = show_of(&HOLDING, "noisy=false&b.=");
    let (measured, saved) = (MEASURED.get(), SAVED.get());
    for step in 0..1_000_000 {
        show.step().unwrap();
        if step % 10_000 == 77 {
            let rate = format!("{}", step % 7);
            show.turn(Side::B, ("rate", &rate)).unwrap();
        }
    }
    let (measured, saved) = (MEASURED.get() - measured, SAVED.get() - saved);
    let rows: usize = show.players().map(|it| it.history().rows().count()).sum();
    assert!(rows < 13_000, "{rows}");
    assert!(
        measured <= rows + 200,
        "measured {measured} times for {rows} rows"
    );
    assert!(saved < 30_000, "kept {saved} states");
    for player in show.players() {
        assert!(player.kept().len() <= 45, "{:?}", player.kept());
        assert!(player.turns().len() <= 100);
    }
    let sides: Vec<_> = show.players().map(|it| it.kept()).collect();
    assert_eq!(sides[0], sides[1], "both sides keep the same steps");
    show.go_to(999_999).unwrap();
    assert_eq!(number(&mut show, 0, "total"), 999_999.0);
}

#[test]
fn a_sight_measures_once_and_a_known_step_not_at_all() {
    let mut show = show_of(&HOLDING, "step=10");
    let before = MEASURED.get();
    for _ in 0..3 {
        seen(&mut show);
    }
    assert_eq!(MEASURED.get(), before);
    show.go_to(5).unwrap();
    let before = MEASURED.get();
    show.go_to(10).unwrap();
    assert_eq!(MEASURED.get(), before);
    seen(&mut show);
    seen(&mut show);
    assert_eq!(MEASURED.get(), before + 1);
}
