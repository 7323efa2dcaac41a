//! The table of items: what it refuses, what is printed of it, what students read.

mod fixture;
use fixture::{Course, Run};

const TABLE: &str = "assignment1/exercises.toml";

fn list(course: &Course) -> Run {
    course.grader(&["exercises", "assignment1"])
}

fn changed(old: &str, new: &str) -> Run {
    let course = Course::new();
    course.replace(TABLE, old, new);
    list(&course)
}

#[test]
fn the_whole_table_is_printed() {
    let run = list(&Course::new());
    let lines: Vec<String> = run
        .succeeds()
        .output
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        lines,
        [
            "part item kind points place tests",
            "I a1.sums.add code 6 assignment1/src/sums.rs:16 2",
            "I a1.sums.far result 30 assignment1/exercises.toml:12 -",
            "I a1.sums.line figure 24 assignment1/exercises.toml:20 -",
            "II a1.sums.order question 40 assignment1/exercises.toml:31 -",
            "- a1.sums.twice practice - assignment1/src/sums.rs:25 1",
            "",
            "part I, Sums: 60 points (6 code, 30 result, 24 figure)",
            "part II, Words: 40 points (40 question)",
            "1 exercises are practice; 1 tests belong to no exercise",
        ]
    );
}

#[test]
fn a_table_that_disagrees_with_the_tags_is_refused() {
    let run = changed("\"a1.sums.add\", points = 6", "\"a1.sums.add\", points = 5");
    run.fails(1, "assignment1/src/sums.rs:16: a1.sums.add: the tag says 6 points, assignment1/exercises.toml:9 says 5");
    run.fails(
        1,
        "exercises.toml:8: part I has 60 points, but its items add up to 59",
    );

    let run = changed("a1.sums.add", "a1.sums.sub");
    run.fails(
        1,
        "sums.rs:16: a1.sums.add: 6 points, but assignment1/exercises.toml does not name it",
    );
    run.fails(1, "exercises.toml:9: a1.sums.sub: no function has this tag");

    let run = changed("a1.sums.line", "a1.sums.twice");
    run.fails(1, "sums.rs:25: a1.sums.twice: practice, but assignment1/exercises.toml:20 gives points for it");

    let run = changed("code = [{ id = \"a1.sums.add\", points = 6 }]", "");
    run.fails(1, "a1.sums.add: 6 points, but");
    let course = Course::new();
    course.replace(TABLE, "code = [{ id = \"a1.sums.add\", points = 6 }]", "");
    course.replace(TABLE, "a1.sums.line", "a1.sums.add");
    list(&course).fails(
        1,
        "exercises.toml:20 lists it under `figure` instead of `code`",
    );
}

#[test]
fn a_table_that_is_inconsistent_in_itself_is_refused() {
    let run = changed("points = 40\n\n", "points = 41\n\n");
    run.fails(
        1,
        "exercises.toml: the parts add up to 101 points instead of 100",
    );
    run.fails(
        1,
        "exercises.toml:28: part II has 41 points, but its items add up to 40",
    );
    changed("a1.sums.order", "a1.sums.far").fails(
        1,
        "exercises.toml:31: a1.sums.far: stands in line 12 already",
    );
    changed("a1.sums.order", "a2.sums.order").fails(
        1,
        "exercises.toml:31: a2.sums.order: an identifier is a1.topic.name",
    );
    changed("points = 30", "points = 0").fails(1, "exercises.toml:12: a1.sums.far: 0 points");
    changed("\"growth\"", "\" \"").fails(
        1,
        "exercises.toml:20: a1.sums.line: something is left empty",
    );
}

#[test]
fn a_table_that_cannot_be_read_is_refused_with_its_line() {
    let start = "assignment1/exercises.toml:";
    changed("at_least = 45", "above = 45").fails(1, &format!("{start}15: unknown field `above`"));
    changed(", at_least = 45", "").fails(
        1,
        &format!("{start}15: a1.sums.far: a run has a bound: add `at_least`"),
    );
    changed("at_least = 45", "at_least = 45, at_most = 50").fails(
        1,
        &format!("{start}15: a1.sums.far: a run has one bound: keep `at_least` or `at_most`"),
    );
    changed("points = 24\n", "").fails(1, "missing field `points`");
    changed("points = 24", "points = -1").fails(1, &format!("{start}21: "));
    changed("title = \"Words\"", "title =").fails(1, &format!("{start}27: "));
    let course = Course::new();
    std::fs::remove_file(course.path(TABLE)).expect("a file");
    list(&course).fails(1, "every assignment has a table of its items");
}

#[test]
fn students_read_what_is_asked_and_no_answer() {
    let course = Course::new();
    course.replace(TABLE, "at_least = 55.5", "at_most = 0.125");
    course.handout().succeeds();
    assert_eq!(
        course.read("out/README.md"),
        "For students.

### Part I: Sums (60 points)

| code | points | write | check |
|---|---|---|---|
| `a1.sums.add` | 6 | `assignment1/src/sums.rs` | `cargo test -p assignment1 sums_add` |

| result | points | run | reach |
|---|---|---|---|
| `a1.sums.far` | 30 | `cargo run -p assignment1 -- sums --to 9`<br>`cargo run -p assignment1 -- sums --to 10` | `total` ≥ 45.00<br>`total` ≤ 0.125 |

| figure | points | run | name |
|---|---|---|---|
| `a1.sums.line` | 24 | `cargo run -p assignment1 -- sums` | `growth` |

### Part II: Words (40 points)

**Question** `a1.sums.order` (40 points). Does the order of the numbers
change their sum?

### Practice, without points

| exercise | write | check |
|---|---|---|
| `a1.sums.twice` | `assignment1/src/sums.rs` | `cargo test -p assignment1 sums_twice` |
"
    );
    assert!(!course.path("out/assignment1/exercises.toml").exists());
    assert!(!course.path("out/grader").exists());
}

#[test]
fn a_table_that_is_not_complete_says_so_wherever_it_is_shown() {
    let course = Course::new();
    let text = course.read(TABLE);
    let (first, _) = text
        .split_once("[[part]]\nname = \"II\"")
        .expect("two parts");
    course.write(TABLE, first);
    list(&course).fails(
        1,
        "assignment1/exercises.toml: the parts add up to 60 points instead of 100: where the others are still to come",
    );
    course.write(TABLE, &format!("partial = \" words \"\n{first}"));
    let run = list(&course);
    let line = "\nnot complete: 60 of 100 points; still to come: words\n";
    assert!(run.succeeds().output.contains(line), "{}", run.output);
    course.handout().succeeds();
    let page = course.read("out/README.md");
    let line = "\n\n**This page is not complete:** 60 of 100 points; still to come: words. What stands here stays: you can begin.\n\n### Part I";
    assert!(page.contains(line), "{page}");

    course.write(TABLE, &format!("partial = \"\"\n{first}"));
    list(&course).fails(1, "`partial` is empty: say in words what is still to come");
    course.write(TABLE, &format!("partial = \"words\"\n{text}"));
    list(&course).fails(
        1,
        "the parts add up to 100 points, so nothing is still to come: remove `partial`",
    );
    let more = text.replace("points = 40\n\n", "points = 41\n\n");
    course.write(TABLE, &format!("partial = \"words\"\n{more}"));
    list(&course).fails(1, "the parts add up to 101 points instead of 100\n");
}

#[test]
fn a_page_without_a_place_for_it_is_refused() {
    for (page, fault) in [
        (
            "For students.\n",
            "HANDOUT.md: the line `<!-- exercises.toml -->` is missing",
        ),
        (
            "<!-- exercises.toml -->\n<!-- exercises.toml -->\n",
            "HANDOUT.md: the line `<!-- exercises.toml -->` stands there more than once",
        ),
    ] {
        let course = Course::new();
        course.write("assignment1/HANDOUT.md", page);
        course.handout().fails(1, fault);
    }
}

#[test]
fn a_model_answer_in_the_hand_out_is_a_leak() {
    let course = Course::new();
    course.write(
        "common/NOTES.md",
        "Addition of whole numbers is commutative and\nassociative: any order gives the same.\n",
    );
    course.write("assignment1/old.toml", fixture::ITEMS);
    let run = course.grader(&["handout", "build", "assignment1", "--check"]);
    run.fails(
        1,
        "common/NOTES.md: the model answer to a1.sums.order stands here",
    );
    run.fails(
        1,
        "assignment1/old.toml: the model answer to a1.sums.order stands here",
    );
}
