//! What the public tests say of two tensors that differ.

#[path = "exercises/mod.rs"]
mod exercises;

use common::by_hand::Tensor;
use exercises::{assert_close, device, difference, matrix, vector};

#[test]
fn rounding_is_no_difference() {
    let (actual, expected) = (vector([1.000_009, 1e-6]), vector([1.0, 0.0]));
    assert_eq!(difference(&actual, &expected), None);
    // Beside 1000, a hundredth is rounding.
    let (actual, expected) = (vector([1000.0, 1.009]), vector([1000.0, 1.0]));
    assert_close(actual, expected, "the largest element says what is close");
}

#[test]
fn the_first_element_that_differs_is_named_and_marked_in_both_matrices() {
    let actual = matrix([[0.5, -0.5, 1.0], [1.0, 10.25, f64::NAN]]);
    let expected = matrix([[0.5, -0.5, 1.0], [1.5, 10.25, 4.0]]);
    let said = "row 2, column 1 is 1.0, and 1.5 is expected (and 1 more)
     got   0.5    -0.5     1.0
           >1.0<  10.25     NaN
expected   0.5    -0.5     1.0
           >1.5<  10.25     4.0
";
    let found = difference(&actual, &expected).unwrap();
    let layout = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(layout(&found), layout(said));
    let lines: Vec<&str> = found.lines().skip(1).collect();
    let marks = lines.iter().filter_map(|line| line.find('<'));
    assert_eq!(marks.collect::<Vec<_>>(), [15, 15]);
}

#[test]
#[should_panic(expected = "\nhint: transpose it\nthe shape is [1, 3], and [3, 1] is expected\n")]
fn the_hint_comes_first_and_both_shapes_are_named() {
    let (actual, expected) = (matrix([[1.0, 2.0, 3.0]]), matrix([[1.0], [2.0], [3.0]]));
    assert_close(actual, expected, "transpose it");
}

#[test]
fn a_vector_and_a_number_name_their_elements_too() {
    let said = difference(&vector([1.0, 2.0, f64::INFINITY]), &vector([1.0, 2.0, 3.0]));
    assert!(said.unwrap().starts_with("element 3 is inf, and 3.0"));
    let said = difference(&vector([2.0]), &vector([3.0]));
    assert!(said.unwrap().starts_with("the number is 2.0, and 3.0"));
}

#[test]
fn of_a_large_tensor_the_rows_around_the_element_are_shown() {
    let zeros = Tensor::<3>::zeros([5, 6, 20], &device());
    let changed = zeros.clone().slice_fill([3..4, 4..5, 17..18], 7.0);
    let said = difference(&changed, &zeros).unwrap();
    assert!(said.starts_with("element (4, 5, 18) is 7.0"), "{said}");
    assert_eq!(said.matches(">7.0<").count(), 1, "{said}");
    assert!(
        said.contains("rows 19 to 26 of 30, columns 13 to 20 of 20"),
        "{said}"
    );
    assert!(said.lines().count() < 20, "{said}");
}
