//! Long lines and outlines in few bytes: tenths of a pixel, each relative to the last point.

use kuva::render::render::{PathData, Primitive};
use std::fmt::Write;

/// Adds a line through some pixels.
pub(super) fn trace(path: &mut String, points: impl IntoIterator<Item = (f64, f64)>, closed: bool) {
    let mut last: Option<(f64, f64)> = None;
    for (x, y) in points {
        let (x, y) = ((10.0 * x).round(), (10.0 * y).round());
        // Writing to a string does not fail.
        let _ = match last.map(|from| ((x - from.0) / 10.0, (y - from.1) / 10.0)) {
            None => write!(path, "M{} {}", x / 10.0, y / 10.0),
            Some((right, 0.0)) => write!(path, "h{right}"),
            Some((0.0, down)) => write!(path, "v{down}"),
            Some((right, down)) => write!(path, "l{right} {down}"),
        };
        last = Some((x, y));
    }
    if closed {
        path.push('z');
    }
}

/// Draws lines, or what they enclose.
pub(super) fn drawn(path: String, fill: Option<&str>, stroke: &str, width: f64) -> Primitive {
    Primitive::Path(Box::new(PathData {
        d: path,
        fill: fill.map(Into::into),
        stroke: stroke.into(),
        stroke_width: width,
        opacity: None,
        stroke_dasharray: None,
    }))
}

#[cfg(test)]
mod tests {
    use super::trace;

    #[test]
    fn steps_are_relative_and_do_not_drift() {
        let mut path = String::new();
        let points = (0..=3).map(|step| (f64::from(step) / 3.0, f64::from(step % 2)));
        trace(&mut path, points, false);
        trace(&mut path, [(0.0, 0.0), (5.0, 0.0), (5.0, 2.0)], true);
        assert_eq!(path, "M0 0l0.3 1l0.4 -1l0.3 1M0 0h5v2z");
    }
}
