//! CSV files: what is read, and what is refused with which advice.

use super::{source, values};
use burn::tensor::Device;
use common::by_hand::Streams;
use common::data::{self, Data, Dataset};
use common::error::Error;
use std::fs;

fn csv(content: &[u8]) -> Result<Data<2>, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    fs::write(&path, content).unwrap();
    data::load_flat(&source(&Dataset::Csv(path), 1, &Device::flex()))
}

#[test]
fn a_csv_file_becomes_features_and_classes() {
    let data =
        csv(b"\xef\xbb\xbfx, Class ,y2\r\n1,red,2\r\n\r\n3.5,blue,-4e0\r\n1,red,2\r\n5,blue,6\r\n")
            .unwrap();
    assert_eq!(data.classes, ["blue", "red"]);
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
    let table = data::read_csv(b"y,a\n10,1\n2,2\n10,3\n2,4\n", "t").unwrap();
    assert_eq!(
        (table.classes, table.labels),
        (vec!["2".into(), "10".into()], vec![1, 0, 1, 0])
    );
}

#[test]
fn every_csv_mistake_has_a_place_and_a_repair() {
    let cases: [(&[u8], &str, &str); 16] = [
        (
            b"x,label\n1,a\nNaN,b\n",
            "line 3: column 'x': 'NaN' is not a finite number",
            "delete the row",
        ),
        (
            b"x,label\n1,a\n\n\ninf,b\n",
            "line 5: column 'x': 'inf'",
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
            b"x,z\n1,a\n",
            "line 1: no column holds the label; the columns are: x, z",
            "'target' or 'y'",
        ),
        (b"y,label\n1,a\n", "line 1: both 'y' and 'label'", "Rename"),
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
        (b"", "line 1: the file is empty", "header"),
        (
            b"\xef\xbb\xbfx,y\n1,a\n1e39,b\n",
            "line 3: column 'x': '1e39' is not a finite",
            "Replace",
        ),
    ];
    for (content, place, repair) in cases {
        let error = csv(content).unwrap_err();
        assert_eq!(error.exit_code(), 4);
        let error = error.to_string();
        assert!(
            error.contains("a.csv") && error.contains(place) && error.contains(repair),
            "{error}"
        );
    }
    let missing = Dataset::Csv("no/such/file.csv".into());
    let error = data::load_flat(&source(&missing, 1, &Device::flex())).unwrap_err();
    assert!(
        matches!(&error, Error::Data(text) if text.contains("no/such/file.csv")),
        "{error}"
    );
}

#[test]
fn no_bytes_panic() {
    const LETTERS: &[u8] = b"xy,\"\r\n0123456789.a\xff";
    let mut stream = Streams::new(1).stream("bytes");
    for _ in 0..5000 {
        let length = stream.below(60);
        let text: Vec<u8> = (0..length)
            .map(|_| LETTERS[stream.below(LETTERS.len())])
            .collect();
        let _ = data::read_csv(&text, "any");
        let _ = data::read_csv(&[b"label,x\n", text.as_slice()].concat(), "any");
    }
}
