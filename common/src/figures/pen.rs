//! Lines, dashes and arrows in pixels.
//!
//! The plotting crate's PNG begins its dashes anew at each point of a line, so that a bent line would
//! have none: its dashes are lines of their own here.

use super::style::Point;
use kuva::render::render::{PathData, Primitive};

/// How a line is drawn.
#[derive(Clone)]
pub(super) struct Pen {
    pub(super) width: f64,
    pub(super) colour: String,
    /// Whether it has gaps.
    pub(super) dashed: bool,
}

/// From one point to another.
pub(super) fn distance(from: Point, to: Point) -> f64 {
    (to.0 - from.0).hypot(to.1 - from.1)
}

/// The point that lies a share of the way from one point to another.
pub(super) fn between(from: Point, to: Point, share: f64) -> Point {
    (
        from.0 + share * (to.0 - from.0),
        from.1 + share * (to.1 - from.1),
    )
}

impl Pen {
    /// A whole line.
    pub(super) fn new(width: f64, colour: impl Into<String>) -> Self {
        Self {
            width,
            colour: colour.into(),
            dashed: false,
        }
    }

    /// The same pen, with gaps if `dashed`.
    pub(super) fn dashed(self, dashed: bool) -> Self {
        Self { dashed, ..self }
    }

    /// A dash and the gap behind it.
    fn dashes(&self) -> [f64; 2] {
        [5.0 + 1.5 * self.width, 4.0 + self.width]
    }

    /// A line through points.
    pub(super) fn line(&self, points: &[Point]) -> Vec<Primitive> {
        let stroke = |points: Vec<Point>, dashes: Option<String>| Primitive::PolyLine {
            points,
            stroke: self.colour.as_str().into(),
            stroke_width: self.width,
            stroke_dasharray: dashes,
        };
        let [dash, gap] = self.dashes();
        match (self.dashed, points) {
            (true, [_, _]) => vec![stroke(points.into(), Some(format!("{dash},{gap}")))],
            (true, _) => {
                // Of a line that goes to and fro the dashes are longer, as they would be too many.
                let length: f64 = points.windows(2).map(|it| distance(it[0], it[1])).sum();
                let longer = (length / (400.0 * (dash + gap))).max(1.0);
                let pieces = pieces(points, [longer * dash, longer * gap]).into_iter();
                pieces.map(|piece| stroke(piece, None)).collect()
            }
            (false, _) => vec![stroke(points.into(), None)],
        }
    }

    /// A line through points with a head at the last one.
    pub(super) fn arrow(&self, points: &[Point]) -> Vec<Primitive> {
        let [.., tip] = *points else {
            return Vec::new();
        };
        let head = 6.0 + 1.7 * self.width;
        let far = |point: &&Point| distance(**point, tip) > head;
        let Some(back) = points.iter().rev().find(far).or(points.first()) else {
            return Vec::new();
        };
        // Of a short arrow some shaft is seen too.
        let length = distance(*back, tip);
        let head = head.min(0.7 * length);
        let share = if length > 0.0 { head / length } else { 0.0 };
        let base = between(tip, *back, share);
        let aside = (0.5 * (base.1 - tip.1), 0.5 * (base.0 - tip.0));
        let corners = [
            tip,
            (base.0 + aside.0, base.1 - aside.1),
            (base.0 - aside.0, base.1 + aside.1),
        ];
        let mut shaft = points.to_vec();
        while shaft.len() > 1
            && shaft
                .last()
                .is_some_and(|last| distance(*last, tip) <= 0.7 * head)
        {
            shaft.pop();
        }
        // Into the head, so that no gap shows.
        shaft.push(between(tip, *back, 0.7 * share));
        let [tip, left, right] = corners.map(|(x, y)| format!("{x:.2} {y:.2}"));
        let head = Primitive::Path(Box::new(PathData {
            d: format!("M{tip}L{left}L{right}z"),
            fill: Some(self.colour.as_str().into()),
            stroke: self.colour.as_str().into(),
            stroke_width: 0.5,
            opacity: None,
            stroke_dasharray: None,
        }));
        let mut drawn = self.line(&shaft);
        drawn.push(head);
        drawn
    }

    /// A circle, as a line.
    pub(super) fn circle(&self, (x, y): Point, radius: f64) -> Vec<Primitive> {
        if !self.dashed {
            return vec![disc((x, y), radius, "none", self)];
        }
        let around = (0..=48).map(|step| {
            let angle = f64::from(step) / 48.0 * std::f64::consts::TAU;
            (x + radius * angle.cos(), y + radius * angle.sin())
        });
        // A whole number of dashes.
        let length = std::f64::consts::TAU * radius;
        let period = length
            / (length / self.dashes().iter().sum::<f64>())
                .round()
                .max(3.0);
        let pieces = pieces(&around.collect::<Vec<_>>(), [0.6 * period, 0.4 * period]);
        let whole = self.clone().dashed(false);
        pieces.iter().flat_map(|piece| whole.line(piece)).collect()
    }
}

/// A filled circle with an outline.
pub(super) fn disc((cx, cy): Point, r: f64, fill: &str, outline: &Pen) -> Primitive {
    Primitive::Circle {
        cx,
        cy,
        r,
        fill: fill.into(),
        fill_opacity: None,
        stroke: Some(outline.colour.as_str().into()),
        stroke_width: Some(outline.width),
    }
}

/// The dashes of a line through points.
fn pieces(points: &[Point], [dash, gap]: [f64; 2]) -> Vec<Vec<Point>> {
    let mut pieces: Vec<Vec<Point>> = Vec::new();
    // What remains of the dash or the gap that is being drawn.
    let (mut is_dash, mut rest) = (true, dash);
    let mut piece: Vec<Point> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        while distance(from, to) > rest {
            from = between(from, to, rest / distance(from, to));
            if is_dash {
                piece.push(from);
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece = vec![from];
            }
            is_dash = !is_dash;
            rest = if is_dash { dash } else { gap };
        }
        rest -= distance(from, to);
        if is_dash {
            piece.push(to);
        }
    }
    if piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(points: &[Point]) -> String {
        let arrow = Pen::new(3.0, "black").arrow(points);
        let Some(Primitive::Path(path)) = arrow.last() else {
            panic!("a head")
        };
        path.d.clone()
    }

    #[test]
    fn a_head_lies_at_the_end_and_is_shorter_than_its_arrow() {
        let long = head(&[(0.0, 0.0), (100.0, 0.0)]);
        assert_eq!(long, "M100.00 0.00L88.90 5.55L88.90 -5.55z");
        let short = head(&[(0.0, 0.0), (0.0, 2.0)]);
        assert_eq!(short, "M0.00 2.00L-0.70 0.60L0.70 0.60z");
        assert!(head(&[(1.0, 1.0), (1.0, 1.0)]).starts_with("M1.00 1.00"));
        assert!(Pen::new(1.0, "black").arrow(&[]).is_empty());
    }

    #[test]
    fn dashes_go_around_corners() {
        let corner = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)];
        let pieces = pieces(&corner, [6.0, 2.0]);
        let expected = [
            vec![(0.0, 0.0), (6.0, 0.0)],
            vec![(8.0, 0.0), (10.0, 0.0), (10.0, 4.0)],
            vec![(10.0, 6.0), (10.0, 10.0)],
        ];
        assert_eq!(pieces, expected);
    }
}
