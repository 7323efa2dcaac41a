//! Lines cut off at a rectangle.

type Point = (f64, f64);

/// The rectangle that is drawn.
pub(super) struct Frame {
    pub(super) x: (f64, f64),
    pub(super) y: (f64, f64),
}

impl Frame {
    pub(super) fn holds(&self, point: Point) -> bool {
        let within = |(low, high): (f64, f64), value: f64| low <= value && value <= high;
        within(self.x, point.0) && within(self.y, point.1)
    }

    /// The pieces of a line that lie inside, without steps too small to be seen.
    pub(super) fn pieces(&self, points: &[Point]) -> Vec<Vec<Point>> {
        let mut pieces: Vec<Vec<Point>> = Vec::new();
        for pair in self.thinned(points).windows(2) {
            let Some((from, to)) = self.cut(pair[0], pair[1]) else {
                continue;
            };
            match pieces.last_mut() {
                Some(piece) if piece.last() == Some(&from) => piece.push(to),
                _ => pieces.push(vec![from, to]),
            }
        }
        pieces
    }

    /// Without points that are hardly seen to be missing. Only of a way that goes to and fro
    /// hundreds of times, far each time, is more left out.
    fn thinned(&self, points: &[Point]) -> Vec<Point> {
        const MOST: usize = 700;
        let tolerances = [0.001, 0.002, 0.004, 0.008, 0.016];
        let mut tries = tolerances.map(|tolerance| self.simplified(points, tolerance));
        let few = tries.iter().position(|kept| kept.len() <= MOST);
        let kept = std::mem::take(&mut tries[few.unwrap_or(tries.len() - 1)]);
        let every = kept.len().div_ceil(MOST).max(1);
        let mut kept: Vec<_> = kept.into_iter().step_by(every).collect();
        kept.extend(points.last().filter(|point| kept.last() != Some(point)));
        kept
    }

    /// Without points that are near the last one or near the line between their neighbours, in
    /// sides of the frame.
    fn simplified(&self, points: &[Point], tolerance: f64) -> Vec<Point> {
        let mut apart: Vec<Point> = Vec::new();
        for &point in points {
            let far = |last: &Point| self.distance(*last, point) > tolerance;
            if apart.last().is_none_or(far) {
                apart.push(point);
            }
        }
        let mut kept: Vec<Point> = apart.first().copied().into_iter().collect();
        let mut from = 0;
        for to in 2..apart.len() {
            let line = (apart[from], apart[to]);
            let near = |point: &Point| self.offset(*point, line.0, line.1) < tolerance;
            // Long stretches would be looked through again and again.
            if to - from > 100 || !apart[from + 1..to].iter().all(near) {
                from = to - 1;
                kept.push(apart[from]);
            }
        }
        kept
    }

    /// Distance of a point from a line between two others, in sides of the frame.
    fn offset(&self, point: Point, from: Point, to: Point) -> f64 {
        let (width, height) = (self.x.1 - self.x.0, self.y.1 - self.y.0);
        let scaled = |end: Point| ((end.0 - from.0) / width, (end.1 - from.1) / height);
        let (point, to) = (scaled(point), scaled(to));
        let along = (point.0 * to.0 + point.1 * to.1) / (to.0 * to.0 + to.1 * to.1);
        let along = along.clamp(0.0, 1.0);
        (point.0 - along * to.0).hypot(point.1 - along * to.1)
    }

    /// Distance in sides of the frame.
    fn distance(&self, from: Point, to: Point) -> f64 {
        let x = (to.0 - from.0) / (self.x.1 - self.x.0);
        x.hypot((to.1 - from.1) / (self.y.1 - self.y.0))
    }

    /// The part of a line that lies inside (Liang and Barsky, "A new concept and method for line
    /// clipping", ACM Transactions on Graphics 3, 1984).
    fn cut(&self, from: Point, to: Point) -> Option<(Point, Point)> {
        let step = (to.0 - from.0, to.1 - from.1);
        let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
        for (start, step, (low, high)) in [(from.0, step.0, self.x), (from.1, step.1, self.y)] {
            if step == 0.0 {
                if start < low || high < start {
                    return None;
                }
                continue;
            }
            let (first, second) = ((low - start) / step, (high - start) / step);
            enters = enters.max(first.min(second));
            leaves = leaves.min(first.max(second));
        }
        // The ends themselves stay as they are, so that pieces join.
        let at = |share: f64| match share {
            0.0 => from,
            1.0 => to,
            _ => (
                (from.0 + share * step.0).clamp(self.x.0, self.x.1),
                (from.1 + share * step.1).clamp(self.y.0, self.y.1),
            ),
        };
        (enters <= leaves).then(|| (at(enters), at(leaves)))
    }

    /// Three points of what is drawn, evenly apart, `shift` of a step from the start.
    pub(super) fn on_the_way(&self, pieces: &[Vec<Point>], shift: f64) -> Vec<Point> {
        let steps = pieces.iter().flat_map(|piece| piece.windows(2));
        let steps = steps.map(|pair| (pair[0], pair[1], self.distance(pair[0], pair[1])));
        let length: f64 = steps.clone().map(|step| step.2).sum();
        // A short way has its start and its end.
        if length < 0.2 {
            return Vec::new();
        }
        let (mut passed, mut marked) = (0.0, Vec::new());
        for (from, to, distance) in steps {
            let next = |marked: usize| length * (marked as f64 + shift) / 3.0;
            while marked.len() < 3 && next(marked.len()) <= passed + distance {
                let share = (next(marked.len()) - passed) / distance;
                let between = |from: f64, to: f64| from + share * (to - from);
                marked.push((between(from.0, to.0), between(from.1, to.1)));
            }
            passed += distance;
        }
        marked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_at_the_frame() {
        let frame = Frame {
            x: (0.0, 1.0),
            y: (0.0, 2.0),
        };
        let points = [(0.5, 1.0), (2.5, 1.0), (0.5, 3.0), (0.5, 1.0), (0.5, -1.0)];
        let expected = [vec![(0.5, 1.0), (1.0, 1.0)], vec![(0.5, 2.0), (0.5, 0.0)]];
        assert_eq!(frame.pieces(&points), expected);
    }

    #[test]
    fn straight_ways_lose_their_points_and_corners_stay() {
        let frame = Frame {
            x: (0.0, 1.0),
            y: (0.0, 1.0),
        };
        let along = (0..=50).map(|step| (f64::from(step) / 50.0, 0.5));
        let points: Vec<_> = along.chain([(1.0, 0.9)]).collect();
        assert_eq!(frame.thinned(&points), [(0.0, 0.5), (1.0, 0.5), (1.0, 0.9)]);
    }
}
