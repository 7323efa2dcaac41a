//! Which column is the label, and which labels are one class.

use super::{refused, remarked, table};
use common::data;

#[test]
fn spellings_of_one_label_are_one_class_with_a_word() {
    let found = table("x,label\n1,0\n2,1\n3,0.0\n4,1.0\n5,1e0\n6,-0\n");
    assert_eq!(
        (found.classes, found.labels),
        (vec!["0".into(), "1".into()], vec![0, 1, 0, 1, 1, 0])
    );
    for (one, other, shown) in [
        ("yes", "yes\u{a0}", None),
        ("yes", "yes\u{200b}", Some("\\u{200b}")),
        ("yes", "\u{feff}yes", Some("\\u{feff}")),
        ("New York", "New  York", Some("New  York")),
        ("New York", "New\u{a0}York", Some("\\u{a0}")),
        ("caf\u{e9}", "cafe\u{301}", Some("cafe\u{301}")),
        ("7", "7.00", Some("7.00")),
    ] {
        let found = table(format!("x,label\n1,{one}\n2,no\n3,{other}\n4,no\n"));
        assert_eq!(found.classes.len(), 2, "{one} {other}");
        assert!(
            found.classes.iter().any(|class| class == one),
            "{:?}",
            found.classes
        );
        match shown {
            Some(shown) => remarked(&found, &["taken for one", shown]),
            None => assert!(found.remarks.is_empty(), "{:?}", found.remarks),
        }
    }
    for (one, other) in [("Yes", "yes"), (">50K", ">50K."), ("ａ", "a")] {
        let found = table(format!("x,label\n1,{one}\n2,{other}\n3,{one}\n4,{other}\n"));
        assert_eq!(found.classes.len(), 2, "{one} {other}");
        remarked(&found, &["are taken for different classes", one, other]);
    }
}

#[test]
fn the_clearest_name_is_the_label_and_a_flag_chooses_another() {
    let text = "x,y,label\n0,0,a\n0,1,b\n1,0,b\n1,1,a\n";
    let found = table(text);
    assert_eq!(
        (found.names.join(" "), found.classes.join(" ")),
        ("x y".into(), "a b".into())
    );
    remarked(&found, &["the label is column 'label'", "--label NAME"]);
    for (header, label) in [("x,target,Class", "Class"), ("y,x,TARGET", "TARGET")] {
        remarked(
            &table(text.replace("x,y,label", header)),
            &[&format!("'{label}'")],
        );
    }
    let named = |label| data::read_csv(text.as_bytes(), "a.csv", Some(label));
    let found = named("Y").map(|found| (found.names.join(" "), found.classes.join(" ")));
    // The other columns must be numbers.
    let error = found.unwrap_err().to_string();
    assert!(
        error.contains("column 'label': 'a' is not a number"),
        "{error}"
    );
    let error = named("z").unwrap_err().to_string();
    let words = ["no column 'z' for --label", "x, y, label"];
    assert!(words.iter().all(|word| error.contains(word)), "{error}");
    let numbers = "x,Type,label\n0,a,3\n1,b,3\n2,a,4\n3,b,4\n";
    let found = data::read_csv(numbers.as_bytes(), "a.csv", Some("type")).unwrap();
    assert_eq!(
        (found.names.join(" "), found.classes.join(" ")),
        ("x label".into(), "a b".into())
    );
    // What says the same as the label would be learned in its place.
    let found = table("x,target,class\n3,0,a\n4,1,b\n5,0,a\n3,1,b\n");
    assert_eq!(found.names, ["x"]);
    remarked(
        &found,
        &["column 'target' is the label in other words, and is left out"],
    );
}

#[test]
fn measured_values_are_no_classes() {
    let continuous = |row: usize| format!("{}.{}", 60 + row * 7 % 83, row % 10);
    for (rows, label) in [
        (60, &continuous as &dyn Fn(usize) -> String),
        (400, &|row| format!("{}", 25 + row * 7 % 214)),
        (2000, &|row| format!("{}.5", row % 90)),
        (6, &|row| row.to_string()),
    ] {
        let rows = (0..rows).map(|row| format!("{},{}\n", row % 5, label(row)));
        let text = format!("x,target\n{}", rows.collect::<String>());
        refused(
            text,
            &[
                "line 2: column 'target'",
                "measured values and no classes",
                "--label",
            ],
        );
    }
    // Grades are classes; of many whole numbers a word is said.
    let grades = (0..60).map(|row| format!("{row}.5,{}\n", 3 + row % 7));
    assert_eq!(
        table(format!("x,y\n{}", grades.collect::<String>()))
            .classes
            .len(),
        7
    );
    let ages = (0..400).map(|row| format!("{row}.5,{}\n", 20 + row % 50));
    let found = table(format!("x,y\n{}", ages.collect::<String>()));
    remarked(&found, &["50 classes, all of them numbers"]);
    let names = (0..9).map(|row| format!("{row},name {row}\n"));
    let text = format!("x,label\n1,b\n2,b\n{}", names.collect::<String>());
    refused(
        text,
        &[
            "line 4: this is the only row of class 'name 0'",
            "8 more such classes",
        ],
    );
}

#[test]
fn names_that_figures_cannot_draw_come_with_a_word() {
    let found = table("x,label\n1,猫\n2,狗\n3,猫\n4,狗\n");
    remarked(&found, &["PNG figures have no signs for 狗猫", "SVG"]);
}
