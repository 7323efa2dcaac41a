//! What must hold for every demonstration of every assignment, whatever it shows.

use common::demo::check;
use labs::table::{Row, Table, assignments};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

#[test]
fn every_demonstration_can_be_played_in_every_way() {
    let table = Table::of_course();
    assert!(!table.rows().is_empty());
    let rest = Mutex::new(table.rows().iter());
    let problems = Mutex::new(Vec::new());
    let next = || rest.lock().expect("nobody panics with it").next();
    let work = || {
        while let Some(Row { entry, .. }) = next() {
            if let Err(error) = check(entry) {
                problems
                    .lock()
                    .expect("nobody panics with it")
                    .push(error.to_string());
            }
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    let problems = problems.into_inner().expect("nobody panics with it");
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

#[test]
fn names_are_unique_over_all_assignments() {
    let table = Table::of_course();
    let names: BTreeSet<&str> = table.rows().iter().map(|row| row.entry.name).collect();
    assert_eq!(
        names.len(),
        table.rows().len(),
        "two demonstrations have one name"
    );
    // The command line has taken these.
    for taken in ["list", "notes", "help"] {
        assert!(!names.contains(taken), "{taken}");
    }
}

/// A demonstration that is in no table is seen by nobody. Its file has its name, by which the proof of a
/// hand-out finds it.
#[test]
fn every_file_of_demonstrations_has_its_line_in_the_table() {
    for assignment in assignments() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let folder = folder.join(assignment.name).join("src").join("demos");
        let files = fs::read_dir(&folder).expect("a folder of demonstrations");
        let files = files.map(|file| file.expect("a file").path());
        let names = files.map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .replace('_', "-")
        });
        let names: BTreeSet<String> = names.filter(|name| name != "mod").collect();
        let table = assignment.demos.iter().map(|entry| entry.name.to_owned());
        assert_eq!(names, table.collect(), "{}", folder.display());
    }
}

#[test]
fn tables_are_in_the_order_of_the_course() {
    for assignment in assignments() {
        let weeks = assignment.demos.iter().map(|entry| entry.words.week);
        assert!(weeks.is_sorted(), "{}", assignment.name);
    }
}
