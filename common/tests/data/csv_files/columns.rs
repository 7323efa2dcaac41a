//! Missing values, and columns that are no measurements.

use super::{refused, remarked, table, with_columns};

#[test]
fn missing_values_are_counted() {
    for missing in [
        "?", "NA", "nan", "NaN", "N/A", "null", "None", " ", "\"\"", "-", "#N/A",
    ] {
        let text = format!("x,bare nuclei,class\n1,2,4\n1,{missing},2\n3,3,4\n{missing},5,2\n");
        let place = "a.csv, line 3: column 'bare nuclei': ";
        refused(
            text,
            &[
                place,
                "the first of 2 rows that miss one",
                "delete such rows or",
            ],
        );
    }
    refused(
        "x,label\n1,a\nNaN,b\n",
        &["line 3: column 'x': a value is missing ('NaN').\n"],
    );
    // A class that is called so needs another name.
    for missing in ["NaN", "NA", "?", "None"] {
        let text = format!("x,label\n1,a\n2,{missing}\n3,a\n4,{missing}\n5,\n");
        let place = format!("line 3: column 'label': a value is missing ('{missing}')");
        refused(text, &[&place, "the first of 3 rows", "needs another one"]);
    }
    assert_eq!(table("x,label\n1,+\n2,-\n3,+\n4,-\n").classes, ["+", "-"]);
    // What says so with something in it that cannot be seen, as fuzzing found: two spellings of it were a
    // class of that name.
    refused(
        "x,label\n1,n\u{200b}a\n2,b\n2,na\u{200b}\n3,b\n",
        &["line 2: column 'label': a value is missing ('n\\u{200b}a').\nFill it in"],
    );
}

#[test]
fn columns_that_count_or_identify_the_rows_are_left_out_with_a_word() {
    for name in [
        "",
        "id",
        "Id",
        "index",
        "Unnamed: 0",
        "PassengerId",
        "sample_id",
        "序号",
    ] {
        for number in [|row| row, |row| row + 1, |row| 1000 - 7 * row] {
            let text = with_columns(&format!("{name},x"), 30, |row| {
                format!("{},{}.5", number(row as i64), row % 3)
            });
            let found = table(text);
            assert_eq!(
                (found.names.join(" "), found.values.len()),
                ("x".into(), 30)
            );
            assert_eq!(found.values[..4], [0.5, 1.5, 2.5, 0.5]);
            remarked(&found, &["identifies the rows, and is left out"]);
        }
    }
    // Under another name, or with values that occur twice, it may be a measurement.
    for (name, values) in [("t", 30), ("subject_id", 10), ("GRID", 30)] {
        let found = table(with_columns(&format!("{name},x"), 30, |row| {
            format!("{},{}.5", row % values, row % 3)
        }));
        assert_eq!(found.names, [name, "x"]);
        remarked(
            &found,
            &[&format!("column '{name}' is taken for a measurement")],
        );
    }
    let few = table(with_columns("t", 4, |row| row.to_string()));
    assert!(few.remarks.is_empty(), "{:?}", few.remarks);
    let text = with_columns("id", 30, |row| row.to_string());
    refused(text, &["line 1: no column is left to learn from", "'id'"]);
}
