//! The list of the class.

use super::*;
use grader::intake::Roster;

fn read(bytes: &[u8]) -> std::result::Result<Roster, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("roster.csv");
    fs::write(&path, bytes).expect("a file");
    Roster::read(&path).map_err(|error| {
        assert_eq!(error.exit_code(), 2);
        let text = error.to_string();
        let (_, rest) = text.split_once("roster.csv:").expect("a place");
        rest.to_owned()
    })
}

#[test]
fn rosters_of_spreadsheets_are_read() {
    for text in [
        "id,name\n12110001,Ann Lee\n12110002,\"Bo, C\"\n",
        "\u{feff}Student ID;Name;E-Mail\r\n12110001;Ann Lee;a@b.c\r\n12110002;Bo, C;\r\n",
        "name\tnumber\textra\nAnn Lee\t 12110001 \tx\nBo, C\t12110002\t\n",
    ] {
        let roster = read(text.as_bytes()).expect(text);
        let students: Vec<_> = roster
            .students
            .iter()
            .map(|it| (&*it.id, &*it.name, it.line))
            .collect();
        assert_eq!(
            students,
            [("12110001", "Ann Lee", 2), ("12110002", "Bo, C", 3)],
            "{text}"
        );
    }
    let text = "id,name,due\na1,A,\nb2,B,2026-03-01\nc3,C,2026-03-01 12:30\nd4,D,2026-03-01T12:30:00+08:00\n";
    let roster = read(text.as_bytes()).expect("a roster");
    let due: Vec<_> = roster
        .students
        .iter()
        .map(|it| it.due.map(|due| due.naive_local().to_string()))
        .collect();
    assert_eq!(
        due[..3],
        [
            None,
            Some("2026-03-01 23:59:59".into()),
            Some("2026-03-01 12:30:00".into())
        ]
    );
    assert_eq!(
        roster.students[3].due.map(|due| due.to_utc().to_string()),
        Some("2026-03-01 04:30:00 UTC".into())
    );
    assert_eq!(
        roster.due("A1", roster.students[1].due),
        roster.students[1].due
    );
    assert_eq!(
        roster.due("C3", roster.students[1].due),
        roster.students[2].due
    );
}

#[test]
fn faults_have_their_line() {
    let cases: &[(&[u8], &str)] = &[
        (
            b"id,name\n1,A\n2,B\n1,C\n",
            "4: the number 1 stands in line 2 already",
        ),
        (
            b"id,name\nab1,A\nAB1,C\n",
            "3: the number AB1 stands in line 2 already",
        ),
        (b"id,name\n1,A\n ,B\n", "3: the number is missing"),
        (b"name,mail\nA,b\n", "1: there is no column `id`"),
        (b"id,mail\nA,b\n", "1: there is no column `name`"),
        (
            b"id,number,name\n1,2,A\n",
            "1: two columns are called id or student_id or number",
        ),
        (b"id,name\n1,A\n2,\xff\n", "3: this line is no UTF-8 text"),
        (
            b"id,name\n1,A\n2\n",
            "3: 1 cells, where the first line has 2",
        ),
        (b"id,name\n../1,A\n", "2: `../1` is no number of a student"),
        (b"id,name\n=1+1,A\n", "2: `=1+1` is no number"),
        (b"id,name\n1.2E+07,A\n", "a spreadsheet may have"),
        (b"id,name,due\n1,A,tomorrow\n", "2: `tomorrow` is no date"),
        (b"id,name\n", "1: the list has no student"),
        (b"", "1: there is no column `id`"),
    ];
    for (bytes, words) in cases {
        let fault = read(bytes).expect_err(words);
        assert!(fault.contains(words), "{fault}");
    }
    let error = Roster::read(Path::new("/absent/roster.csv")).expect_err("a fault");
    assert!(error.to_string().contains("/absent/roster.csv"), "{error}");
}
