//! What a re-grading changed.

use grader::documents::difference;
use grader::grading::State;

use super::agreement::rows;
use super::made_up::class;

#[test]
fn a_re_grading_names_drops_first() {
    let (_, before) = class();
    let mut after = before.clone();
    after[30].items[0].points = Some(1.0);
    after[31].items[0].points = Some(0.0);
    after[31].items[0].state = State::Timeout;
    after[29].items[13].points = Some(4.0);
    after[28].items[13].state = State::Fail;
    after.remove(35);
    let difference = difference::between(&before, &after);
    assert!(difference.has_drops() && difference.only[0].len() == 1);
    let text = difference.text();
    let lines: Vec<&str> = text.lines().collect();
    let [gone, largest, _, smaller, _, rise, _, same] = lines[..] else {
        panic!("eight lines:\n{text}");
    };
    assert!(gone.ends_with("is no longer graded"), "{gone}");
    let largest_words = "12110218 total: loses 4 points";
    assert!(largest.starts_with(largest_words), "{largest}");
    assert!(text.contains("12110218 a1.topic.item_0: loses 4 points (4 -> 0, pass -> timeout)"));
    assert!(
        smaller.contains("loses 3 points") && rise.contains("gains"),
        "{text}"
    );
    assert!(
        same.contains("keeps the points") && same.contains("partial -> fail"),
        "{same}"
    );
    let csv = rows(&difference.csv().expect("a table"));
    assert_eq!((csv.len(), &*csv[0]["student"]), (7, "12110218"));
    assert_eq!(
        difference::between(&before, &before).text(),
        "nothing changed\n"
    );
}
