//! CSV files.

use super::fuzz;
use super::mutations::mutated;
use burn::tensor::Device;
use common::by_hand::Streams;
use common::data::{Dataset, Source, Table, load_flat, read_csv};
use csv::{QuoteStyle, WriterBuilder};
use std::fs;
use std::path::Path;

/// Tables as students bring them.
const TABLES: [&str; 9] = [
    "x1,x2,label\n0,0.5,a\n1,-1.5e3,b\n2,0,a\n3,7,b\n",
    "\u{feff}x, Class ,y2\r\n1,red,2\r\n\r\n3.5,blue,-4e0\r\n1,red,2\r\n5,blue,6\r\n",
    "id;größe;class\n1;0.1;1\n2;0.2;2\n3;0.3;10\n4;0.4;1\n5;0.5;2\n6;0.6;10\n",
    "sep=|\n#|a,b|target\n1|2|yes\n1|3|no\n4|5|yes\n2|2|no\n",
    "% made by hand\n# x,y,label\n1,2,0\n2,1,1\n3,3,0.0\n4,4,1\n",
    "\"a, b\",\"say \"\"c\"\"\",y\n1,2,\"u, v\"\n3,4,\"w \"\"x\"\"\"\n5,6,\"u, v\"\n7,8,\"w \"\"x\"\"\"\n",
    "x\ty\tlabel\n1\t0\tcafé\n2\t1\t猫\n3\t0\tcafe\u{301}\n4\t1\t\u{200b}猫\n",
    "label,,x,\n-1,1,2,\n+1,2,3,\n-1,1,0,\n1,0,1,\n,,,\n",
    "x,label,x\n1,n\u{200b}o,2\n2,b,3\n2,no\u{200b},5\n3,b,4\n",
];

/// The same table as plainly as a file can have it, and the name of its label column.
fn written(table: &Table) -> (Vec<u8>, String) {
    let taken = |name: &String| {
        let mut others = table.names.iter().chain(&table.classes);
        others.any(|other| other.to_lowercase() == *name)
    };
    let mut labels = (1..).map(|number| format!("label {number}"));
    let label = labels.find(|name| !taken(name)).expect("some name is free");
    let mut header = table.names.clone();
    // The reader takes one sign of a comment away.
    if header[0].starts_with(['#', '%']) {
        header[0].insert(0, '#');
    }
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .from_writer(Vec::new());
    writer.write_record(header.iter().chain([&label])).unwrap();
    for (row, class) in table.values.chunks(table.names.len()).zip(&table.labels) {
        let numbers = row.iter().map(|value| format!("{value:?}"));
        let cells = numbers.chain([table.classes[*class].clone()]);
        writer.write_record(cells).unwrap();
    }
    (writer.into_inner().unwrap(), label)
}

/// Whether it is accepted; if so, it must survive being written.
fn survives(bytes: &[u8]) -> bool {
    let label = [None, None, None, Some("class")][bytes.len() % 4];
    let table = match read_csv(bytes, "a.csv", label) {
        Ok(table) => table,
        Err(error) => {
            assert_eq!(error.exit_code(), 4);
            assert!(error.to_string().contains("a.csv"), "{error}");
            return false;
        }
    };
    assert_eq!(table.values.len(), table.labels.len() * table.names.len());
    let (text, label) = written(&table);
    let again = read_csv(&text, "again.csv", Some(&label));
    let again = again.unwrap_or_else(|error| panic!("{error}"));
    let remarks = table.remarks.clone();
    assert_eq!(Table { remarks, ..again }, table);
    true
}

/// Loads it as a program does.
fn loads(bytes: &[u8], path: &Path) {
    fs::write(path, bytes).unwrap();
    let source = Source {
        dataset: &Dataset::Csv(path.into()),
        examples: 1,
        noise: 0.0,
        data_dir: None,
        label: None,
        streams: Streams::new(1),
        device: &Device::flex(),
    };
    let data = load_flat(&source).unwrap();
    let table = read_csv(bytes, "a.csv", None).unwrap();
    assert_eq!(data.train.len() + data.test.len(), table.labels.len());
    assert_eq!(data.features(), table.names.len());
    for set in [&data.train, &data.test] {
        for batch in set.chunks(10) {
            let values = batch.inputs.into_data();
            assert!(values.iter::<f64>().all(f64::is_finite), "{values}");
        }
    }
    data.standardize();
}

fn corpus() -> Vec<Vec<u8>> {
    TABLES.map(|table| table.as_bytes().to_vec()).into()
}

#[test]
fn tables() {
    for table in TABLES {
        let table = read_csv(table.as_bytes(), "a.csv", None);
        assert!(table.is_ok(), "{}", table.unwrap_err());
    }
    let corpus = corpus();
    fuzz("tables", 1, |stream| mutated(&corpus, stream), survives);
}

#[test]
fn loaded_tables() {
    let corpus = corpus();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    let check = |bytes: &[u8]| {
        let is_read = read_csv(bytes, "a.csv", None).is_ok();
        if is_read {
            loads(bytes, &file);
        }
        is_read
    };
    fuzz(
        "loaded_tables",
        10,
        |stream| mutated(&corpus, stream),
        check,
    );
}
