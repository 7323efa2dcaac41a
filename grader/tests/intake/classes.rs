//! Which file of a folder is whose.

use std::time::{Duration, SystemTime};

use super::*;
use grader::intake::{DateTime, Roster, class};

#[test]
fn files_find_their_students() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(
        path("r.csv"),
        "id,name\n12110001,A\n12110002,B\n1211000,C\nx7,D\n12110005,E\n",
    )
    .expect("a file");
    let roster = Roster::read(&path("r.csv")).expect("a roster");
    let hands = path("hands");
    fs::create_dir_all(hands.join("X7_Assignment1")).expect("a folder");
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    for (name, seconds) in [
        ("12110001_assignment1.zip", 10),
        ("12110001_assignment1_v2.ZIP", 30),
        ("12110001_assignment1 (1).zip", 20),
        ("12110002_assignment1.zip", 5),
        ("12110002_assignment1 (1).zip", 5),
        ("12110002_assignment10.zip", 5),
        ("12110005_assignment2.zip", 5),
        ("99_assignment1.zip", 5),
        ("12110005_assignment1.rar", 5),
        ("notes.txt", 5),
        (".DS_Store", 5),
    ] {
        let file = fs::File::create(hands.join(name)).expect("a file");
        file.set_modified(start + Duration::from_secs(seconds))
            .expect("a time");
    }
    let found = class(&hands, "assignment1", &roster).expect("a folder");
    let taken: Vec<(&str, &str)> = found
        .handed_in
        .iter()
        .map(|it| {
            (
                &*it.student,
                it.path
                    .file_name()
                    .and_then(|name| name.to_str())
                    .unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(
        taken,
        [
            ("12110001", "12110001_assignment1_v2.ZIP"),
            ("12110002", "12110002_assignment1 (1).zip"),
            ("x7", "X7_Assignment1")
        ]
    );
    assert_eq!(found.missing, ["1211000", "12110005"]);
    let unmatched: Vec<(&str, bool)> = found
        .unmatched
        .iter()
        .map(|it| (&*it.file, it.words.contains("12110001_assignment1.zip")))
        .collect();
    assert_eq!(
        unmatched,
        [
            "12110002_assignment10.zip",
            "12110005_assignment1.rar",
            "12110005_assignment2.zip",
            "99_assignment1.zip",
            "notes.txt"
        ]
        .map(|name| (name, true))
    );

    let first = &found.handed_in[0];
    assert_eq!(
        first.earlier,
        [
            hands.join("12110001_assignment1 (1).zip"),
            hands.join("12110001_assignment1.zip")
        ]
    );
    let at = |seconds| Some(DateTime::from(start + Duration::from_secs(seconds)));
    assert_eq!(first.at, at(30));
    assert_eq!(first.late(None), None);
    assert_eq!(first.late(at(30)), None);
    assert_eq!(first.late(at(25)).map(|late| late.num_seconds()), Some(5));
    let words: Vec<String> = first
        .headlines(at(25))
        .into_iter()
        .map(|it| it.words)
        .collect();
    assert!(
        words[0].starts_with("handed in late, by 0 d 0 h 0 min, at "),
        "{words:?}"
    );
    assert!(
        words[1].starts_with(
            "3 files of this student: the latest, 12110001_assignment1_v2.ZIP, is graded"
        ),
        "{words:?}"
    );
    assert_eq!(found.handed_in[2].headlines(None), []);
    let error = class(&path("absent"), "assignment1", &roster).expect_err("a fault");
    assert!(error.to_string().contains("absent"), "{error}");
}
