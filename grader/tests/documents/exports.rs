//! What goes to other platforms fits their schemas.

use grader::documents::export;
use grader::grading::{Graded, State};
use serde_json::{Map, Value};

use super::made_up::{HOSTILE, class, every_state, missing, result};
use super::markup::{elements, has_hidden};

const FORMATS: [&str; 5] = ["text", "html", "simple_format", "md", "ansi"];
const VISIBILITIES: [&str; 4] = ["hidden", "after_due_date", "after_published", "visible"];

/// Checks a value of Gradescope's `results.json` against what its documentation says of the field.
fn check_field(name: &str, value: &Value) -> bool {
    let one_of = |allowed: &[&str]| value.as_str().is_some_and(|text| allowed.contains(&text));
    match name {
        "score" | "max_score" | "execution_time" => value.as_f64().is_some_and(f64::is_finite),
        "output" | "name" | "number" => value.is_string(),
        "output_format" | "test_output_format" | "test_name_format" | "name_format" => {
            one_of(&FORMATS)
        }
        "visibility" | "stdout_visibility" => one_of(&VISIBILITIES),
        "status" => one_of(&["passed", "failed"]),
        "tags" => value
            .as_array()
            .is_some_and(|tags| tags.iter().all(Value::is_string)),
        "extra_data" => value.is_object(),
        _ => false,
    }
}

fn check_object(object: &Map<String, Value>, allowed: &[&str]) {
    for (name, value) in object {
        assert!(allowed.contains(&&**name), "{name} is no field");
        assert!(
            name == "tests" || check_field(name, value),
            "{name}: {value}"
        );
    }
}

fn gradescope(graded: &Graded) -> Map<String, Value> {
    let text = export::gradescope(graded).expect("JSON");
    assert!(
        !has_hidden(&text) && text.len() < 1_000_000,
        "{} bytes",
        text.len()
    );
    let Ok(Value::Object(results)) = serde_json::from_str(&text) else {
        panic!("an object: {text}");
    };
    check_object(
        &results,
        &[
            "score",
            "execution_time",
            "output",
            "output_format",
            "test_output_format",
            "test_name_format",
            "visibility",
            "stdout_visibility",
            "extra_data",
            "tests",
        ],
    );
    for test in results["tests"].as_array().expect("tests") {
        check_object(
            test.as_object().expect("an object"),
            &[
                "score",
                "max_score",
                "status",
                "name",
                "name_format",
                "number",
                "output",
                "output_format",
                "tags",
                "visibility",
                "extra_data",
            ],
        );
    }
    results
}

#[test]
fn gradescope_reads_the_results_of_everyone() {
    for graded in class().1 {
        let results = gradescope(&graded);
        let tests = results["tests"].as_array().expect("tests");
        assert!(
            !results.contains_key("score"),
            "it would take the place of the sum"
        );
        let open = graded
            .items
            .iter()
            .filter(|item| item.points.is_none())
            .count();
        assert_eq!(tests.len(), graded.items.len() - open);
        for test in tests {
            let is_whole = test["score"] == test["max_score"];
            assert_eq!(test["status"] == "passed", is_whole, "{test}");
        }
    }
    let results = gradescope(&every_state("1", "x"));
    let numbers = results["tests"]
        .as_array()
        .expect("tests")
        .iter()
        .map(|test| test["number"].as_str());
    let numbers: Vec<&str> = numbers.map(|number| number.expect("text")).collect();
    assert_eq!(numbers[3..7], ["I.4", "I.5", "II.1", "II.2"]);
    let output = results["output"].as_str().expect("text");
    assert!(
        output.contains("a1.topic.item_11, a1.topic.item_12 (8 points)"),
        "{output}"
    );
}

#[test]
fn a_score_for_the_whole_stands_only_where_no_test_has_one() {
    let mut graded = result("1");
    for item in &mut graded.items {
        (item.state, item.points) = (State::Open, None);
    }
    assert_eq!(gradescope(&graded)["score"], 0.0);
    assert!(!gradescope(&missing("1")).contains_key("score"));
}

#[test]
fn huge_messages_are_cut_in_every_export() {
    let words = "\u{1b}[1m\n".repeat(2_000_000);
    let graded = every_state("1", &words);
    gradescope(&graded);
    assert!(export::junit(&graded).expect("XML").len() < 1_000_000);
}

#[test]
fn junit_is_well_formed_and_tells_failures_from_errors() {
    for words in HOSTILE {
        let xml = export::junit(&every_state(words, words)).expect("XML");
        let elements = elements(&xml);
        let count = |name: &str| elements.iter().filter(|element| *element == name).count();
        assert_eq!((count("testsuite"), count("testcase")), (2, 14), "{xml}");
        assert_eq!(
            (count("failure"), count("error"), count("skipped")),
            (3, 6, 3),
            "{xml}"
        );
        assert!(!has_hidden(&xml), "{words}");
        assert!(xml.contains("name=\"points\" value=\"1.75\"") && xml.contains("value=\"open\""));
    }
}

#[test]
fn a_class_is_written_for_each_platform_a_file_for_each_student_or_one_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, graded) = class();
    for (form, count) in [
        (export::Form::Csv, 1),
        (export::Form::Gradescope, graded.len()),
        (export::Form::Junit, graded.len()),
    ] {
        let place = folder.path().join(format!("{form:?}"));
        assert_eq!(export::write(&place, form, &graded).ok(), Some(count));
        // No name of a student leads out of the folder, and none takes another's place.
        let written = std::fs::read_dir(&place).expect("a folder");
        assert_eq!(written.count(), count, "{form:?}");
    }
    let table = std::fs::read_to_string(folder.path().join("Csv/grades.csv"));
    assert_eq!(table.ok(), export::csv(&graded).ok());
}
