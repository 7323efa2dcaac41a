//! Where a table begins, what separates its cells, and what is no table.

use super::{refused, remarked, table};
use common::data;

#[test]
fn lines_are_counted_as_editors_count_them() {
    for end in ["\n", "\r", "\r\n"] {
        let lines = ["x,label", "1,a", "", "2,b", "oops,a", "4,b", ""];
        refused(lines.join(end), &["a.csv, line 5: column 'x': 'oops'"]);
        refused(lines[3..].join(end), &["line 1: the first line"]);
        let comments = ["# one", "", "# two", "x,label", "1,a", "2"];
        refused(comments.join(end), &["a.csv, line 6: 1 cell"]);
    }
}

#[test]
fn what_is_no_table_in_text_is_named() {
    for (content, words) in [
        (&b"<!DOCTYPE html>\n<html>"[..], &["web page", "Raw"][..]),
        (b"\n  <html>", &["web page"]),
        (b"<?xml version='1.0'?>", &["web page, or XML"]),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 7\n",
            &["Git LFS", "git lfs pull"],
        ),
        (
            b"PK\x03\x04\x14",
            &["zip file or a spreadsheet", "CSV UTF-8"],
        ),
        (b"\x1f\x8b\x08", &["gzip", "Unpack"]),
        (b"\xff\xfex\0,\0", &["UTF-16", "CSV UTF-8"]),
        (b"\xfe\xff\0x\0,", &["UTF-16"]),
        (b"x\0,\0l\0", &["byte 0"]),
        (b"[{\"x\": 1}]", &["JSON", "to_csv"]),
        (b"@RELATION iris\n", &["ARFF"]),
        (b"%PDF-1.7", &["PDF"]),
    ] {
        refused(content, &[&["line 1: "], words].concat());
    }
    refused("x,label\n1,a\n2,b\0\n", &["line 3: here is a byte 0"]);
}

#[test]
fn separators_are_found_or_named() {
    for (separator, name) in [
        (";", "semicolons"),
        ("\t", "tabs"),
        ("|", "upright strokes"),
    ] {
        let text = "\"fixed acidity, g\",\"y\"\n7.0,5\n7.1,6\n7.2,5\n8,6\n";
        let text = text.replace("\",", &format!("\"{separator}"));
        let text = text.replace(",5", &format!("{separator}5"));
        let found = table(text.replace(",6", &format!("{separator}6")));
        assert_eq!(found.names, ["fixed acidity, g"]);
        remarked(
            &found,
            &[&format!("a.csv: its cells are separated by {name}")],
        );
    }
    // Excel's own line says so too.
    let found = table("sep=;\nx;label\n1;a\n2;b\n3;a\n4;b\n");
    assert_eq!(found.values, [1.0, 2.0, 3.0, 4.0]);
    // A comma in a name is none between cells, nor is a semicolon.
    let found = table("a (x, y);label\n1;a\n2;b\n3;a\n4;b\n");
    assert_eq!(found.names, ["a (x, y)"]);
    assert_eq!(table("a;b,label\n1,a\n2,b\n3,a\n4,b\n").names, ["a;b"]);
    refused(
        "x1;x2;label\n-0,061;1,040;a\n",
        &[
            "line 2: column 'x1': '-0,061'",
            "decimal comma",
            "semicolons",
        ],
    );
    refused(
        "x1,x2,label\n-0,677,0,811,a\n",
        &[
            "line 2: 5 cells, but the header names 3",
            "decimal comma",
            "0.5 and not 0,5",
        ],
    );
    refused(
        "x y label\n1 2 a\n",
        &["line 1: 'x y label' is one cell", "spaces"],
    );
    refused("x，y，label\n1，2，a\n", &["full-width commas"]);
}

#[test]
fn a_header_that_is_missing_or_a_comment_is_known() {
    refused(
        "1.845, 1.731, a\n2.942, -0.712, b\n",
        &[
            "line 1: the first line should name the columns",
            "1.845",
            "x1,x2,label",
        ],
    );
    // The first label of all is a name for labels.
    let text = "1,2,y\n3,4,n\n5,6,y\n7,8,n\n";
    refused(text, &["line 1: the first line should name the columns"]);
    // Numbers may be names.
    assert_eq!(
        table("0,1,y\n3,4,no\n5,6,yes\n7,8,no\n8,9,yes\n").names,
        ["0", "1"]
    );

    let rows = "1,2,a\n3,4,b\n5,6,a\n7,8,b\n";
    let found = table(format!(
        "# made by me, 2024\n# x1 in cm, x2 in cm\nx1,x2,label\n{rows}"
    ));
    assert_eq!(found.names, ["x1", "x2"]);
    remarked(&found, &["passed over 2 lines of comments"]);
    // As NumPy writes names, and as some tables name a column.
    let found = table(format!("# x1,x2,label\n{rows}"));
    assert_eq!(
        (found.names.join(" "), found.remarks.len()),
        ("x1 x2".into(), 0)
    );
    assert_eq!(table("#,label\n1,a\n1,b\n2,a\n2,b\n").names, ["#"]);
}

#[test]
fn separators_behind_the_last_column_and_rows_of_nothing_are_passed_over_with_a_word() {
    for header in ["x1,x2,label,", "x1,x2,label", "x1,x2,label,,,"] {
        let found = table(format!(
            "{header}\n1,2,a,\n3,4,b,\n,,,\n5,6,a,\n7,8,b,\n,,\n"
        ));
        assert_eq!(
            (found.names.join(" "), found.labels.len()),
            ("x1 x2".into(), 4)
        );
        remarked(
            &found,
            &[
                "empty cells behind the last column in 4 rows",
                "2 rows without any value",
            ],
        );
    }
    refused(
        "x,label,\n1,a,\n2,b,7\n",
        &["line 3: 3 cells, but the header names 2"],
    );
}

#[test]
fn an_open_quotation_mark_is_found_where_it_opens() {
    let class = |row: usize| ["a", "b"][row % 2];
    let rows = |open: &str, close: &str| {
        let rows = (2..200).map(|row| match row {
            4 => format!("{row},{open}{}\n", class(row)),
            190 => format!("{row}{close},{}\n", class(row)),
            _ => format!("{row},{}\n", class(row)),
        });
        format!("x,label\n{}", rows.collect::<String>())
    };
    for close in ["", "\""] {
        let error = data::read_csv(rows("\"", close).as_bytes(), "a.csv", None).unwrap_err();
        let error = error.to_string();
        assert!(
            error.contains("a.csv, line 4: the quotation mark"),
            "{error}"
        );
        assert!(error.contains("'a…'") && error.len() < 200, "{error}");
    }
    refused("\"x,label\n1,a\n2,b\n", &["line 1: the quotation mark"]);
    let long = format!("x,label\n{},a\n", "7x".repeat(500));
    let error = data::read_csv(long.as_bytes(), "a.csv", None)
        .unwrap_err()
        .to_string();
    assert!(error.contains('…') && error.len() < 250, "{error}");
    // A mark inside a cell is no quotation.
    assert_eq!(
        table("x,label\n1,5\"\n2,6\"\n3,5\"\n4,6\"\n").classes,
        ["5\"", "6\""]
    );
}
