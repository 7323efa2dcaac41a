use super::*;
use crate::figures::style::signed;
use crate::figures::tests::{assert_reproducible, saved};

/// A matrix with the rows r0, r1, … and the columns c0, c1, ….
pub(super) fn heat(rows: &[&[f64]]) -> Heat {
    let columns = rows.first().map_or(0, |row| row.len());
    let names = (0..columns).map(|column| format!("c{column}"));
    let heat = Heat::new("matrix", names).x("to").y("from");
    let named = rows.iter().enumerate();
    named.fold(heat, |heat, (number, row)| {
        heat.row(format!("r{number}"), row.iter().copied())
    })
}

fn count(figure: &Figure, text: &str) -> usize {
    figure.svg().matches(text).count()
}

#[test]
fn every_cell_has_its_number_and_every_row_and_column_its_name() {
    let figure = || heat(&[&[0.11, 0.21], &[0.33, -0.44]]).figure();
    assert_reproducible(figure);
    for text in [
        "0.11", "0.21", "0.33", "c0", "c1", "r0", "r1", "to", "from", "matrix",
    ] {
        assert_eq!(count(&figure(), &format!(">{text}<")), 1, "{text}");
    }
    // The lowest number stands in the legend as well.
    assert_eq!(count(&figure(), ">-0.44<"), 2);
}

#[test]
fn negative_numbers_bring_a_second_hue() {
    let hues = |figure: &Figure| [1.0, -1.0].map(|sign| count(figure, &signed(sign, 0.0)) > 0);
    assert_eq!(hues(&heat(&[&[1.0, 2.0]]).figure()), [true, false]);
    assert_eq!(hues(&heat(&[&[1.0, -2.0]]).figure()), [true, true]);
}

#[test]
fn what_is_not_finite_is_crossed_out_and_what_is_missing_is_empty() {
    let crosses = |rows: &[&[f64]]| {
        let figure = heat(rows).figure();
        assert_eq!(["NaN", "inf"].map(|odd| count(&figure, odd)), [0, 0]);
        (
            count(&figure, "stroke=\"#888888\""),
            count(&figure, EMPTY) > 0,
        )
    };
    assert_eq!(crosses(&[&[1.0, 2.0]]), (0, false));
    assert_eq!(crosses(&[&[1.0, 2.0], &[3.0]]), (0, true));
    assert_eq!(
        crosses(&[&[1.0, f64::NAN], &[f64::INFINITY, 3.0]]),
        (4, true)
    );
}

#[test]
fn the_chosen_cell_has_a_frame() {
    let frames = |row, column| {
        let heat = heat(&[&[1.0, 2.0]]).chosen(row, column);
        count(&heat.figure(), "stroke-width=\"4\"")
    };
    assert_eq!(
        [frames(0, 1), frames(1, 0), frames(0, usize::MAX)],
        [1, 0, 0]
    );
}

#[test]
fn a_block_of_cells_has_a_frame_around_all_of_it() {
    let drawn = |first, size| {
        let heat = heat(&[&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]]).block(first, size);
        heat.figure().svg().to_owned()
    };
    let frames = |first, size| drawn(first, size).matches("stroke-width=\"4\"").count();
    assert_eq!(frames((0, 1), (2, 2)), 1);
    assert_eq!(
        [frames((1, 1), (2, 2)), frames((0, usize::MAX), (1, 1))],
        [0, 0]
    );
    let cell = heat(&[&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]])
        .chosen(1, 2)
        .figure();
    assert_eq!(drawn((1, 2), (1, 1)), cell.svg());
}

#[test]
fn the_key_can_be_left_out() {
    let heat = || heat(&[&[1.0, 8.0]]);
    assert_eq!(count(&heat().figure(), ">4<"), 1);
    assert_eq!(count(&heat().without_key().figure(), ">4<"), 0);
}

#[test]
fn odd_matrices_of_every_size_are_drawn() {
    saved(&Heat::new("", Vec::<String>::new()).figure());
    saved(
        &Heat::new("", ["a", "b"])
            .row("", [])
            .limit(f64::NAN)
            .figure(),
    );
    for value in [0.0, f64::NAN, f64::MAX, f64::MIN_POSITIVE, -1e99, 1e5, 1e16] {
        let heat = heat(&[&[value, 1.0, -value], &[value]]).limit(value);
        let figure = heat.figure();
        saved(&figure);
        assert_eq!(
            ["NaN", "inf"].map(|odd| count(&figure, odd)),
            [0, 0],
            "{value}"
        );
    }
    let row: Vec<f64> = (0..300)
        .map(|cell: i32| f64::from(cell - 150).sin())
        .collect();
    let figure = heat(&vec![row.as_slice(); 250]).figure();
    assert!(
        figure
            .svg()
            .contains(">the first 200 of 250 rows; the first 200 of 300 columns<")
    );
    assert!(figure.svg().len() < 2_000_000, "{}", figure.svg().len());
}

/// Where the middle of each centred text stands that is no taller than a title, and half of its width, about.
fn centred(svg: &str) -> Vec<(f64, f64)> {
    let texts = svg.split("<text ").skip(1);
    let texts = texts.filter(|text| !text.contains("rotate") && text.contains("\"middle\""));
    let number = |text: &str, key: &str| -> f64 {
        let (_, behind) = text.split_once(&format!("{key}=\"")).unwrap();
        behind.split_once('"').unwrap().0.parse().unwrap()
    };
    let place = |text: &str| {
        let words = text.split(['>', '<']).nth(1).unwrap().chars().count();
        let half = 0.3 * number(text, "font-size") * words as f64;
        (number(text, "x"), half)
    };
    texts.map(place).collect()
}

#[test]
fn title_and_note_of_a_narrow_matrix_end_inside_of_the_figure() {
    let long = "What the first of so many layers gets of the gradient of the last";
    let mut narrow = heat(&[&[0.5, -0.5]]).note(long);
    narrow.title = long.into();
    let figure = narrow.figure();
    let (width, texts) = (figure.width(), centred(figure.svg()));
    assert!(texts.len() > 6);
    for (middle, half) in texts {
        assert!(
            half <= middle && middle + half <= width,
            "{middle} ± {half} of {width}"
        );
    }
}
