//! CSV files: what is read, and what is refused with which advice.

mod columns;
mod labels;
mod layout;
mod numbers;

use super::{source, values};
use burn::tensor::Device;
use common::by_hand::Streams;
use common::data::{self, Data, Dataset, Table};
use common::error::Error;
use std::fs;
use std::path::Path;

/// The table as a program loads it.
fn csv(content: &[u8]) -> Result<Data<2>, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    fs::write(&path, content).unwrap();
    data::load_flat(&source(&Dataset::Csv(path), 1, &Device::flex()))
}

#[track_caller]
fn table(content: impl AsRef<[u8]>) -> Table {
    let table = data::read_csv(content.as_ref(), "a.csv", None);
    table.unwrap_or_else(|error| panic!("{error}"))
}

/// Refused with all of these words.
#[track_caller]
fn refused(content: impl AsRef<[u8]>, words: &[&str]) {
    let error = data::read_csv(content.as_ref(), "a.csv", None).unwrap_err();
    assert_eq!(error.exit_code(), 4);
    let error = error.to_string();
    assert!(error.contains("a.csv"), "{error}");
    for word in words {
        assert!(error.contains(word), "no `{word}` in: {error}");
    }
}

/// What the user is told has all of these words.
#[track_caller]
fn remarked(table: &Table, words: &[&str]) {
    let told = table.remarks.join("\n");
    for word in words {
        assert!(told.contains(word), "no `{word}` in: {told}");
    }
}

/// A table with these columns beside a label that is a, b, a, b, …
fn with_columns(names: &str, rows: usize, cells: impl Fn(usize) -> String) -> String {
    let class = |row| ["a", "b"][row % 2];
    let rows = (0..rows).map(|row| format!("{},{}\n", cells(row), class(row)));
    format!("{names},label\n{}", rows.collect::<String>())
}

#[test]
fn a_csv_file_becomes_features_and_classes() {
    let data =
        csv(b"\xef\xbb\xbfx, Class ,y2\r\n1,red,2\r\n\r\n3.5,blue,-4e0\r\n1,red,2\r\n5,blue,6\r\n")
            .unwrap();
    assert_eq!(data.classes, ["blue", "red"]);
    assert_eq!(data.feature_names, ["x", "y2"]);
    assert!(data.remarks.is_empty(), "{:?}", data.remarks);
    assert_eq!(
        (data.features(), data.train.len(), data.test.len()),
        (2, 2, 2)
    );
    assert_eq!(
        values(
            data.train
                .gather(&[usize::from(data.train.labels()[0] == 0)])
                .inputs
        ),
        [1.0, 2.0]
    );
    let table = table("y,a\n10,1\n2,2\n10,3\n2,4\n");
    assert_eq!(
        (table.classes, table.labels),
        (vec!["2".into(), "10".into()], vec![1, 0, 1, 0])
    );
}

#[test]
fn every_csv_mistake_has_a_place_and_a_repair() {
    let cases: [(&[u8], &str, &str); 19] = [
        (
            b"x,label\n1,a\n\n\ninf,b\n",
            "line 5: column 'x': 'inf' is not a finite number",
            "delete the row",
        ),
        (
            b"x,label\r\n1,a\r\n\r\n1e999,b\r\n",
            "line 4: column 'x': '1e999'",
            "delete the row",
        ),
        (
            b"x,label\n,a\n",
            "line 2: column 'x': the cell is empty",
            "Fill it in",
        ),
        (
            b"x,label\n1,\n",
            "line 2: column 'label': the cell is empty",
            "Fill it in",
        ),
        (
            b"x,label\n1,a\none,b\n",
            "line 3: column 'x': 'one' is not a number",
            "encode text",
        ),
        (
            b"x,label\n\"1\n\",a\n2,a,3\n",
            "line 4: 3 cells, but the header names 2",
            "quotation marks",
        ),
        (
            b"x,label\n1,a\n2\n",
            "line 3: 1 cell, but the header names 2",
            "Fill in",
        ),
        (
            b"x,label\n1,a\nx,label\n2,b\n",
            "line 3: this line repeats the names",
            "Delete it",
        ),
        (
            b"x,label\n1,a\n1,0.5,b\n",
            "line 3: 3 cells, but the header names 2",
            "row numbers need a name in the header (id,)",
        ),
        (
            b"x,label\n1,a\n# the rest is missing\n",
            "line 3: 1 cell",
            "Delete this comment",
        ),
        (
            b"x,z\n1,a\n",
            "line 1: no column holds the label; the columns are: x, z",
            "--label NAME",
        ),
        (
            b"label,Label,x\na,b,1\n",
            "line 1: both 'label' and 'Label'",
            "Rename",
        ),
        (
            b"label\na\n",
            "line 1: there is no column besides the label",
            "Add",
        ),
        (b"x,label\n", "line 1: there are no rows", "Add"),
        (
            b"x,label\n1,a\n2,a\n3,b\n",
            "line 4: this is the only row of class 'b'",
            "Add rows",
        ),
        (
            b"x,label\n1,a\n2,a\n",
            "line 2: from here on every row is of class 'a'",
            "another class",
        ),
        (
            b"x,label\n1,\xff\n",
            "line 2: this is not UTF-8",
            "Save the file",
        ),
        (b" \n\n", "line 1: the file is empty", "header"),
        (
            b"\xef\xbb\xbfx,y\n1,a\n1e39,b\n",
            "line 3: column 'x': '1e39' is not a finite",
            "Replace",
        ),
    ];
    for (content, place, repair) in cases {
        refused(content, &[place, repair]);
    }
    refused("", &["line 1: the file is empty"]);
    let missing = Dataset::Csv("no/such/file.csv".into());
    let error = data::load_flat(&source(&missing, 1, &Device::flex())).unwrap_err();
    assert!(
        matches!(&error, Error::Data(text) if text.contains("no/such/file.csv")),
        "{error}"
    );
    let folder = tempfile::tempdir().unwrap();
    let error = data::open_csv(folder.path(), None).unwrap_err();
    assert!(error.to_string().contains("is a folder"), "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_says_so() {
    // Whoever reads it, root too, is refused.
    let error = data::open_csv(Path::new("/proc/self/mem"), None).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("/proc/self/mem could not be read"),
        "{error}"
    );
    assert_eq!(error.exit_code(), 4);
}

#[test]
fn no_bytes_panic() {
    const LETTERS: &[u8] = b"xy,;\"\r\n0123456789.#a\xff\xe7\x8c\xab";
    let mut stream = Streams::new(1).stream("bytes");
    for _ in 0..5000 {
        let length = stream.below(60);
        let text: Vec<u8> = (0..length)
            .map(|_| LETTERS[stream.below(LETTERS.len())])
            .collect();
        let _ = data::read_csv(&text, "any", None);
        let _ = data::read_csv(&[b"label,x\n", text.as_slice()].concat(), "any", Some("x"));
        let _ = data::read_csv(&[b"label,x\n", text.as_slice()].concat(), "any", None);
    }
}
