//! `list`: what is asked, and how far it is.

use crate::book::{Exercise, Item, Part};
use crate::console::table;
use crate::handout::{Handout, Sources};
use crate::state::Standing;

/// Everything that is asked, by part, with sums; then practice.
pub fn text(handout: &Handout) -> String {
    let sources = handout.sources();
    let mut rows = vec![["part", "what", "points", "state", "where"].map(String::from)];
    for part in &handout.book.parts {
        rows.extend(part.items.iter().map(|item| {
            let (id, points) = (item.id.clone(), item.points.to_string());
            let [state, place] = match handout.book.exercise(&item.id) {
                Some(exercise) => of(handout, exercise, &sources),
                None => [item.kind.clone(), item.task.clone()],
            };
            [part.name.clone(), id, points, state, place]
        }));
    }
    let practice = handout
        .book
        .exercises
        .iter()
        .filter(|it| it.points.is_none());
    rows.extend(practice.map(|exercise| {
        let ([state, place], id) = (of(handout, exercise, &sources), exercise.id.clone());
        ["-".into(), id, "practice".into(), state, place]
    }));
    let sums = handout
        .book
        .parts
        .iter()
        .map(|part| sum(handout, part, &sources));
    let sums = sums.collect::<Vec<_>>().join("\n");
    format!("{}\n\n{sums}\n{}", table(&rows), next(handout, &sources))
}

/// How far an exercise is, and where it stands.
fn of(handout: &Handout, exercise: &Exercise, sources: &Sources) -> [String; 2] {
    let state = handout.standing(exercise, sources).words();
    [state, handout.place(exercise, sources)]
}

/// `part II, the title: 12 of 46 points of code pass; 19 points are results, figures and questions`.
fn sum(handout: &Handout, part: &Part, sources: &Sources) -> String {
    let (code, others): (Vec<&Item>, Vec<&Item>) =
        part.items.iter().partition(|item| item.kind == "code");
    let passes = |item: &&&Item| {
        let exercise = handout.book.exercise(&item.id);
        exercise.is_some_and(|it| handout.standing(it, sources) == Standing::Passes)
    };
    let passing: u32 = code.iter().filter(passes).map(|item| item.points).sum();
    let all: u32 = code.iter().map(|item| item.points).sum();
    let others: u32 = others.iter().map(|item| item.points).sum();
    let Part { name, title, .. } = part;
    format!(
        "part {name}, {title}: {passing} of {all} points of code pass their public tests; \
         {others} points are results, figures and questions"
    )
}

/// The next exercise, or that there is none.
pub fn next(handout: &Handout, sources: &Sources) -> String {
    match handout.next(sources, None) {
        Some(exercise) => {
            let (id, place) = (&exercise.id, handout.place(exercise, sources));
            format!("next: {id} in {place}; `cargo workbook hint {id}` says how to begin")
        }
        None => "every exercise passes its public tests".into(),
    }
}
