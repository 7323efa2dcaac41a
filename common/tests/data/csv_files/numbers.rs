//! Numbers that single precision cannot hold as they are.

use super::{csv, refused, with_columns};
use crate::values;
use common::data;

/// The training inputs of one feature as a program gets them, and their control.
fn standardized(cell: impl Fn(usize) -> String) -> Vec<f32> {
    let data = csv(with_columns("x", 100, cell).as_bytes()).unwrap();
    values(data.standardize().train.whole().inputs)
}

#[test]
fn values_beyond_single_precision_are_told_apart() {
    let control = standardized(|row| format!("{}", row * 1000));
    let deviation =
        |of: &[f32]| of.iter().map(|value| value * value).sum::<f32>() / of.len() as f32;
    assert!((deviation(&control) - 1.0).abs() < 1e-3);
    for cell in [
        // Milliseconds since 1970.
        &(|row: usize| format!("{}", 1_700_000_000_000_u64 + 1000 * row as u64))
            as &dyn Fn(usize) -> String,
        &|row| format!("{row}e-40"),
        &|row| format!("{}e-320", 10 * row),
        &|row| format!("{}e36", row as f64 - 50.0),
    ] {
        let values = standardized(cell);
        for (value, control) in values.iter().zip(&control) {
            assert!(
                (value - control).abs() < 2e-3,
                "{}: {value} {control}",
                cell(1)
            );
        }
    }
    refused(
        "x,label\n1,a\n1e-400,b\n",
        &[
            "line 3: column 'x': '1e-400' is too near to 0",
            "smaller unit",
        ],
    );
}

#[test]
fn values_that_single_precision_tells_apart_stay_to_the_last_bit() {
    let text = with_columns("x,year", 40, |row| {
        format!("{},{}", 0.1 * row as f64, 1980 + row)
    });
    let table = data::read_csv(text.as_bytes(), "t", None).unwrap();
    let data = csv(text.as_bytes()).unwrap();
    let mut loaded = values(data.train.whole().inputs);
    loaded.extend(values(data.test.whole().inputs));
    for value in &table.values {
        assert!(loaded.contains(&(*value as f32)), "{value}");
    }
}

#[test]
fn values_that_no_scale_brings_into_single_precision_come_with_a_word() {
    let far = csv(with_columns("t", 40, |row| {
        format!("{}", (row as u64 % 2) * 2_000_000_000_000 + row as u64)
    })
    .as_bytes());
    let told = far.unwrap().remarks.join("\n");
    assert!(
        told.contains("column 't' has values that only double precision"),
        "{told}"
    );
    let near = csv(with_columns("t", 40, |row| format!("{}", 0.1 * row as f64)).as_bytes());
    assert!(near.unwrap().remarks.is_empty());
}
