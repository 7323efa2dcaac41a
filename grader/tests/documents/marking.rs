//! Sheets for those who mark, and what is read back of them.

use std::fs;
use std::path::{Path, PathBuf};

use grader::documents::marking::{Answer, Answers};
use grader::documents::{Class, marks, student, write_class, write_class_with};
use grader::grading::{Graded, State};

use super::made_up::{HOSTILE, catalogue, result};
use super::markup::elements;

/// Two students with a figure and a question to be marked.
fn students() -> Vec<Graded> {
    ["12110101", "-12"].map(result).map(open).into()
}

fn open(mut graded: Graded) -> Graded {
    for item in &mut graded.items[12..] {
        (item.state, item.points) = (State::Open, None);
    }
    graded
}

/// What is done with a class of these results, in a folder of its own.
fn with_class<T>(graded: &[Graded], work: impl FnOnce(&Path, &Class<'_>) -> T) -> T {
    let (folder, catalogue) = (tempfile::tempdir().expect("a folder"), catalogue());
    let roster = graded
        .iter()
        .map(|one| (one.student.clone(), String::new()));
    let roster: Vec<_> = roster.collect();
    work(
        folder.path(),
        &Class {
            roster: &roster,
            graded,
            catalogue: &catalogue,
        },
    )
}

/// What is said of a table.
fn read(text: &[u8]) -> Result<marks::Marks, String> {
    with_class(&students(), |folder, class| {
        let path = folder.join("marking.csv");
        fs::write(&path, text).expect("a file");
        marks::read(&path, class).map_err(|error| error.to_string())
    })
}

const NEW: &str = "student,item,points,max,comment\n\
                   12110101,a1.topic.item_12,,4,\n12110101,a1.topic.item_13,,4,\n\
                   '-12,a1.topic.item_12,,4,\n'-12,a1.topic.item_13,,4,\n";

#[test]
fn what_is_filled_in_is_kept_read_back_and_shown() {
    let mut graded = students();
    let filled = with_class(&graded, |folder, class| {
        let path = folder.join("marking.csv");
        write_class(folder, class).expect("documents");
        assert_eq!(fs::read_to_string(&path).expect("a table"), NEW);
        let filled = NEW.replacen("13,,4,", "13,2.5,4,\"see (1), <well>\"", 1);
        let filled = filled.replacen("'-12,a1.topic.item_12,", "'-12,a1.topic.item_12,0", 1);
        fs::write(&path, &filled).expect("a file");
        write_class(folder, class).expect("documents");
        assert_eq!(fs::read_to_string(&path).expect("a table"), filled);
        marks::read(&path, class).expect("marks")
    });
    for one in &mut graded {
        marks::apply(one, &filled);
    }
    let item = &graded[0].items[13];
    assert_eq!((item.state, item.points), (State::Marked, Some(2.5)));
    assert_eq!(graded[0].items[12].state, State::Open);
    assert_eq!(
        (graded[1].items[12].state, graded[1].items[12].points),
        (State::Marked, Some(0.0))
    );
    let page = student::page(&graded[0], "");
    assert!(
        page.contains("see (1), &lt;well&gt;") && page.contains("2.5 of 4"),
        "{page}"
    );
}

#[test]
fn rows_are_added_to_a_table_in_its_own_form() {
    let table =
        "\u{feff}Item;Student;Comment;Points\r\na1.topic.item_12;12110101;\"fine; really\";1.5";
    with_class(&students(), |folder, class| {
        let path: PathBuf = folder.join("marking.csv");
        fs::write(&path, table).expect("a file");
        write_class(folder, class).expect("documents");
        let text = fs::read_to_string(&path).expect("a table");
        let added =
            "\na1.topic.item_13;12110101;;\na1.topic.item_12;'-12;;\na1.topic.item_13;'-12;;\n";
        assert_eq!(text, format!("{table}{added}"));
        let (marks, mut graded) = (marks::read(&path, class).expect("marks"), students());
        marks::apply(&mut graded[0], &marks);
        assert_eq!(graded[0].items[12].points, Some(1.5));
    });
}

#[test]
fn a_table_that_was_filled_in_elsewhere_takes_the_place_of_the_one_in_the_folder() {
    with_class(&students(), |folder, class| {
        let filled = |points: &str| {
            let table = NEW.replace(
                "12110101,a1.topic.item_12,,",
                &format!("12110101,a1.topic.item_12,{points},"),
            );
            let path = folder.join(format!("from a spreadsheet {points}.csv"));
            fs::write(&path, table).expect("a file");
            path
        };
        write_class(folder, class).expect("documents");
        let (place, before) = (
            folder.join("marking.csv"),
            folder.join("marking.before.csv"),
        );
        for points in ["1", "2"] {
            let marks = marks::replace(folder, &filled(points), class).expect("marks");
            assert_eq!(marks.count(), 1);
            assert_eq!(fs::read(&place).ok(), fs::read(filled(points)).ok());
            // The empty table that stood there first is no loss.
            assert_eq!(before.exists(), points == "2");
        }
        assert_eq!(fs::read(&before).ok(), fs::read(filled("1")).ok());
        let kept = fs::read(&place).ok();
        assert!(
            marks::replace(folder, &filled("9"), class).is_err(),
            "more than 4 points"
        );
        assert!(marks::replace(folder, &folder.join("none.csv"), class).is_err());
        assert_eq!(fs::read(&place).ok(), kept);
    });
}

#[test]
fn a_result_that_nothing_asks_is_marked_by_people() {
    let mut graded = students();
    (graded[0].items[0].state, graded[0].items[0].points) = (State::Open, None);
    with_class(&graded.clone(), |folder, class| {
        let path = folder.join("marking.csv");
        fs::write(&path, "student,item,points\n12110101,a1.topic.item_0,3\n").expect("a file");
        let marks = marks::read(&path, class).expect("marks");
        marks::apply(&mut graded[0], &marks);
        assert_eq!(graded[0].items[0].points, Some(3.0));
        fs::write(&path, "student,item,points\n-12,a1.topic.item_0,3\n").expect("a file");
        assert!(
            marks::read(&path, class).is_err(),
            "the grader judged this one"
        );
    });
}

#[test]
fn every_fault_of_a_table_is_named_with_its_line() {
    let rows = "student,item,points,max,comment\n\
                12110101,a1.topic.item_12,5,4,\n99,a1.topic.item_12,1,4,\n12110101,a1.topic.item_1,1,4,\n\
                12110101,a1.topic.item_13,\"1,5\",4,\n-12,a1.topic.item_12,NaN,4,\n-12,a1.topic.item_12,-1,4,\n\
                -12,a1.topic.item_13,1,4,\n-12,a1.topic.item_13,2,4,\n12110101,no such item,,4,\n";
    let error = read(rows.as_bytes()).expect_err("faults");
    for words in [
        "marking.csv:2: 5 points for a1.topic.item_12, which is worth 4: give at most 4",
        "marking.csv:3: there is no student '99' in the roster",
        "marking.csv:4: 'a1.topic.item_1' is nothing that people mark",
        "marking.csv:5: '1,5' is no number: write points as 1 or 0.5",
        "marking.csv:6: 'NaN' is no number",
        "marking.csv:7: -1 points for a1.topic.item_12: points are not below 0",
        "marking.csv:9: -12 has points for a1.topic.item_13 in line 8 already",
    ] {
        assert!(error.contains(words), "{words} in {error}");
    }
    assert_eq!(error.lines().count(), 8, "{error}");
}

#[test]
fn a_table_that_cannot_be_read_is_refused_and_left_alone() {
    let error =
        read(b"student,item,points\n12110101,a1.topic.item_12,1\n\xd0\xcf").expect_err("bytes");
    assert!(
        error.contains("marking.csv:3: this is no UTF-8: save the table as `CSV UTF-8`"),
        "{error}"
    );
    let error = read(b"a,b\n").expect_err("a header");
    assert!(
        error.contains("write student,item,points,max,comment"),
        "{error}"
    );
    assert!(read(b"").is_err() && read(NEW.as_bytes()) == Ok(marks::Marks::default()));
    with_class(&students(), |folder, class| {
        let path = folder.join("marking.csv");
        assert_eq!(
            marks::read(&path, class).expect("no table"),
            marks::Marks::default()
        );
        fs::write(&path, "not a table").expect("a file");
        write_class(folder, class).expect_err("refused");
        assert_eq!(fs::read_to_string(&path).expect("a file"), "not a table");
        assert_eq!(
            fs::read_dir(folder).expect("a folder").count(),
            1,
            "nothing else is written"
        );
    });
}

#[test]
fn a_sheet_shows_answer_task_and_model_answer() {
    let png = b"\x89PNG\r\n\x1a\n...".to_vec();
    let key = |item: &str| ("12110101".to_owned(), item.to_owned());
    let answer = Answer::Text("because <script>alert(1)</script>".into());
    let mut answers = Answers::from([
        (key("a1.topic.item_12"), Answer::Picture(png)),
        (key("a1.topic.item_13"), answer),
    ]);
    let page = |answers: &Answers| {
        with_class(&students(), |folder, class| {
            write_class_with(folder, class, answers).expect("documents");
            fs::read_to_string(folder.join("marking/12110101.html")).expect("a page")
        })
    };
    let text = page(&answers);
    assert!(
        text.contains("src=\"data:image/png;base64,iVBORw0KGgou"),
        "{text}"
    );
    assert!(text.contains("because &lt;script&gt;") && text.contains("MODEL ANSWER"));
    assert!(text.contains("Why does 1 &lt; 2 hold?") && text.contains("mlp --noise 0.2"));
    assert!(!elements(&text).contains(&"script".into()));
    answers.insert(key("a1.topic.item_12"), Answer::Picture(b"<html>".to_vec()));
    assert!(page(&answers).contains("is no PNG, JPEG or SVG"));
    assert!(page(&Answers::new()).contains("See the student's report."));
}

#[test]
fn nothing_is_to_be_marked_where_all_is_graded() {
    with_class(&[result("1")], |folder, class| {
        write_class(folder, class).expect("documents");
        assert!(!folder.join("marking.csv").exists());
    });
}

#[test]
fn a_hostile_identifier_gets_its_rows_once_and_its_points_back() {
    let graded = HOSTILE.map(|words| open(result(&format!("{words}1"))));
    with_class(&graded, |folder, class| {
        let path = folder.join("marking.csv");
        write_class(folder, class).expect("documents");
        let text = fs::read_to_string(&path).expect("a table");
        fs::write(&path, text.replace(",,4,", ",1.5,4,=1")).expect("a file");
        write_class(folder, class).expect("documents");
        let rows = fs::read_to_string(&path).expect("a table").lines().count();
        assert_eq!(rows, 1 + 2 * HOSTILE.len());
        let marks = marks::read(&path, class).expect("marks");
        for mut one in graded.clone() {
            marks::apply(&mut one, &marks);
            assert_eq!(one.points(), 3.0, "{}", one.student);
        }
    });
}
